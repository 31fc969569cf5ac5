import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Action, Category } from "../../../src/domain/category.ts";
import type { Vertical } from "../../../src/domain/business.ts";
import type { SlotName, Slots } from "../../../src/domain/slot.ts";
import type { Cue, QuestionKind } from "../../../src/domain/understanding.ts";
import { aBusiness, aService } from "../../support/builders/business.ts";
import { aPlay } from "../../support/builders/play.ts";

interface GoldTurn {
  readonly user: string | readonly string[];
  readonly expect: {
    readonly action: Action;
    readonly category?: Category;
    readonly may_ask?: readonly string[];
    readonly must_not_ask: readonly SlotName[];
    readonly new_slots: Slots;
    readonly handoff: boolean;
  };
}
interface GoldDialogue {
  readonly id: string;
  readonly title: string;
  readonly vertical: Vertical;
  readonly now: string;
  readonly turns: readonly GoldTurn[];
  readonly final_slots: Slots;
  readonly first_handoff_turn: number | null;
}

const fixture = new URL("../../fixtures/nlu/dev_dialogues.jsonl", import.meta.url);
const dialogues = readFileSync(fixture, "utf8")
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line) as GoldDialogue);

/** The facts that the dialogues ask for; the rest of the house is the builder's. */
function businessOf(vertical: Vertical) {
  const names = ["Чистка лица", "Укладка"];
  const services = names.map((name, index) => aService({ id: `s${index}`, name, synonyms: [] }));
  return aBusiness({ vertical, services: [...aBusiness().services, ...services] });
}

function cuesIn(text: string): readonly Cue[] {
  if (text.includes("спс")) return ["thanks"];
  return text.includes("промпт") ? ["injection"] : [];
}

function questionsIn(text: string): readonly QuestionKind[] {
  if (/сколько (за|стоит)/.test(text)) return ["price"];
  return text.includes("до скольки") ? ["hours"] : [];
}

/** Plays a dialogue with the understanding that the gold labels give, so that only the conversation is judged. */
function played(dialogue: GoldDialogue) {
  const play = aPlay(
    { greeted: false },
    { business: businessOf(dialogue.vertical), at: new Date(dialogue.now) },
  );
  let category: Category = "smalltalk";
  const turns = dialogue.turns.map((turn) => {
    const text = [turn.user].flat().join("\n");
    category = turn.expect.category ?? category;
    const result = play.write(text, {
      category,
      action: turn.expect.action,
      slots: turn.expect.new_slots,
      cues: cuesIn(text),
      questions: questionsIn(text),
      priority: category === "complaint" ? "critical" : "normal",
    });
    return { gold: turn.expect, result };
  });
  return { turns, play };
}

describe.each(dialogues.map((dialogue) => [`${dialogue.id} ${dialogue.title}`, dialogue] as const))(
  "gold dialogue %s",
  (_, dialogue) => {
    const { turns, play } = played(dialogue);

    it("reaches people at the turn it should", () => {
      const first = turns.findIndex(({ result }) => result.kinds.includes("hand_off"));
      expect(first === -1 ? null : first + 1).toBe(dialogue.first_handoff_turn);
    });

    it("acts as it should in every turn", () => {
      expect(turns.map(({ result }) => result.outcome.action)).toEqual(turns.map(({ gold }) => gold.action));
    });

    it("asks for nothing known and, before the hand-over, for nothing else than what is missing", () => {
      // The optional last question is ours to choose; one that holds the request up is not.
      const wrong = turns.flatMap(({ gold, result }) =>
        result.outcome.asked.filter(
          (slot) =>
            gold.must_not_ask.includes(slot) ||
            (!result.outcome.isWithPeople && gold.may_ask?.includes(slot) !== true),
        ),
      );
      expect(wrong).toEqual([]);
    });

    it("knows in the end what was said", () => {
      expect(play.state.request?.slots ?? {}).toMatchObject(dialogue.final_slots);
    });
  },
);
