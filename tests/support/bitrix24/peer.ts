import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { runBatch } from "./batch.ts";
import { addRecord, changeRecord, type MethodAnswer } from "./crm-items.ts";
import { addComment } from "./crm-timeline.ts";
import { createFaultPlan, type FaultPlan, type PeerFault } from "./faults.ts";
import { createJournal, type Journal, type PeerCall } from "./journal.ts";
import { createLeakyBucket, createOperatingMeter } from "./leaky-bucket.ts";
import { deliverEvent } from "./outgoing-webhook.ts";
import { toMap, type Params } from "./params.ts";
import { parsePhpForm } from "./php-form.ts";
import { PortalFailure } from "./portal-failure.ts";
import { DOZOR_FIELDS, type PeerUserField, type PortalEntity } from "./portal-fields.ts";
import { PORTAL_METHODS, scopesOf } from "./portal-methods.ts";
import {
  createPortal,
  type Portal,
  type PortalActivity,
  type PortalComment,
  type PortalRecord,
} from "./portal.ts";
import { toPortalTime } from "./portal-time.ts";

export interface Bitrix24PeerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** The portal's clock; the machine's by default. */
  readonly now?: () => Date;
  readonly mode?: Portal["mode"];
  readonly webhookUserId?: number;
  readonly secret?: string;
  readonly scopes?: readonly string[];
  /** By default all of ours. */
  readonly userFields?: readonly PeerUserField[];
  readonly required?: Portal["required"];
  /** The portal's own limiter; none by default, so that tests do not wait. */
  readonly rateLimit?: { readonly perSecond: number; readonly burst: number };
  /** Seconds of execution that a method may use in ten minutes, and what one call costs. No limit by default. */
  readonly operating?: { readonly limitSeconds: number; readonly callSeconds: number };
  /** Whether answers carry `operating` and `operating_reset_at`; a portal without the limiter leaves them out. */
  readonly tellsOperating?: boolean;
}

/** A Bitrix24 portal on loopback behind an incoming webhook, and what its employees do there. */
export interface Bitrix24Peer {
  /** For `BITRIX24_WEBHOOK_URL`. */
  readonly webhookUrl: string;
  readonly origin: string;
  /** The portal's other name, which `rename` and redirects lead to. */
  readonly renamedOrigin: string;
  readonly journal: readonly PeerCall[];
  leads(): readonly PortalRecord[];
  deals(): readonly PortalRecord[];
  contacts(): readonly PortalRecord[];
  comments(): readonly PortalComment[];
  activities(): readonly PortalActivity[];
  /** Calls of a method, oldest first. */
  calls(method: string): readonly PeerCall[];
  /** A finished call, past or future, that satisfies `predicate`. */
  waitForCall(method: string, predicate?: (call: PeerCall) => boolean, timeoutMs?: number): Promise<PeerCall>;
  /** The next calls (of `method`, if given) go wrong in this way. */
  fail(fault: PeerFault, options?: { readonly method?: string; readonly times?: number }): void;
  /** Ends all faults. */
  heal(): void;
  /** From now on the old address answers 302 to the new one. */
  rename(): void;
  setMode(mode: Portal["mode"]): void;
  setScopes(scopes: readonly string[]): void;
  setUserFields(fields: readonly PeerUserField[]): void;
  setRequired(required: Portal["required"]): void;
  /** These fields (upper names) are dropped without a word. */
  dropFields(upperNames: readonly string[]): void;
  /** A robot on the entry stage gives every new lead and deal to this employee. */
  setRobot(robot: { readonly assignTo: number; readonly delayMs?: number } | undefined): void;
  /** An employee adds a record in the portal's window. */
  employeeAdds(
    employeeId: number,
    entity: PortalEntity,
    fields: Readonly<Record<string, unknown>>,
  ): PortalRecord;
  /** An employee edits a record: takes it, moves its stage, corrects a name. */
  employeeEdits(
    employeeId: number,
    entity: PortalEntity,
    id: number,
    fields: Readonly<Record<string, unknown>>,
  ): PortalRecord;
  employeeComments(employeeId: number, entity: PortalEntity, id: number, text: string): PortalComment;
  /** An outgoing webhook that tells of every change by itself. */
  subscribe(webhook: {
    readonly url: string;
    readonly token: string;
    readonly codes: readonly string[];
  }): void;
  /** One event, sent once. @returns The HTTP status, or what went wrong. */
  sendEvent(url: string, code: string, id: number, token: string): Promise<number | string>;
  /** Resolves when all events of `subscribe` so far have been delivered or lost. */
  eventsSettled(): Promise<void>;
  stop(): Promise<void>;
}

const DEFAULT_WAIT_MS = 15_000;

interface Desk {
  readonly portal: Portal;
  readonly path: string;
  readonly faults: FaultPlan;
  readonly journal: Journal;
  readonly bucket: { take(): boolean } | undefined;
  readonly meter: ReturnType<typeof createOperatingMeter>;
  readonly callSeconds: number;
  readonly tellsOperating: boolean;
  renamedOrigin: string;
  isRenamed: boolean;
}

