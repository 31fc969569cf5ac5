import type { Category } from "../../domain/category.ts";
import type { SlotValue } from "../../domain/slot.ts";
import { firstNameOf } from "../gazetteer/names.ts";
import { findWorkPhrase } from "../phrases/work-phrase.ts";
import { phraseOf } from "../phrases/noun-phrase.ts";
import { isVerb } from "../phrases/phrase-words.ts";
import { surnameAfter } from "../slots/choose-master.ts";
import { findAmounts } from "../slots/find-amounts.ts";
import { findCar } from "../slots/find-car.ts";
import type { FoundDate } from "../slots/find-dates.ts";
import { serviceWordsOf } from "../slots/find-service-words.ts";
import { capitalised, fullNameAt } from "../slots/full-name.ts";
import { chooseTime } from "../slots/find-times.ts";
import { countOf } from "../slots/numerals.ts";
import { coveredBy, placesOfWords } from "../slots/word-places.ts";
import type { Signals } from "../read-signals.ts";
import type { TaggedSlot, TaggedSpan } from "./slot-tags.ts";

type Part = { readonly start: number; readonly end: number };
type Reader = (signals: Signals, span: TaggedSpan, category: Category) => SlotValue | undefined;

const overlaps = (places: readonly Part[], part: Part, { from, to }: TaggedSpan): boolean =>
  coveredBy(places, part).some((at) => at >= from && at <= to);

/** The words as the contact wrote them. */
function rawOf({ text }: Signals, { from, to }: TaggedSpan): string {
  return text.clean.slice(text.words[from]?.start ?? 0, text.words[to]?.end ?? 0);
}

const phrase: Reader = ({ text }, span) => phraseOf(text, span, "accusative").text;

/** A paper has no number in its name. */
const paper: Reader = (signals, span, category) =>
  /\d/.test(rawOf(signals, span)) ? undefined : phrase(signals, span, category);

/** By the list's mentions inside, where these say all of it; in the customer's own words else. */
const service: Reader = (signals, span, category) => {
  const { text, slots } = signals;
  const places = placesOfWords(text).flat;
  const mentions = slots.services.filter((mention) => overlaps(places, mention, span));
  const named = serviceWordsOf(mentions, text);
  if (named !== undefined) return named;
  if (isVerb(text.words[span.from]?.norm ?? "")) {
    const work = findWorkPhrase(text, new Set());
    if (work && work.object >= span.from && work.object <= span.to) return work.text;
  }
  return phrase(signals, span, category);
};

const person: Reader = (signals, { from, to }) => {
  const { words, clean } = signals.text;
  const full = fullNameAt(words.slice(0, to + 1), from, clean);
  if (full) return full.name;
  const raw = words[from]?.raw ?? "";
  return firstNameOf(raw) ?? capitalised(surnameAfter(capitalised(raw), words[from - 1]?.norm ?? ""));
};

const company: Reader = (signals, span) => rawOf(signals, span).replaceAll(/^[«"“„']+|[»"”“']+$/gu, "");

const city: Reader = (signals, span) => {
  const places = placesOfWords(signals.text).flat;
  const known = signals.slots.cities.find((mention) => overlaps(places, mention, span));
  return known?.name ?? capitalised(rawOf(signals, span));
};

const branch: Reader = (signals, span) => {
  const places = placesOfWords(signals.text).flat;
  return signals.slots.branches.find((mention) => overlaps(places, mention, span))?.name;
};

const car: Reader = (signals, span) => {
  const { words } = signals.text;
  const flat = ` ${words
    .slice(span.from, span.to + 1)
    .map(({ norm }) => norm)
    .join(" ")} `;
  return findCar(flat) ?? rawOf(signals, span);
};

/** The day that a finder read in the words. */
export function dateAt(signals: Signals, span: TaggedSpan): FoundDate | undefined {
  const places = placesOfWords(signals.text).sentence;
  return signals.slots.dates.find((date) => overlaps(places, date, span));
}

const deadline: Reader = (signals, span) => {
  const date = dateAt(signals, span);
  return date && (date.to ?? date.from);
};

const date: Reader = (signals, span) => {
  const found = dateAt(signals, span);
  return found && (found.to === undefined ? found.from : `${found.from}/${found.to}`);
};

const time: Reader = (signals, span) => {
  const places = placesOfWords(signals.text).sentence;
  return chooseTime(
    signals.slots.times.filter((found) => overlaps(places, found, span)),
    false,
  );
};

const quantity: Reader = (signals, span) => {
  const words = signals.text.words.slice(span.from, span.to + 1).map(({ norm }) => norm);
  const digits = words.join("").match(/\d+/)?.[0];
  if (digits !== undefined) return Number(digits);
  const count = countOf(words.join(" ")) ?? COLLECTIVE.find(([form]) => form.test(words[0] ?? ""))?.[1];
  return count;
};

/** «Двоих», «вдвоём», «троим». */
const COLLECTIVE: readonly (readonly [RegExp, number])[] = [
  [/^в?дво(?:е|их|им|ими|ем)$/u, 2],
  [/^в?тро(?:е|их|им|ими|ем)$/u, 3],
  [/^в?четвер(?:о|ых|ым|ыми|ом)$/u, 4],
  [/^в?пятер(?:о|ых|ым|ом)$/u, 5],
  [/^в?шестер(?:о|ых|ым|ом)$/u, 6],
  [/^в?семер(?:о|ых|ым|ом)$/u, 7],
];

const budget: Reader = (signals, span) => findAmounts(`бюджет ${rawOf(signals, span).toLowerCase()}`).budget;

const code: Reader = (signals, span) => {
  const raw = rawOf(signals, span).replace(/^[№#\s]+/u, "");
  return /\d/.test(raw) ? raw : undefined;
};

const READERS: Readonly<Record<TaggedSlot, Reader>> = {
  service,
  product: phrase,
  doc_type: paper,
  position: phrase,
  company,
  name: person,
  master: person,
  city,
  branch,
  car,
  date,
  time,
  deadline,
  quantity,
  budget,
  order_id: code,
  tender_no: code,
};

/** The value that tagged words stand for, in the format of its slot; nothing where they hold none. */
export function readValue(signals: Signals, span: TaggedSpan, category: Category): SlotValue | undefined {
  return READERS[span.slot](signals, span, category);
}
