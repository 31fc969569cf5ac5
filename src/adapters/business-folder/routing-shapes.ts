import { z } from "zod";

import type { LadderRung, RoutingRule, RuleCondition, RuleTarget, Sla } from "../../domain/business.ts";
import { CHOOSERS } from "../../domain/business.ts";
import type { WeekHours } from "../../domain/calendar.ts";
import { WEEK_DAYS } from "../../domain/calendar.ts";
import { CATEGORIES, PRIORITIES, SENTIMENTS } from "../../domain/category.ts";
import { asId } from "../../domain/ids.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import { SLOT_NAMES } from "../../domain/slot.ts";
import { LANGUAGES } from "./business-shape.ts";
import { SLA_DEFAULTS } from "./defaults.ts";
import type { KnownNames } from "./known-names.ts";
import { nearestWord } from "./nearest-word.ts";
import type { Parsed } from "./parsed.ts";
import { bad, good, parsedBy, shown } from "./parsed.ts";
import { mapOf, amount, durationMs, oneOf, reference, someOf, text } from "./shapes.ts";
import { ROLES } from "./team-shape.ts";
import { parseDayHours, parseWeekHours } from "./time-values.ts";

const chooseShape = someOf(oneOf("chooser", CHOOSERS)).default(["sticky", "least_loaded", "round_robin"]);

/** The sections of routing.yaml; each is read on its own, so that a fault in one does not hide those of another. */
export const routingShape = mapOf({
  rules: z.unknown().optional(),
  default: z.unknown().optional(),
  ladders: z.unknown().optional(),
  sla: z.unknown().optional(),
});

const DEFAULT_TARGETS = SLA_DEFAULTS.targetsMs;

export const slaShape: z.ZodType<Sla> = mapOf({
  critical: durationMs.default(DEFAULT_TARGETS.critical),
  high: durationMs.default(DEFAULT_TARGETS.high),
  normal: durationMs.default(DEFAULT_TARGETS.normal),
  low: durationMs.default(DEFAULT_TARGETS.low),
  clock: oneOf("clock", ["business", "wall"]).default(SLA_DEFAULTS.clock),
}).transform(({ clock, ...targetsMs }): Sla => ({ targetsMs, clock }));

export function ruleShape(known: KnownNames): z.ZodType<RoutingRule> {
  return mapOf({
    name: text,
    when: conditionShape(known),
    to: targetShape(known),
    choose: chooseShape,
    ladder: reference("ladder", known.ladders).default("standard"),
  });
}

export function fallbackShape(known: KnownNames): z.ZodType<Omit<RoutingRule, "when" | "name">> {
  return mapOf({
    to: targetShape(known),
    choose: chooseShape,
    ladder: reference("ladder", known.ladders).default("standard"),
  });
}

function conditionShape(known: KnownNames): z.ZodType<RuleCondition> {
  return mapOf({
    category: someOf(oneOf("category", CATEGORIES)).optional(),
    priority: someOf(oneOf("priority", PRIORITIES)).optional(),
    urgent: z.boolean().optional(),
    sentiment: someOf(oneOf("sentiment", SENTIMENTS)).optional(),
    source: someOf(oneOf("channel", CHANNEL_NAMES)).optional(),
    branch: someOf(reference("branch", known.branches)).optional(),
    city: someOf(text).optional(),
    service: someOf(reference("service", known.services)).optional(),
    skill: someOf(reference("skill", known.skills)).optional(),
    language: someOf(oneOf("language", LANGUAGES)).optional(),
    vip: z.boolean().optional(),
    returning: z.boolean().optional(),
    value_from: amount(0).optional(),
    value_to: amount(0).optional(),
    time: parsedBy(parseTime).optional(),
    has: someOf(oneOf("slot", SLOT_NAMES)).optional(),
  });
}

/** `open`, `closed`, hours of every day, or hours by day. */
function parseTime(value: unknown): Parsed<"open" | "closed" | WeekHours> {
  if (value === "open" || value === "closed") return good(value);
  if (typeof value !== "string") return parseWeekHours(value);
  if (!/\d/.test(value)) {
    const known = ["open", "closed", "21:00-09:00"];
    const args = { kind: "time", value: shown(value), nearest: nearestWord(value, known), known } as const;
    return bad({ code: "unknown_name", args });
  }
  const hours = parseDayHours(value);
  if (hours.kind === "bad") return hours;
  return good(Object.fromEntries(WEEK_DAYS.map((day) => [day, hours.value])));
}

function targetShape(known: KnownNames): z.ZodType<RuleTarget> {
  const skills = known.skills && ["service", ...known.skills];
  return mapOf({
    team: reference("team", known.teams).optional(),
    skill: reference("skill", skills).optional(),
    branch: reference("branch", known.branches).optional(),
    role: oneOf("role", ROLES).optional(),
    manager: reference("manager", known.managers).optional(),
  })
    .superRefine((target, context) => {
      if (Object.keys(target).length > 0) return;
      context.addIssue({ code: "custom", params: { detail: { code: "empty_target", args: {} } } });
    })
    .transform(({ manager, ...target }): RuleTarget => {
      return manager === undefined ? target : { ...target, manager: asId<"manager">(manager) };
    });
}

export const OFFERS = ["next", "duty", "head", "all"] as const;

export function rungShape(known: KnownNames): z.ZodType<LadderRung> {
  return mapOf({
    offer: reference("offer", known.managers && [...OFFERS, ...known.managers]),
    wait: durationMs.optional(),
    task: text.optional(),
  }).transform(({ offer, wait, task }): LadderRung => ({ offer, waitMs: wait, task }));
}
