import { z } from "zod";
import type { CrmLead } from "../../ports/crm.ts";
import { portalId, portalMap } from "./rest-answer.ts";
import type { RestClient } from "./rest-client.ts";

const found = portalMap(z.array(portalId));

/** Phones lie in portals in every spelling, and how the search evens them out is not documented. */
function spellings(phone: string): readonly string[] {
  const digits = phone.replace(/\D/gu, "");
  const national = /^[78]\d{10}$/u.test(digits) ? [`8${digits.slice(1)}`, digits.slice(1)] : [];
  return [...new Set([phone, `+${digits}`, digits, ...national])];
}

/**
 * The contact that the portal already has under this phone or address of mail: a returning customer gets a new deal,
 * not a second card. Of several the oldest, so that a repeat finds the same.
 */
export async function findKnownContact(client: RestClient, lead: CrmLead): Promise<number | undefined> {
  const searches = [
    { type: "PHONE", values: lead.phone === undefined ? [] : spellings(lead.phone) },
    { type: "EMAIL", values: lead.email === undefined ? [] : [lead.email] },
  ].filter((search) => search.values.length > 0);
  for (const search of searches) {
    const params = { ...search, entity_type: "CONTACT" };
    const { result } = await client.read("crm.duplicate.findbycomm", params, found);
    const ids = result["CONTACT"] ?? [];
    if (ids.length > 0) return Math.min(...ids);
  }
  return undefined;
}
