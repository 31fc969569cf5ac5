import type { z } from "zod";

import type { Branch, Manager } from "../../domain/business.ts";
import type { MinuteSpan, WeekHours } from "../../domain/calendar.ts";
import { WEEK_DAYS } from "../../domain/calendar.ts";
import { asId } from "../../domain/ids.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import { LANGUAGES } from "./business-shape.ts";
import type { KnownNames } from "./known-names.ts";
import { mapOf, amount, dates, id, listOf, oneOf, reference, text, weekHours, whole } from "./shapes.ts";

export const ROLES = ["manager", "duty", "head"] as const;

/** One entry of team.yaml. Without `shifts` a person works while their branches are open. */
export function managerShape(known: KnownNames, branches: readonly Branch[]): z.ZodType<Manager> {
  return mapOf({
    id,
    name: text,
    bitrix24: whole(1).optional(),
    telegram: whole(1).optional(),
    role: oneOf("role", ROLES).default("manager"),
    teams: listOf(text).default([]),
    skills: listOf(text).default([]),
    branches: listOf(reference("branch", known.branches)).default([]),
    sources: listOf(oneOf("channel", CHANNEL_NAMES)).default([]),
    languages: listOf(oneOf("language", LANGUAGES)).default([...LANGUAGES]),
    capacity: whole(1).default(5),
    weight: amount(0).default(1),
    shifts: weekHours.optional(),
    absences: listOf(dates).default([]),
  }).transform((entry): Manager => ({
    ...entry,
    id: asId<"manager">(entry.id),
    shifts: entry.shifts ?? openingHours(branches, entry.branches),
  }));
}

/** When at least one of the branches is open. */
function openingHours(branches: readonly Branch[], ids: readonly string[]): WeekHours {
  const own = branches.filter((branch) => ids.length === 0 || ids.includes(branch.id));
  const days = WEEK_DAYS.map((day) => [day, merge(own.flatMap(({ hours }) => hours[day] ?? []))] as const);
  return Object.fromEntries(days.filter(([, spans]) => spans.length > 0));
}

function merge(spans: readonly MinuteSpan[]): readonly MinuteSpan[] {
  const merged: MinuteSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && span.from <= last.to) {
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    } else merged.push(span);
  }
  return merged;
}
