/** What may go, and what must be ready. */
export interface TidyRequest {
  readonly at: Date;
  /** Processed inbox rows, finished effects and turns that ended before this are removed. */
  readonly finishedBefore: Date;
  /** Months of events that ended before this are dropped. */
  readonly eventsBefore: Date;
  /** Ends the round between two slices. */
  readonly signal: AbortSignal;
}

/** What one round did: rows removed, months of events as `2026-03`. */
export interface Tidied {
  readonly inbox: number;
  readonly outbox: number;
  readonly turns: number;
  readonly monthsMade: readonly string[];
  readonly monthsDropped: readonly string[];
}

export interface StoreFigures {
  /** Age of the oldest transaction that keeps dead rows from being cleaned away; seconds, 0 when there is none. */
  readonly oldestSnapshotSeconds: number;
  /** As the statistics know it. */
  readonly inboxRows: number;
  readonly databaseBytes: number;
}

/** Keeps the store from growing for ever. Nothing open, failed or dead is ever removed. */
export interface MaintenanceStore {
  /** @returns Undefined when another process is at it. */
  tidy(request: TidyRequest): Promise<Tidied | undefined>;
  measure(): Promise<StoreFigures>;
}
