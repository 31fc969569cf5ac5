import type { Database } from "../adapters/postgres/open-database.ts";
import { CrmError } from "../domain/crm-error.ts";
import type { ReadinessPart } from "../http/readiness.ts";
import type { Clock } from "../ports/clock.ts";
import type { Crm } from "../ports/crm.ts";
import type { OpenedModel } from "./open-model.ts";
import type { Outside } from "./open-outside.ts";
import type { RunningReceiver } from "./run-receiver.ts";

const CRM_CHECK_KEPT_MS = 60_000;
/** Whoever asks gives up after a few seconds: a part that has not answered by then does not answer. */
const ANSWER_LIMIT_MS = 2_000;

/** The state of every part, on or off, for `/readyz`, the console and the words at the start. */
export function createParts(options: {
  readonly database: { readonly pool: Pick<Database["pool"], "query"> };
  readonly receivers: readonly RunningReceiver[];
  readonly outside: Outside;
  readonly clock: Clock;
  readonly isRedisUp: (() => boolean) | undefined;
}): () => Promise<readonly ReadinessPart[]> {
  const { database, receivers, outside, clock, isRedisUp } = options;
  const crmPart = createCrmPart(outside.crm, clock);
  return async () => {
    const stateOf = (name: string): ReadinessPart => {
      const health = receivers.find((receiver) => receiver.name === name)?.health();
      if (!health) return { name, state: "off" };
      return { name, state: health.state, detail: health.detail, isRequired: name !== "managers_bot" };
    };
    return [
      await databasePart(database, clock),
      stateOf("widget"),
      stateOf("telegram"),
      stateOf("managers_bot"),
      await crmPart(),
      modelPart(outside.model),
      ...(isRedisUp ? [redisPart(isRedisUp())] : []),
    ];
  };
}

/** Without a model customers are understood by rules, so its failure is none of ours. */
function modelPart(model: OpenedModel | undefined): ReadinessPart {
  if (!model) return { name: "model", state: "off", isRequired: false };
  return { name: "model", ...model.health(), isRequired: false };
}

/** Redis only hurries things: without it they come by polling. */
function redisPart(isUp: boolean): ReadinessPart {
  const detail = isUp ? undefined : "Redis does not answer; processes notice each other's work by polling.";
  return { name: "redis", state: isUp ? "up" : "down", detail, isRequired: false };
}

async function databasePart(
  { pool }: { readonly pool: Pick<Database["pool"], "query"> },
  clock: Clock,
): Promise<ReadinessPart> {
  try {
    await inTime(pool.query("select 1"), clock);
    return { name: "database", state: "up" };
  } catch {
    return {
      name: "database",
      state: "down",
      detail: "The database does not answer; the gateway reconnects by itself.",
    };
  }
}

/** The portal is asked once a minute at most: it counts every call. */
function createCrmPart(crm: Crm | undefined, clock: Clock): () => Promise<ReadinessPart> {
  let kept: ReadinessPart = { name: "bitrix24", state: "off", isRequired: false };
  let checkedAt = 0;
  return async () => {
    const now = clock.now().getTime();
    if (!crm || now - checkedAt < CRM_CHECK_KEPT_MS) return kept;
    checkedAt = now;
    try {
      await inTime(crm.check(), clock);
      kept = { name: "bitrix24", state: "up", isRequired: false };
    } catch (error) {
      const detail = error instanceof CrmError ? error.action : undefined;
      kept = { name: "bitrix24", state: "down", detail, isRequired: false };
    }
    return kept;
  };
}

/** Rejects when it takes too long: a frozen server neither answers nor refuses. */
async function inTime(asked: Promise<unknown>, clock: Clock): Promise<void> {
  const answered = new AbortController();
  const late = clock.sleep(ANSWER_LIMIT_MS, answered.signal).then(() => {
    throw new Error("no answer in time");
  });
  try {
    await Promise.race([asked, late]);
  } finally {
    answered.abort();
  }
}
