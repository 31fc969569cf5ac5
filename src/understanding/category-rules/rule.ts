import type { Category } from "../../domain/category.ts";
import type { Signals } from "../read-signals.ts";

/**
 * One reason for (or, with a negative weight, against) a category. A reason names itself so that a decision can be explained and a
 * trained model can weigh it anew.
 */
export interface CategoryRule {
  readonly name: string;
  readonly category: Category;
  /** 2 and more is an intent by itself. */
  readonly weight: number;
  when(signals: Signals): boolean;
}

type MakeRule = (name: string, weight: number, when: (signals: Signals) => boolean) => CategoryRule;

/** Makes rules of one category; their names begin with it. */
export function rulesOf(category: Category): MakeRule {
  return (name, weight, when) => ({ name: `${category}:${name}`, category, weight, when });
}
