import type { Agent } from "node:http";
import { Telegraf, TelegramError, type Telegram } from "telegraf";
import { z } from "zod";
import { createBotAgent } from "./bot-agent.ts";
import { GatewayError } from "../../src/domain/errors.ts";
import type { Clock } from "../../src/ports/clock.ts";

/**
 * Why a call did not succeed. `unavailable` was certainly not executed, `unknown_outcome` may have been, the others
 * are answers of the Bot API.
 */
export type CallFailure =
  | "unauthorized"
  | "conflict"
  | "limited"
  | "blocked"
  | "rejected"
  | "unavailable"
  | "unknown_outcome";

const ACTIONS: Record<CallFailure, string> = {
  unauthorized: "Copy the token from @BotFather again (/mybots, API Token) and restart.",
  conflict: "Stop the other program that receives this bot's messages, or give it a bot of its own.",
  limited: "None: the gateway waits as long as Telegram asks.",
  blocked: "None: the person blocked the bot.",
  rejected: "Look at the dead letter in the console: Telegram refuses this very message.",
  unavailable: "Check that this machine reaches TELEGRAM_API_ROOT; behind a block set HTTPS_PROXY.",
  unknown_outcome: "None: nobody can ask Telegram what became of it.",
};

/** A call of the Bot API that did not succeed. The message never holds the token: vendor errors are not kept as cause. */
export class TelegramCallError extends GatewayError {
  readonly code: string;
  readonly retryable: boolean;
  readonly action: string;
  readonly failure: CallFailure;
  /** Telegram's own words, or the network's code. */
  readonly reason: string;
  readonly retryAfterMs: number | undefined;
  constructor(method: string, failure: CallFailure, reason: string, retryAfterMs?: number) {
    super(`${method}: ${reason}`);
    this.failure = failure;
    this.code = `telegram_${failure}`;
    this.retryable = failure === "limited" || failure === "unavailable" || failure === "conflict";
    this.action = ACTIONS[failure];
    this.reason = reason;
    this.retryAfterMs = retryAfterMs;
  }
}

/** No connection was made, so no request left. */
const NOT_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  // Of our own agent: the connection was never ready.
  "ENOTSENT",
]);

const networkErrorSchema = z.object({
  type: z.string().optional(),
  code: z.string().optional(),
  message: z.string(),
});

function failureOf(error: TelegramError): CallFailure {
  if (error.code === 429) return "limited";
  // A malformed token is answered with 404 instead of 401.
  if (error.code === 401 || error.code === 404) return "unauthorized";
  if (error.code === 403) return "blocked";
  if (error.code === 409) return "conflict";
  // A gateway that gave up waiting can't tell whether the server behind it went on.
  if (error.code === 504) return "unknown_outcome";
  return error.code >= 500 ? "unavailable" : "rejected";
}

/** Reads an error of telegraf or of node-fetch below it. */
export function toCallError(method: string, error: unknown): TelegramCallError {
  if (error instanceof TelegramCallError) return error;
  if (error instanceof TelegramError) {
    const retryAfter = error.parameters?.retry_after;
    const waitMs = retryAfter === undefined ? undefined : retryAfter * 1000;
    return new TelegramCallError(method, failureOf(error), error.description, waitMs);
  }
  const parsed = networkErrorSchema.safeParse(error);
  if (!parsed.success) return new TelegramCallError(method, "unknown_outcome", "unknown_error");
  const { type, code, message } = parsed.data;
  // Some proxy or portal answered in Telegram's place.
  if (type === "invalid-json") return new TelegramCallError(method, "unavailable", "not_json");
  const isConnecting = code === "ETIMEDOUT" && message.includes("connect ETIMEDOUT");
  const wasSent = !(isConnecting || (code !== undefined && NOT_CONNECTED.has(code)));
  return new TelegramCallError(
    method,
    wasSent ? "unknown_outcome" : "unavailable",
    code ?? type ?? "network_error",
  );
}

export type TelegramMethod = Parameters<Telegram["callApi"]>[0];

export interface TelegramApi {
  /**
   * @param answer What Telegram's result must look like, as far as it is used.
   * @param options.timeoutMs After it the call is aborted and its outcome is unknown.
   * @throws TelegramCallError
   */
  call<Result>(
    method: TelegramMethod,
    payload: Readonly<Record<string, unknown>>,
    answer: z.ZodType<Result>,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Result>;
}

export interface TelegramApiOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly clock: Clock;
  /** Made by `createBotAgent`, for a proxy; telegraf leaves it out when the address is plain http. */
  readonly agent?: Agent | undefined;
}

type CallOptions = NonNullable<Parameters<Telegram["callApi"]>[2]>;

/** node-fetch takes the platform's signal, its types know an older one only. */
function isVendorSignal(signal: AbortSignal): signal is AbortSignal & NonNullable<CallOptions["signal"]> {
  return typeof signal.addEventListener === "function";
}

/** telegraf as a typed client: none of its polling, webhook or middleware is used, because they acknowledge too early. */
export function createTelegramApi(options: TelegramApiOptions): TelegramApi {
  const { token, apiRoot, clock, agent } = options;
  const { telegram } = new Telegraf(token, {
    handlerTimeout: Number.POSITIVE_INFINITY,
    telegram: { apiRoot, webhookReply: false, agent: agent ?? createBotAgent() },
  });

  return {
    async call(method, payload, answer, { timeoutMs, signal }) {
      const abort = new AbortController();
      const finished = new AbortController();
      const stop = () => abort.abort();
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
      void clock.sleep(timeoutMs, finished.signal).then(stop);
      try {
        const vendorOptions = isVendorSignal(abort.signal) ? { signal: abort.signal } : {};
        const parsed = answer.safeParse(await telegram.callApi(method, payload, vendorOptions));
        if (parsed.success) return parsed.data;
        throw new TelegramCallError(method, "unknown_outcome", "unexpected_answer");
      } catch (error) {
        if (abort.signal.aborted) throw new TelegramCallError(method, "unknown_outcome", "timeout");
        throw toCallError(method, error);
      } finally {
        finished.abort();
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}
