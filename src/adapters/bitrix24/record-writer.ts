import { findDrift } from "./drift.ts";
import type { Entity } from "./entity.ts";
import type { Items } from "./items.ts";
import { toNewFields, type RecordPlan } from "./lead-plan.ts";
import { createShadows, toShadow } from "./shadows.ts";
import { planUpdate } from "./update-plan.ts";
import type { PortalItem } from "./wish.ts";

/** A record after a write, and what came out otherwise than planned. */
export interface KeptRecord {
  readonly id: number;
  readonly drift: readonly string[];
  /** As it was read back. */
  readonly item: PortalItem;
}

/** Brings records to what a plan says, and reads back what the portal made of it. */
export interface RecordWriter {
  /**
   * Adds the record unless one of this origin is there already.
   *
   * @param links Fields that only a new record gets.
   */
  addOnce(
    entity: Entity,
    originId: string,
    plan: RecordPlan,
    links?: Readonly<Record<string, unknown>>,
  ): Promise<KeptRecord>;
  /** Writes only what differs and is ours to change. */
  update(entity: Entity, id: number, plan: RecordPlan): Promise<KeptRecord>;
}

const PLURALS: Record<Entity, string> = { lead: "лидов", deal: "сделок", contact: "контактов" };

export function createRecordWriter(items: Items): RecordWriter {
  const shadows = createShadows();

  return {
    async addOnce(entity, originId, plan, links = {}) {
      const known = await items.find(entity, originId);
      const id = known[0] ?? (await items.add(entity, originId, { ...toNewFields(plan), ...links }));
      const strays =
        known.length > 1
          ? [`на портале несколько ${PLURALS[entity]} этого обращения: ${known.join(", ")}`]
          : [];
      const item = await items.get(entity, id);
      shadows.set(entity, id, toShadow(plan, item));
      return { id, drift: [...strays, ...findDrift(plan, item)], item };
    },
    async update(entity, id, plan) {
      const before = await items.get(entity, id);
      const shadow = shadows.get(entity, id);
      const { fields, leftAlone } = planUpdate(plan, before, shadow);
      const isSame = Object.keys(fields).length === 0;
      if (!isSame) await items.update(entity, id, fields);
      const item = isSame ? before : await items.get(entity, id);
      shadows.set(entity, id, toShadow(plan, item, shadow));
      return { id, drift: findDrift(plan, item, leftAlone), item };
    },
  };
}
