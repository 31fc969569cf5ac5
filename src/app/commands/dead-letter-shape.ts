import { z } from "zod";

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const letterShape = z.object({
  id: z.string(),
  kind: z.string(),
  attempts: z.number(),
  createdAt: moment,
  lastError: z.string().optional(),
  leadId: z.string().optional(),
});

export type LetterRow = z.output<typeof letterShape>;

/** What `GET /api/dead-letters` answers, as far as it is shown. */
export const lettersShape = z.object({ items: z.array(letterShape), now: moment });

/** Parts of an effect that a person may want to read; each kind has some of them. */
const effectShape = z.object({
  kind: z.string(),
  message: z.object({ text: z.string() }).optional(),
  text: z.string().optional(),
  title: z.string().optional(),
  managerId: z.string().optional(),
});

const fullLetterShape = letterShape.extend({
  thread: z.string().optional(),
  diedAt: moment,
  effect: effectShape,
});

export type FullLetter = z.output<typeof fullLetterShape>;

/** What `GET /api/dead-letters/<id>` answers. */
export const oneLetterShape = z.object({ item: fullLetterShape, now: moment });
