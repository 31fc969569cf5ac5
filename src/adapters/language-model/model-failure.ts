import { GatewayError } from "../../domain/errors.ts";

export type ModelFailureCode =
  | "timeout"
  | "rate_limited"
  | "unauthorized"
  | "rejected"
  | "unavailable"
  | "bad_answer"
  | "over_budget";

const ACTIONS: Readonly<Record<ModelFailureCode, string>> = {
  timeout: "The model is slow: raise MODEL_TIMEOUT_MS or choose a faster one.",
  rate_limited: "The provider limits us: wait, or raise the limit there.",
  unauthorized: "The provider refuses the key: check MODEL_API_KEY.",
  rejected: "The provider refuses the request: check the model's name and MODEL_METHOD.",
  unavailable: "The provider does not answer: check the network, HTTPS_PROXY and MODEL_BASE_URL.",
  bad_answer: "The model answers beside the point: try another method (MODEL_METHOD) or model.",
  over_budget:
    "The day's ceiling is reached: it starts anew at midnight; MODEL_DAILY_TOKENS, MODEL_DAILY_RUB.",
};

/** A model gave nothing of use. Never the customer's trouble: the local understanding stands. */
export class ModelFailure extends GatewayError {
  readonly code: ModelFailureCode;
  readonly retryable: boolean;
  readonly action: string;
  readonly retryAfterMs: number | undefined;
  constructor(code: ModelFailureCode, options: { retryAfterMs?: number | undefined } = {}) {
    super(`The language model failed: ${code}`);
    this.code = code;
    this.retryable = code !== "unauthorized" && code !== "rejected";
    this.action = ACTIONS[code];
    this.retryAfterMs = options.retryAfterMs;
  }
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

/** Each vendor hides the HTTP status somewhere else. */
function statusOf(error: unknown): number | undefined {
  const places = [error, fieldOf(error, "response"), fieldOf(error, "cause")];
  for (const place of places) {
    for (const name of ["status", "status_code", "statusCode"]) {
      const status = fieldOf(place, name);
      if (typeof status === "number") return status;
    }
  }
  const told =
    error instanceof Error ? /\b(?:status(?: code)?|YandexGPT):? (\d{3})\b/i.exec(error.message) : null;
  return told ? Number(told[1]) : undefined;
}

function retryAfterOf(error: unknown): number | undefined {
  for (const headers of [fieldOf(error, "headers"), fieldOf(fieldOf(error, "response"), "headers")]) {
    const value = headers instanceof Headers ? headers.get("retry-after") : fieldOf(headers, "retry-after");
    const seconds = typeof value === "string" || typeof value === "number" ? Number(value) : Number.NaN;
    if (Number.isFinite(seconds) && seconds >= 0) return seconds * 1000;
  }
  return undefined;
}

function codeOf(error: unknown): ModelFailureCode {
  const status = statusOf(error);
  if (status === 401 || status === 403) return "unauthorized";
  if (status === 429) return "rate_limited";
  if (status === 408 || status === 504) return "timeout";
  if (status !== undefined && status >= 400 && status < 500) return "rejected";
  if (status !== undefined && status >= 500) return "unavailable";
  if (error instanceof SyntaxError) return "bad_answer";
  const name = error instanceof Error ? error.name : "";
  return /timeout|abort/i.test(name) || fieldOf(error, "code") === "ECONNABORTED" ? "timeout" : "unavailable";
}

/** Our words for a vendor's error. The error itself is dropped: it may quote the request, and with it the key. */
export function toModelFailure(error: unknown): ModelFailure {
  return error instanceof ModelFailure
    ? error
    : new ModelFailure(codeOf(error), { retryAfterMs: retryAfterOf(error) });
}
