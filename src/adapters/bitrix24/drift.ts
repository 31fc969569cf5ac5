import type { RecordPlan } from "./lead-plan.ts";
import { missingMultifields, multifieldLabel, toIdentity } from "./multifields.ts";
import { holds, isEmpty, missingPeople, type PortalItem, type Wish } from "./wish.ts";

function describe(wish: Wish, stored: unknown): string {
  if (wish.kind === "person") {
    return isEmpty(wish, stored) || stored === 0
      ? "ответственного портал не сохранил"
      : `ответственный изменён порталом: ${String(wish.value)} → ${String(stored)}`;
  }
  if (wish.kind === "people")
    return `наблюдателей портал не сохранил: ${missingPeople(wish, stored).join(", ")}`;
  return isEmpty(wish, stored)
    ? `поле „${wish.label}“ портал не сохранил`
    : `поле „${wish.label}“ портал изменил`;
}

/**
 * What the portal dropped or changed against the plan, in Russian; values of the customer are not repeated.
 *
 * @param leftAlone What was not written because people had written otherwise: see `planUpdate`.
 */
export function findDrift(
  plan: RecordPlan,
  stored: PortalItem,
  leftAlone: ReadonlySet<string> = new Set(),
): readonly string[] {
  const fields = plan.wishes
    .filter((wish) => !holds(wish, stored[wish.key]))
    .map((wish) =>
      leftAlone.has(wish.key)
        ? `поле „${wish.label}“ на портале другое: оставлено как есть`
        : describe(wish, stored[wish.key]),
    );
  const reach = missingMultifields(plan.multifields, stored["fm"])
    .filter((field) => !leftAlone.has(toIdentity(field)))
    .map((field) => `поле „${multifieldLabel(field)}“ портал не сохранил`);
  return [...plan.notes, ...fields, ...reach];
}
