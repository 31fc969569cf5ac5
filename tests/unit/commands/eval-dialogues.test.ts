import { describe, expect, it } from "vitest";
import { dialogueReport, type LabelledDialogue } from "../../../src/app/commands/dialogue-report.ts";
import { evalCommand } from "../../../src/app/commands/eval.ts";
import type { PlayedTurn } from "../../../src/app/play-dialogue.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";

const gold: LabelledDialogue = {
  id: "D1",
  turns: [
    {
      expect: {
        action: "ask",
        category: "lead_b2c",
        may_ask: ["date"],
        must_not_ask: ["service"],
        new_slots: { service: "маникюр" },
      },
    },
    {
      expect: {
        action: "assign_manager",
        must_not_ask: ["service", "date"],
        new_slots: { date: "2026-03-13" },
      },
    },
  ],
  final_slots: { service: "маникюр", date: "2026-03-13" },
  first_handoff_turn: 2,
};

function turn(overrides: Partial<PlayedTurn> = {}): PlayedTurn {
  return {
    say: [],
    asked: [],
    action: "ask",
    category: "lead_b2c",
    handoff: false,
    slots: { service: "Маникюр" },
    ...overrides,
  };
}

const first = turn({ asked: ["date"] });
const second = turn({
  action: "assign_manager",
  handoff: true,
  slots: { service: "Маникюр", date: "2026-03-13" },
});

describe("a report on dialogues", () => {
  it("finds nothing wrong with a dialogue that went as expected", () => {
    expect(dialogueReport([{ gold, turns: [first, second] }])).toEqual({
      dialogues: 1,
      turns: 2,
      forbidden_questions: 0,
      other_questions: 0,
      needless_questions: 0,
      missed_questions: 0,
      handoff_turn: 1,
      final_slots: 1,
      final_slots_exact: 1,
      action: 1,
      category: 1,
      new_slots: 1,
      wrong: [],
    });
  });

  it.each([
    ["forbidden_questions", { asked: ["service"] }, "1: forbidden service"],
    ["other_questions", { asked: ["phone"] }, "1: other phone"],
    ["missed_questions", { asked: [] }, "1: missed question"],
  ] as const)("counts %s", (figure, change, fault) => {
    const report = dialogueReport([{ gold, turns: [{ ...first, ...change }, second] }]);
    expect(report[figure]).toBe(1);
    expect(report.wrong).toEqual([{ id: "D1", faults: [fault] }]);
  });

  it("counts a question where none is needed", () => {
    const report = dialogueReport([{ gold, turns: [first, { ...second, asked: ["phone"] }] }]);
    expect(report).toMatchObject({ needless_questions: 1, forbidden_questions: 0, other_questions: 0 });
  });

  it("counts a hand-over at another turn, and a value that should not be there", () => {
    const early = { ...first, handoff: true };
    const named = { ...second, slots: { ...second.slots, name: "Рита" } };
    const report = dialogueReport([{ gold, turns: [early, named] }]);
    expect(report).toMatchObject({ handoff_turn: 0, final_slots: 1, final_slots_exact: 0 });
  });
});

describe("dozor eval", () => {
  const line = JSON.stringify({
    id: 1,
    vertical: "beauty",
    now: "2026-03-11T11:00:00+03:00",
    turns: [
      {
        user: ["хочу на маникюр", "в пятницу"],
        expect: { action: "assign_manager", must_not_ask: ["service"], new_slots: {} },
      },
    ],
    final_slots: { date: "2026-03-13" },
    first_handoff_turn: 1,
  });

  it("plays a file of dialogues through the real conversation", async () => {
    const { world, said } = aCommandWorld({ folder: process.cwd() });
    expect(await evalCommand({ json: true }, [line], world)).toBe(0);
    expect(JSON.parse(said.printed)).toMatchObject({
      dialogues: 1,
      forbidden_questions: 0,
      handoff_turn: 1,
      final_slots: 1,
      final_slots_exact: 0,
    });
  });

  it("says which line is broken", async () => {
    const { world, said } = aCommandWorld({ folder: process.cwd() });
    expect(await evalCommand({ lang: "en" }, [line, '{"turns": 1}'], world)).toBe(2);
    expect(said.muttered).toContain("Line 2");
  });
});
