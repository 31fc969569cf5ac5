import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { CommandWorld } from "../../../src/app/commands/command-world.ts";
import { converseCommand } from "../../../src/app/commands/converse.ts";
import { evalCommand } from "../../../src/app/commands/eval.ts";
import type { UnderstandingOptions } from "../../../src/app/commands/open-understanding.ts";
import { understandCommand } from "../../../src/app/commands/understand.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const NOON = "2026-03-11T12:00:00+03:00";
const CONTRACT_KEYS =
  "id category also priority urgent sentiment language slots action p_booking expected_value confidence by";

/** Runs a command in a world of its own on the given lines. */
async function run(
  command: typeof understandCommand,
  lines: readonly unknown[],
  options: UnderstandingOptions = {},
  settings: CommandWorld["settings"] = {},
) {
  const printed: string[] = [];
  const muttered: string[] = [];
  const code = await command(
    { lang: "en", business: "flows/beauty", ...options },
    lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))),
    {
      settings,
      folder: process.cwd(),
      clock: createFakeClock(NOON),
      print: (text) => printed.push(text),
      mutter: (text) => muttered.push(text),
      isWatched: false,
    },
  );
  const text = printed.join("");
  return { code, text, muttered: muttered.join(""), lines: jsonLines(text) };
}

function jsonLines(text: string): readonly ReturnType<typeof JSON.parse>[] {
  const lines = text.trim().split("\n").filter(Boolean);
  return lines.every((line) => line.startsWith("{")) ? lines.map((line) => JSON.parse(line)) : [];
}

/** A copy of the salon's folder with messages that its owner has labelled. */
async function aSalonWithExamples(rows: string): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), "dozor-examples-"));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  await cp("flows/beauty", dir, { recursive: true });
  await writeFile(join(dir, "examples.yaml"), rows);
  return dir;
}

describe("dozor understand", () => {
  it("reads messages like the owner's examples as the owner does", async () => {
    const message = { id: "a", text: "Лунный сет на субботу ещё не остыл?", received_at: NOON };
    const business = await aSalonWithExamples(
      "- { text: лунный сет на пятницу не остыл, category: order_status }\n",
    );
    const without = await run(understandCommand, [message]);
    const taught = await run(understandCommand, [message], { business });
    expect(without.lines[0].category).not.toBe("order_status");
    expect(taught.lines[0].category).toBe("order_status");
  });

  it("writes one line a message, in order, with the keys of the contract", async () => {
    const { code, lines } = await run(understandCommand, [
      { id: "a", text: "Запишите на маникюр завтра в 15:00", received_at: NOON },
      "",
      { id: 2, text: "спасибо" },
    ]);
    expect(code).toBe(0);
    expect(lines.map(({ id }) => id)).toEqual(["a", 2]);
    expect(Object.keys(lines[0])).toEqual(CONTRACT_KEYS.split(" "));
    expect(lines[0]).toMatchObject({
      category: "lead_b2c",
      slots: { service: "Маникюр", date: "2026-03-12", time: "15:00" },
      by: "local",
    });
    expect(lines[1].category).toBe("smalltalk");
  });

  it.each([
    ["{", /Line 2: not JSON/],
    ['{"id":"b"}', /Line 2: text/],
    ['{"id":"b","text":"x","received_at":"yesterday"}', /Line 2: received_at/],
  ])("passes over the broken line %s and names it", async (broken, complaint) => {
    const messages = [{ id: "a", text: "привет" }, broken, { id: "c", text: "ок" }];
    const { code, lines, muttered } = await run(understandCommand, messages);
    expect(code).toBe(2);
    expect(muttered).toMatch(complaint);
    expect(lines.map(({ id }) => id)).toEqual(["a", "c"]);
  });

  it("tells a missing business folder from wrong settings", async () => {
    expect((await run(understandCommand, [], { business: "flows/nowhere" })).code).toBe(1);
    const wrong = await run(understandCommand, [], {}, { MODEL: "nobody:x" });
    expect(wrong.code).toBe(2);
    expect(wrong.muttered).toContain("MODEL");
  });
});

