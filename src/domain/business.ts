import type { Category, Language, Priority } from "./category.ts";
import type { Experiment } from "./experiment.ts";
import type { ManagerId } from "./ids.ts";
import type { SlotName } from "./slot.ts";
import type { DateSpan, WeekHours } from "./calendar.ts";

export const VERTICALS = [
  "beauty",
  "medical",
  "fitness",
  "barbershop",
  "auto",
  "industrial",
  "other",
] as const;
export type Vertical = (typeof VERTICALS)[number];

export interface Branch {
  readonly id: string;
  readonly name: string;
  readonly city: string;
  readonly address: string;
  readonly phone?: string | undefined;
  readonly hours: WeekHours;
}

/** Rubles. A service has one price or a span; none at all means "ask a colleague". */
export type Price = { readonly from: number; readonly to?: number | undefined };

export interface Service {
  readonly id: string;
  readonly name: string;
  readonly synonyms: readonly string[];
  readonly price?: Price | undefined;
  /** True when the price is a single figure rather than "from". */
  readonly isFixedPrice: boolean;
  readonly durationMs?: number | undefined;
  readonly skills: readonly string[];
  /** Branch ids; empty means every branch. */
  readonly branches: readonly string[];
  readonly isVip: boolean;
  /** Slots the price depends on ("car"): asked for before a price is named. */
  readonly priceNeeds: readonly SlotName[];
}

/** One question and its answer, in the owner's words. */
export interface KnowledgeItem {
  readonly id: string;
  readonly question: string;
  readonly also: readonly string[];
  readonly answer: string;
}

/** A message as this company's customers write it, with what its owner says it is. */
export interface OwnExample {
  readonly text: string;
  readonly category: Category;
}

export interface CategoryFlow {
  /** Questions in order of importance. */
  readonly ask: readonly SlotName[];
  /** Any of these sets of slots is enough to hand over. Empty: hand over at once. */
  readonly enough: readonly (readonly SlotName[])[];
  readonly maxQuestions: number;
  /** Overrides the taxonomy's action. */
  readonly action?: "auto_reply" | "assign_manager" | "escalate" | undefined;
  /** The owner's text; `{sla}`, `{name}`, `{service}` are filled in. */
  readonly say?: string | undefined;
}

export interface Question {
  readonly say: string;
  readonly choices: readonly string[];
}

export type ManagerRole = "manager" | "duty" | "head";

export interface Manager {
  readonly id: ManagerId;
  readonly name: string;
  readonly bitrix24?: number | undefined;
  readonly telegram?: number | undefined;
  readonly role: ManagerRole;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  /** Branch ids; empty means every branch. */
  readonly branches: readonly string[];
  /** Channel names; empty means all. */
  readonly sources: readonly string[];
  readonly languages: readonly Language[];
  /** Open offers and taken leads at once. */
  readonly capacity: number;
  readonly weight: number;
  readonly shifts: WeekHours;
  readonly absences: readonly DateSpan[];
}

/** Conditions of a routing rule: all present keys must hold, a list means any of. */
export interface RuleCondition {
  readonly category?: readonly Category[] | undefined;
  readonly priority?: readonly Priority[] | undefined;
  readonly urgent?: boolean | undefined;
  readonly sentiment?: readonly string[] | undefined;
  readonly source?: readonly string[] | undefined;
  readonly branch?: readonly string[] | undefined;
  readonly city?: readonly string[] | undefined;
  readonly service?: readonly string[] | undefined;
  readonly skill?: readonly string[] | undefined;
  readonly language?: readonly Language[] | undefined;
  readonly vip?: boolean | undefined;
  readonly returning?: boolean | undefined;
  readonly value_from?: number | undefined;
  readonly value_to?: number | undefined;
  /** Working hours of the lead's branch, or hours of the day of the business. */
  readonly time?: "open" | "closed" | WeekHours | undefined;
  /** Slots that must be known. */
  readonly has?: readonly SlotName[] | undefined;
}

/** Who may get a lead. `skill: "service"` means the skills of the wanted service. */
export interface RuleTarget {
  readonly team?: string | undefined;
  readonly skill?: string | undefined;
  readonly branch?: string | undefined;
  readonly role?: ManagerRole | undefined;
  readonly manager?: ManagerId | undefined;
}

export const CHOOSERS = ["sticky", "least_loaded", "round_robin", "weighted", "best_converting"] as const;
export type Chooser = (typeof CHOOSERS)[number];

export interface RoutingRule {
  readonly name: string;
  readonly when: RuleCondition;
  readonly to: RuleTarget;
  readonly choose: readonly Chooser[];
  readonly ladder: string;
}

/** One rung: whom the lead is offered to and for how long; the last one ends in a task. */
export interface LadderRung {
  /** `next`, `duty`, `head`, `all` (parallel: first to take wins) or a manager's id. */
  readonly offer: string;
  readonly waitMs?: number | undefined;
  readonly task?: string | undefined;
}

export interface Sla {
  readonly targetsMs: Readonly<Record<Priority, number>>;
  readonly clock: "business" | "wall";
}

export interface CrmSettings {
  /** Templates over `{category} {priority} {service} {name} {source} {phone} {branch}`. */
  readonly title: string;
  readonly tags: readonly string[];
  /** Channel → portal SOURCE code. */
  readonly source: Readonly<Record<string, string>>;
  readonly observers: readonly number[];
}

/** Everything that an owner has written in the business folder, checked and with defaults filled in. */
export interface Business {
  readonly name: string;
  readonly vertical: Vertical;
  readonly timezone: string;
  readonly language: Language;
  readonly averageValue: number;
  readonly branches: readonly Branch[];
  readonly holidays: readonly DateSpan[];
  readonly night: { readonly say: string; readonly handoff: "next_opening" | "duty" };
  readonly consent: { readonly version: string; readonly url?: string | undefined; readonly text: string };
  /** A manager silent for so long leaves the contact to the bot again, once the contact writes; never when absent. */
  readonly returnAfterMs?: number | undefined;
  readonly followUp: { readonly afterMs: readonly number[]; readonly say: string };
  readonly services: readonly Service[];
  readonly knowledge: readonly KnowledgeItem[];
  /** They bend the understanding of messages like these towards the owner's own reading. */
  readonly examples?: readonly OwnExample[] | undefined;
  readonly flows: Readonly<Partial<Record<Category, CategoryFlow>>>;
  readonly questions: Readonly<Partial<Record<SlotName, Question>>>;
  readonly team: readonly Manager[];
  readonly rules: readonly RoutingRule[];
  readonly fallback: Omit<RoutingRule, "when" | "name">;
  readonly ladders: Readonly<Record<string, readonly LadderRung[]>>;
  readonly sla: Sla;
  readonly crm: CrmSettings;
  /** Trials of other rules on shares of the conversations. */
  readonly experiments?: readonly Experiment[] | undefined;
}
