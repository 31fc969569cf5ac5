/** Wakes leads whose ladder has run out, because somebody may take them now. */
export interface Backlog {
  /** The most urgent and oldest first, from `at` on, one short step after another. */
  wake(at: Date): Promise<void>;
}
