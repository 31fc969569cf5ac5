import type { Category } from "../../domain/category.ts";
import { stemOf } from "../../domain/word-stem.ts";
import type { Mention } from "../gazetteer/term-list.ts";
import { isDenied } from "../lexicon.ts";
import { findServicePhrases, type ServicePhraseOptions } from "../phrases/find-service-phrase.ts";
import { grow, phraseOf } from "../phrases/noun-phrase.ts";
import { isVerb } from "../phrases/phrase-words.ts";
import { isServiceHead } from "../phrases/service-heads.ts";
import { findWorkPhrase } from "../phrases/work-phrase.ts";
import { isBareThing, isFalseFriend, joinedWords, nameService } from "./name-service.ts";
import type { Signals } from "../read-signals.ts";
import { carMentions } from "./find-car.ts";
import { serviceWordsOf } from "./find-service-words.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

/** Words that in a complaint, a cancellation or a question of price say where, not what. */
const VAGUE = new Set([
  "приём врача",
  "запчасти",
  "ремонт",
  "доставка",
  "консультация",
  "тренажёрный зал",
  "дмс",
  "стоматолог",
]);
const VAGUE_STEMS = new Set([...VAGUE].filter((name) => !name.includes(" ")).map(stemOf));
const isVague = ({ name, words }: Mention): boolean =>
  VAGUE.has(name.toLowerCase()) || VAGUE_STEMS.has(stemOf(words.trim()));
/** Rooms of a club: who complains of one names no service. */
const ROOMS = /^(?:сауна|бассейн|хаммам|тренажёрный зал|детская комната|солярий|раздевалка)$/iu;
/** «Выписал анализы», «с чужой причёской»: spoken of, not bought. */
const SPOKEN_OF = / (?:выписал\p{L}*|назначил\p{L}*|навязал\p{L}*|чуж\p{L}+)$/u;

/** Where in a turn of each kind a service stands that no list knows. */
const KINDS: Readonly<Partial<Record<Category, ServicePhraseOptions["kinds"]>>> = {
  lead_b2c: ["booking", "price"],
  lead_b2b: ["booking", "price", "tender"],
  price_info: ["price", "booking"],
  complaint: ["complaint"],
  cancel_reschedule: ["cancel"],
  order_status: ["status"],
  tender: ["tender"],
};
/** Kinds of request where a verb and a thing ask for work: «лампочку поменять». */
const WORK_ASKED: ReadonlySet<Category> = new Set(["lead_b2c", "lead_b2b", "price_info"]);

/** «КТ-17» is a number, «КТ» is none. */
function isCode(mention: Mention, { text }: Signals): boolean {
  const last = coveredBy(placesOfWords(text).flat, mention).at(-1);
  const word = last === undefined ? undefined : text.words[last];
  return word !== undefined && /^-\d/.test(text.clean.slice(word.end, word.end + 2));
}

/** Whether nothing was added to the word: «консультация» as against «консультация кардиолога». */
function isBare(mention: Mention, { text }: Signals): boolean {
  const { from, to } = nameService(mention, text);
  return to - from + 1 <= mention.words.split(" ").length;
}

function wantedMentions(signals: Signals, category: Category): readonly Mention[] {
  const isPlain = category === "cancel_reschedule" || category === "complaint" || category === "price_info";
  const { slots, text } = signals;
  const places = placesOfWords(text).flat;
  // «fleet@sirius-log.ru» is an address.
  const addresses = new Set(slots.contacts.used.flatMap((part) => coveredBy(text.words, part)));
  return slots.services.filter((mention) => {
    const { name, start } = mention;
    if (coveredBy(places, mention).some((at) => addresses.has(at))) return false;
    if (isFalseFriend(mention) || isCode(mention, signals)) return false;
    if (category === "order_status" && /абонемент/iu.test(name)) return false;
    if (!isPlain) return true;
    if ((isVague(mention) && isBare(mention, signals)) || (name === "ТО" && category !== "price_info"))
      return false;
    return (
      category !== "complaint" ||
      !(isBareThing(mention) || ROOMS.test(name) || SPOKEN_OF.test(signals.text.flat.slice(0, start)))
    );
  });
}

/** Words that other finders have read. */
function takenWords({ slots, text }: Signals): ReadonlySet<number> {
  const places = placesOfWords(text);
  const taken = new Set<number>();
  const inFlat = [...slots.cities, ...slots.branches, ...carMentions(text.flat)];
  for (const part of inFlat) for (const at of coveredBy(places.flat, part)) taken.add(at);
  for (const part of [...slots.dates, ...slots.times])
    for (const at of coveredBy(places.sentence, part)) taken.add(at);
  for (const part of [...slots.names.used, ...slots.company.used, ...slots.contacts.used])
    for (const at of coveredBy(text.words, part)) taken.add(at);
  return taken;
}

