import type { Dispatcher } from "undici";
import type { Clock } from "../../ports/clock.ts";
import type { Crm, CrmWritten } from "../../ports/crm.ts";
import { checkAccess } from "./access.ts";
import { createCrmMode } from "./crm-mode.ts";
import { createMemoryPace } from "./gcra.ts";
import type { Log } from "./log.ts";
import type { KeptRecord } from "./record-writer.ts";
import { createRecords } from "./records.ts";
import { createRestClient, type RestCall } from "./rest-client.ts";
import { createTimeline } from "./timeline.ts";

export interface Bitrix24CrmOptions {
  /** Incoming webhook, `https://portal/rest/<user>/<secret>/`; http only on this machine. */
  readonly webhookUrl: string;
  readonly clock: Clock;
  /** A proxy or a pool; undici's own when absent. */
  readonly dispatcher?: Dispatcher | undefined;
  /** Resolves when the portal's rate limit, shared by all processes, has room for a request. In memory when absent. */
  readonly pace?: (() => Promise<void>) | undefined;
  /** For writes; reads give up after 30 s at the latest. Default 65 s: the portal itself stops at 60. */
  readonly timeoutMs?: number | undefined;
  readonly log: Log;
  /** For metrics: every call with its duration and outcome. */
  readonly onCall?: ((call: RestCall) => void) | undefined;
}

const WRITE_TIMEOUT_MS = 65_000;
const READ_TIMEOUT_MS = 30_000;

/**
 * Bitrix24 behind an incoming webhook. Classic CRM gets a lead, simple CRM a contact and a deal.
 *
 * The portal knows no idempotency key, so every write looks first: records are found by originator and origin, comments
 * and to-dos by a mark in their text. That makes repeats harmless, not simultaneous calls for one lead: the outbox keeps
 * a lead's effects in order.
 *
 * @throws CrmError `misconfigured` when `webhookUrl` is not an incoming webhook's address.
 */
export function createBitrix24Crm(options: Bitrix24CrmOptions): Crm {
  const { clock } = options;
  const writeTimeoutMs = options.timeoutMs ?? WRITE_TIMEOUT_MS;
  const client = createRestClient({
    webhookUrl: options.webhookUrl,
    clock,
    pace: options.pace ?? createMemoryPace(clock),
    dispatcher: options.dispatcher,
    readTimeoutMs: Math.min(writeTimeoutMs, READ_TIMEOUT_MS),
    writeTimeoutMs,
    log: options.log,
    onCall: options.onCall,
  });
  const askMode = createCrmMode(client);
  const records = createRecords(client, clock);
  const timeline = createTimeline(client);

  function toWritten(entity: CrmWritten["entity"], record: KeptRecord): CrmWritten {
    return {
      externalId: String(record.id),
      entity,
      url: `${client.origin()}/crm/${entity}/details/${record.id}/`,
      drift: record.drift,
    };
  }

  return {
    name: "bitrix24",
    check: () => checkAccess(client),
    async createLead(lead) {
      const entity = (await askMode()) === "simple" ? "deal" : "lead";
      return toWritten(entity, await records.add(entity, lead));
    },
    async updateLead({ entity, externalId }, lead) {
      return toWritten(entity, await records.update(entity, Number(externalId), lead));
    },
    addComment: timeline.addComment,
    addTodo: timeline.addTodo,
  };
}
