import type { Agent } from "node:http";
import { Api, GrammyError, HttpError } from "grammy";
import { z } from "zod";
import { GatewayError } from "../../src/domain/errors.ts";
import type { SendResult } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";

/** As with the customers' bot: `unavailable` was certainly not executed, `unknown_outcome` may have been. */
export type CallFailure =
  | "unauthorized"
  | "conflict"
  | "limited"
  | "blocked"
  | "rejected"
  | "unavailable"
  | "unknown_outcome";

const ACTIONS: Record<CallFailure, string> = {
  unauthorized: "Copy the token of the managers' bot from @BotFather again (/mybots, API Token) and restart.",
  conflict: "Stop the other program that receives this bot's messages, or give it a bot of its own.",
  limited: "None: the gateway waits as long as Telegram asks.",
  blocked: "The manager must open the managers' bot and press Start.",
  rejected: "Look at the dead letter in the console: Telegram refuses this very message.",
  unavailable: "Check that this machine reaches TELEGRAM_API_ROOT; behind a block set HTTPS_PROXY.",
  unknown_outcome: "None: nobody can ask Telegram what became of it.",
};

/** A call of the managers' bot that did not succeed. grammY's errors are not kept as cause: they hold the token. */
export class ManagersCallError extends GatewayError {
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

/** No connection was ready, so no request left. `ENOTSENT` is what the gateway's own agent says. */
const NOT_CONNECTED = new Set([
  "ENOTSENT",
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
]);

const networkErrorSchema = z.object({
  type: z.string().optional(),
  code: z.string().optional(),
  message: z.string(),
});

function failureOf(code: number): CallFailure {
  if (code === 429) return "limited";
  // A malformed token is answered with 404 instead of 401.
  if (code === 401 || code === 404) return "unauthorized";
  if (code === 403) return "blocked";
  if (code === 409) return "conflict";
  if (code === 504) return "unknown_outcome";
  return code >= 500 ? "unavailable" : "rejected";
}

function toCallError(method: string, error: unknown): ManagersCallError {
  if (error instanceof ManagersCallError) return error;
  if (error instanceof GrammyError) {
    const retryAfter = error.parameters.retry_after;
    const waitMs = retryAfter === undefined ? undefined : retryAfter * 1000;
    return new ManagersCallError(method, failureOf(error.error_code), error.description, waitMs);
  }
  const parsed = networkErrorSchema.safeParse(error instanceof HttpError ? error.error : error);
  if (!parsed.success) return new ManagersCallError(method, "unknown_outcome", "unknown_error");
  const { type, code, message } = parsed.data;
  // A page in place of an answer: some gateway in between, also Telegram's own 502.
  if (type === "invalid-json") return new ManagersCallError(method, "unavailable", "not_json");
  const isConnecting = code === "ETIMEDOUT" && message.includes("connect ETIMEDOUT");
  const wasSent = !(isConnecting || (code !== undefined && NOT_CONNECTED.has(code)));
  return new ManagersCallError(
    method,
    wasSent ? "unknown_outcome" : "unavailable",
    code ?? type ?? "network_error",
  );
}

/** What became of a call to send, as the outbox reads it. */
export function toSendResult(error: ManagersCallError): SendResult {
  switch (error.failure) {
    case "limited":
      return { outcome: "later", code: error.code, retryAfterMs: error.retryAfterMs };
    case "unauthorized":
    case "conflict":
    case "unavailable":
      return { outcome: "later", code: error.code };
    case "blocked":
      return { outcome: "never", code: error.code, isBlocked: true };
    case "rejected":
      // The manager has an account on file but has never opened the bot.
      return /chat not found/i.test(error.reason)
        ? { outcome: "never", code: "telegram_not_started", isBlocked: true }
        : { outcome: "never", code: error.code };
    case "unknown_outcome":
      return { outcome: "unknown", code: error.code };
  }
}

type VendorSignal = NonNullable<Parameters<Api["raw"]["getUpdates"]>[1]>;

/** node-fetch takes the platform's signal, its types know an older one only. */
function isVendorSignal(signal: AbortSignal): signal is AbortSignal & VendorSignal {
  return typeof signal.addEventListener === "function";
}

export interface ManagersApi {
  /**
   * @param ask The call itself, on grammY's typed methods.
   * @param answer What Telegram's result must look like, as far as it is used.
   * @throws ManagersCallError
   */
  call<Result>(
    method: string,
    ask: (raw: Api["raw"], signal: VendorSignal | undefined) => Promise<unknown>,
    answer: z.ZodType<Result>,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): Promise<Result>;
}

export interface ManagersApiOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly clock: Clock;
  readonly agent?: Agent | undefined;
}

/** grammY as a typed client; its polling and middleware are not used, because they acknowledge too early. */
export function createManagersApi(options: ManagersApiOptions): ManagersApi {
  const { clock, agent } = options;
  const { raw } = new Api(options.token, {
    apiRoot: options.apiRoot.replace(/\/+$/, ""),
    ...(agent && options.apiRoot.startsWith("https:") ? { baseFetchConfig: { agent, compress: true } } : {}),
  });

  return {
    async call(method, ask, answer, { timeoutMs, signal }) {
      const abort = new AbortController();
      const finished = new AbortController();
      const stop = () => abort.abort();
      if (signal?.aborted) stop();
      signal?.addEventListener("abort", stop, { once: true });
      void clock.sleep(timeoutMs, finished.signal).then(stop);
      try {
        const result = await ask(raw, isVendorSignal(abort.signal) ? abort.signal : undefined);
        const parsed = answer.safeParse(result);
        if (parsed.success) return parsed.data;
        throw new ManagersCallError(method, "unknown_outcome", "unexpected_answer");
      } catch (error) {
        if (abort.signal.aborted) throw new ManagersCallError(method, "unknown_outcome", "timeout");
        throw toCallError(method, error);
      } finally {
        finished.abort();
        signal?.removeEventListener("abort", stop);
      }
    },
  };
}
