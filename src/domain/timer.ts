/** What a durable wake-up is for. */
export type TimerKind = "ladder" | "follow_up" | "sla";

/** A wake-up known by its key: setting it again replaces it. */
export interface TimerSetting {
  readonly key: string;
  readonly kind: TimerKind;
  readonly dueAt: Date;
  readonly body: Readonly<Record<string, unknown>>;
}
