/** Durable wake-ups: set and cancelled in the commit of a step, fired by moving them to the inbox. */
export interface TimerStore {
  /**
   * Moves due timers to the inbox, each exactly once across all processes.
   *
   * @returns When each was due, and when the next one will be.
   */
  fire(
    at: Date,
    limit: number,
  ): Promise<{ readonly dueAt: readonly Date[]; readonly nextDueAt: Date | undefined }>;
}
