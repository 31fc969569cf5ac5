import { describe, expect, it } from "vitest";
import { evalCommand } from "../../../src/app/commands/eval.ts";
import type { DialogueReport } from "../../../src/app/commands/dialogue-report.ts";
import { linesOf } from "../../../src/app/commands/read-json-lines.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";

/** What the dialogues reached when these floors were set. Raise them; never lower them without a reason. */
const FLOORS = { handoff_turn: 0.95, final_slots: 0.95, action: 0.95, category: 0.95, new_slots: 0.95 };

describe("the development dialogues, through the real understanding and conversation", () => {
  it("go no worse than before", async () => {
    const { world, said } = aCommandWorld({ folder: process.cwd() });
    await evalCommand({ json: true }, linesOf("tests/fixtures/nlu/dev_dialogues.jsonl"), world);
    const report = JSON.parse(said.printed) as DialogueReport;
    expect(report.dialogues).toBe(20);
    expect(report.forbidden_questions).toBe(0);
    const fallen = Object.entries(FLOORS).filter(
      ([figure, floor]) => report[figure as keyof typeof FLOORS] < floor,
    );
    expect(fallen).toEqual([]);
  }, 60_000);
});
