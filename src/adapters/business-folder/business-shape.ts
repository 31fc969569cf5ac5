import { z } from "zod";

import type { Business } from "../../domain/business.ts";
import { VERTICALS } from "../../domain/business.ts";
import { BUSINESS_DEFAULTS, averageValueOf } from "./defaults.ts";
import {
  mapOf,
  amount,
  dates,
  durationMs,
  id,
  listOf,
  oneOf,
  phone,
  text,
  timezone,
  url,
  weekHours,
} from "./shapes.ts";

export const LANGUAGES = ["ru", "en"] as const;

export const branchShape = mapOf({
  id,
  name: text,
  city: text,
  address: text,
  phone: phone.optional(),
  hours: weekHours,
});

const shape = mapOf({
  name: text,
  vertical: oneOf("vertical", VERTICALS).default("other"),
  timezone,
  language: oneOf("language", LANGUAGES).default("ru"),
  average_value: amount(0).optional(),
  branches: z.unknown().optional(),
  holidays: listOf(dates).default([]),
  night: mapOf({
    say: text.optional(),
    handoff: oneOf("handoff", ["next_opening", "duty"]).default("next_opening"),
  }).optional(),
  consent: mapOf({ version: text, url: url.optional(), text: text.optional() }).optional(),
  follow_up: mapOf({ after: listOf(durationMs), say: text.optional() }).optional(),
  return_after: durationMs.optional(),
});

/** business.yaml without its branches, which are read one by one. */
export const businessShape = shape.transform((file): Omit<BusinessHead, "branches"> => {
  const texts = BUSINESS_DEFAULTS[file.language];
  return {
    name: file.name,
    vertical: file.vertical,
    timezone: file.timezone,
    language: file.language,
    averageValue: file.average_value ?? averageValueOf(file.vertical),
    holidays: file.holidays,
    night: { say: file.night?.say ?? texts.night, handoff: file.night?.handoff ?? "next_opening" },
    consent: {
      version: file.consent?.version ?? "1",
      url: file.consent?.url,
      text: file.consent?.text ?? texts.consent,
    },
    returnAfterMs: file.return_after,
    followUp: { afterMs: file.follow_up?.after ?? [], say: file.follow_up?.say ?? texts.followUp },
  };
});

export type BusinessHead = Pick<
  Business,
  | "name"
  | "vertical"
  | "timezone"
  | "language"
  | "averageValue"
  | "branches"
  | "holidays"
  | "night"
  | "consent"
  | "followUp"
  | "returnAfterMs"
>;
