import type { VariantRow } from "../../../src/domain/experiment.ts";

/** What was counted of a variant: fifty leads, forty of them taken within a minute, unless told otherwise. */
export function aVariantRow(
  experiment: string,
  variant: string,
  overrides: Partial<VariantRow> = {},
): VariantRow {
  return {
    experiment,
    variant,
    conversations: 50,
    withLead: 50,
    leads: 50,
    finished: 50,
    taken: 40,
    won: 10,
    lost: 8,
    takeSeconds: Array.from({ length: 40 }, (_, index) => 20 + index),
    ...overrides,
  };
}
