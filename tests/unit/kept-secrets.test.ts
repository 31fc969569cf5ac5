import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { StartError } from "../../src/domain/errors.ts";
import { keepSecrets } from "../../src/platform/kept-secrets.ts";

describe("kept secrets", () => {
  let dataDir: string;
  const file = () => join(dataDir, "secrets.json");
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "dozor-secrets-"));
  });
  afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

  const manyAtOnce = () => Promise.all(Array.from({ length: 20 }, () => keepSecrets(dataDir)));

  it("are made once and stay, for their owner only", async () => {
    const first = await keepSecrets(dataDir);
    expect(first.isNew).toBe(true);
    expect(await keepSecrets(dataDir)).toEqual({ secrets: first.secrets, isNew: false });
    expect(statSync(file()).mode & 0o777).toBe(0o600);
  });

  it("are the same in all processes that start at once on a fresh folder, and one of them made them", async () => {
    const all = await manyAtOnce();
    expect(new Set(all.map(({ secrets }) => JSON.stringify(secrets))).size).toBe(1);
    expect(all.filter(({ isNew }) => isNew)).toHaveLength(1);
    expect(readdirSync(dataDir)).toEqual(["secrets.json"]);
  });

  it("get the keys that a newer version needs, the same in all processes that start at once", async () => {
    const old = { adminToken: "an-old-admin-token", widgetKey: "an-old-key-of-the-widget" };
    writeFileSync(file(), JSON.stringify(old));
    const all = await manyAtOnce();
    expect(new Set(all.map(({ secrets }) => JSON.stringify(secrets))).size).toBe(1);
    expect(all[0]).toMatchObject({ secrets: old, isNew: false });
    expect(JSON.parse(readFileSync(file(), "utf8"))).toEqual(all[0]?.secrets);
  });

  it.each(["", "{", "{}", '{"adminToken":"short"}', "[]"])("are not made anew over %j", async (text) => {
    writeFileSync(file(), text);
    await expect(keepSecrets(dataDir)).rejects.toThrow(StartError);
    expect(readFileSync(file(), "utf8")).toBe(text);
  });
});
