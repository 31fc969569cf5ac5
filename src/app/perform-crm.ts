import type { Business } from "../domain/business.ts";
import { CrmError } from "../domain/crm-error.ts";
import type { Effect } from "../domain/effect.ts";
import type { Lead } from "../domain/lead.ts";
import { toCrmComment } from "../handoff/crm-comment.ts";
import { toCrmLead } from "../handoff/crm-lead.ts";
import { toCrmTodo } from "../handoff/crm-todo.ts";
import type { Delivery } from "../outbox/settle.ts";
import type { Clock } from "../ports/clock.ts";
import type { Crm, CrmWritten } from "../ports/crm.ts";
import type { LaneStore } from "../ports/lane-store.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { ClaimedEffect } from "../ports/outbox-store.ts";
import type { Transcripts } from "../ports/transcripts.ts";

export interface CrmOptions {
  /** Undefined: leads stay in the console. */
  readonly crm: Crm | undefined;
  readonly store: LaneStore;
  readonly transcripts: Transcripts;
  readonly business: () => Business;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly publicUrl: string;
}

type CrmEffect = Extract<Effect, { kind: `crm_${string}` }>;

const LINES_WRITTEN = 500;
/** A wrong webhook or missing right is mended by a person: look again every five minutes. */
const MISCONFIGURED_RETRY_MS = 300_000;

/** Writes a lead to the CRM. What is written is the lead as it is now, not as it was when the effect was stored. */
export async function performCrm(
  effect: CrmEffect,
  claimed: ClaimedEffect,
  options: CrmOptions,
): Promise<Delivery> {
  const { crm, metrics } = options;
  if (!crm) return { outcome: "later", error: "crm_off", retryAfterMs: MISCONFIGURED_RETRY_MS };
  const { leads } = claimed.thread
    ? await options.store.load(claimed.thread, [effect.leadId])
    : { leads: [] };
  const lead = leads.find((one) => one.id === effect.leadId);
  if (!lead) return { outcome: "never", error: "lead_gone" };
  try {
    return await write(effect, lead, crm, options);
  } catch (error) {
    if (!(error instanceof CrmError)) throw error;
    metrics.crmError(error.code);
    options.log.warn(
      { leadId: lead.id, stage: "handoff", code: error.code, method: error.method, attempt: claimed.attempt },
      "CRM write failed",
    );
    return toDelivery(error);
  }
}

async function write(effect: CrmEffect, lead: Lead, crm: Crm, options: CrmOptions): Promise<Delivery> {
  const business = options.business();
  const at = options.clock.now();
  const { publicUrl } = options;
  if (effect.kind === "crm_create_lead")
    return linked(lead, await crm.createLead(toCrmLead(lead, business, publicUrl)));
  const { externalId, entity } = lead.crm;
  if (!externalId || !entity) return { outcome: "later", error: "crm_lead_missing", retryAfterMs: 30_000 };
  const written = { externalId, entity };
  switch (effect.kind) {
    case "crm_update_lead":
      return linked(lead, await crm.updateLead(written, toCrmLead(lead, business, publicUrl)));
    case "crm_add_comment": {
      const lines = await options.transcripts.after(lead.thread, 0, LINES_WRITTEN);
      await crm.addComment(written, `${lead.id}:${effect.key}`, toCrmComment({ lead, business, at, lines }));
      return { outcome: "done" };
    }
    case "crm_add_task": {
      const { managerId, title } = effect;
      const todo = toCrmTodo({ lead, business, managerId, title, publicUrl, at });
      await crm.addTodo(written, { key: `${lead.id}:${title === undefined ? "sla" : "task"}`, ...todo });
      return { outcome: "done" };
    }
  }
}

function linked(lead: Lead, written: CrmWritten): Delivery {
  const { externalId, entity, url, drift } = written;
  return { outcome: "done", note: { crm: { leadId: lead.id, externalId, entity, url, drift } } };
}

function toDelivery(error: CrmError): Delivery {
  switch (error.kind) {
    case "unavailable":
      return { outcome: "later", error: error.code, retryAfterMs: error.retryAfterMs };
    case "misconfigured":
      return { outcome: "later", error: error.code, retryAfterMs: MISCONFIGURED_RETRY_MS };
    case "unknown_outcome":
      return { outcome: "unknown", error: error.code };
    case "rejected":
    case "not_found":
      return { outcome: "never", error: error.code };
  }
}
