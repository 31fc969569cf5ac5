/** Kinds of record, as `crm.item.*` numbers them. */
export const ENTITY_TYPE_IDS = { lead: 1, deal: 2, contact: 3 } as const;
export type Entity = keyof typeof ENTITY_TYPE_IDS;

/** Half of the pair by which a record of ours is found again; the other half is our lead's id. */
export const ORIGINATOR_ID = "dozor";
