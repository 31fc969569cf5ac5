import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { ApiError, type PeerFault } from "./api-error.ts";
import { METHODS } from "./bot-methods.ts";
import { createCustomers, type PeerCustomers } from "./customers.ts";
import { createPeerBot, openChat, type PeerBot } from "./peer-bot.ts";
import { readBody, readParams, type CallParams } from "./request-params.ts";
import { createWaiters } from "./waiters.ts";
import type { Json, PeerUpdate } from "./update-queue.ts";
import type { WebhookAttempt } from "./webhook-delivery.ts";

/** One call of a bot, in the journal from the moment it arrived. */
export interface PeerCall {
  readonly token: string;
  /** As the client spelled it: `sendMessage`. */
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** Names of the uploaded files. */
  readonly files: readonly string[];
  readonly at: Date;
  /** `held`: a long poll that waits, or a call that a fault never answers. */
  status: "held" | "answered" | "cut";
  httpStatus?: number;
  result?: unknown;
  description?: string;
}

export interface TelegramPeerOptions {
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Pause before a failed webhook delivery is repeated. */
  readonly webhookRetryMs?: number;
}

/** A Bot API on loopback that real clients talk to, and what stands behind it: customers with their phones. */
export interface TelegramPeer extends PeerCustomers {
  /** For `TELEGRAM_API_ROOT`. */
  readonly apiRoot: string;
  /** @param token `<bot id>:<anything>`; the same token again changes nothing. */
  addBot(token: string, bot?: { readonly username?: string; readonly name?: string }): void;
  /** The token stops working, as after /revoke. */
  revoke(token: string): void;
  /** All calls of a bot, oldest first; with `method`, only those. */
  sent(token: string, method?: string): readonly PeerCall[];
  /** A call that was answered or cut, past or future, that satisfies `predicate`. */
  waitForCall(method: string, predicate?: (call: PeerCall) => boolean, timeoutMs?: number): Promise<PeerCall>;
  /** A long poll that is waiting for updates. */
  waitForPoll(token: string, timeoutMs?: number): Promise<PeerCall>;
  /** The next calls of `method` fail in this way. */
  fail(token: string, method: string, fault: PeerFault, times?: number): void;
  /** The same update arrives once more, whatever was confirmed. */
  repeatUpdate(token: string, updateId: number): void;
  /** The next answer with several updates has them in the opposite order. */
  disorderUpdates(token: string): void;
  /** Updates that were not confirmed yet. */
  pending(token: string): readonly PeerUpdate[];
  /** An attempt to hand an update to the webhook, past or future. */
  waitForWebhook(
    token: string,
    predicate?: (attempt: WebhookAttempt) => boolean,
    timeoutMs?: number,
  ): Promise<WebhookAttempt>;
  webhookUrl(token: string): string | undefined;
  commands(token: string, languageCode?: string): unknown;
  /** What the conversation looks like now, edits and deletions applied. */
  messages(token: string, chatId: number): readonly Json[];
  stop(): Promise<void>;
}

const DEFAULT_WAIT_MS = 15_000;

