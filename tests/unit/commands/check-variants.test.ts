import { mkdtempSync, readFileSync, rmSync, writeFileSync, cpSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { runCli } from "../../support/run-cli.ts";

const dir = mkdtempSync(join(tmpdir(), "dozor-variants-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

it("dozor check proves the rules of every variant, and names holes in the variant's own file", async () => {
  cpSync("tests/fixtures/business/small", dir, { recursive: true });
  const routing = readFileSync(join(dir, "routing.yaml"), "utf8");
  const unreached = "  - { name: Лишнее, when: { category: complaint, urgent: true }, to: { role: head } }\n";
  writeFileSync(join(dir, "routing.new.yaml"), routing.replace("default:", `${unreached}default:`));
  writeFileSync(
    join(dir, "experiments.yaml"),
    "- id: trial\n  variants: [{ id: now, share: 1 }, { id: new, share: 1, routing: routing.new.yaml }]\n",
  );
  const { stdout } = await runCli(["check", dir, "--json", "--from", "2026-03-11"], {});
  const answer = JSON.parse(stdout) as {
    coverage: { findings: { code: string; file: string }[] };
    variants: { name: string; findings: { code: string; file: string; line: number }[] }[];
    faults: { code: string; file: string; line: number }[];
  };
  const [variant] = answer.variants;
  expect(variant?.name).toContain("trial: new");
  const told = [...answer.faults, ...(variant?.findings ?? [])].filter(({ code }) =>
    ["rule_never_reached", "shadowed_rule"].includes(code),
  );
  expect(told).toMatchObject([{ file: join(dir, "routing.new.yaml"), line: 9 }]);
});
