import type { Action, Category } from "../../domain/category.ts";
import { SLOT_NAMES, type Slots } from "../../domain/slot.ts";
import { DIALOGUE_SLOTS, isSameSlotValue } from "../../understanding/score.ts";
import type { PlayedTurn } from "../play-dialogue.ts";

/** What people expect of a turn. */
export interface ExpectedTurn {
  readonly action: Action;
  readonly category?: Category | undefined;
  /** The only slots that the next question may be about; absent where no question is needed. */
  readonly may_ask?: readonly string[] | undefined;
  readonly must_not_ask: readonly string[];
  readonly new_slots: Slots;
}

export interface LabelledDialogue {
  readonly id: string;
  readonly turns: readonly { readonly expect: ExpectedTurn }[];
  readonly final_slots: Slots;
  /** Counted from 1; `null` when people should never get it. */
  readonly first_handoff_turn: number | null;
}

export interface PlayedDialogue {
  readonly gold: LabelledDialogue;
  readonly turns: readonly PlayedTurn[];
}

/** What is wrong with a played dialogue, in the words of its labels. */
export interface DialogueFaults {
  readonly id: string;
  readonly faults: readonly string[];
}

export interface DialogueReport {
  readonly dialogues: number;
  readonly turns: number;
  /** Questions about what was known or must not be asked. */
  readonly forbidden_questions: number;
  /** Questions about something else than the labels allow at that turn. */
  readonly other_questions: number;
  /** Questions where the labels need none. */
  readonly needless_questions: number;
  /** Turns that should have asked and did not. */
  readonly missed_questions: number;
  /** Shares from 0 to 1. */
  readonly handoff_turn: number;
  /** Every expected value is there. */
  readonly final_slots: number;
  /** The same, and no value besides. */
  readonly final_slots_exact: number;
  readonly action: number;
  readonly category: number;
  readonly new_slots: number;
  readonly wrong: readonly DialogueFaults[];
}

interface TurnFaults {
  readonly forbidden: readonly string[];
  readonly other: readonly string[];
  readonly needless: readonly string[];
  readonly isMissed: boolean;
  readonly isAction: boolean;
  readonly isCategory: boolean;
  readonly isSlots: boolean;
}

function holds(gold: Slots, known: Slots): boolean {
  return SLOT_NAMES.every((slot) => {
    const [expected, given] = [gold[slot], known[slot]];
    return expected === undefined || (given !== undefined && isSameSlotValue(slot, expected, given));
  });
}

function extraIn(known: Slots, gold: Slots): readonly string[] {
  return SLOT_NAMES.filter(
    (slot) => known[slot] !== undefined && gold[slot] === undefined && !DIALOGUE_SLOTS.has(slot),
  );
}

function judgeTurn(expect: ExpectedTurn, turn: PlayedTurn, category: Category | undefined): TurnFaults {
  const forbidden = turn.asked.filter((slot) => expect.must_not_ask.includes(slot));
  const rest = turn.asked.filter((slot) => !forbidden.includes(slot));
  const { may_ask: mayAsk } = expect;
  return {
    forbidden,
    other: mayAsk ? rest.filter((slot) => !mayAsk.includes(slot)) : [],
    needless: mayAsk ? [] : rest,
    isMissed: expect.action === "ask" && turn.asked.length === 0,
    isAction: turn.action === expect.action,
    isCategory: category === undefined || turn.category === category,
    isSlots: holds(expect.new_slots, turn.slots),
  };
}

function handoffTurn(turns: readonly PlayedTurn[]): number | null {
  const first = turns.findIndex(({ handoff }) => handoff);
  return first === -1 ? null : first + 1;
}

function faultsOf({ gold, turns }: PlayedDialogue, judged: readonly TurnFaults[]): DialogueFaults {
  const faults: string[] = [];
  for (const [index, fault] of judged.entries()) {
    const at = `${index + 1}`;
    const turn = turns[index];
    const expect = gold.turns[index]?.expect;
    if (!turn || !expect) continue;
    if (fault.forbidden.length > 0) faults.push(`${at}: forbidden ${fault.forbidden.join(",")}`);
    if (fault.other.length > 0) faults.push(`${at}: other ${fault.other.join(",")}`);
    if (fault.needless.length > 0) faults.push(`${at}: needless ${fault.needless.join(",")}`);
    if (fault.isMissed) faults.push(`${at}: missed question`);
    if (!fault.isAction) faults.push(`${at}: action ${turn.action}, expected ${expect.action}`);
    if (!fault.isCategory) faults.push(`${at}: category ${turn.category}, expected ${expect.category ?? ""}`);
    if (!fault.isSlots)
      faults.push(`${at}: slots ${JSON.stringify(turn.slots)}, expected ${JSON.stringify(expect.new_slots)}`);
  }
  const first = handoffTurn(turns);
  if (first !== gold.first_handoff_turn)
    faults.push(`hand-over at ${first ?? "none"}, expected ${gold.first_handoff_turn ?? "none"}`);
  const known = turns.at(-1)?.slots ?? {};
  const extra = extraIn(known, gold.final_slots);
  if (!holds(gold.final_slots, known) || extra.length > 0)
    faults.push(`final ${JSON.stringify(known)}, expected ${JSON.stringify(gold.final_slots)}`);
  return { id: gold.id, faults };
}

const shareOf = <T>(all: readonly T[], test: (one: T) => boolean): number =>
  all.length === 0 ? 0 : all.filter(test).length / all.length;

/** Compares played dialogues with what people expect of them. */
export function dialogueReport(played: readonly PlayedDialogue[]): DialogueReport {
  const judged = played.map(({ gold, turns }) =>
    gold.turns.flatMap(({ expect }, index) => {
      const turn = turns[index];
      return turn ? [judgeTurn(expect, turn, expect.category)] : [];
    }),
  );
  const all = judged.flat();
  const sum = (count: (turn: TurnFaults) => number): number =>
    all.reduce((total, turn) => total + count(turn), 0);
  const last = ({ turns }: PlayedDialogue): Slots => turns.at(-1)?.slots ?? {};
  const isRight = (one: PlayedDialogue): boolean => holds(one.gold.final_slots, last(one));
  return {
    dialogues: played.length,
    turns: all.length,
    forbidden_questions: sum(({ forbidden }) => forbidden.length),
    other_questions: sum(({ other }) => other.length),
    needless_questions: sum(({ needless }) => needless.length),
    missed_questions: sum(({ isMissed }) => Number(isMissed)),
    handoff_turn: shareOf(played, ({ gold, turns }) => handoffTurn(turns) === gold.first_handoff_turn),
    final_slots: shareOf(played, isRight),
    final_slots_exact: shareOf(
      played,
      (one) => isRight(one) && extraIn(last(one), one.gold.final_slots).length === 0,
    ),
    action: shareOf(all, ({ isAction }) => isAction),
    category: shareOf(all, ({ isCategory }) => isCategory),
    new_slots: shareOf(all, ({ isSlots }) => isSlots),
    wrong: played
      .map((one, index) => faultsOf(one, judged[index] ?? []))
      .filter(({ faults }) => faults.length > 0),
  };
}
