import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const ROOT = join(import.meta.dirname, "../../..");
const CLI = "tests/support/language-model/load-gateway-cli.ts";

/** Packages of LangChain and of the vendors that a gateway with this MODEL loads. */
async function loaded(model: string): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)(process.execPath, ["--import", "tsx", CLI], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], MODEL: model },
    maxBuffer: 64 * 2 ** 20,
  });
  const modules = stdout.split("\n").filter(Boolean);
  expect(modules.length).toBeGreaterThan(20);
  const names = modules.map((path) =>
    path
      .split("/")
      .slice(0, path.startsWith("@") ? 2 : 1)
      .join("/"),
  );
  return [...new Set(names)].filter((name) => /langchain|gigachat|openai|anthropic|ollama/i.test(name));
}

describe("a gateway", () => {
  it("without a model loads nothing of any", async () => {
    expect(await loaded("")).toEqual([]);
  });

  it("with one loads that one's library and no other's", async () => {
    const names = await loaded("ollama:any");
    expect(names).toContain("@langchain/ollama");
    expect(
      names.filter((name) => !["@langchain/core", "@langchain/ollama", "ollama"].includes(name)),
    ).toEqual([]);
  });
});
