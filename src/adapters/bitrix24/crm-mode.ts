import { z } from "zod";
import { CrmError } from "../../domain/crm-error.ts";
import type { RestClient } from "./rest-client.ts";

export type CrmMode = "classic" | "simple";

const mode = z.union([z.number(), z.string().transform(Number)]);

/** Asks once whether the portal works with leads, and remembers the answer. A failed question is asked again. */
export function createCrmMode(client: RestClient): () => Promise<CrmMode> {
  let known: Promise<CrmMode> | undefined;

  async function ask(): Promise<CrmMode> {
    try {
      const { result } = await client.read("crm.settings.mode.get", {}, mode);
      return result === 2 ? "simple" : "classic";
    } catch (error) {
      // Portals older than the simple CRM have only the classic one.
      if (error instanceof CrmError && error.vendorCode?.toUpperCase() === "ERROR_METHOD_NOT_FOUND")
        return "classic";
      throw error;
    }
  }

  return async () => {
    known ??= ask();
    try {
      return await known;
    } catch (error) {
      known = undefined;
      throw error;
    }
  };
}