function openPhrase(signals: Signals, category: Category): string | undefined {
  const kinds = KINDS[category];
  if (kinds === undefined) return undefined;
  const { text, vertical } = signals;
  const taken = takenWords(signals);
  const flat = placesOfWords(text).flat;
  if ((WORK_ASKED.has(category) || category === "complaint") && vertical !== "industrial") {
    const work = findWorkPhrase(text, taken);
    if (work) return work.text;
  }
  const phrases = findServicePhrases(text, {
    kinds,
    knownOnly: vertical === "industrial" || category === "lead_b2b",
    taken,
  }).filter(({ from }) => !isDenied(text.flat, flat[from]?.start ?? 0));
  const [first, second] = phrases;
  if (!first) return undefined;
  const isJoined =
    second?.from === first.to + 2 && /^(?:и|плюс|\+)$/u.test(text.words[first.to + 1]?.norm ?? "");
  return isJoined && second ? joinedWords([first.text, second.text]) : first.text;
}

/** "How much is aqua aerobics per month?", "any slots for a brow lamination next Tuesday?" */
const ENGLISH =
  /(?:slots? for|openings? for|book(?:ing)?|appointment for|how much (?:is|are|for)|price (?:for|of)|cost of|do you (?:do|offer)|sign up for|interested in)\s+(?:a |an |the |some |my |me for |in )*(?<thing>[a-z][a-z/-]+(?: [a-z][a-z/-]+){0,2})/iu;
const ENGLISH_STOP =
  /(?:^| )(?:next|this|on|in|at|for|with|per|and|to|of|today|tomorrow|tonight|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morning|afternoon|evening|please|it|that|there|here|one|time|appointment|you|your|me|us|now|asap|session|is|are|if|or|a|an|the|by|from|around|about|each|month|visit|slot|delivery|shipping)(?: .*)?$/iu;

function englishService({ text, vertical }: Signals, category: Category): string | undefined {
  const isEnglish = text.script === "latin" && text.repaired === "none";
  if (!isEnglish || vertical === "industrial" || !WORK_ASKED.has(category)) return undefined;
  const thing = ENGLISH.exec(text.clean)?.groups?.["thing"]?.replace(ENGLISH_STOP, "").trim().toLowerCase();
  return thing === undefined || thing.length < 4 ? undefined : thing;
}

/** «Замена лобовухи, сколько»: work and what it is done to, without a word that asks for it. */
function bareWork(signals: Signals, category: Category): string | undefined {
  if (!WORK_ASKED.has(category) || signals.vertical === "industrial") return undefined;
  const { text } = signals;
  const taken = takenWords(signals);
  const flat = placesOfWords(text).flat;
  for (const [at, { norm }] of text.words.entries()) {
    if (taken.has(at) || !isServiceHead(norm) || isVerb(norm) || isDenied(text.flat, flat[at]?.start ?? 0))
      continue;
    const span = grow(text, { from: at, to: at });
    if (span.to > at) return phraseOf(text, span, "accusative").text;
  }
  return undefined;
}

/** The thing alone was named («фаркоп»), and a verb says what to do with it. */
function workOn(signals: Signals, mentions: readonly Mention[], category: Category): string | undefined {
  if (!WORK_ASKED.has(category)) return undefined;
  const work = findWorkPhrase(signals.text, new Set());
  if (!work) return undefined;
  const { text } = signals;
  const places = placesOfWords(text).flat;
  const thing = mentions.find(
    (mention) => THINGS.test(mention.words) && coveredBy(places, mention).includes(work.object),
  );
  if (!thing) return undefined;
  // «Зуб мудрости»: what belongs to the thing's name stays with it.
  const rest = coveredBy(places, thing).filter((at) => at > work.object);
  return [work.text, ...rest.map((at) => text.words[at]?.raw.toLowerCase() ?? "")].join(" ");
}

/** Things that a list names alone: what is to be done to them, the verb says. */
const THINGS =
  /(?:^| )(?:доводчик|камер|магнитол|регистратор|видеорегистратор|подогревател|фаркоп|защит|парктроник|шумк|ламп|сигнализац|зуб|тормозны\S* диск|диск|лобов|стекл|порог|глушител|радиатор|стартер|генератор|помп|термостат|амортизатор|сальник|прокладк|родинк|папиллом|бородавк|ног(?:оть|тя))/u;

/** The service that a turn of this kind names, in the customer's own words. */
export function chooseService(signals: Signals, category: Category): string | undefined {
  const mentions = wantedMentions(signals, category);
  return (
    workOn(signals, mentions, category) ??
    serviceWordsOf(mentions, signals.text) ??
    openPhrase(signals, category) ??
    englishService(signals, category) ??
    bareWork(signals, category)
  );
}
