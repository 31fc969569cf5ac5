import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ModelFailure, toModelFailure } from "../../../src/adapters/language-model/model-failure.ts";
import { parseReading, READING_SCHEMA } from "../../../src/adapters/language-model/parse-reading.ts";

const asIs = (text: string) => text;
const RIGHT = {
  category: "lead_b2c",
  also: ["price_info"],
  sentiment: "neutral",
  confidence: 0.8,
  questions: ["price"],
  slots: { service: "стрижка" },
};

describe("a model's answer", () => {
  it("is taken as an object, as JSON, and as JSON in prose", () => {
    for (const candidate of [
      RIGHT,
      JSON.stringify(RIGHT),
      `Да:\n\`\`\`json\n${JSON.stringify(RIGHT)}\n\`\`\``,
    ])
      expect(parseReading(candidate, asIs)).toEqual(RIGHT);
  });

  it("keeps what makes sense and drops the rest", () => {
    const odd = {
      ...RIGHT,
      also: "everything",
      sentiment: "furious",
      confidence: "12",
      questions: ["price", "life"],
      slots: { service: 5, name: "Анна", discount: "100 %" },
    };
    expect(parseReading(odd, asIs)).toEqual({
      category: "lead_b2c",
      also: [],
      sentiment: undefined,
      confidence: 1,
      questions: ["price"],
      slots: { name: "Анна" },
    });
  });

  it("loses a slot whose mark was never set", () => {
    const restore = (text: string) => (text.includes("[NAME_9]") ? undefined : text);
    expect(parseReading({ ...RIGHT, slots: { name: "[NAME_9]" } }, restore).slots).toEqual({});
  });

  it("is either a reading or a bad answer, whatever it is", () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.string(), fc.json()), (candidate) => {
        try {
          const { confidence } = parseReading(candidate, asIs);
          return confidence >= 0 && confidence <= 1;
        } catch (error) {
          return error instanceof ModelFailure && error.code === "bad_answer";
        }
      }),
    );
  });

  it("is asked for with every key required, as strict modes want it", () => {
    expect(READING_SCHEMA).toMatchObject({
      type: "object",
      additionalProperties: false,
      required: ["category", "also", "sentiment", "confidence", "questions", "slots"],
    });
  });
});

describe("a vendor's error", () => {
  it.each([
    [{ status: 401 }, "unauthorized"],
    [{ response: { status: 403 } }, "unauthorized"],
    [{ status: 429, headers: new Headers({ "retry-after": "7" }) }, "rate_limited"],
    [{ status_code: 404 }, "rejected"],
    [{ statusCode: 503 }, "unavailable"],
    [new Error("Failed to fetch https://x from YandexGPT: 500"), "unavailable"],
    [new SyntaxError("Unexpected token"), "bad_answer"],
    [new DOMException("late", "TimeoutError"), "timeout"],
    [Object.assign(new Error("timeout of 5 ms exceeded"), { code: "ECONNABORTED" }), "timeout"],
    [new TypeError("fetch failed"), "unavailable"],
    ["nonsense", "unavailable"],
  ])("becomes a code of ours: %#", (error, code) => {
    expect(toModelFailure(error).code).toBe(code);
  });

  it("tells how long the provider wants to be left alone, and nothing of the request", () => {
    const error = Object.assign(new Error("key sk-secret, text: Анна"), {
      status: 429,
      headers: { "retry-after": "7" },
    });
    const failure = toModelFailure(error);
    expect(failure.retryAfterMs).toBe(7_000);
    expect(failure).toBeInstanceOf(ModelFailure);
    expect(JSON.stringify([failure.message, failure.stack, failure.cause])).not.toMatch(/secret|Анна/);
  });
});
