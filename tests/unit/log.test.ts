import { Writable } from "node:stream";
import { pino } from "pino";
import { describe, expect, it } from "vitest";
import { logOptions } from "../../src/platform/log.ts";

describe("the log", () => {
  it("tells an error's kind, message and code, and nothing of what hangs on it", () => {
    let written = "";
    const sink = new Writable({
      write: (chunk: Buffer, _encoding, done) => {
        written += chunk.toString();
        done();
      },
    });
    const error = Object.assign(new Error("connection broke"), {
      code: "57P01",
      client: { queries: ["insert … Ольга, +7 913 555-44-33"] },
    });
    pino(logOptions("info"), sink).warn({ err: error }, "database connection broke");
    expect(JSON.parse(written)).toMatchObject({ err: { message: "connection broke", code: "57P01" } });
    expect(written).not.toContain("Ольга");
  });
});