describe("lines as strangers write them", () => {
  it("are answered beside a broken one, which is told by its number", async () => {
    const { code, lines, muttered } = await run(understandCommand, [
      "\uFEFF" + JSON.stringify({ id: "a", text: "привет" }),
      "{broken",
      JSON.stringify({ id: "b", text: "спасибо", received_at: null }),
      { text: "без номера" },
    ]);
    expect(code).toBe(2);
    expect(lines.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(muttered).toMatch(/^Line 2: not JSON\nLine 4: id: .+\n$/u);
  });

  it("may give the time on the business's wall clock", async () => {
    const lineAt = (received_at: string) => ({ id: received_at, text: "запишите на завтра", received_at });
    const { lines } = await run(understandCommand, [
      // 00:30 in Omsk is still the day before in UTC.
      lineAt("2026-03-11T00:30"),
      lineAt("2026-03-11T00:30:00"),
      lineAt("2026-03-10T18:30:00Z"),
      lineAt("2026-03-11T00:30:00+06:00"),
    ]);
    expect(lines.map(({ slots }) => slots.date)).toEqual(Array(4).fill("2026-03-12"));
  });
});

describe("dozor converse", () => {
  const booking = {
    id: "d1",
    now: "2026-03-11T11:00:00+06:00",
    turns: [
      { user: "Здравствуйте, хочу на маникюр" },
      { user: ["завтра", "в 18:00"] },
      { user: "Анна, 8 913 000-00-01" },
    ],
  };

  it("plays a booking to the hand-over and keeps all that was said", async () => {
    const { code, lines } = await run(converseCommand, [booking]);
    expect(code).toBe(0);
    const { id, turns } = lines[0];
    expect(id).toBe("d1");
    expect(turns.map(({ handoff }: { handoff: boolean }) => handoff)).toEqual([false, true, true]);
    expect(turns[0]).toMatchObject({ category: "lead_b2c", action: "ask" });
    expect(turns[0].say).toHaveLength(1);
    expect(turns[0].asked).toHaveLength(1);
    expect(turns[2].slots).toMatchObject({
      service: "Маникюр",
      date: "2026-03-12",
      time: "18:00",
      name: "Анна",
      phone: "+79130000001",
    });
  });

  it("says the same when it is played again, whatever was played before", async () => {
    const { lines } = await run(converseCommand, [booking, { ...booking, id: "d2" }]);
    expect(lines[1].turns).toEqual(lines[0].turns);
  });

  it("refuses a dialogue without turns of a customer", async () => {
    const dialogue = { id: "d1", now: NOON, turns: [{ bot: "привет" }] };
    const { code, muttered } = await run(converseCommand, [dialogue]);
    expect(code).toBe(2);
    expect(muttered).toMatch(/Line 1: turns\.0\.user/);
  });
});

describe("dozor eval", () => {
  const gold = (id: string, text: string, category: string, slots = {}) => ({
    id,
    text,
    lang: "ru",
    vertical: "beauty",
    received_at: NOON,
    category,
    priority: "low",
    action: "auto_reply",
    slots,
  });
  const messages = [
    gold("1", "сколько стоит маникюр?", "price_info", { service: "маникюр" }),
    gold("2", "спасибо большое", "smalltalk"),
    gold("3", "верните деньги, мне испортили волосы, ужасный мастер", "lead_b2b"),
  ];

  it("measures as written, without marks and with typos", async () => {
    const { code, lines } = await run(evalCommand, messages, { json: true });
    expect(code).toBe(0);
    const [report] = lines;
    expect(report.messages).toBe(3);
    expect(report.by_noise.none.category).toBeCloseTo(2 / 3);
    expect(Object.keys(report.by_noise)).toEqual(["none", "plain", "typos"]);
    expect(report.by_vertical.beauty.count).toBe(3);
    expect(report.confusion.lead_b2b).toEqual({ complaint: 1 });
    expect(report.wrong).toEqual(["3"]);
    expect(report.slots.service).toMatchObject({ precision: 1, recall: 1 });
    expect(report.latency_ms.p99).toBeGreaterThanOrEqual(report.latency_ms.p50);
  });

  it("prints tables for a person", async () => {
    const { text } = await run(evalCommand, messages);
    expect(text).toContain("as written");
    expect(text).toMatch(/lead_b2b +complaint 1/);
    expect(text).toContain("Stated confidence");
  });

  it("reads each message by the folder of its vertical unless one is named", async () => {
    const lines = [{ ...messages[0], vertical: "auto", text: "сколько стоит замена масла?", slots: {} }];
    const { code, lines: reports } = await run(evalCommand, lines, { business: undefined, json: true });
    expect(code).toBe(0);
    expect(reports[0].messages).toBe(1);
  });

  it("refuses labels that the taxonomy does not know, and an empty file", async () => {
    const { code, muttered } = await run(evalCommand, [{ ...messages[0], category: "greeting" }]);
    expect(code).toBe(2);
    expect(muttered).toMatch(/Line 1: category/);
    expect((await run(evalCommand, [])).code).toBe(2);
  });
});
