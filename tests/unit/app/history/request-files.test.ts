import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { csvCell, readCsv } from "../../../../src/app/history/read-csv.ts";
import { readRequestFile } from "../../../../src/app/history/read-requests.ts";
import { headOf, lineOf, REQUEST_FORMATS } from "../../../../src/app/history/write-requests.ts";
import type { PastRequest } from "../../../../src/domain/past-request.ts";
import { aPast, aPastRequest } from "../../../support/builders/past-request.ts";

const dir = mkdtempSync(join(tmpdir(), "dozor-requests-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function read(text: string, name = "requests.csv"): Promise<readonly PastRequest[]> {
  const file = join(dir, name);
  writeFileSync(file, text);
  const requests: PastRequest[] = [];
  for await (const request of readRequestFile(file, "Asia/Omsk")) requests.push(request);
  return requests;
}

async function rowsOf(lines: readonly string[]) {
  const rows = [];
  for await (const row of readCsv(lines)) rows.push(row);
  return rows;
}

describe.each(REQUEST_FORMATS)("a file of requests as %s", (format) => {
  it("comes back as it was written", async () => {
    const past = [
      ...aPast(20, [
        { managerId: "anna", takes: 0.5, afterMs: 20_000 },
        { managerId: "boris", takes: 0.5, afterMs: 30_000 },
      ]),
      aPastRequest({
        id: "last",
        at: new Date("2026-04-01T00:00:00Z"),
        urgent: true,
        vip: false,
        returning: true,
        city: 'Омск, "центр"; дом',
        rule: "=Ногти",
        has: ["phone", "date"],
        value: 1250.5,
        language: "en",
        manager: "anna",
        offers: [{ managerId: "anna", at: new Date("2026-04-01T00:00:00Z") }],
      }),
    ];
    const text = headOf(format) + past.map((request) => lineOf(request, format)).join("");
    expect(await read(text, `requests.${format}`)).toEqual(past);
  });
});

describe("a CSV that people made", () => {
  it("needs nothing but the moment, by the business's clock, with semicolons and a byte order mark", async () => {
    const [first] = await read("\uFEFFat;category;vip;source\r\n2026-03-11 14:05;complaint;да;widget\r\n");
    expect(first).toEqual(
      aPastRequest({
        id: "line_000000002",
        at: new Date("2026-03-11T08:05:00Z"),
        category: "complaint",
        priority: "critical",
        vip: true,
        source: "widget",
      }),
    );
  });

  it("may have the requests of one moment in any order", async () => {
    const line = (id: string) => `${id},2026-03-11T14:05:00Z`;
    const one = await read(["id,at", line("a"), line("b"), line("c")].join("\n"));
    const other = await read(["id,at", line("c"), line("a"), line("b")].join("\n"));
    expect(other).toEqual(one);
  });

  it.each([
    ["at,category\n2026-03-11T14:05,lead_b2x\n", 2, "category"],
    ["at\nвчера\n", 2, '"вчера" is no moment'],
    ["category\nlead_b2c\n", 2, "a moment must stand here"],
    ["at\n2026-03-11T14:05\n2026-03-11T14:04\n", 3, "sort the file by `at`"],
    ["at,offers\n2026-03-11T14:05,anna\n", 2, "no list of offers"],
    ["at,vip\n2026-03-11T14:05,maybe\n", 2, "expected yes or no"],
  ])("is refused with its line: %j", async (text, line, reason) => {
    await expect(read(text)).rejects.toMatchObject({ line, message: expect.stringContaining(reason) });
  });

  it("keeps any text in a cell", async () => {
    const text = fc
      .string({ unit: "binary" })
      .map((value) => value.replaceAll(/[\r\n\u2028\u2029]/gu, "").trim());
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 2, maxLength: 4 }), async (cells) => {
        const names = cells.map((_, index) => `c${index}`);
        const [row] = await rowsOf([names.join(","), cells.map(csvCell).join(",")]);
        const kept = Object.fromEntries(
          cells.map((cell, index) => [`c${index}`, cell] as const).filter(([, cell]) => cell !== ""),
        );
        expect(row?.cells ?? {}).toEqual(kept);
      }),
      { numRuns: 40 },
    );
  });

  it("reads a quoted line break as part of its cell", async () => {
    const rows = await rowsOf(["a,b", '"один', 'два",3', "4,5"]);
    expect(rows).toEqual([
      { line: 2, cells: { a: "один\nдва", b: "3" } },
      { line: 4, cells: { a: "4", b: "5" } },
    ]);
  });
});
