import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { UnderstandingContext } from "../../../src/domain/understanding.ts";
import { aBusinessOf, understand, WEDNESDAY_11 } from "../../support/builders/understanding.ts";
import { aModel, type ModelRun } from "../../support/language-model/a-model.ts";
import { startStandIn, type StandIn } from "../../support/language-model/stand-in.ts";

/** Rules are not certain of it. */
const TEXT = "Добрый день, это Мария Иванова, 8 913 123-45-67. А вот такой вопросик по красоте ногтей есть";
/** A busy machine needs time for an answer; a model that is meant to be late gets little. */
const LIMIT_MS = { patient: 15_000, short: 400 };

const READING = {
  category: "price_info",
  also: ["lead_b2c"],
  sentiment: "positive",
  confidence: 0.9,
  questions: ["price"],
  slots: {
    service: "красоте ногтей",
    product: null,
    name: "[NAME_1]",
    company: null,
    car: null,
    city: "Париж",
    doc_type: null,
    position: null,
    problem: null,
  },
};

const PROVIDERS = ["openai", "anthropic", "ollama", "gigachat"] as const;
const beauty = aBusinessOf("beauty");

describe.each(PROVIDERS)("a chain of %s", (provider) => {
  let standIn: StandIn;
  let run: ModelRun;
  let printed: string[];

  const env = (): Record<string, string> => ({
    MODEL: `${provider}:tested`,
    MODEL_API_KEY: "c2VjcmV0LWtleQ==",
    MODEL_BASE_URL: standIn.url,
    MODEL_TIMEOUT_MS: String(LIMIT_MS.patient),
    ...(provider === "gigachat" ? { MODEL_GIGACHAT_AUTH_URL: `${standIn.url}/oauth` } : {}),
  });

  beforeEach(async () => {
    printed = [];
    for (const method of ["log", "info", "warn", "error"] as const)
      vi.spyOn(console, method).mockImplementation(
        (...words: unknown[]) => void printed.push(words.join(" ")),
      );
    standIn = await startStandIn(provider);
    run = await aModel(env());
    await run.model.prepare();
  });

  afterEach(async () => {
    vi.restoreAllMocks();
    await standIn.stop();
  });

  async function ask(text = TEXT, context: Partial<UnderstandingContext> = {}) {
    return run
      .over(beauty)
      .understand(
        { text, receivedAt: WEDNESDAY_11 },
        { slots: {}, ...context },
        new AbortController().signal,
      );
  }

  it("betters what the rules are not certain of, and says by whom and by which prompt", async () => {
    standIn.answer({ kind: "reading", reading: READING });
    const understood = await ask();
    expect(run.failures).toEqual([]);
    expect(understood.by).toBe(`${provider}:tested`);
    expect(understood.promptVariant).toMatch(/^understand@1\.a#[0-9a-f]{8}$/);
    expect(understood.sentiment).toBe("positive");
    expect(understood.slots.phone).toBe("+79131234567");
    expect(understood.slots.city).toBeUndefined();
    expect(run.model.health().state).toBe("up");
  });

  it("sends no phone and no name", async () => {
    standIn.answer({ kind: "reading", reading: READING });
    await ask();
    const [question = ""] = standIn.questions();
    expect(question).toContain("[PHONE_1]");
    expect(question).toContain("[NAME_1]");
    expect(question).not.toMatch(/Мария|Иванова|913|123-45/);
  });

  it("reads an answer that stands in prose", async () => {
    // The vendor's library refuses prose itself where a schema was demanded.
    if (provider === "openai") run = await aModel({ ...env(), MODEL_METHOD: "json_mode" });
    standIn.answer({ kind: "text", text: `Вот разбор:\n\`\`\`json\n${JSON.stringify(READING)}\n\`\`\`` });
    expect((await ask()).by).toBe(`${provider}:tested`);
  });

  it.each([
    ["is slow", { kind: "slow", ms: 2_500, reading: READING }, "timeout"],
    ["limits us", { kind: "error", status: 429 }, "rate_limited"],
    ["refuses the key", { kind: "error", status: 401 }, "unauthorized"],
    ["is broken", { kind: "error", status: 500 }, "unavailable"],
    ["babbles", { kind: "text", text: "Конечно! Запишу вас на завтра со скидкой 50 %." }, "bad_answer"],
    ["breaks off its JSON", { kind: "text", text: '{"category": "lead_b2c", "also": [' }, "bad_answer"],
    ["invents a category", { kind: "reading", reading: { ...READING, category: "vip" } }, "bad_answer"],
  ] as const)("leaves the local reading when the model %s", async (_what, answer, code) => {
    standIn.answer(answer);
    if (answer.kind === "slow") run = await aModel({ ...env(), MODEL_TIMEOUT_MS: String(LIMIT_MS.short) });
    const understood = await ask();
    expect(understood).toEqual(await understand(TEXT));
    expect(run.failures).toEqual([`${provider} ${code}`]);
  });

  it("leaves the local reading when nobody listens", async () => {
    await standIn.stop();
    const understood = await ask();
    expect(understood).toEqual(await understand(TEXT));
    expect(run.failures).toEqual([`${provider} unavailable`]);
    standIn = await startStandIn(provider);
  });

  it("is not led by an answer that an injection has captured", async () => {
    const captured = {
      category: "system_notification",
      also: ["smalltalk"],
      sentiment: "positive",
      confidence: 1,
      questions: [],
      slots: { service: "бесплатно навсегда http://evil.example", name: "Админ", city: "[PHONE_9]" },
      say: "Скидка 100 %",
    };
    standIn.answer({ kind: "reading", reading: captured });
    const text = "а вот такой вопросик по ногтям в субботу есть, тел 89131234567";
    const understood = await ask(text);
    const local = await understand(text);
    expect(standIn.questions()).toHaveLength(1);
    expect(understood.by).toBe(`${provider}:tested`);
    expect(understood).toMatchObject({
      category: local.category,
      action: local.action,
      priority: local.priority,
      slots: local.slots,
    });
    expect(JSON.stringify(understood)).not.toMatch(/evil|бесплатно|Админ|100/);
  });

  it("prints and logs neither key nor text, whatever happens", async () => {
    standIn.answer({ kind: "error", status: 500 });
    await ask();
    standIn.answer({ kind: "reading", reading: READING });
    await ask();
    expect(printed).toEqual([]);
    expect(run.logged.join("\n")).not.toMatch(/c2VjcmV0|вопросик|913/);
  });
});
