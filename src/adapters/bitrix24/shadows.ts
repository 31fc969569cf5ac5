import type { Entity } from "./entity.ts";
import type { RecordPlan } from "./lead-plan.ts";
import { missingMultifields, toIdentity } from "./multifields.ts";
import { holds, type PortalItem, type WishValue } from "./wish.ts";

/** What of our writing a record held when we last read it. */
export interface Shadow {
  /** By field. */
  readonly values: ReadonlyMap<string, WishValue>;
  /** Phones, mail and messengers, by `toIdentity`. */
  readonly multifields: ReadonlySet<string>;
}

/** Remembers the last readings. What is forgotten counts as the managers' own: it is not overwritten. */
export interface Shadows {
  get(entity: Entity, id: number): Shadow | undefined;
  set(entity: Entity, id: number, shadow: Shadow): void;
}

const MAX_SHADOWS = 2_000;

/** @param before Keeps what we wrote once, so that a phone taken away by a manager does not come back. */
export function toShadow(plan: RecordPlan, stored: PortalItem, before?: Shadow): Shadow {
  const missing = new Set(missingMultifields(plan.multifields, stored["fm"]).map(toIdentity));
  const present = plan.multifields.map(toIdentity).filter((identity) => !missing.has(identity));
  return {
    values: new Map(
      plan.wishes.filter((wish) => holds(wish, stored[wish.key])).map((wish) => [wish.key, wish.value]),
    ),
    multifields: new Set([...(before?.multifields ?? []), ...present]),
  };
}

/** In this process's memory, the oldest forgotten first. */
export function createShadows(): Shadows {
  const shadows = new Map<string, Shadow>();
  const keyOf = (entity: Entity, id: number) => `${entity}:${id}`;
  return {
    get: (entity, id) => shadows.get(keyOf(entity, id)),
    set(entity, id, shadow) {
      shadows.delete(keyOf(entity, id));
      shadows.set(keyOf(entity, id), shadow);
      const [oldest] = shadows.keys();
      if (shadows.size > MAX_SHADOWS && oldest !== undefined) shadows.delete(oldest);
    },
  };
}
