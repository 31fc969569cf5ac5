import { CrmError } from "../../domain/crm-error.ts";
import { toSafeText } from "./safe-text.ts";

/** Failures before a byte of the request can have reached the portal. */
const NEVER_SENT = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
  "CERT_HAS_EXPIRED",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "ERR_TLS_CERT_ALTNAME_INVALID",
]);

function codeOf(error: Error): string | undefined {
  if ("code" in error && typeof error.code === "string") return error.code;
  // Several addresses were tried and each was refused: the codes are inside.
  if (error instanceof AggregateError) {
    const inner: readonly unknown[] = error.errors;
    for (const one of inner) if (one instanceof Error) return codeOf(one);
  }
  return error.cause instanceof Error ? codeOf(error.cause) : undefined;
}

/**
 * Translates a failed HTTP exchange. A write that may have reached the portal is of unknown outcome; anything else was
 * certainly not carried out. The vendor's error is not kept as cause whole: it may name the address.
 */
export function toTransportError(
  method: string,
  error: unknown,
  options: { readonly isWrite: boolean; readonly secret: string },
): CrmError {
  if (error instanceof CrmError) return error;
  const cause = error instanceof Error ? error : new Error(String(error));
  const isTimeout = cause.name === "TimeoutError";
  const code = isTimeout ? "TIMEOUT" : codeOf(cause);
  const isUnsent = code !== undefined && NEVER_SENT.has(code);
  const what = isTimeout ? "no answer in time" : isUnsent ? "can't be reached" : "the connection broke";
  return new CrmError(
    options.isWrite && !isUnsent ? "unknown_outcome" : "unavailable",
    method,
    `the portal: ${what}${code ? ` (${code})` : ""}`,
    {
      ...(code ? { vendorCode: code } : {}),
      cause: new Error(toSafeText(`${cause.name}: ${cause.message}`, options.secret)),
    },
  );
}
