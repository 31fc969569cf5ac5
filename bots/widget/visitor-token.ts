import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Language } from "../../src/domain/category.ts";
import type { MessageOrigin } from "../../src/domain/message.ts";

/** What a visitor's token says. Nobody is identified by it: it only lets the same browser go on. */
export interface Visitor {
  readonly visitorId: string;
  readonly expiresAt: Date;
  readonly language: Language;
  readonly origin: MessageOrigin;
}

export interface VisitorTokens {
  sign(visitor: Visitor): string;
  /** @returns `undefined` for a forged, damaged or expired token. */
  verify(token: string, at: Date): Visitor | undefined;
}

export const TOKEN_LIFETIME_MS = 30 * 86_400_000;

/** Part of what is signed, so that a signature made with the same secret for another purpose is of no use here. */
const PURPOSE = "dozor-widget-1";

const payloadSchema = z.object({
  v: z.string().min(1),
  e: z.number().int(),
  l: z.enum(["ru", "en"]),
  p: z.string().optional(),
  u: z.record(z.string(), z.string()).optional(),
});

/** Signs and reads visitors' tokens: `<payload>.<HMAC-SHA256 of it>`, both base64url. */
export function createVisitorTokens(secret: string): VisitorTokens {
  if (secret === "") throw new RangeError("The widget's token secret is empty");
  const signatureOf = (payload: string): Buffer =>
    createHmac("sha256", secret).update(`${PURPOSE}.${payload}`).digest();

  return {
    sign(visitor) {
      const payload = Buffer.from(
        JSON.stringify({
          v: visitor.visitorId,
          e: visitor.expiresAt.getTime(),
          l: visitor.language,
          p: visitor.origin.page,
          u: visitor.origin.utm,
        }),
      ).toString("base64url");
      return `${payload}.${signatureOf(payload).toString("base64url")}`;
    },

    verify(token, at) {
      const [payload = "", signature = "", ...rest] = token.split(".");
      const expected = signatureOf(payload);
      const given = Buffer.from(signature, "base64url");
      if (rest.length > 0 || given.length !== expected.length) return undefined;
      if (!timingSafeEqual(given, expected)) return undefined;
      const parsed = payloadSchema.safeParse(parseJson(Buffer.from(payload, "base64url").toString("utf8")));
      if (!parsed.success || parsed.data.e <= at.getTime()) return undefined;
      return {
        visitorId: parsed.data.v,
        expiresAt: new Date(parsed.data.e),
        language: parsed.data.l,
        origin: { page: parsed.data.p, utm: parsed.data.u },
      };
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
