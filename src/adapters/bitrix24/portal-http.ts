import { request, type Dispatcher } from "undici";
import { CrmError } from "../../domain/crm-error.ts";
import type { Log } from "./log.ts";
import { toTransportError } from "./transport-error.ts";
import { isSafeOrigin, type WebhookAddress } from "./webhook-url.ts";

export interface PortalHttpOptions {
  readonly address: WebhookAddress;
  /** Resolves when the portal's rate limit has room for one more request. */
  readonly pace: () => Promise<void>;
  /** A proxy or a pool; undici's own when absent. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly readTimeoutMs: number;
  /** Above the portal's own 60 s: a write given up earlier may still be carried out. */
  readonly writeTimeoutMs: number;
  readonly log: Log;
}

export interface HttpAnswer {
  readonly status: number;
  readonly location: string | undefined;
  readonly retryAfter: string | undefined;
  readonly body: string;
}

/** Carries a call to the portal and its answer back, whatever the answer says. */
export interface PortalHttp {
  origin(): string;
  /** @throws CrmError `unavailable` or `unknown_outcome` */
  post(method: string, params: object, isWrite: boolean): Promise<HttpAnswer>;
}

function firstOf(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header[0] : header;
}

function isRedirect(answer: HttpAnswer): boolean {
  return answer.status >= 300 && answer.status <= 399;
}

/** The portal's new origin when the redirect is a rename: the same path on another host that TLS protects. */
function renamedOrigin(location: string | undefined, current: URL): string | undefined {
  if (location === undefined || !URL.canParse(location, current.href)) return undefined;
  const target = new URL(location, current);
  const isRename =
    target.host !== current.host && target.pathname === current.pathname && isSafeOrigin(target);
  return isRename ? target.origin : undefined;
}

function redirected(method: string, status: number): CrmError {
  return new CrmError(
    "unavailable",
    method,
    `the portal redirects elsewhere (${status}): open it in a browser, renew its licence if it asks for that, and put its present address into BITRIX24_WEBHOOK_URL`,
    { vendorCode: String(status) },
  );
}

export function createPortalHttp(options: PortalHttpOptions): PortalHttp {
  const { path, secret } = options.address;
  let { origin } = options.address;

  async function postOnce(method: string, params: object, isWrite: boolean): Promise<HttpAnswer> {
    await options.pace();
    try {
      const answer = await request(`${origin}${path}/${method}`, {
        method: "POST",
        headers: { "content-type": "application/json", accept: "application/json", "user-agent": "dozor" },
        body: JSON.stringify(params),
        signal: AbortSignal.timeout(isWrite ? options.writeTimeoutMs : options.readTimeoutMs),
        ...(options.dispatcher ? { dispatcher: options.dispatcher } : {}),
      });
      return {
        status: answer.statusCode,
        location: firstOf(answer.headers["location"]),
        retryAfter: firstOf(answer.headers["retry-after"]),
        body: await answer.body.text(),
      };
    } catch (error) {
      throw toTransportError(method, error, { isWrite, secret });
    }
  }

  return {
    origin: () => origin,
    // A followed redirect would become a GET without a body, so a rename is gone after by sending the POST again, once.
    // Any other redirect (an expired licence leads to a shop) ends here.
    async post(method, params, isWrite) {
      const answer = await postOnce(method, params, isWrite);
      if (!isRedirect(answer)) return answer;
      const target = renamedOrigin(answer.location, new URL(`${origin}${path}/${method}`));
      if (!target) throw redirected(method, answer.status);
      origin = target;
      options.log.warn(
        { code: "portal_renamed", host: new URL(target).host },
        "portal answered from a new address",
      );
      const again = await postOnce(method, params, isWrite);
      if (isRedirect(again)) throw redirected(method, again.status);
      return again;
    },
  };
}
