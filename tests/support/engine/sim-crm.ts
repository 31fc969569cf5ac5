import { CrmError } from "../../../src/domain/crm-error.ts";
import type { LeadId } from "../../../src/domain/ids.ts";
import type { Crm, CrmLead, CrmWritten } from "../../../src/ports/crm.ts";
import type { Weather } from "./sim-telegram.ts";

interface Entry {
  readonly externalId: string;
  lead: CrmLead;
  readonly comments: Map<string, string>;
  readonly todos: Map<string, string>;
}

export interface SimCrm {
  readonly crm: Crm;
  readonly leads: ReadonlyMap<LeadId, Entry>;
  weather: () => Weather;
}

/** A portal in memory that keeps the port's promises: it looks before it writes and adds nothing twice. */
export function createSimCrm(): SimCrm {
  const leads = new Map<LeadId, Entry>();
  const call = <Result>(method: string, work: () => Result): Promise<Result> => {
    const weather = sim.weather();
    if (weather === "down")
      return Promise.reject(new CrmError("unavailable", method, "the portal does not answer"));
    if (weather === "silent")
      return Promise.reject(new CrmError("unknown_outcome", method, "no answer came"));
    try {
      const result = work();
      if (weather === "cut") return Promise.reject(new CrmError("unknown_outcome", method, "no answer came"));
      return Promise.resolve(result);
    } catch (error) {
      return Promise.reject(error instanceof Error ? error : new Error(String(error)));
    }
  };
  const find = (method: string, { externalId }: Pick<CrmWritten, "externalId">): Entry => {
    const found = [...leads.values()].find((entry) => entry.externalId === externalId);
    if (!found) throw new CrmError("not_found", method, "the record is gone");
    return found;
  };
  const written = ({ externalId }: Entry): CrmWritten => ({
    externalId,
    entity: "lead",
    url: `https://portal.example/crm/lead/details/${externalId}/`,
    drift: [],
  });
  const sim: SimCrm = {
    leads,
    weather: () => "fine",
    crm: {
      name: "bitrix24",
      check: () => call("profile", () => ({ portal: "portal.example", user: "Дежурный (1)" })),
      createLead: (lead) =>
        call("crm.item.add", () => {
          const known = leads.get(lead.id);
          if (known) return written(known);
          const externalId = String(leads.size + 1);
          const entry: Entry = { externalId, lead, comments: new Map(), todos: new Map() };
          leads.set(lead.id, entry);
          return written(entry);
        }),
      updateLead: (at, lead) =>
        call("crm.item.update", () => {
          const entry = find("crm.item.update", at);
          entry.lead = lead;
          return written(entry);
        }),
      addComment: (at, key, text) =>
        call("crm.timeline.comment.add", () => {
          const { comments } = find("crm.timeline.comment.add", at);
          if (!comments.has(key)) comments.set(key, text);
        }),
      addTodo: (at, { key, title }) =>
        call("crm.activity.todo.add", () => {
          const { todos } = find("crm.activity.todo.add", at);
          if (!todos.has(key)) todos.set(key, title);
        }),
    },
  };
  return sim;
}
