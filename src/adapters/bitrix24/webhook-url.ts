import { CrmError } from "../../domain/crm-error.ts";

/** Where calls go. `path` ends with the secret: it must reach neither an error nor a log. */
export interface WebhookAddress {
  /** `https://portal.bitrix24.ru`, without a slash at the end. */
  readonly origin: string;
  /** `/rest/<user>/<secret>`. */
  readonly path: string;
  readonly secret: string;
}

const SHAPE = /^(?<prefix>.*\/rest)\/(?<portalUserId>\d+)\/(?<secret>[^/]+)(?:\/.*)?$/u;
const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/u;

/** Whether the secret may travel there: over TLS, or without leaving this machine. */
export function isSafeOrigin(url: URL): boolean {
  return url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname));
}

/**
 * Reads an incoming webhook's address. What the portal's form shows after the secret (`/profile.json`) is ignored.
 *
 * @throws CrmError `misconfigured`, without the value: it holds the secret.
 */
export function parseWebhookUrl(value: string): WebhookAddress {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const parts = url ? SHAPE.exec(url.pathname)?.groups : undefined;
  const { prefix, portalUserId, secret } = parts ?? {};
  if (!url || !isSafeOrigin(url) || !prefix || !portalUserId || !secret) {
    throw new CrmError(
      "misconfigured",
      "webhook",
      "BITRIX24_WEBHOOK_URL must look like https://portal.bitrix24.ru/rest/<user>/<secret>/ (http only on this machine)",
    );
  }
  return { origin: url.origin, path: `${prefix}/${portalUserId}/${secret}`, secret };
}
