import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { loadBusiness } from "../../../src/adapters/business-folder/load-business.ts";
import { aFolder } from "./folder.ts";

const TWO = `- id: duty_first
  dates: "2026-03-01..2026-03-31"
  variants:
    - { id: now, share: 70 }
    - { id: duty, share: 30, routing: routing.duty.yaml }
`;

/** The little folder with an experiment and a second set of rules, which may be changed. */
async function load(experiments: string, change: (routing: string) => string = (text) => text) {
  const dir = await aFolder();
  const routing = await readFile(join(dir, "routing.yaml"), "utf8");
  await writeFile(join(dir, "routing.duty.yaml"), change(routing));
  await writeFile(join(dir, "experiments.yaml"), experiments);
  return loadBusiness(dir);
}

async function faultsOf(experiments: string, change?: (routing: string) => string) {
  const read = await load(experiments, change);
  return read.kind === "faulty" ? read.faults : read.warnings;
}

describe("experiments.yaml", () => {
  it("gives each variant its share and its own whole set of rules", async () => {
    const read = await load(TWO, (text) => `${text}sla: { normal: 40m }\n`);
    expect(read).toMatchObject({ kind: "ok", warnings: [] });
    const [trial] = read.kind === "ok" ? (read.business.experiments ?? []) : [];
    expect(trial).toMatchObject({
      id: "duty_first",
      dates: { from: "2026-03-01", to: "2026-03-31" },
      variants: [
        { id: "now", share: 70 },
        { id: "duty", share: 30 },
      ],
    });
    expect(trial?.variants[0]).not.toHaveProperty("routing");
    expect(trial?.variants[1]?.routing?.sla.targetsMs.normal).toBe(40 * 60_000);
    expect(read.kind === "ok" && read.business.sla.targetsMs.normal).not.toBe(40 * 60_000);
  });

  it("is not needed", async () => {
    const read = await loadBusiness(await aFolder());
    expect(read.kind === "ok" && read.business.experiments).toBeFalsy();
  });

  it("checks a variant's rules like routing.yaml, in their own file", async () => {
    const [fault] = await faultsOf(TWO, (text) =>
      text.replace(/to: \{[^}]*\}/u, "to: { team: nobody_at_all }"),
    );
    expect(fault?.file).toMatch(/routing\.duty\.yaml$/u);
    expect(fault).toMatchObject({ severity: "error", code: "unknown_name" });
  });

  it.each([
    ["names a file that is not there", TWO.replace("routing.duty", "routing.dut"), "unknown_name", 5],
    ["has one variant", TWO.replace("    - { id: now, share: 70 }\n", ""), "lone_variant", 3],
    ["has a key nobody knows", TWO.replace("share: 70", "share: 70, sahre: 1"), "unknown_key", 4],
    ["gives no share", TWO.replace("id: now, share: 70", "id: now"), "missing_key", 4],
    ["names a variant twice", TWO.replace("id: duty,", "id: now,"), "duplicate_id", 5],
    [
      "has two trials on the same days",
      `${TWO}- { id: other, variants: [{ id: a, share: 1 }, { id: b, share: 1 }] }\n`,
      "overlapping_experiments",
      6,
    ],
  ])("is refused when it %s", async (_what, text, code, line) => {
    const faults = await faultsOf(text);
    const fault = faults.find((one) => one.code === code);
    expect(fault).toMatchObject({ severity: "error", line });
    expect(fault?.hint).not.toBe("");
  });
});
