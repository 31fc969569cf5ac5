import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { toSafeText } from "../../../src/adapters/bitrix24/safe-text.ts";
import { toTransportError } from "../../../src/adapters/bitrix24/transport-error.ts";
import { parseWebhookUrl } from "../../../src/adapters/bitrix24/webhook-url.ts";
import { CrmError } from "../../../src/domain/crm-error.ts";

const secret = "k3y0fth3p0rtal";

describe("parseWebhookUrl", () => {
  it.each([
    `https://portal.example/rest/1/${secret}/`,
    `https://portal.example/rest/1/${secret}`,
    `https://portal.example/rest/1/${secret}/profile.json`,
  ])("reads the address however it was copied", (url) => {
    expect(parseWebhookUrl(url)).toEqual({
      origin: "https://portal.example",
      path: `/rest/1/${secret}`,
      secret,
    });
  });

  it("allows plain http only on this machine", () => {
    expect(parseWebhookUrl(`http://127.0.0.1:8024/rest/1/${secret}/`).origin).toBe("http://127.0.0.1:8024");
    expect(() => parseWebhookUrl(`http://portal.example/rest/1/${secret}/`)).toThrow(CrmError);
  });

  it.each([
    `portal.example/rest/1/${secret}/`,
    `https://portal.example/${secret}`,
    `https://portal.example/rest/me/${secret}/`,
  ])("refuses anything else without repeating it", (url) => {
    const caught = (() => {
      try {
        return parseWebhookUrl(url);
      } catch (error) {
        return error;
      }
    })();
    expect(caught).toMatchObject({ kind: "misconfigured" });
    expect(inspect(caught)).not.toContain(secret);
  });
});

describe("toSafeText", () => {
  it("masks the secret, mail and phones", () => {
    const text = toSafeText(`/rest/1/${secret}/x anna@example.com +7 (913) 000-00-01 field "TITLE"`, secret);
    expect(text).toBe('/rest/1/***/x *** *** field "TITLE"');
  });
});

describe("toTransportError", () => {
  it.each(["ECONNREFUSED", "ENOTFOUND", "UND_ERR_CONNECT_TIMEOUT"])(
    "knows that after %s nothing was done",
    (code) => {
      const error = Object.assign(new Error("x"), { code });
      expect(toTransportError("crm.item.add", error, { isWrite: true, secret }).kind).toBe("unavailable");
    },
  );

  it("does not know what became of a write whose connection broke", () => {
    const error = Object.assign(new Error("other side closed"), { code: "UND_ERR_SOCKET" });
    expect(toTransportError("crm.item.add", error, { isWrite: true, secret }).kind).toBe("unknown_outcome");
    expect(toTransportError("crm.item.get", error, { isWrite: false, secret }).kind).toBe("unavailable");
  });

  it("looks for the code inside a failure to reach any of several addresses", () => {
    const refused = Object.assign(new Error("x"), { code: "ECONNREFUSED" });
    const error = new AggregateError([refused, refused]);
    expect(toTransportError("crm.item.add", error, { isWrite: true, secret }).kind).toBe("unavailable");
  });

  it("does not carry an address that the vendor's error names", () => {
    const error = new Error(`Invalid URL https://portal.example/rest/1/${secret}/profile`);
    expect(inspect(toTransportError("profile", error, { isWrite: false, secret }))).not.toContain(secret);
  });
});
