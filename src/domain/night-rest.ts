import type { Business } from "./business.ts";
import type { LeadRequest } from "./lead.ts";

/** Whether a request rests while its branch is closed, instead of going to whoever works. Critical and urgent ones never do. */
export function restsWhenClosed(
  request: Pick<LeadRequest, "priority" | "urgent">,
  business: Pick<Business, "night">,
): boolean {
  return business.night.handoff === "next_opening" && request.priority !== "critical" && !request.urgent;
}
