import { z } from "zod";

import type { KnowledgeItem, OwnExample, Service } from "../../domain/business.ts";
import { CATEGORIES } from "../../domain/category.ts";
import { SLOT_NAMES } from "../../domain/slot.ts";
import type { KnownNames } from "./known-names.ts";
import { mapOf, durationMs, id, listOf, oneOf, price, reference, text } from "./shapes.ts";

/** One entry of services.yaml. */
export function serviceShape(known: KnownNames): z.ZodType<Service> {
  return mapOf({
    id,
    name: text,
    synonyms: listOf(text).default([]),
    price: price.optional(),
    duration: durationMs.optional(),
    skills: listOf(text).default([]),
    branches: listOf(reference("branch", known.branches)).default([]),
    vip: z.boolean().default(false),
    price_needs: listOf(oneOf("slot", SLOT_NAMES)).default([]),
  }).transform((entry): Service => ({
    id: entry.id,
    name: entry.name,
    synonyms: entry.synonyms,
    price: entry.price?.price,
    isFixedPrice: entry.price?.isFixedPrice ?? false,
    durationMs: entry.duration,
    skills: entry.skills,
    branches: entry.branches,
    isVip: entry.vip,
    priceNeeds: entry.price_needs,
  }));
}

/** One entry of knowledge.yaml. */
export const knowledgeShape: z.ZodType<KnowledgeItem> = mapOf({
  id,
  question: text,
  also: listOf(text).default([]),
  answer: text,
});

/** One entry of examples.yaml. */
export const exampleShape: z.ZodType<OwnExample> = mapOf({
  text,
  category: oneOf("category", CATEGORIES),
});