/** Starts the stand-in for a portal: REST v2 as documented, as far as the gateway uses it. */
export async function startBitrix24Peer(options: Bitrix24PeerOptions = {}): Promise<Bitrix24Peer> {
  const now = options.now ?? (() => new Date());
  const webhookUserId = options.webhookUserId ?? 1;
  const portal = createPortal({
    now,
    webhookUserId,
    mode: options.mode ?? "classic",
    scopes: options.scopes ?? ["crm", "user", "task", "userfieldconfig"],
    userFields: options.userFields ?? DOZOR_FIELDS,
    required: options.required ?? {},
  });
  const path = `/rest/${webhookUserId}/${options.secret ?? "standinsecret0001"}/`;
  const desk: Desk = {
    portal,
    path,
    faults: createFaultPlan(),
    journal: createJournal(),
    bucket: options.rateLimit ? createLeakyBucket(options.rateLimit, now) : undefined,
    meter: createOperatingMeter(options.operating?.limitSeconds ?? Number.POSITIVE_INFINITY, now),
    callSeconds: options.operating?.callSeconds ?? 0.05,
    tellsOperating: options.tellsOperating ?? true,
    renamedOrigin: "",
    isRenamed: false,
  };
  const server = createServer((request, response) => {
    serve(desk, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  desk.renamedOrigin = `http://localhost:${port}`;

  const deliveries = new Set<Promise<unknown>>();
  return {
    webhookUrl: `http://127.0.0.1:${port}${path}`,
    origin: `http://127.0.0.1:${port}`,
    renamedOrigin: desk.renamedOrigin,
    journal: desk.journal.calls,
    leads: () => [...portal.records.lead.values()],
    deals: () => [...portal.records.deal.values()],
    contacts: () => [...portal.records.contact.values()],
    comments: () => [...portal.comments],
    activities: () => [...portal.activities],
    calls: (method) => desk.journal.calls.filter((call) => call.method === method),
    waitForCall: (method, predicate = () => true, timeoutMs = DEFAULT_WAIT_MS) =>
      desk.journal.waitFor(
        (call) => call.method === method && call.status !== "held" && predicate(call),
        timeoutMs,
        `a call of ${method}`,
      ),
    fail: (fault, { method, times = 1 } = {}) => desk.faults.add(fault, method, times),
    heal: () => desk.faults.clear(),
    rename() {
      desk.isRenamed = true;
    },
    setMode(mode) {
      portal.mode = mode;
    },
    setScopes(scopes) {
      portal.scopes = scopes;
    },
    setUserFields(fields) {
      portal.userFields = fields;
    },
    setRequired(required) {
      portal.required = required;
    },
    dropFields(upperNames) {
      portal.dropped = upperNames;
    },
    setRobot(robot) {
      portal.robot = robot && { delayMs: 0, ...robot };
    },
    employeeAdds: (employeeId, entity, fields) => addRecord(portal, entity, fields, employeeId),
    employeeEdits: (employeeId, entity, id, fields) => changeRecord(portal, entity, id, fields, employeeId),
    employeeComments: (employeeId, entity, entityId, text) =>
      addComment(portal, { entity, entityId, text }, employeeId),
    subscribe({ url, token, codes }) {
      portal.onChange = ({ code, id }) => {
        if (!codes.includes(code)) return;
        const delivery = deliverEvent({ url, code, id, token, at: now() });
        deliveries.add(delivery);
        void delivery.finally(() => deliveries.delete(delivery));
      };
    },
    sendEvent: (url, code, id, token) => deliverEvent({ url, code, id, token, at: now() }),
    async eventsSettled() {
      while (deliveries.size > 0) await Promise.all(deliveries);
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function readParams(request: IncomingMessage, url: URL, body: string): Params {
  const query = parsePhpForm(url.search.slice(1));
  if (body === "") return query;
  const isJson = request.headers["content-type"]?.includes("json") ?? false;
  return { ...query, ...(isJson ? toMap(JSON.parse(body)) : parsePhpForm(body)) };
}

function timeBlock(desk: Desk, method: string, startedAt: Date) {
  const finishedAt = desk.portal.now();
  const seconds = (at: Date) => at.getTime() / 1000;
  return {
    start: seconds(startedAt),
    finish: seconds(finishedAt),
    duration: seconds(finishedAt) - seconds(startedAt),
    processing: 0,
    date_start: toPortalTime(startedAt),
    date_finish: toPortalTime(finishedAt),
    ...(desk.tellsOperating
      ? { operating_reset_at: desk.meter.resetAt(method), operating: desk.meter.usedBy(method) }
      : {}),
  };
}

/** Runs one call, alone or inside a batch. */
function execute(desk: Desk, method: string, params: Params): MethodAnswer & { readonly time: object } {
  const { portal, meter } = desk;
  const startedAt = portal.now();
  const run = PORTAL_METHODS[method];
  if (!run) throw new PortalFailure(404, "ERROR_METHOD_NOT_FOUND", "Method not found!");
  if (!scopesOf(method).every((scope) => portal.scopes.includes(scope))) {
    throw new PortalFailure(
      403,
      "insufficient_scope",
      "The request requires higher privileges than provided by the webhook token",
    );
  }
  if (meter.isUsedUp(method)) {
    throw new PortalFailure(429, "OPERATION_TIME_LIMIT", "Method is blocked due to operation time limit");
  }
  meter.spend(method, desk.callSeconds);
  const answer = run(portal, params);
  return { ...answer, time: timeBlock(desk, method, startedAt) };
}

function answerCall(desk: Desk, method: string, params: Params): object {
  if (method !== "batch") return execute(desk, method, params);
  const startedAt = desk.portal.now();
  const answer = runBatch(params, (inner, innerParams) => {
    const call = desk.journal.add({
      method: inner,
      params: innerParams,
      at: desk.portal.now(),
      isInner: true,
      status: "answered",
      isExecuted: true,
    });
    try {
      return execute(desk, inner, innerParams);
    } catch (error) {
      call.isExecuted = false;
      if (error instanceof PortalFailure) call.error = error.code;
      throw error;
    } finally {
      desk.journal.announce(call);
    }
  });
  return { ...answer, time: timeBlock(desk, method, startedAt) };
}

interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function failureReply(failure: PortalFailure): Reply {
  return {
    status: failure.status,
    body: JSON.stringify({ error: failure.code, error_description: failure.message }),
  };
}

/** Does the call and answers it, notes included. */
function perform(desk: Desk, call: PeerCall): Reply {
  try {
    const body = JSON.stringify(answerCall(desk, call.method, call.params));
    call.isExecuted = true;
    return { status: 200, body };
  } catch (error) {
    if (!(error instanceof PortalFailure)) throw error;
    call.error = error.code;
    return failureReply(error);
  }
}

function faultReply(
  fault: Extract<PeerFault, { kind: "error" | "html" | "redirect" }>,
  there: string,
): Reply {
  switch (fault.kind) {
    case "error":
      return {
        ...failureReply(new PortalFailure(fault.status, fault.code, fault.description ?? "")),
        ...(fault.retryAfter ? { headers: { "retry-after": fault.retryAfter } } : {}),
      };
    case "html":
      return {
        status: fault.status,
        body: `<html><head><title>${fault.status}</title></head><body>nginx</body></html>`,
        headers: { "content-type": "text/html" },
      };
    case "redirect":
      return { status: 302, body: "", headers: { location: fault.to ?? there, "content-type": "text/html" } };
  }
}

async function serve(desk: Desk, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://portal");
  const body = await readBody(request);
  const [, portalPath = "", name = ""] =
    /^(\/rest\/\d+\/[^/]+\/)([^/]+?)(?:\.json)?$/.exec(url.pathname) ?? [];
  const call = desk.journal.add({
    method: name,
    params: readParams(request, url, body),
    at: desk.portal.now(),
    isInner: false,
    status: "held",
    isExecuted: false,
  });
  const finish = (status: PeerCall["status"], httpStatus?: number) => {
    call.status = status;
    if (httpStatus !== undefined) call.httpStatus = httpStatus;
    desk.journal.announce(call);
  };
  const send = (reply: Reply) => {
    response.writeHead(reply.status, { "content-type": "application/json; charset=utf-8", ...reply.headers });
    response.end(reply.body, () => finish("answered", reply.status));
  };
  const there = `${desk.renamedOrigin}${url.pathname}`;

  if (desk.isRenamed && !desk.renamedOrigin.endsWith(request.headers.host ?? "")) {
    return send(faultReply({ kind: "redirect" }, there));
  }
  const fault = desk.faults.take(name);
  if (!fault) return send(refuse(desk, portalPath) ?? perform(desk, call));
  if ("executes" in fault && fault.executes) perform(desk, call);
  switch (fault.kind) {
    case "error":
    case "html":
    case "redirect":
      return send(faultReply(fault, there));
    case "hang":
      // Told at once: a test waits for it before it lets time pass.
      return finish("cut");
    case "late": {
      const reply = perform(desk, call);
      setTimeout(() => send(reply), fault.afterMs).unref();
      return;
    }
    case "cut":
      finish("cut");
      response.destroy();
      return;
    case "cut_answer": {
      const reply = perform(desk, call);
      response.writeHead(reply.status, { "content-length": Buffer.byteLength(reply.body) });
      response.write(reply.body.slice(0, 20), () => {
        finish("cut");
        response.destroy();
      });
    }
  }
}

/** What stops a call before its method is looked at. */
function refuse(desk: Desk, portalPath: string): Reply | undefined {
  if (portalPath !== desk.path) {
    return failureReply(new PortalFailure(401, "NO_AUTH_FOUND", "Wrong authorization data"));
  }
  if (desk.bucket && !desk.bucket.take()) {
    return failureReply(new PortalFailure(503, "QUERY_LIMIT_EXCEEDED", "Too many requests"));
  }
  return undefined;
}
