import { hostname } from "node:os";
import { createBacklog } from "../adapters/postgres/backlog.ts";
import { openDatabase, type Database } from "../adapters/postgres/open-database.ts";
import type { MakeId } from "../domain/ids.ts";
import type { ReadinessPart } from "../http/readiness.ts";
import { createAcceptMessage, type AcceptMessage } from "../inbound/accept-message.ts";
import type { Config } from "../platform/config.ts";
import { keepSecrets } from "../platform/kept-secrets.ts";
import { createPrometheus } from "../platform/prometheus.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import { openBetweenProcesses } from "./between-processes.ts";
import { listen } from "./http-server.ts";
import { openBusiness } from "./live-business.ts";
import { createManagerDesk } from "./manager-desk.ts";
import { openOutside, type Outside } from "./open-outside.ts";
import { openStores, type Stores } from "./open-stores.ts";
import { createParts } from "./parts.ts";
import { runReceiver, toReceiver, type ReceiverRun, type RunningReceiver } from "./run-receiver.ts";
import { createSite } from "./site.ts";

export interface GatewayOptions {
  readonly config: Config;
  readonly clock: Clock;
  readonly log: Log;
  readonly makeId: MakeId;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The PATH on which an installed PostgreSQL is looked for. */
  readonly path: string;
  /** Whether faults of the business folder may be shown in colour. */
  readonly isColorful: boolean;
}

export interface Gateway {
  readonly url: string;
  readonly adminToken: string;
  /** True at the start that made the admin token. */
  readonly isNewToken: boolean;
  readonly businessName: string;
  readonly language: "ru" | "en";
  parts(): Promise<readonly ReadinessPart[]>;
  /** Stops in order: no more intake, finish what is under way, hand the rest back, close the database last. */
  stop(): Promise<void>;
}

/** The longest that a burst of messages may put off an answer; milliseconds. */
const BURST_CAP_MS = 4_000;
/** How long messages are only taken in at first; milliseconds. */
const LET_IN_MS = 50;

/**
 * Starts the whole gateway.
 *
 * @throws StartError when it can't start; whatever was opened until then is closed again.
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const closing = createClosing(options.log);
  try {
    return await compose(options, closing);
  } catch (error) {
    await closing.closeAll();
    throw error;
  }
}

/** What must be closed, the last opened first. */
function createClosing(log: Log) {
  const closers: (() => Promise<void>)[] = [];
  return {
    add: (close: () => Promise<void>) => closers.push(close),
    closeAll: async () => {
      for (let close = closers.pop(); close; close = closers.pop())
        await close().catch((error: unknown) => log.warn({ err: error }, "closing failed"));
    },
  };
}

type Closing = ReturnType<typeof createClosing>;

