import type { z } from "zod";
import { CrmError, type CrmErrorKind } from "../../domain/crm-error.ts";
import type { Clock } from "../../ports/clock.ts";
import { classifyError, classifyPage } from "./classify-error.ts";
import { createMethodParking, type MethodParking } from "./method-parking.ts";
import { createPortalHttp, type HttpAnswer, type PortalHttpOptions } from "./portal-http.ts";
import { parseEnvelope, type Envelope } from "./rest-answer.ts";
import { toSafeText } from "./safe-text.ts";
import { parseWebhookUrl } from "./webhook-url.ts";

/** One call as metrics see it. */
export interface RestCall {
  readonly method: string;
  /** From asking for a turn to the answer. */
  readonly durationMs: number;
  readonly outcome: "ok" | CrmErrorKind;
}

export interface RestClientOptions extends Omit<PortalHttpOptions, "address"> {
  /** Incoming webhook, `https://portal/rest/<user>/<secret>/`. */
  readonly webhookUrl: string;
  readonly clock: Clock;
  readonly onCall?: ((call: RestCall) => void) | undefined;
}

export interface Answer<Result> {
  readonly result: Result;
  /** Offset of the next page; absent on the last one. */
  readonly next?: number | undefined;
}

/**
 * Calls one portal through its incoming webhook, sending each call once: repeats are the outbox's business. Errors are
 * `CrmError`s; none of them holds the webhook's secret.
 */
export interface RestClient {
  /** `https://portal`; after a rename the new one. */
  origin(): string;
  read<Schema extends z.ZodType>(
    method: string,
    params: object,
    result: Schema,
  ): Promise<Answer<z.output<Schema>>>;
  /** For a call that changes something: when it is not known whether it did, the error is `unknown_outcome`. */
  write<Schema extends z.ZodType>(
    method: string,
    params: object,
    result: Schema,
  ): Promise<Answer<z.output<Schema>>>;
}

interface Call<Schema> {
  readonly method: string;
  readonly params: object;
  readonly result: Schema;
  readonly isWrite: boolean;
}

/** `Retry-After` in either of its forms. */
function retryAfterMs(header: string | undefined, at: Date): number | undefined {
  if (!header) return undefined;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? undefined : Math.max(0, moment - at.getTime());
}

/** How long the method's window still lasts, by the portal's own clock: ours may differ. */
function resetInMs(time: Envelope["time"]): number | undefined {
  if (time?.operating_reset_at === undefined || time.finish === undefined) return undefined;
  return time.operating_reset_at - time.finish * 1000;
}

interface Refusal {
  readonly call: Call<unknown>;
  readonly answer: HttpAnswer;
  readonly body: Envelope | undefined;
  readonly secret: string;
  readonly at: Date;
  readonly parking: MethodParking;
}

function toCrmError({ call, answer, body, secret, at, parking }: Refusal): CrmError {
  const { status } = answer;
  const askedMs = retryAfterMs(answer.retryAfter, at);
  const options = askedMs === undefined ? {} : { retryAfterMs: askedMs };
  if (!body) {
    const message = `the portal answered ${status} and no JSON; check that it opens in a browser`;
    return new CrmError(classifyPage(status, call.isWrite), call.method, message, {
      vendorCode: String(status),
      ...options,
    });
  }
  const code = toSafeText(body.error ?? "", secret);
  const description = toSafeText(body.error_description ?? "", secret);
  const { kind, cure } = classifyError({ status, code, description }, call.isWrite);
  const said = [code, description].filter((part) => part !== "").join(" ");
  const message = [`Bitrix24 answered ${status}${said ? `: ${said}` : ""}`, cure].filter(Boolean).join("; ");
  const isTimeUsedUp = code.toLowerCase() === "operation_time_limit";
  return new CrmError(kind, call.method, message, {
    vendorCode: code === "" ? String(status) : code,
    ...(isTimeUsedUp ? { retryAfterMs: parking.park(call.method, askedMs) } : options),
  });
}

function toResult<Schema extends z.ZodType>(call: Call<Schema>, body: Envelope): Answer<z.output<Schema>> {
  const parsed = call.result.safeParse(body.result);
  if (parsed.success) return { result: parsed.data, next: body.next };
  const where = parsed.error.issues[0]?.path.join(".") ?? "";
  throw new CrmError(
    call.isWrite ? "unknown_outcome" : "unavailable",
    call.method,
    `the answer has another shape than documented${where ? ` at ${where}` : ""}`,
    { vendorCode: "unexpected_answer" },
  );
}

/** @throws CrmError `misconfigured` when `webhookUrl` is not an incoming webhook's address. */
export function createRestClient(options: RestClientOptions): RestClient {
  const { clock } = options;
  const address = parseWebhookUrl(options.webhookUrl);
  const http = createPortalHttp({ ...options, address });
  const parking = createMethodParking(clock);

  async function send<Schema extends z.ZodType>(call: Call<Schema>): Promise<Answer<z.output<Schema>>> {
    const restMs = parking.restMs(call.method);
    if (restMs > 0) {
      throw new CrmError("unavailable", call.method, "its execution time on the portal is used up", {
        vendorCode: "OPERATION_TIME_LIMIT",
        retryAfterMs: restMs,
      });
    }
    const answer = await http.post(call.method, call.params, call.isWrite);
    const body = parseEnvelope(answer.body);
    const isRefused = typeof body?.error === "string" || answer.status >= 400;
    if (!body || isRefused) {
      throw toCrmError({ call, answer, body, secret: address.secret, at: clock.now(), parking });
    }
    const reset = resetInMs(body.time);
    if (reset !== undefined) parking.noteReset(call.method, reset);
    return toResult(call, body);
  }

  async function observe<Schema extends z.ZodType>(call: Call<Schema>): Promise<Answer<z.output<Schema>>> {
    const startedAt = clock.now().getTime();
    const report = (outcome: RestCall["outcome"]) =>
      options.onCall?.({ method: call.method, durationMs: clock.now().getTime() - startedAt, outcome });
    try {
      const answer = await send(call);
      report("ok");
      return answer;
    } catch (error) {
      if (error instanceof CrmError) report(error.kind);
      throw error;
    }
  }

  return {
    origin: () => http.origin(),
    read: (method, params, result) => observe({ method, params, result, isWrite: false }),
    write: (method, params, result) => observe({ method, params, result, isWrite: true }),
  };
}
