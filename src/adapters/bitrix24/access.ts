import { z } from "zod";
import { CrmError } from "../../domain/crm-error.ts";
import { portalId, portalMap } from "./rest-answer.ts";
import type { RestClient } from "./rest-client.ts";

const profile = z.looseObject({ ID: portalId, NAME: z.string().nullish(), LAST_NAME: z.string().nullish() });
const scopes = z.union([z.array(z.string()), portalMap(z.string()).transform((map) => Object.values(map))]);

/** @throws CrmError Also when the webhook works but may not touch the CRM. */
export async function checkAccess(
  client: RestClient,
): Promise<{ readonly portal: string; readonly user: string }> {
  const { result: who } = await client.read("profile", {}, profile);
  const { result: granted } = await client.read("scope", {}, scopes);
  if (!granted.includes("crm")) {
    throw new CrmError(
      "misconfigured",
      "scope",
      "the webhook lacks the CRM permission; in the portal open Developer resources, this incoming webhook, tick CRM (crm) and save",
      { vendorCode: "insufficient_scope" },
    );
  }
  const name = [who.NAME, who.LAST_NAME].filter((part) => part).join(" ");
  return { portal: new URL(client.origin()).host, user: name ? `${name} (${who.ID})` : String(who.ID) };
}
