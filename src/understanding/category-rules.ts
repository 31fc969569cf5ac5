import { COMPLAINT_RULES } from "./category-rules/complaint-rules.ts";
import { CUSTOMER_RULES } from "./category-rules/customer-rules.ts";
import { BUYER_RULES } from "./category-rules/buyer-rules.ts";
import { TRADE_RULES } from "./category-rules/trade-rules.ts";
import { SERVICE_RULES } from "./category-rules/service-rules.ts";
import type { CategoryRule } from "./category-rules/rule.ts";

/** Guesses from the shape of a turn, for when no rule knows a word of it. */
export const FALLBACK_RULES: readonly CategoryRule[] = [
  {
    name: "guess:goods",
    category: "lead_b2b",
    weight: 1.2,
    when: (s) =>
      s.hasProduct &&
      s.vertical === "industrial" &&
      !s.text.hasQuestion &&
      !/ подскажите /u.test(s.text.flat),
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
  ...BUYER_RULES,
  ...TRADE_RULES,
  ...SERVICE_RULES,
];