async function compose(options: GatewayOptions, closing: Closing): Promise<Gateway> {
  const { config, clock, log } = options;
  const core = await openCore(options, closing);
  const { business, stores, live, secrets, url } = core;
  const intake = new AbortController();
  const { signal } = intake;
  const backlog = createBacklog(core.database.pool);
  const desk = createManagerDesk({ store: stores.desk, inbox: stores.inbox, clock, live, backlog });
  const accept = createAcceptMessage({ inbox: stores.inbox, clock, metrics: core.metrics });
  const { language } = business.current();
  const outside = await openOutside({
    ...core,
    config,
    publicUrl: url,
    telegramSecret: secrets.telegramWebhookSecret,
    language,
    clock,
    log,
    desk,
  });

  const receivers: RunningReceiver[] = [];
  const parts = createParts({ ...core, receivers, outside, clock });
  const adminToken = config.adminToken ?? secrets.adminToken;
  core.server.serve(
    createSite({
      ...options,
      ...core,
      outside,
      desk,
      accept,
      adminToken,
      parts,
      widgetKey: secrets.widgetKey,
      widgetOrigins: config.widgetOrigins,
      publicUrl: url,
      signal,
    }),
  );
  // Messages are taken in now. Loading what works on them occupies the process: who has waited at the door comes first.
  if (config.role !== "ingest") {
    await clock.sleep(LET_IN_MS);
    const { runWorkers } = await import("./workers.ts");
    closing.add(runWorkers({ ...options, ...core, outside, publicUrl: url }).stop);
  }
  const watching = business.watch(signal, () => {
    live.publish({ topic: "console", kind: "changed" });
    // The edit may have brought somebody: a shift, a skill, a larger capacity, a new name.
    void backlog
      .wake(clock.now())
      .catch((error: unknown) => log.warn({ err: error }, "backlog was not woken"));
  });
  closing.add(async () => {
    intake.abort();
    await core.server.close();
    await Promise.all([watching, ...receivers.map((receiver) => receiver.stopped)]);
  });
  if (config.role !== "worker")
    await startReceivers({ ...core, config, outside, accept, clock, log, signal, receivers });
  const isNewToken = core.isNewSecrets && config.adminToken === undefined;
  const businessName = business.current().name;
  return { url, adminToken, isNewToken, businessName, language, parts, stop: closing.closeAll };
}

/** Business folder, port, database: whatever can be wrong with the settings shows here. */
async function openCore(options: GatewayOptions, closing: Closing) {
  const { config, clock, log } = options;
  const onTrouble = (what: string, error?: unknown) => log.warn({ err: error }, what);
  // Before the database: a taken port must not cost its start.
  const server = await listen({ port: config.port, host: config.host });
  closing.add(server.close);
  const { dataDir, databaseUrl } = config;
  // The server starts while the business folder is read.
  const opening = openDatabase({ url: databaseUrl, dataDir, path: options.path, clock, onTrouble });
  // It may fail before it is waited for below; without this the process would end without a word on what to do.
  opening.catch(() => undefined);
  closing.add(() => opening.then((opened) => opened.close()).catch(() => undefined));
  const business = await openBusiness(config.businessDir, clock, log, options.isColorful);
  const database = await opening;
  const between = await openBetweenProcesses(config, database, clock, log);
  closing.add(between.close);
  const waits = { minWaitMs: config.minWaitMs, quietMs: config.burstQuietMs, capMs: BURST_CAP_MS };
  const stores = await openStores({
    database,
    clock,
    waits,
    team: () => business.current().team,
    nodeName: `${hostname()}/${process.pid}`,
    onStored: () => between.rouse("lanes"),
    onTrouble,
  });
  closing.add(stores.close);
  // Last: a start that fails must not use up the one time that the token is shown.
  const { secrets, isNew } = await keepSecrets(dataDir);
  return {
    business,
    secrets,
    isNewSecrets: isNew,
    server,
    url: config.publicUrl ?? `http://localhost:${server.port}`,
    database,
    waits,
    stores,
    ...between,
    ...createPrometheus(),
  };
}

async function startReceivers(options: {
  readonly config: Config;
  readonly stores: Stores;
  readonly database: Database;
  readonly outside: Outside;
  readonly accept: AcceptMessage;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly receivers: RunningReceiver[];
}): Promise<void> {
  const { config, outside, stores, receivers, database } = options;
  const run = { ...options, state: stores.channelState };
  // Of several processes one polls a platform; a webhook is answered by all of them.
  const lease = config.databaseUrl ? { connection: database.connection } : undefined;
  for (const channel of Object.values(outside.channels)) {
    const polls = channel.name === "telegram" && config.telegram?.mode === "polling";
    receivers.push(await runReceiver(toReceiver(channel, options.accept), run, polls ? lease : undefined));
  }
  const { managersBot } = outside;
  if (managersBot) {
    const receiver = { name: "managers_bot", run: (managers: ReceiverRun) => managersBot.run(managers) };
    receivers.push(await runReceiver(receiver, run, lease));
  }
}
