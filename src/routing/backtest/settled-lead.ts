import type { Category } from "../../domain/category.ts";

/** How one request ended, in the past or in a replay. */
export interface SettledLead {
  readonly id: string;
  readonly at: Date;
  readonly category: Category;
  readonly value: number;
  /** It came while its branch was closed. */
  readonly isNight: boolean;
  /** Whom it was offered to, in order. */
  readonly offeredTo: readonly string[];
  readonly takenBy?: string | undefined;
  readonly takenAt?: Date | undefined;
  /** Somebody was made to take it while the branch was closed. */
  readonly isTakenAtNight: boolean;
  readonly repliedAt?: Date | undefined;
  readonly slaDueAt?: Date | undefined;
  readonly rule?: string | undefined;
  /** Why it went where it went. */
  readonly sentences: readonly string[];
}

/** Whether the promised answer was late or never came; `undefined` when it was not due by the end of what is known. */
export function isBreached({ slaDueAt, repliedAt }: SettledLead, knownUntil: Date): boolean | undefined {
  if (!slaDueAt) return undefined;
  if (repliedAt) return repliedAt > slaDueAt;
  return slaDueAt > knownUntil ? undefined : true;
}
