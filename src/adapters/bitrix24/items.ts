import { z } from "zod";
import { ENTITY_TYPE_IDS, ORIGINATOR_ID, type Entity } from "./entity.ts";
import { portalId } from "./rest-answer.ts";
import type { RestClient } from "./rest-client.ts";
import type { PortalItem } from "./wish.ts";

/** Records of the CRM. */
export interface Items {
  /** Ids of the records written for this lead of ours, lowest first. */
  find(entity: Entity, originId: string): Promise<readonly number[]>;
  get(entity: Entity, id: number): Promise<PortalItem>;
  /** Adds without looking: see `find`. @returns The new record's id. */
  add(entity: Entity, originId: string, fields: Readonly<Record<string, unknown>>): Promise<number>;
  update(entity: Entity, id: number, fields: Readonly<Record<string, unknown>>): Promise<void>;
}

const itemResult = z.looseObject({ item: z.looseObject({ id: portalId }) });
const itemsResult = z.looseObject({
  items: z.array(
    z.looseObject({
      id: portalId,
      originatorId: z.string().nullish(),
      originId: z.string().nullish(),
    }),
  ),
});

export function createItems(client: RestClient): Items {
  return {
    async find(entity, originId) {
      const { result } = await client.read(
        "crm.item.list",
        {
          entityTypeId: ENTITY_TYPE_IDS[entity],
          select: ["id", "originatorId", "originId"],
          filter: { originatorId: ORIGINATOR_ID, originId },
          order: { id: "ASC" },
          start: -1,
        },
        itemsResult,
      );
      // A portal that ignored the filter must not make us write into a stranger's record.
      return result.items
        .filter((item) => item.originatorId === ORIGINATOR_ID && item.originId === originId)
        .map((item) => item.id)
        .toSorted((a, b) => a - b);
    },
    async get(entity, id) {
      const params = { entityTypeId: ENTITY_TYPE_IDS[entity], id };
      const { result } = await client.read("crm.item.get", params, itemResult);
      return result.item;
    },
    async add(entity, originId, fields) {
      const { result } = await client.write(
        "crm.item.add",
        {
          entityTypeId: ENTITY_TYPE_IDS[entity],
          fields: { ...fields, originatorId: ORIGINATOR_ID, originId },
        },
        itemResult,
      );
      return result.item.id;
    },
    async update(entity, id, fields) {
      await client.write(
        "crm.item.update",
        { entityTypeId: ENTITY_TYPE_IDS[entity], id, fields },
        itemResult,
      );
    },
  };
}
