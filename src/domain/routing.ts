import type { Chooser, RuleTarget } from "./business.ts";
import type { Language } from "./category.ts";
import type { ManagerId } from "./ids.ts";

/** Presence and load of one manager at the moment of deciding; counted in the same transaction as the decision. */
export interface ManagerLoad {
  readonly managerId: ManagerId;
  /** Open offers and taken, not closed leads. */
  readonly open: number;
  /** Leads offered ever: round robin takes the fewest, so that it survives restarts. */
  readonly offeredTotal: number;
  readonly lastOfferedAt?: Date | undefined;
  readonly isPaused: boolean;
  /** The evidence of `best_converting`; absent when there is none. */
  readonly history?: Conversion | undefined;
}

/** What a manager made of the leads taken in the last `CONVERSION_DAYS`: those of which the outcome is known, and won ones. */
export interface Conversion {
  readonly decided: number;
  readonly won: number;
}

export const CONVERSION_DAYS = 90;

/** Why a manager can't be offered a lead now. */
export const EXCLUSIONS = [
  "not_in_target",
  "off_shift",
  "absent",
  "paused",
  "full",
  "other_branch",
  "other_source",
  "other_language",
  "already_offered",
] as const;
export type Exclusion = (typeof EXCLUSIONS)[number];

const EXCLUSION_NAMES: Record<Language, Record<Exclusion, string>> = {
  ru: {
    not_in_target: "не входит в круг правила",
    off_shift: "не в смене",
    absent: "отсутствует",
    paused: "на паузе",
    full: "нет свободных мест",
    other_branch: "другой филиал",
    other_source: "не ведёт этот канал",
    other_language: "не говорит на языке клиента",
    already_offered: "уже предлагали",
  },
  en: {
    not_in_target: "outside the rule's target",
    off_shift: "off shift",
    absent: "away",
    paused: "paused",
    full: "at capacity",
    other_branch: "another branch",
    other_source: "does not serve this channel",
    other_language: "does not speak the customer's language",
    already_offered: "was offered before",
  },
};

export function exclusionName(exclusion: Exclusion, language: Language): string {
  return EXCLUSION_NAMES[language][exclusion];
}

export interface CandidateTrace {
  readonly managerId: ManagerId;
  readonly name: string;
  /** Absent when the manager could be chosen. */
  readonly excluded?: Exclusion | undefined;
  readonly open: number;
  readonly capacity: number;
  /** What of the target this person does not meet, when that is why. */
  readonly missed?: "role" | "skill" | "team" | undefined;
  /** Where conversion was compared: its figures, and the share of won leads in whole percent drawn towards the common one. */
  readonly conversion?: (Conversion & { readonly percent: number }) | undefined;
}

export interface RuleTrace {
  readonly rule: string;
  readonly matched: boolean;
  /** The first condition that did not hold, as `key: wanted ≠ actual`. */
  readonly failed?: string | undefined;
}

/** How a lead came to a manager, as data; `explain` in routing turns it into sentences. */
export interface RoutingTrace {
  readonly rules: readonly RuleTrace[];
  readonly rule: string;
  readonly target: RuleTarget;
  /** Conditions of the target that had to be given up because nobody fitted, in order. */
  readonly relaxed: readonly string[];
  readonly candidates: readonly CandidateTrace[];
  readonly chosen?: ManagerId | undefined;
  /** The chooser that told the candidates apart. */
  readonly decidedBy?: Chooser | "only_candidate" | "id" | undefined;
  /** Choosers that could not be asked, as there is not enough history for them. */
  readonly skippedChoosers?: readonly Chooser[] | undefined;
  /** The experiment that the conversation takes part in, and whose rules decided. */
  readonly experiment?: { readonly id: string; readonly variant: string } | undefined;
  /** The same in sentences, in the business's language, for alert, console and portal. */
  readonly sentences: readonly string[];
  readonly language: Language;
}
