import { describe, expect, it } from "vitest";
import { classifyError, classifyPage } from "../../../src/adapters/bitrix24/classify-error.ts";
import type { CrmErrorKind } from "../../../src/domain/crm-error.ts";
import { documentedMethods, systemErrors } from "../../support/bitrix24/documented.ts";

/** What each documented system error means for a write; reads differ only where the outcome is unknown. */
const EXPECTED: Readonly<Record<string, CrmErrorKind>> = {
  INTERNAL_SERVER_ERROR: "unknown_outcome",
  ERROR_UNEXPECTED_ANSWER: "unknown_outcome",
  QUERY_LIMIT_EXCEEDED: "unavailable",
  OPERATION_TIME_LIMIT: "unavailable",
  OVERLOAD_LIMIT: "misconfigured",
  ERROR_BATCH_METHOD_NOT_ALLOWED: "rejected",
  ERROR_BATCH_LENGTH_EXCEEDED: "rejected",
  NO_AUTH_FOUND: "misconfigured",
  expired_token: "misconfigured",
  invalid_token: "misconfigured",
  INVALID_CREDENTIALS: "misconfigured",
  INVALID_REQUEST: "misconfigured",
  ACCESS_DENIED: "misconfigured",
  insufficient_scope: "misconfigured",
  user_access_error: "misconfigured",
  allowed_only_intranet_user: "misconfigured",
  WRONG_AUTH_TYPE: "misconfigured",
  ERROR_METHOD_NOT_FOUND: "misconfigured",
  ERROR_MANIFEST_IS_NOT_AVAILABLE: "misconfigured",
  PORTAL_DELETED: "unavailable",
  PAYMENT_REQUIRED: "unavailable",
  APPLICATION_NOT_FOUND: "misconfigured",
  ERROR_OAUTH: "misconfigured",
  AUTHORIZATION_ERROR: "misconfigured",
  METHOD_CONFIRM_WAITING: "unavailable",
  METHOD_CONFIRM_DENIED: "misconfigured",
  "": "rejected",
  "0": "rejected",
  "100": "rejected",
};

describe("classifyError", () => {
  it.each(systemErrors())(
    "knows the system error '$code' of status $status, in any case",
    ({ code, status }) => {
      for (const spelling of [code, code.toLowerCase(), code.toUpperCase()]) {
        const error = { status, code: spelling, description: "" };
        const kind = EXPECTED[code];
        expect(kind).toBeDefined();
        expect(classifyError(error, true).kind).toBe(kind);
        expect(classifyError(error, false).kind).toBe(kind === "unknown_outcome" ? "unavailable" : kind);
      }
    },
  );

  const rows = documentedMethods().flatMap(({ method, errors }) =>
    errors.map(({ code, status, message = "", meaning }) => ({ method, code, status, message, meaning })),
  );

  it("has all the error rows of the methods to be tried on", () => {
    expect(rows.length).toBeGreaterThan(60);
  });

  it.each(rows.filter(({ meaning }) => /no right|lacks the needed permission|not an employee/.test(meaning)))(
    "takes '$code $message' of $method for a fault of rights",
    ({ code, status, message }) => {
      expect(classifyError({ code, status, description: message }, true).kind).toBe("misconfigured");
    },
  );

  it.each(rows.filter(({ meaning }) => meaning === "no such record"))(
    "takes '$code $message' of $method for a missing record",
    ({ code, status, message }) => {
      const kind = classifyError({ code, status, description: message }, true).kind;
      expect(kind).toBe(/smart process/i.test(message) ? "misconfigured" : "not_found");
    },
  );

  it.each(
    rows.filter(({ meaning }) =>
      /mandatory value|does not fit|sent a single value|cannot be used/.test(meaning),
    ),
  )("takes '$code $message' of $method for refused data", ({ code, status, message }) => {
    expect(classifyError({ code, status, description: message }, true).kind).toBe("rejected");
  });

  it.each(rows)("never repeats '$code $message' of $method by itself", ({ code, status, message }) => {
    const { kind } = classifyError({ code, status, description: message }, true);
    expect(["misconfigured", "not_found", "rejected"]).toContain(kind);
  });

  it.each([
    ["Доступ запрещён", "misconfigured"],
    ["Недостаточно прав для изменения стадии", "misconfigured"],
    ["Элемент не найден", "not_found"],
    ["Поле «Название» не найдено", "rejected"],
  ] as const)("reads '%s' of a portal that speaks Russian", (description, kind) => {
    expect(classifyError({ status: 400, code: "", description }, true).kind).toBe(kind);
  });

  it("tells a cure for every fault that a person must mend", () => {
    const verdicts = systemErrors().map(({ code, status }) =>
      classifyError({ status, code, description: "" }, true),
    );
    const cures = verdicts.filter(({ kind }) => kind === "misconfigured").map(({ cure }) => cure);
    expect(cures.length).toBeGreaterThan(10);
    expect(cures.every(Boolean)).toBe(true);
  });
});

describe("classifyPage", () => {
  it("suspects behind a gateway's 5xx that the write was done", () => {
    expect(classifyPage(502, true)).toBe("unknown_outcome");
    expect(classifyPage(200, true)).toBe("unknown_outcome");
    expect(classifyPage(502, false)).toBe("unavailable");
    expect(classifyPage(404, true)).toBe("unavailable");
  });
});
