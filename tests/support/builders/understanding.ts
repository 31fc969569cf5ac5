import { readFileSync } from "node:fs";
import type { Business, Service, Vertical } from "../../../src/domain/business.ts";
import type { Category, Language, Action, Priority, Sentiment } from "../../../src/domain/category.ts";
import type { Slots } from "../../../src/domain/slot.ts";
import type { Understanding, UnderstandingContext } from "../../../src/domain/understanding.ts";
import type { Understander } from "../../../src/ports/understander.ts";
import { createLocalUnderstander } from "../../../src/understanding/understand-message.ts";
import { aBusiness, aManager, aService } from "./business.ts";

/** Wednesday, 11 March 2026, 11:00 in Moscow: the moment all messages of the development set were received. */
export const WEDNESDAY_11 = new Date("2026-03-11T11:00:00+03:00");

type Offer = readonly [id: string, name: string, price: number, ...synonyms: string[]];

const OFFERS: Readonly<Record<Vertical, readonly Offer[]>> = {
  beauty: [
    ["manicure", "Маникюр", 1800, "маник", "ноготки"],
    ["coloring", "Окрашивание", 6000, "покраска волос"],
    ["haircut", "Женская стрижка", 2500],
    ["brows", "Брови", 1200],
  ],
  medical: [
    ["dentist", "Приём стоматолога", 1500],
    ["cleaning", "Чистка зубов", 4500, "профгигиена"],
    ["ultrasound", "УЗИ брюшной полости", 2200],
  ],
  fitness: [
    ["membership", "Абонемент", 3500, "безлимит"],
    ["personal", "Персональная тренировка", 2000, "персоналка"],
    ["trial", "Пробная тренировка", 500],
  ],
  barbershop: [
    ["haircut", "Мужская стрижка", 1800],
    ["beard", "Оформление бороды", 1200],
  ],
  auto: [
    ["oil", "Замена масла", 1500],
    ["tires", "Шиномонтаж", 3000, "переобувка"],
    ["diagnostics", "Диагностика", 1500],
  ],
  industrial: [
    ["commissioning", "Пусконаладка", 90_000],
    ["service", "Сервисное обслуживание", 40_000],
  ],
  other: [],
};

function servicesOf(vertical: Vertical): readonly Service[] {
  return OFFERS[vertical].map(([id, name, price, ...synonyms]) =>
    aService({ id, name, synonyms, price: { from: price }, skills: [] }),
  );
}

/** A small company of the given kind, with a few services and a team of three. */
export function aBusinessOf(vertical: Vertical, overrides: Partial<Business> = {}): Business {
  return aBusiness({
    vertical,
    services: servicesOf(vertical),
    team: [
      aManager("anna"),
      aManager("kristina", { name: "Кристина" }),
      aManager("denis", { name: "Денис" }),
    ],
    ...overrides,
  });
}

const understanders = new Map<Vertical, Understander>();

/** The understander of `aBusinessOf(vertical)`, built once: it reads the whole lexicon. */
export function understanderOf(vertical: Vertical): Understander {
  const known = understanders.get(vertical) ?? createLocalUnderstander(aBusinessOf(vertical));
  understanders.set(vertical, known);
  return known;
}

/** Understands one turn as the business's understander does; on that Wednesday, without a past, unless told otherwise. */
export function understand(
  text: string,
  options: {
    readonly vertical?: Vertical;
    readonly business?: Business;
    readonly context?: Partial<UnderstandingContext>;
    readonly at?: Date;
  } = {},
): Promise<Understanding> {
  const understander = options.business
    ? createLocalUnderstander(options.business)
    : understanderOf(options.vertical ?? "beauty");
  return understander.understand(
    { text, receivedAt: options.at ?? WEDNESDAY_11 },
    { slots: {}, ...options.context },
    new AbortController().signal,
  );
}

export interface LabelledMessage {
  readonly id: string;
  readonly text: string;
  readonly lang: Language | "translit" | "und";
  readonly vertical: Vertical;
  readonly received_at: string;
  readonly category: Category;
  readonly priority: Priority;
  readonly urgent: boolean;
  readonly sentiment: Sentiment;
  readonly action: Action;
  readonly slots: Slots;
  readonly also?: readonly Category[];
  readonly adversarial?: boolean;
}

export interface LabelledDialogue {
  readonly id: string;
  readonly vertical: Vertical;
  readonly now: string;
  readonly final_category: Category;
  readonly final_slots: Slots;
  readonly turns: readonly {
    readonly user: string | readonly string[];
    readonly expect: { readonly action: Action; readonly category?: Category; readonly new_slots: Slots };
  }[];
}

function readLines(name: string): readonly unknown[] {
  const path = new URL(`../../fixtures/nlu/${name}`, import.meta.url);
  return readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
}

export const readMessages = (): readonly LabelledMessage[] =>
  readLines("dev_messages.jsonl") as readonly LabelledMessage[];
export const readDialogues = (): readonly LabelledDialogue[] =>
  readLines("dev_dialogues.jsonl") as readonly LabelledDialogue[];

/** Our own labelled phrases: `category, vertical, language, text` a line. */
export function readPhrasebook(): readonly { category: Category; vertical: Vertical; text: string }[] {
  return readFileSync(new URL("../../fixtures/nlu/phrasebook.tsv", import.meta.url), "utf8")
    .trim()
    .split("\n")
    .map((line) => {
      const [category, vertical, , text = ""] = line.split("\t");
      return { category: category as Category, vertical: vertical as Vertical, text };
    });
}
