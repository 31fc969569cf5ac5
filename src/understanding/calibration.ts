import type { ScoredMessage } from "./score.ts";

/** Messages whose stated confidence lies between two tenths. */
export interface CalibrationBand {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Mean stated confidence. */
  readonly stated: number;
  /** Share of right categories. */
  readonly measured: number;
}

export interface Calibration {
  readonly bands: readonly CalibrationBand[];
  /** Mean confidence and accuracy of all messages: how far they lie apart is what one number can say. */
  readonly stated: number;
  readonly measured: number;
  /** Distance of stated and measured, averaged over the bands by their size. */
  readonly distance: number;
}

const BANDS = 10;

function meanOf(messages: readonly ScoredMessage[], read: (message: ScoredMessage) => number): number {
  if (messages.length === 0) return 0;
  return messages.reduce((sum, message) => sum + read(message), 0) / messages.length;
}

const confidenceOf = ({ answer }: ScoredMessage): number => answer.confidence;
const rightOf = ({ gold, answer }: ScoredMessage): number => (gold.category === answer.category ? 1 : 0);
const bandOf = (confidence: number): number =>
  Math.min(BANDS - 1, Math.max(0, Math.floor(confidence * BANDS)));

/** How often a stated confidence is right, by tenths; empty tenths are left out. */
export function calibrationOf(messages: readonly ScoredMessage[]): Calibration {
  const bands = Array.from({ length: BANDS }, (_, band) => {
    const part = messages.filter((message) => bandOf(confidenceOf(message)) === band);
    return {
      from: band / BANDS,
      to: (band + 1) / BANDS,
      count: part.length,
      stated: meanOf(part, confidenceOf),
      measured: meanOf(part, rightOf),
    };
  }).filter(({ count }) => count > 0);
  const distance = bands.reduce(
    (sum, { stated, measured, count }) => sum + (Math.abs(stated - measured) * count) / messages.length,
    0,
  );
  return {
    bands,
    stated: meanOf(messages, confidenceOf),
    measured: meanOf(messages, rightOf),
    distance,
  };
}
