import { EnvHttpProxyAgent, fetch } from "undici";

/** A fetch that goes through the owner's proxy; the runtime's own takes no dispatcher of another undici. */
export function createProxiedFetch(proxy: { readonly url: string; readonly except: string | undefined }) {
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy.url,
    httpsProxy: proxy.url,
    noProxy: proxy.except ?? "",
  });
  const proxied = (input: string, init?: Parameters<typeof fetch>[1]) =>
    fetch(input, { ...init, dispatcher });
  // The types of the two undici differ in name only.
  return proxied as unknown as typeof globalThis.fetch;
}
