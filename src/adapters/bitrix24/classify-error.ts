import type { CrmErrorKind } from "../../domain/crm-error.ts";

/** An error as the portal states it. Many methods send an empty code, so the description has to speak for it. */
export interface PortalError {
  readonly status: number;
  readonly code: string;
  readonly description: string;
}

export interface Verdict {
  readonly kind: CrmErrorKind;
  /** What to do about it, for the person who reads the error. */
  readonly cure?: string | undefined;
}

const RIGHTS: Verdict = {
  kind: "misconfigured",
  cure: "give the webhook's owner the right to read, add and change leads, deals, contacts and activities",
};
const WEBHOOK: Verdict = {
  kind: "misconfigured",
  cure: "the webhook was deleted, its owner dismissed, or the address is wrong: make a new one and put it into BITRIX24_WEBHOOK_URL",
};
const SCOPE: Verdict = {
  kind: "misconfigured",
  cure: "tick CRM (crm) in the webhook's permissions and save it",
};
const PLAN: Verdict = {
  kind: "misconfigured",
  cure: "the portal's plan does not allow it: check the plan and the Market subscription",
};
const PORTAL_GONE: Verdict = {
  kind: "unavailable",
  cure: "check that the portal opens and is paid for",
};
const BUSY: Verdict = { kind: "unavailable" };
const REFUSED: Verdict = { kind: "rejected" };
const GONE: Verdict = { kind: "not_found" };

/** Codes in lower case: the portal is not consistent about it. */
const BY_CODE: Readonly<Record<string, Verdict>> = {
  query_limit_exceeded: BUSY,
  operation_time_limit: BUSY,
  overload_limit: {
    kind: "misconfigured",
    cure: "Bitrix24 has switched REST off for this portal because of load: write to its support",
  },
  portal_deleted: PORTAL_GONE,
  payment_required: PORTAL_GONE,
  no_auth_found: WEBHOOK,
  invalid_credentials: RIGHTS,
  insufficient_scope: SCOPE,
  user_access_error: RIGHTS,
  allowed_only_intranet_user: {
    kind: "misconfigured",
    cure: "the webhook must belong to an employee of the portal, not to an extranet user",
  },
  access_denied: RIGHTS,
  wrong_auth_type: WEBHOOK,
  expired_token: WEBHOOK,
  invalid_token: WEBHOOK,
  application_not_found: WEBHOOK,
  error_oauth: WEBHOOK,
  authorization_error: WEBHOOK,
  method_confirm_waiting: {
    kind: "unavailable",
    cure: "an administrator of the portal has to approve the call",
  },
  method_confirm_denied: { kind: "misconfigured", cure: "an administrator of the portal refused the call" },
  invalid_request: { kind: "misconfigured", cure: "BITRIX24_WEBHOOK_URL must begin with https://" },
  error_method_not_found: {
    kind: "misconfigured",
    cure: "the portal has no such method: update it, or check that BITRIX24_WEBHOOK_URL is an incoming webhook's address",
  },
  error_manifest_is_not_available: WEBHOOK,
  create_dynamic_item_restricted: PLAN,
  update_dynamic_item_restricted: PLAN,
  owner_not_found: GONE,
  invalid_arg_value: REFUSED,
  error_batch_length_exceeded: REFUSED,
  error_batch_method_not_allowed: REFUSED,
};

/** The first that fits decides. Portals answer in their own language, so English and Russian are both looked for. */
const BY_DESCRIPTION: readonly (readonly [RegExp, Verdict])[] = [
  [/https required/iu, { kind: "misconfigured", cure: "BITRIX24_WEBHOOK_URL must begin with https://" }],
  [/more scopes|insufficient.?scope/iu, SCOPE],
  [/plan restriction|tariff|тариф/iu, PLAN],
  [
    /access denied|permission|not allowed|доступ запрещ|доступа|недостаточно прав|нет прав|prohibited/iu,
    RIGHTS,
  ],
  [/\bspa\b|smart.?process|смарт-процесс/iu, { kind: "misconfigured", cure: "switch leads on in the CRM" }],
  [/field.*not found|поле.*не найден/iu, REFUSED],
  [/not found|no such|does not exist|не найден|не существует/iu, GONE],
];

/** Codes that say nothing by themselves. */
const VAGUE_CODES = new Set(["", "0", "100", "not_found", "error_core"]);

/**
 * What a portal's error means for us: by code, else by description, else by HTTP status.
 *
 * @param isWrite Whether the call may have changed something before it failed: then a server-side failure leaves the
 *   outcome unknown.
 */
export function classifyError(error: PortalError, isWrite: boolean): Verdict {
  const code = error.code.toLowerCase();
  const byCode = BY_CODE[code];
  if (byCode) return byCode;
  if (VAGUE_CODES.has(code) && error.status < 500) {
    const match = BY_DESCRIPTION.find(([pattern]) => pattern.test(error.description));
    if (match) return match[1];
    if (code === "not_found") return GONE;
  }
  return classifyStatus(error.status, isWrite);
}

/** What a page instead of JSON means: something in front of the portal spoke, and may hide a write that was done. */
export function classifyPage(status: number, isWrite: boolean): CrmErrorKind {
  const isClientError = status >= 400 && status < 500;
  return isWrite && !isClientError ? "unknown_outcome" : "unavailable";
}

function classifyStatus(status: number, isWrite: boolean): Verdict {
  if (status === 429) return BUSY;
  if (status === 410) return PORTAL_GONE;
  if (status >= 500 || status === 408) return { kind: isWrite ? "unknown_outcome" : "unavailable" };
  if (status === 401 || status === 403) return WEBHOOK;
  return REFUSED;
}