/** Starts the stand-in for the Bot API: https://core.telegram.org/bots/api as far as our clients use it. */
export async function startTelegramPeer(options: TelegramPeerOptions = {}): Promise<TelegramPeer> {
  const bots = new Map<string, PeerBot>();
  const journal: PeerCall[] = [];
  const calls = createWaiters<PeerCall>(() => journal);
  const attempts = createWaiters<{ token: string; attempt: WebhookAttempt }>(() =>
    [...bots.values()].flatMap((bot) => bot.attempts.map((attempt) => ({ token: bot.token, attempt }))),
  );
  const server = createServer((request, response) => {
    serve({ bots, journal, announce: calls.announce }, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;

  const botOf = (token: string): PeerBot => {
    const bot = bots.get(token);
    if (!bot) throw new Error("the stand-in has no bot with this token: call addBot first");
    return bot;
  };

  return {
    ...createCustomers(botOf),
    apiRoot: `http://127.0.0.1:${port}`,
    addBot(token, bot = {}) {
      if (bots.has(token)) return;
      bots.set(
        token,
        createPeerBot({
          token,
          username: bot.username ?? `dozor_${token.split(":")[0]}_bot`,
          name: bot.name ?? "Дозор",
          firstUpdateId: 100_001,
          webhookRetryMs: options.webhookRetryMs ?? 50,
          onAttempt: (attempt) => attempts.announce({ token, attempt }),
        }),
      );
    },
    revoke(token) {
      bots.get(token)?.webhook.stop();
      bots.delete(token);
    },
    sent: (token, method) =>
      journal.filter((call) => call.token === token && (method === undefined || call.method === method)),
    waitForCall: (method, predicate = () => true, timeoutMs = DEFAULT_WAIT_MS) =>
      calls.waitFor(
        (call) => call.method === method && call.status !== "held" && predicate(call),
        timeoutMs,
        `a call of ${method}`,
      ),
    waitForPoll: (token, timeoutMs = DEFAULT_WAIT_MS) =>
      calls.waitFor(
        (call) => call.token === token && call.method === "getUpdates" && call.status === "held",
        timeoutMs,
        "a waiting getUpdates",
      ),
    fail(token, method, fault, times = 1) {
      botOf(token).faults.push({ method: method.toLowerCase(), fault, left: times });
    },
    repeatUpdate: (token, updateId) => botOf(token).queue.repeat(updateId),
    disorderUpdates: (token) => botOf(token).queue.disorderNext(),
    pending: (token) => botOf(token).queue.pending(),
    waitForWebhook: async (token, predicate = () => true, timeoutMs = DEFAULT_WAIT_MS) => {
      const found = await attempts.waitFor(
        (item) => item.token === token && predicate(item.attempt),
        timeoutMs,
        "a webhook delivery",
      );
      return found.attempt;
    },
    webhookUrl: (token) => botOf(token).webhook.settings()?.url,
    commands: (token, languageCode = "") => botOf(token).commands.get(languageCode),
    messages: (token, chatId) => [...openChat(botOf(token), chatId).messages.values()],
    async stop() {
      for (const bot of bots.values()) bot.webhook.stop();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface PeerState {
  readonly bots: ReadonlyMap<string, PeerBot>;
  readonly journal: PeerCall[];
  readonly announce: (call: PeerCall) => void;
}

async function serve(state: PeerState, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? "/", "http://peer");
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname);
  if (file) {
    sendFile(state.bots.get(decodeURIComponent(file[1]!)), decodeURIComponent(file[2]!), response);
    return;
  }
  const path = /^\/bot([^/]+)\/([A-Za-z]+)$/.exec(url.pathname);
  const body = await readBody(request);
  const token = path && decodeURIComponent(path[1]!);
  if (!path || !token || !/^\d+:[A-Za-z0-9_-]+$/.test(token)) {
    sendJson(response, 404, { ok: false, error_code: 404, description: "Not Found" });
    return;
  }
  const bot = state.bots.get(token);
  if (!bot) {
    sendJson(response, 401, { ok: false, error_code: 401, description: "Unauthorized" });
    return;
  }
  let params: CallParams = { values: {}, files: new Map() };
  let paramsError: ApiError | undefined;
  try {
    params = readParams(url.searchParams, request.headers["content-type"] ?? "", body);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    paramsError = error;
  }
  const call: PeerCall = {
    token,
    method: path[2]!,
    params: readableParams(params),
    files: [...params.files.values()].map((upload) => upload.fileName),
    at: new Date(),
    status: "held",
  };
  state.journal.push(call);
  await answer(state, { bot, call, params, paramsError }, response);
}

function without(params: CallParams, name: string): CallParams {
  const { [name]: _left, ...values } = params.values;
  return { ...params, values };
}

async function answer(
  state: PeerState,
  request: { bot: PeerBot; call: PeerCall; params: CallParams; paramsError: ApiError | undefined },
  response: ServerResponse,
): Promise<void> {
  const { bot, call } = request;
  const hungUp = new AbortController();
  response.once("close", () => hungUp.abort());
  const fault = takeFault(bot, call.method);
  const finish = (status: "answered" | "cut", facts: Partial<PeerCall>) => {
    Object.assign(call, facts, { status });
    state.announce(call);
  };
  if (fault?.kind === "hang") {
    state.announce(call);
    return;
  }
  if (fault?.kind === "drop") {
    response.destroy();
    finish("cut", { description: "cut by a fault, not executed" });
    return;
  }
  if (fault?.kind === "html") {
    const page = `<html><head><title>${fault.status} Bad Gateway</title></head><body>nginx</body></html>`;
    response.writeHead(fault.status, { "content-type": "text/html" }).end(page);
    finish("answered", { httpStatus: fault.status, description: "a page instead of JSON" });
    return;
  }
  try {
    if (fault?.kind === "error") throw new ApiError(fault.status, fault.description, fault.parameters);
    if (request.paramsError) throw request.paramsError;
    const method = METHODS[call.method.toLowerCase()];
    if (!method) throw new ApiError(404, "Not Found: method not found");
    const result = await method({
      bot,
      params: fault?.kind === "impatient" ? without(request.params, "timeout") : request.params,
      closed: hungUp.signal,
      onHeld: () => state.announce(call),
    });
    if (fault?.kind === "drop_after_accept" || fault?.kind === "hang_after_accept") {
      if (fault.kind === "drop_after_accept") response.destroy();
      finish("cut", { result, description: "executed, never answered" });
      return;
    }
    sendJson(response, 200, { ok: true, result });
    finish("answered", { httpStatus: 200, result });
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    const parameters = error.parameters ? { parameters: error.parameters } : {};
    sendJson(response, error.status, {
      ok: false,
      error_code: error.status,
      description: error.message,
      ...parameters,
    });
    finish("answered", { httpStatus: error.status, description: error.message });
  }
}

function takeFault(bot: PeerBot, method: string): PeerFault | undefined {
  const planned = bot.faults.find((fault) => fault.left > 0 && fault.method === method.toLowerCase());
  if (planned) planned.left -= 1;
  return planned?.fault;
}

/** Parameters with JSON texts of forms unfolded, so that tests read the same whatever the client's encoding. */
function readableParams(params: CallParams): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(params.values).map(([name, value]) => {
      if (typeof value !== "string" || !/^[[{]/.test(value) || name === "text") return [name, value];
      try {
        return [name, JSON.parse(value) as unknown];
      } catch {
        return [name, value];
      }
    }),
  );
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function sendFile(bot: PeerBot | undefined, path: string, response: ServerResponse): void {
  const file = bot && [...bot.files.values()].find((candidate) => candidate.path === path);
  if (file) response.writeHead(200, { "content-type": "application/octet-stream" }).end(file.bytes);
  else sendJson(response, 404, { ok: false, error_code: 404, description: "Not Found" });
}
