import { z } from "zod";
import type { Clock } from "../../ports/clock.ts";
import { ENTITY_TYPE_IDS, type Entity } from "./entity.ts";
import { portalId, portalMap } from "./rest-answer.ts";
import type { RestClient } from "./rest-client.ts";

/** A field of the portal. `key` is what `crm.item.*` calls it; only the portal knows how that follows from the upper name. */
export interface PortalField {
  readonly key: string;
  readonly type: string;
  readonly isMultiple: boolean;
  /** Of a list field: option id by `toOptionName` of its text. */
  readonly options: ReadonlyMap<string, number>;
}

/** Fields by upper name, `UF_CRM_DOZOR_TAGS`. */
export type FieldCatalogue = ReadonlyMap<string, PortalField>;

export interface FieldCatalogues {
  /** @param maxAgeMs How old a remembered catalogue may be. */
  get(entity: Entity, maxAgeMs: number): Promise<FieldCatalogue>;
}

const fieldsResult = z.looseObject({
  fields: portalMap(
    z.looseObject({
      type: z.string(),
      upperName: z.string(),
      isMultiple: z.boolean().optional().catch(undefined),
      items: z
        .array(z.looseObject({ ID: portalId, VALUE: z.string() }))
        .optional()
        .catch(undefined),
    }),
  ),
});

/** How options are told apart: people write «Ещё» and «еще» alike. */
export function toOptionName(text: string): string {
  return text.trim().replace(/\s+/gu, " ").toLowerCase().replaceAll("ё", "е");
}

function toCatalogue({ fields }: z.output<typeof fieldsResult>): FieldCatalogue {
  return new Map(
    Object.entries(fields).map(([key, field]) => [
      field.upperName,
      {
        key,
        type: field.type,
        isMultiple: field.isMultiple ?? false,
        options: new Map((field.items ?? []).map((item) => [toOptionName(item.VALUE), item.ID])),
      },
    ]),
  );
}

/** Asks the portal for its fields and remembers the answer; simultaneous askers share one call. */
export function createFieldCatalogues(client: RestClient, clock: Clock): FieldCatalogues {
  const known = new Map<Entity, { readonly at: number; readonly catalogue: Promise<FieldCatalogue> }>();

  async function load(entity: Entity): Promise<FieldCatalogue> {
    const params = { entityTypeId: ENTITY_TYPE_IDS[entity] };
    const { result } = await client.read("crm.item.fields", params, fieldsResult);
    return toCatalogue(result);
  }

  return {
    async get(entity, maxAgeMs) {
      const at = clock.now().getTime();
      const remembered = known.get(entity);
      if (remembered && at - remembered.at <= maxAgeMs) return remembered.catalogue;
      const catalogue = load(entity);
      known.set(entity, { at, catalogue });
      try {
        return await catalogue;
      } catch (error) {
        known.delete(entity);
        throw error;
      }
    },
  };
}
