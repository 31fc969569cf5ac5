import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { choosePrompt } from "../../../src/adapters/language-model/choose-prompt.ts";
import { loadPrompts, type Prompt } from "../../../src/adapters/language-model/load-prompts.ts";
import { StartError } from "../../../src/domain/errors.ts";

const SHIPPED = join(import.meta.dirname, "../../../prompts");

function aFile(
  front: Record<string, string | number> = {},
  human = "<message>\n{{message}}\n</message>",
): string {
  const header = {
    id: "understand",
    version: 1,
    variant: "a",
    weight: 1,
    status: "active",
    temperature: 0,
    maxTokens: 400,
    ...front,
  };
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join("\n")}\n---\n\n# system\n\nRead. {{services}}\n\n# human\n\n${human}\n`;
}

const aPrompt = (label: string, weight = 1, status: Prompt["status"] = "active"): Prompt => ({
  label,
  weight,
  status,
  system: "",
  human: "",
  temperature: 0,
  maxTokens: 100,
});

describe("prompts", () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), "dozor-prompts-"));
    mkdirSync(join(dir, "understand"));
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const write = (name: string, text: string) => writeFileSync(join(dir, "understand", name), text);
  const faultsOf = async (): Promise<string> => {
    const error: unknown = await loadPrompts(dir, "understand").catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartError);
    return error instanceof StartError ? error.message : "";
  };

  it("that are shipped are valid, and one is active", async () => {
    const prompts = await loadPrompts(SHIPPED, "understand");
    expect(prompts.map(({ label }) => label.split("#")[0])).toEqual(["understand@1.a", "understand@1.b"]);
    expect(prompts.filter(({ status }) => status === "active")).toHaveLength(1);
  });

  it("name every fault of every file at once", async () => {
    write("1.a.md", aFile({ weight: 0 }));
    write("1.b.md", aFile({ variant: "c", colour: "red" }));
    write("2.a.md", "just words");
    write("3.a.md", aFile({ version: 3 }, "{{message}} {{secret}}"));
    const faults = await faultsOf();
    expect(faults).toMatch(/1\.a\.md: weight/);
    expect(faults).toMatch(/1\.b\.md: .*colour/);
    expect(faults).toMatch(/2\.a\.md: must be front matter/);
    expect(faults).toMatch(/3\.a\.md: \{\{secret\}\}/);
    expect(faults).toMatch(/3\.a\.md: the human part needs/);
  });

  it("keep the customer's words out of the system part", async () => {
    write("1.a.md", aFile().replace("{{services}}", "{{message}}"));
    expect(await faultsOf()).toMatch(/\{\{message\}\} may not stand there/);
  });

  it("are needed: an empty folder or drafts alone stop the start", async () => {
    expect(await faultsOf()).toMatch(/no variant is active/);
    write("1.a.md", aFile({ status: "draft" }));
    expect(await faultsOf()).toMatch(/no variant is active/);
  });

  it("change their label with every edit", async () => {
    write("1.a.md", aFile());
    const [before] = await loadPrompts(dir, "understand");
    write("1.a.md", aFile().replace("Read.", "Read well."));
    const [after] = await loadPrompts(dir, "understand");
    expect(before?.label).toMatch(/^understand@1\.a#[0-9a-f]{8}$/);
    expect(after?.label).not.toBe(before?.label);
  });

  it("stay the same for a conversation, and share conversations by weight", () => {
    const prompts = [aPrompt("a", 3), aPrompt("b", 1), aPrompt("c", 100, "draft")];
    fc.assert(
      fc.property(fc.string(), (key) => {
        expect(choosePrompt(prompts, key)).toBe(choosePrompt(prompts, key));
        expect(choosePrompt(prompts, key)?.label).not.toBe("c");
      }),
    );
    const chosen = Array.from({ length: 4_000 }, (_, at) => choosePrompt(prompts, `widget:${at}`)?.label);
    expect(chosen.filter((label) => label === "a").length / 4_000).toBeCloseTo(0.75, 1);
  });
});
