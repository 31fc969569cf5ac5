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

export const CATEGORY_RULES: readonly CategoryRule[] = [
  ...COMPLAINT_RULES,
  ...CUSTOMER_RULES,
  ...ORGANISATION_RULES,
  ...SERVICE_RULES,
];
