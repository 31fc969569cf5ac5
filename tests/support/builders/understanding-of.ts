import type { Understanding } from "../../../src/domain/understanding.ts";

/** A calm Russian wish to book, unless told otherwise. */
export function anUnderstanding(overrides: Partial<Understanding> = {}): Understanding {
  return {
    category: "lead_b2c",
    also: [],
    priority: "normal",
    urgent: false,
    sentiment: "neutral",
    language: "ru",
    slots: {},
    action: "ask",
    pBooking: 0.5,
    expectedValue: 1250,
    confidence: 0.9,
    by: "rules",
    cues: [],
    questions: [],
    refused: [],
    ...overrides,
  };
}
