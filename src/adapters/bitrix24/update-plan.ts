import type { RecordPlan } from "./lead-plan.ts";
import { missingMultifields, toAdditions, toIdentity } from "./multifields.ts";
import type { Shadow } from "./shadows.ts";
import { holds, isEmpty, toMembers, type PortalItem, type Wish } from "./wish.ts";

export interface RecordUpdate {
  /** Only what differs; empty when there is nothing to write. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** What gives way to the managers: keys of fields, identities of phones and the like. */
  readonly leftAlone: ReadonlySet<string>;
}

/** A field that managers write too is ours to change only while it is empty or still holds what we wrote. */
function mayWrite(wish: Wish, stored: unknown, shadow: Shadow | undefined): boolean {
  if (wish.isOurs || isEmpty(wish, stored)) return true;
  const before = shadow?.values.get(wish.key);
  return before !== undefined && holds({ ...wish, value: before }, stored);
}

function toValue(wish: Wish, stored: unknown): unknown {
  if (wish.kind !== "people") return wish.value;
  return [...new Set([...toMembers(stored), ...toMembers(wish.value)])].map(Number);
}

/** What has to be written so that the record holds the plan without undoing the work of people. */
export function planUpdate(plan: RecordPlan, stored: PortalItem, shadow: Shadow | undefined): RecordUpdate {
  const fields: Record<string, unknown> = {};
  const leftAlone = new Set<string>();
  for (const wish of plan.wishes) {
    const current = stored[wish.key];
    if (holds(wish, current)) continue;
    if (mayWrite(wish, current, shadow)) {
      Object.assign(fields, { [wish.key]: toValue(wish, current) }, wish.also);
    } else {
      leftAlone.add(wish.key);
    }
  }
  const missing = missingMultifields(plan.multifields, stored["fm"]);
  // A phone that was there and is gone was taken away by a person.
  const removed = missing.filter((field) => shadow?.multifields.has(toIdentity(field)));
  for (const field of removed) leftAlone.add(toIdentity(field));
  const added = missing.filter((field) => !removed.includes(field));
  if (added.length > 0) fields["fm"] = toAdditions(added);
  return { fields, leftAlone };
}
