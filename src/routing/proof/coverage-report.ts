import type { ManagerRole } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import type { LeadRequest } from "../../domain/lead.ts";

/** What a proof can find. Stable, for `--json` and tests. */
export type FindingCode =
  /** At some hour nobody on the ladder can be offered such a lead. */
  | "coverage_hole"
  /** No request ever gets to the rule: those above take all that would. */
  | "rule_never_reached"
  /** No request at all fulfils the rule's conditions together. */
  | "rule_contradicts_itself"
  /** Nobody in the team does a service in a branch that offers it. */
  | "service_without_people"
  /** The last step of a ladder has nobody at any hour. */
  | "ladder_ends_in_nobody"
  /** The last step of a ladder has nobody at some hours: the task waits with somebody who is off shift. */
  | "ladder_ends_off_shift"
  /** At some hours one person is all that the ladder has. */
  | "single_person"
  /** At some hours everybody on the ladder together can't hold the peak. */
  | "capacity_below_peak"
  /** At some hours leads go to people who do not fit the rule's whole target. */
  | "target_relaxed";

/** `error`: leads are lost or a line is dead for sure. `warning`: will hurt one day. `note`: worth knowing. */
export type FindingSeverity = "error" | "warning" | "note";

/** Where to mend it: a file of the business folder and the path of the value in it. */
export interface FindingPlace {
  readonly file: "business" | "services" | "team" | "routing";
  readonly path: readonly (string | number)[];
}

/** One request at one moment that shows the finding; play it with `dozor rehearse`. */
export interface FindingExample {
  readonly at: Date;
  readonly request: LeadRequest;
}

export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly place: FindingPlace;
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
  readonly example?: FindingExample | undefined;
  /** When it holds, as moments within the proof's span; empty when it does not depend on time. */
  readonly intervals: readonly Interval[];
  /** Names of the rules concerned, in the order of the file; `default` for the last resort of routing.yaml. */
  readonly rules: readonly string[];
  /** Classes of requests concerned. */
  readonly classes: number;
}

/** `[from, to)`. */
export interface Interval {
  readonly from: Date;
  readonly to: Date;
}

/** A week for the eye: who works when, and how many can take leads. */
export interface WeekPicture {
  /** ISO days, seven of them. */
  readonly days: readonly string[];
  /** Width of a cell of the strip; minutes. */
  readonly slotMinutes: number;
  /** People who can be offered leads in each half hour, the fewest at any minute of it; day after day. */
  readonly counts: readonly number[];
  /** Whether there is a hole at some minute of the half hour. */
  readonly holes: readonly boolean[];
  /** Whether some branch works in the half hour. */
  readonly isOpen: readonly boolean[];
  readonly people: readonly {
    readonly id: string;
    readonly name: string;
    readonly role: ManagerRole;
    /** Minutes since the week's first midnight, `[from, to)`. */
    readonly spans: readonly { readonly from: number; readonly to: number }[];
  }[];
}

export interface CoverageReport {
  readonly language: Language;
  readonly timezone: string;
  readonly from: Date;
  readonly to: Date;
  /** Most serious first, then in the order of the files. */
  readonly findings: readonly Finding[];
  readonly week: WeekPicture;
  readonly proof: {
    /** Classes of requests that rules and people can tell apart, all looked at. */
    readonly classes: number;
    /** Stretches of time between two changes of shift, hours, absence or holiday. */
    readonly stretches: number;
    /** Different states of the team and the hours among them. */
    readonly states: number;
  };
}
