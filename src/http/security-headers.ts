import type { MiddlewareHandler } from "hono";

/** For everything that is not a page: nothing may run, load or frame it. */
const NOTHING = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

const PAGE = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "connect-src 'self'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
].join("; ");

/** Content security policy of the business's demo page: it runs the widget, and only its own pages may frame it. */
export const DEMO_PAGE_CSP = `${PAGE}; frame-ancestors 'self'`;

/** Content security policy of the operators' console: nobody may frame it, no string may become markup. */
export const CONSOLE_CSP = `${PAGE}; frame-ancestors 'none'; require-trusted-types-for 'script'`;

/** Sets the headers that keep browsers strict; a route that has set its own value of one keeps it. */
export function secureHeaders(options: { readonly isHttps: boolean }): MiddlewareHandler {
  const headers: Record<string, string> = {
    "Content-Security-Policy": NOTHING,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    ...(options.isHttps ? { "Strict-Transport-Security": "max-age=31536000" } : {}),
  };
  return async function secureHeaders(c, next) {
    await next();
    for (const [name, value] of Object.entries(headers)) if (!c.res.headers.has(name)) c.header(name, value);
  };
}
