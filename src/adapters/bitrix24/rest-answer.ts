import { z } from "zod";

/** Ids are numbers in `crm.item.*` and strings nearly everywhere else. */
export const portalId = z.union([z.number().int().positive(), z.string().regex(/^\d+$/u).transform(Number)]);

/** PHP writes an empty map as `[]`. */
export function portalMap<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.array(z.never()).transform((): Record<string, z.output<Value>> => ({})),
    z.record(z.string(), value),
  ]);
}

/** Seconds since 1970, or an ISO moment: the documents show both. */
const moment = z.union([
  z.number().transform((seconds) => seconds * 1000),
  z.string().transform((text) => Date.parse(text)),
]);

const timeBlock = z.looseObject({
  finish: z.number().optional().catch(undefined),
  operating_reset_at: moment.optional().catch(undefined),
});

const code = z.union([z.string(), z.number()]).transform(String);

/** What every v2 method answers, well or badly. `time` is left out by some versions, and so are parts of it. */
const envelope = z.looseObject({
  // Absent from errors.
  result: z.unknown().optional(),
  next: z.number().optional().catch(undefined),
  time: timeBlock.optional().catch(undefined),
  error: code.nullish(),
  error_description: z.string().optional().catch(undefined),
});

export type Envelope = z.output<typeof envelope>;

/** `undefined` for anything but a JSON object: a gateway's page, a cut answer. */
export function parseEnvelope(body: string): Envelope | undefined {
  try {
    const parsed = envelope.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
