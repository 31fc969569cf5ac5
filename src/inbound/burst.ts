/** How long a turn waits for the rest of what a contact is typing. Milliseconds. */
export interface BurstWaits {
  /** At least this long after the first message. */
  readonly minWaitMs: number;
  /** Silence that ends a burst. */
  readonly quietMs: number;
  /** The longest wait in all. */
  readonly capMs: number;
}

export interface Burst {
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** True for the first words of a new conversation. */
  readonly isFirst: boolean;
  /** True when the text needs no continuation. */
  readonly isComplete: boolean;
}

/**
 * When a burst of messages may be answered: after `quietMs` of silence, at most `capMs` after its first message, and
 * already after `minWaitMs` when it opens a conversation with a text that is complete in itself.
 */
export function burstReadyAt(burst: Burst, waits: BurstWaits): Date {
  const wait = burst.isFirst && burst.isComplete ? waits.minWaitMs : waits.quietMs;
  const quietAt = burst.lastAt.getTime() + wait;
  return new Date(Math.min(quietAt, burst.firstAt.getTime() + waits.capMs));
}

const GREETING =
  /^(здравствуйте|добр\p{L}+ (день|утро|вечер)|привет\p{L}*|hello|hi|hey|good \p{L}+)[\s!.,)]*$/iu;
const OPEN_END = /(,|:|;|\s-|…|\.\.\.|\b(и|а|но|или|and|or|but))$/iu;

/** Whether a first message reads as a whole thought: a sentence with an end, or at least four words, and no bare greeting. */
export function isCompleteText(text: string): boolean {
  const trimmed = text.trim();
  if (GREETING.test(trimmed) || OPEN_END.test(trimmed)) return false;
  const words = trimmed.split(/\s+/u).filter(Boolean).length;
  return words >= 4 || (words >= 2 && /[.!?)]$/u.test(trimmed));
}
