import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/platform/config.ts";

function planOf(env: Record<string, string>) {
  const reading = readConfig(env, "/srv/dozor", false);
  return reading.kind === "ok" ? reading.config.model : reading.faults;
}

describe("the settings of the model", () => {
  it("turn none on unless told", () => {
    expect(planOf({})).toBeUndefined();
    expect(planOf({ MODEL: "local" })).toBeUndefined();
  });

  it("give the first link what has no prefix, and the others theirs", () => {
    expect(
      planOf({
        MODEL: "yandex:yandexgpt-lite, ollama:qwen2.5:7b",
        MODEL_API_KEY: "first",
        MODEL_YANDEX_FOLDER: "b1g",
        MODEL_OLLAMA_BASE_URL: "http://127.0.0.1:11434/",
        MODEL_OLLAMA_TIMEOUT_MS: "900",
      }),
    ).toMatchObject({
      totalMs: 2500,
      chain: [
        { provider: "yandex", name: "yandexgpt-lite", apiKey: "first", folder: "b1g", method: "json_schema" },
        { provider: "ollama", name: "qwen2.5:7b", baseUrl: "http://127.0.0.1:11434", timeoutMs: 900 },
      ],
    });
  });

  it.each([
    [{ MODEL: "gpt-4o" }, /^MODEL must be local, or provider:name/],
    [{ MODEL: "openai:gpt-4o-mini" }, /^MODEL_API_KEY must be set for openai/],
    [{ MODEL: "ollama:a,anthropic:b" }, /^MODEL_ANTHROPIC_API_KEY must be set/],
    [{ MODEL: "yandex:lite", MODEL_API_KEY: "k" }, /^MODEL_YANDEX_FOLDER must be set/],
    [
      { MODEL: "gigachat:a", MODEL_API_KEY: "k", MODEL_METHOD: "json_schema" },
      /^MODEL_METHOD must be one of function_calling/,
    ],
    [{ MODEL: "openai:a", MODEL_API_KEY: "k", MODEL_DAILY_RUB: "100" }, /^MODEL_RUB_PER_1M must be set/],
    [
      {
        MODEL: "yandex:a",
        MODEL_API_KEY: "k",
        MODEL_YANDEX_FOLDER: "f",
        MODEL_METHOD: "prompt",
        HTTPS_PROXY: "http://proxy:3128",
      },
      /^MODEL_METHOD must not be prompt with a proxy/,
    ],
  ])("say what is missing: %#", (env, fault) => {
    const faults = planOf(env);
    expect(faults).toEqual([expect.stringMatching(fault)]);
  });

  it("want no key for a server of one's own", () => {
    expect(planOf({ MODEL: "openai:a", MODEL_BASE_URL: "http://127.0.0.1:8000/v1" })).toMatchObject({
      chain: [{}],
    });
  });

  it("repeat no key in a fault", () => {
    const faults = planOf({ MODEL: "openai:a", MODEL_API_KEY: "sk-hunter2", MODEL_TIMEOUT_MS: "soon" });
    expect(JSON.stringify(faults)).toMatch(/MODEL_TIMEOUT_MS/);
    expect(JSON.stringify(faults)).not.toMatch(/hunter2/);
  });
});
