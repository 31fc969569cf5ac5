import type { Context } from "hono";
import { z } from "zod";
import type { Language } from "../../src/domain/category.ts";
import { mergeOrigins, readPageOrigin } from "./page-origin.ts";
import { answerProblem } from "./problem.ts";
import { TOKEN_LIFETIME_MS } from "./visitor-token.ts";
import type { Visitor } from "./visitor-token.ts";
import { callerOf, INVALID_JSON, readJson } from "./widget-desk.ts";
import type { WidgetDesk } from "./widget-desk.ts";

const sessionSchema = z.object({
  visitorToken: z.string().max(8192).nullish(),
  page: z.string().nullish(),
  lang: z.string().nullish(),
});

/** `POST /widget/session`: a token for a new visitor, or a fresh one for the visitor of a token that is still good. */
export async function openSession(context: Context, desk: WidgetDesk): Promise<Response> {
  const business = desk.business();
  const body = await readJson(context);
  if (body === INVALID_JSON) return answerProblem(context, "invalid_json", business.language);
  const parsed = sessionSchema.safeParse(body ?? {});
  if (!parsed.success) return answerProblem(context, "invalid_request", business.language);
  const now = desk.clock.now();
  const { visitorToken, page, lang } = parsed.data;
  const known = visitorToken ? desk.tokens.verify(visitorToken, now) : undefined;
  // A known visitor who walks through the site spends a budget of their own, not that of the whole office.
  const retryAfterMs = known
    ? desk.limits.takeRead(callerOf(context, known.visitorId))
    : desk.limits.takeSession(callerOf(context));
  if (retryAfterMs > 0) return answerProblem(context, "rate_limited", business.language, { retryAfterMs });

  const visitor: Visitor = {
    visitorId: known?.visitorId ?? desk.makeVisitorId(),
    expiresAt: new Date(now.getTime() + TOKEN_LIFETIME_MS),
    language: readLanguage(lang) ?? known?.language ?? business.language,
    origin: mergeOrigins(known?.origin ?? {}, readPageOrigin(page ?? undefined)),
  };
  context.header("Cache-Control", "no-store");
  return context.json({
    token: desk.tokens.sign(visitor),
    visitorId: visitor.visitorId,
    expiresAt: visitor.expiresAt.toISOString(),
    name: business.name,
    language: visitor.language,
    greeting: business.greeting,
    consent: business.consent,
  });
}

function readLanguage(lang: string | null | undefined): Language | undefined {
  if (!lang) return undefined;
  const code = lang.slice(0, 2).toLowerCase();
  return code === "en" || code === "ru" ? code : undefined;
}
