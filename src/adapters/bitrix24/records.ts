import type { Clock } from "../../ports/clock.ts";
import type { CrmLead, CrmWritten } from "../../ports/crm.ts";
import { ORIGINATOR_ID } from "./entity.ts";
import { createFieldCatalogues } from "./field-catalogue.ts";
import { createItems } from "./items.ts";
import { findKnownContact } from "./known-contact.ts";
import { planContact, planDeal, planLead, type RecordPlan } from "./lead-plan.ts";
import { createRecordWriter, type KeptRecord } from "./record-writer.ts";
import type { RestClient } from "./rest-client.ts";

/** Our leads as records of the portal: a lead, or a deal with its contact. */
export interface Records {
  add(entity: CrmWritten["entity"], lead: CrmLead): Promise<KeptRecord>;
  update(entity: CrmWritten["entity"], id: number, lead: CrmLead): Promise<KeptRecord>;
}

const CATALOGUE_AGE_MS = 10 * 60_000;
/** When something is missing, a younger catalogue is asked for: the owner may just have run the setup. */
const DOUBTFUL_AGE_MS = 60_000;

export function createRecords(client: RestClient, clock: Clock): Records {
  const items = createItems(client);
  const catalogues = createFieldCatalogues(client, clock);
  const writer = createRecordWriter(items);

  async function planOf(entity: CrmWritten["entity"], lead: CrmLead): Promise<RecordPlan> {
    const plan = entity === "lead" ? planLead : planDeal;
    const first = plan(lead, await catalogues.get(entity, CATALOGUE_AGE_MS));
    return first.notes.length === 0 ? first : plan(lead, await catalogues.get(entity, DOUBTFUL_AGE_MS));
  }

  /** The contact that the company has had before, else one of our own, added once. */
  async function addContact(lead: CrmLead): Promise<Pick<KeptRecord, "id" | "drift">> {
    const known = await findKnownContact(client, lead);
    return known === undefined
      ? writer.addOnce("contact", lead.id, planContact(lead))
      : { id: known, drift: [] };
  }

  /** A contact that we made learns what the lead has learnt; one that was there before is the company's own. */
  async function updateContact(id: number, lead: CrmLead): Promise<readonly string[]> {
    const contact = await items.get("contact", id);
    const isOurs = contact["originatorId"] === ORIGINATOR_ID && contact["originId"] === lead.id;
    return isOurs ? (await writer.update("contact", id, planContact(lead))).drift : [];
  }

  return {
    async add(entity, lead) {
      const plan = await planOf(entity, lead);
      if (entity === "lead") return writer.addOnce("lead", lead.id, plan);
      const contact = await addContact(lead);
      const deal = await writer.addOnce("deal", lead.id, plan, { contactIds: [contact.id] });
      return { ...deal, drift: [...contact.drift, ...deal.drift] };
    },
    async update(entity, id, lead) {
      const record = await writer.update(entity, id, await planOf(entity, lead));
      const contactId = entity === "deal" ? Number(record.item["contactId"] ?? 0) : 0;
      if (contactId === 0) return record;
      return { ...record, drift: [...(await updateContact(contactId, lead)), ...record.drift] };
    },
  };
}
