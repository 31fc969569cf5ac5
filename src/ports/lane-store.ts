import type { Conversation } from "../domain/conversation.ts";
import type { OutboxItem } from "../domain/effect.ts";
import type { LeadId, ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import type { Thread, TranscriptLine } from "../domain/message.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import type { TimerSetting } from "../domain/timer.ts";
import type { InboxRow } from "./inbox.ts";

/** The right to work on one lane until it is committed or handed back. `token` fences off whoever lost it. */
export interface LaneClaim {
  readonly lane: string;
  /** Number of the process that holds it. */
  readonly owner: number;
  readonly token: number;
  /** Failed attempts before this one. */
  readonly attempt: number;
  readonly firstAt: Date;
}

/** What a step knows of the conversation before it begins. */
export interface Snapshot {
  readonly conversation: Conversation | undefined;
  readonly leads: readonly Lead[];
}

export interface StoredEvent {
  readonly type: string;
  readonly leadId?: LeadId | undefined;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Everything that one step changes. Stored as a whole or not at all. */
export interface StepWrite {
  readonly thread: Thread;
  readonly conversation: Conversation | undefined;
  readonly lines: readonly Omit<TranscriptLine, "seq">[];
  readonly leads: readonly Lead[];
  readonly setTimers: readonly TimerSetting[];
  readonly cancelTimers: readonly string[];
  readonly outbox: readonly OutboxItem[];
  readonly events: readonly StoredEvent[];
  /** Counts of offers to be raised beside the offers themselves, of managers who are new or back. */
  readonly lifts?: readonly { readonly managerId: ManagerId; readonly lift: number }[] | undefined;
  /** Messages whose delivery is uncertain need no repeat: the contact has written since. */
  readonly supersedesUnsure: boolean;
  /**
   * A manager has a place again: leads whose ladder has run out are to be looked at, the most urgent and oldest first.
   * Only of a step that holds the roster.
   */
  readonly wakesBacklog?: boolean | undefined;
}

export interface CommitRequest {
  readonly claim: LaneClaim;
  /** Inbox rows that this step has dealt with. */
  readonly consumed: readonly number[];
  readonly at: Date;
  /** Give up instead of storing when something new came in meanwhile. */
  readonly yieldsToNew: boolean;
  /** When the rows that are left may be dealt with; `at` when absent. */
  readonly nextDueAt?: Date | undefined;
  /** Reads the team's load under a lock that lasts until the commit; decide on assignments only with it. */
  readonly needsRoster: boolean;
  decide(loads: readonly ManagerLoad[]): StepWrite;
}

/** `lost`: another process has taken the lane over. `superseded`: something new came in, read the lane again. */
export type CommitOutcome = "committed" | "superseded" | "lost";

export interface LaneStore {
  /** Takes up to `limit` lanes that have work due, the longest due first. */
  claim(at: Date, limit: number): Promise<readonly LaneClaim[]>;
  /** When the next lane that nobody holds will be due. */
  nextDueAt(): Promise<Date | undefined>;
  /** The lane's open rows in order. */
  read(claim: LaneClaim): Promise<readonly InboxRow[]>;
  load(thread: Thread, leadIds: readonly LeadId[]): Promise<Snapshot>;
  commit(request: CommitRequest): Promise<CommitOutcome>;
  /** Hands the lane back untouched, to be claimed again at `dueAt`. */
  defer(claim: LaneClaim, dueAt: Date): Promise<void>;
  /** Gives back a lane in which nothing was left to do. */
  release(claim: LaneClaim): Promise<void>;
  /** Counts a failed attempt; the lane is due again at `dueAt`. */
  fail(claim: LaneClaim, dueAt: Date): Promise<void>;
  /** Sets rows aside so that the lane can go on, and tells people by `notices`, in one transaction. */
  setAside(
    claim: LaneClaim,
    rows: readonly InboxRow[],
    at: Date,
    reason: string,
    notices: readonly OutboxItem[],
  ): Promise<void>;
  /**
   * Frees lanes that are this process's by the books though it does not hold them: the answer to a claim was lost on its
   * way. Not beside a claim that is under way.
   *
   * @returns How many were freed.
   */
  releaseUnknown(held: readonly LaneClaim[]): Promise<number>;
  /** Frees what dead or frozen processes held. @returns How much was freed. */
  takeOver(at: Date): Promise<number>;
}
