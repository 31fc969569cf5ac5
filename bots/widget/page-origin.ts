import type { MessageOrigin } from "../../src/domain/message.ts";
import { cleanText } from "./clean-text.ts";

const UTM_KEYS = ["utm_source", "utm_medium", "utm_campaign", "utm_term", "utm_content"] as const;
const MAX_PAGE_LENGTH = 500;
const MAX_UTM_LENGTH = 200;

/**
 * The page a visitor writes from and the campaign in its address. The fragment and a password in the address are
 * dropped; anything that is not an http(s) address gives nothing. It travels inside the token, hence the limits.
 */
export function readPageOrigin(page: string | undefined): MessageOrigin {
  if (page === undefined || !URL.canParse(page)) return {};
  const address = new URL(page);
  if (address.protocol !== "https:" && address.protocol !== "http:") return {};
  const utm: Record<string, string> = {};
  for (const key of UTM_KEYS) {
    const value = cleanText(address.searchParams.get(key) ?? "").slice(0, MAX_UTM_LENGTH);
    if (value !== "") utm[key] = value;
  }
  const shown = `${address.origin}${address.pathname}${address.search}`.slice(0, MAX_PAGE_LENGTH);
  return { page: shown, ...(Object.keys(utm).length > 0 ? { utm } : {}) };
}

/** The page is the latest one, the campaign the latest that was named: an inner page names none. */
export function mergeOrigins(earlier: MessageOrigin, later: MessageOrigin): MessageOrigin {
  return { page: later.page ?? earlier.page, utm: later.utm ?? earlier.utm };
}
