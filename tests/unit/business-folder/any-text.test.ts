import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

import { formatFaults } from "../../../src/adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../../../src/adapters/business-folder/load-business.ts";

const FILES = ["business", "services", "knowledge", "flow", "team", "routing", "crm"].map(
  (name) => `${name}.yaml`,
);

const yamlPiece = fc.oneof(
  fc.constantFrom(
    "\n",
    "\t",
    ": ",
    "- ",
    "[",
    "]",
    "{",
    "}",
    '"',
    "'",
    "&a ",
    "*a",
    "<<: ",
    "? ",
    "|\n",
    ">-\n",
    "!!set ",
    "!!binary x",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "__proto__: 1\n",
    "constructor: {}\n",
    "toString: 1\n",
    "null",
    "~",
    "1e999",
    ".nan",
    "-0",
    "0x7f",
    "#",
    "id: ",
    "hours: ",
    "24:00-24:00",
    "mon-mon",
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: "grapheme", maxLength: 6 }),
);

const anyText = fc.array(yamlPiece, { maxLength: 40 }).map((pieces) => pieces.join(""));

describe("loadBusiness", () => {
  let dir = "";
  const originals = new Map<string, string>();

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "dozor-any-text-"));
    await cp("flows/beauty", dir, { recursive: true });
    for (const file of FILES) originals.set(file, await readFile(join(dir, file), "utf8"));
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));

  async function expectPlaces(file: string, text: string): Promise<void> {
    await writeFile(join(dir, file), text);
    const load = await loadBusiness(dir);
    const faults = load.kind === "ok" ? load.warnings : load.faults;
    await writeFile(join(dir, file), originals.get(file) ?? "");
    expect(load.kind === "ok" || faults.length > 0).toBe(true);
    for (const fault of faults) {
      expect(fault.line).toBeGreaterThanOrEqual(1);
      expect(fault.column).toBeGreaterThanOrEqual(1);
      expect(fault.length).toBeGreaterThanOrEqual(1);
      expect(fault.message).not.toMatch(/undefined|\[object/);
      expect(fault.hint.length).toBeGreaterThan(5);
    }
    expect(formatFaults(faults, { language: "ru", color: false })).toMatch(/шиб|предупрежд/);
  }

  it("answers any text in any file with an outcome, never with an exception", async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...FILES), anyText, (file, text) => expectPlaces(file, text)),
      { numRuns: 60 },
    );
  }, 60_000);

  it("answers a real file with a piece torn out or put in with an outcome, never with an exception", async () => {
    const damage = fc.record({
      file: fc.constantFrom(...FILES),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      removed: fc.nat(40),
      put: yamlPiece,
    });
    await fc.assert(
      fc.asyncProperty(damage, async ({ file, at, removed, put }) => {
        const text = originals.get(file) ?? "";
        const start = Math.floor(at * text.length);
        await expectPlaces(file, text.slice(0, start) + put + text.slice(start + removed));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it("survives a bomb of aliases, a knot of them, and hundreds of brackets", async () => {
    const bomb = [
      "a: &a [x, x, x, x, x, x, x, x, x]",
      ...["b", "c", "d", "e", "f", "g"].map((name, index) => {
        const before = "abcdefg"[index] ?? "a";
        return `${name}: &${name} [${`*${before},`.repeat(9)}]`;
      }),
    ];
    for (const text of [
      bomb.join("\n"),
      "questions: &x { date: *x }",
      "[".repeat(20_000),
      "- ".repeat(20_000),
    ]) {
      await expectPlaces("flow.yaml", text);
    }
  }, 20_000);
});
