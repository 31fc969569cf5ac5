import { GatewayError } from "./errors.ts";

export type CrmErrorKind =
  /** Busy, down, limited or unreachable, and the call was certainly not executed. */
  | "unavailable"
  /** It may have been executed: look before repeating. */
  | "unknown_outcome"
  /** Wrong address, rights or settings: a person must mend them. */
  | "misconfigured"
  /** The CRM refused these very data; a repeat would be refused too. */
  | "rejected"
  /** The record is gone. */
  | "not_found";

const ACTIONS: Record<CrmErrorKind, string> = {
  unavailable: "None if it clears within 15 minutes; otherwise check that the CRM's portal opens.",
  unknown_outcome: "None: the gateway looks for the record before it writes again.",
  misconfigured:
    "Check BITRIX24_WEBHOOK_URL, the webhook's permissions (crm, user, task) and the portal's plan.",
  rejected: "Open the dead letter in the console, mend the field the CRM names, and retry.",
  not_found: "The record was deleted in the CRM; retry creates nothing, discard the dead letter.",
};

/** A CRM call that did not succeed, in our words. `code` is stable: `crm_<kind>`. */
export class CrmError extends GatewayError {
  readonly code: `crm_${CrmErrorKind}`;
  readonly retryable: boolean;
  readonly action: string;
  readonly kind: CrmErrorKind;
  readonly method: string;
  /** The CRM's own code, for logs. */
  readonly vendorCode: string | undefined;
  readonly retryAfterMs: number | undefined;
  constructor(
    kind: CrmErrorKind,
    method: string,
    message: string,
    options: { vendorCode?: string; retryAfterMs?: number; cause?: unknown } = {},
  ) {
    super(`${method}: ${message}`, { cause: options.cause });
    this.kind = kind;
    this.code = `crm_${kind}`;
    this.retryable = kind === "unavailable" || kind === "unknown_outcome";
    this.action = ACTIONS[kind];
    this.method = method;
    this.vendorCode = options.vendorCode;
    this.retryAfterMs = options.retryAfterMs;
  }
}
