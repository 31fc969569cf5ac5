/** A steady rate with room for a burst. */
export interface Rate {
  /** Time between two at the steady rate; milliseconds. */
  readonly intervalMs: number;
  /** How many may go at once after a rest. */
  readonly burst: number;
}

/** Keeps a rate among everybody who shares the row of a key: one process, or all of them. */
export interface Pacer {
  /** Takes the next place in the row of `key`. @returns Milliseconds to wait before going. */
  take(key: string, rate: Rate): Promise<number>;
}
