/** Rouses a loop that waits for work. A wake before the wait is not lost. */
export interface Waker {
  wake(): void;
  /** Resolves at the next wake (or one since the last wait), after `ms`, or when `signal` aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}
