import type { Business, RuleCondition } from "../../domain/business.ts";
import type { LeadRequest } from "../../domain/lead.ts";
import type { SlotName } from "../../domain/slot.ts";
import { failedCondition } from "../match-rule.ts";
import { toRoutingSubject } from "../routing-subject.ts";
import { bitOf } from "./bits.ts";
import type { Option } from "./dimension-value.ts";

export type Key = keyof RuleCondition;

/** The rules whose conditions on these keys an option fulfils. */
export type Accepts = (keys: readonly Key[], option: Option) => bigint;

/** Asks the real rule matcher, with nothing but the keys of one dimension left in each rule. */
export function createAcceptance(business: Business, base: LeadRequest, at: Date): Accepts {
  const everybody = bitOf(business.rules.length) - 1n;
  const pickedBy = new Map<string, readonly { readonly index: number; readonly when: RuleCondition }[]>();
  const picked = (keys: readonly Key[]) => {
    const name = keys.join();
    let rules = pickedBy.get(name);
    if (!rules) {
      rules = business.rules.flatMap(({ when }, index) => {
        const left = Object.entries(when).filter(
          ([key, value]) => value !== undefined && keys.some((one) => one === key),
        );
        return left.length === 0 ? [] : [{ index, when: Object.fromEntries(left) }];
      });
      pickedBy.set(name, rules);
    }
    return rules;
  };
  return (keys, option) => {
    const rules = picked(keys);
    let accepted = everybody;
    if (rules.length === 0) return accepted;
    const request = { ...base, ...option.request, slots: { ...base.slots, ...option.slots } };
    const subject = toRoutingSubject(request, business, at);
    for (const { index, when } of rules) {
      // A slot's own dimension answers for that slot only.
      const condition = option.about ? narrowTo(when, option.about) : when;
      if (failedCondition(condition, subject) !== undefined) accepted &= ~bitOf(index);
    }
    return accepted;
  };
}

function narrowTo(when: RuleCondition, slots: readonly SlotName[]): RuleCondition {
  return { has: when.has?.filter((slot) => slots.includes(slot)) };
}
