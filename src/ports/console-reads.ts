import type { Category, Priority } from "../domain/category.ts";
import type { Conversation } from "../domain/conversation.ts";
import type { Effect } from "../domain/effect.ts";
import type { VariantRow } from "../domain/experiment.ts";
import type { ConversationId, LeadId } from "../domain/ids.ts";
import type { LedgerRow } from "../domain/ledger.ts";
import type { Lead } from "../domain/lead.ts";
import type { PastRequest } from "../domain/past-request.ts";
import type { ChannelName, Thread, TranscriptLine } from "../domain/message.ts";

export interface ConversationSummary {
  readonly id: ConversationId;
  readonly channel: ChannelName;
  readonly displayName?: string | undefined;
  readonly ownership: Conversation["state"]["ownership"];
  readonly category?: Category | undefined;
  readonly priority?: Priority | undefined;
  readonly lastText: string;
  readonly lastAuthor: TranscriptLine["author"];
  readonly lastMessageAt: Date;
  readonly leadId?: LeadId | undefined;
}

/** Where a page of a list ended: what comes after is older, or of the same moment with a lower id. */
export interface PageMark {
  readonly at: Date;
  /** Absent: the whole moment has been seen. */
  readonly id?: string | undefined;
}

export interface TimerView {
  readonly key: string;
  readonly kind: string;
  readonly dueAt: Date;
}

export interface OutboxView {
  readonly id: string;
  readonly kind: string;
  readonly orderKey: string;
  readonly status: "pending" | "done" | "dead";
  readonly attempts: number;
  readonly createdAt: Date;
  readonly nextAttemptAt?: Date | undefined;
  readonly lastError?: string | undefined;
  readonly leadId?: LeadId | undefined;
}

/** A dead letter with what it would have done. */
export interface DeadLetterView extends OutboxView {
  readonly thread?: Thread | undefined;
  readonly diedAt: Date;
  readonly effect: Effect;
}

export interface ClockedEvent {
  readonly at: Date;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Stats {
  readonly conversations: number;
  readonly messages: number;
  readonly leads: number;
  readonly taken: number;
  readonly waiting: number;
  readonly medianTakeSeconds?: number | undefined;
  readonly byCategory: Readonly<Record<string, number>>;
  readonly bySource: Readonly<Record<string, number>>;
}

/** What the console and the API show. Reads only; newest first unless said otherwise. */
export interface ConsoleReads {
  conversations(page: {
    limit: number;
    before?: PageMark | undefined;
  }): Promise<readonly ConversationSummary[]>;
  conversation(id: ConversationId): Promise<
    | {
        readonly conversation: Conversation;
        readonly lines: readonly TranscriptLine[];
        readonly leads: readonly Lead[];
        readonly events: readonly ClockedEvent[];
      }
    | undefined
  >;
  leads(page: {
    limit: number;
    before?: PageMark | undefined;
    status?: Lead["ladder"]["status"] | undefined;
  }): Promise<readonly Lead[]>;
  lead(id: LeadId): Promise<
    | {
        readonly lead: Lead;
        readonly timers: readonly TimerView[];
        readonly outbox: readonly OutboxView[];
        readonly events: readonly ClockedEvent[];
      }
    | undefined
  >;
  timers(limit: number): Promise<readonly TimerView[]>;
  /** What is pending or dead comes before what is done. */
  outbox(limit: number): Promise<readonly OutboxView[]>;
  deadLetters(limit: number): Promise<readonly OutboxView[]>;
  deadLetter(id: string): Promise<DeadLetterView | undefined>;
  ledger(from: Date, to: Date): Promise<readonly LedgerRow[]>;
  stats(from: Date, to: Date): Promise<Stats>;
  /** Leads of `[from, to)` by variant of rules, and conversations by variant of the model's prompt. */
  variants(
    from: Date,
    to: Date,
  ): Promise<{ readonly rules: readonly VariantRow[]; readonly prompts: readonly VariantRow[] }>;
  /** Requests of `[from, to)` as routing saw them and what became of them, the oldest first, after the one with this id. */
  requests(page: {
    from: Date;
    to: Date;
    limit: number;
    after?: LeadId | undefined;
  }): Promise<readonly PastRequest[]>;
}

/** What a person may do to an effect that we stopped retrying. */
export interface DeadLetters {
  retry(id: string): Promise<boolean>;
  discard(id: string): Promise<boolean>;
}
