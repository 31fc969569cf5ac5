import type { Category } from "../domain/category.ts";
import { COMPLAINT_RULES } from "./category-rules/complaint-rules.ts";
import { CUSTOMER_RULES } from "./category-rules/customer-rules.ts";
import { ORGANISATION_RULES } from "./category-rules/organisation-rules.ts";
import { SERVICE_RULES } from "./category-rules/service-rules.ts";
import type { Signals } from "./read-signals.ts";

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

/** Guesses from the shape of a turn, for when no rule knows a word of it. */
export const FALLBACK_RULES: readonly CategoryRule[] = [
  {
    name: "guess:goods",
    category: "lead_b2b",
    weight: 1.2,
    when: (s) => s.hasProduct && s.vertical === "industrial",
  },
  { name: "guess:service", category: "lead_b2c", weight: 1.1, when: (s) => s.hasService },
  {
    name: "guess:question",
    category: "price_info",
    weight: 1,
    when: (s) => s.text.hasQuestion && s.wordCount > 3,
  },
  {
    name: "guess:grumble",
    category: "complaint",
    weight: 1.05,
    when: (s) =>
      !s.text.hasQuestion && s.wordCount > 5 && / (?:не|без|никто|ничего|так и) /u.test(s.text.flat),
  },
];

export const CATEGORY_RULES: readonly CategoryRule[] = [
  ...COMPLAINT_RULES,
  ...CUSTOMER_RULES,
  ...ORGANISATION_RULES,
  ...SERVICE_RULES,
];
