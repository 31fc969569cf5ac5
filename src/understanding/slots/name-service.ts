import { isSameStem, stemOf, wordsOf } from "../../domain/word-stem.ts";
import type { Mention } from "../gazetteer/term-list.ts";
import type { NormalText } from "../normalise-text.ts";
import { grow, needsObject, phraseOf, type Span } from "../phrases/noun-phrase.ts";
import { isAdjective, isBreak, isVerb, jointOf, spelled } from "../phrases/phrase-words.ts";
import { isServiceHead, isSpecialist } from "../phrases/service-heads.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

/** Pet names and parts by which a service is called; and words that name a person or a thing and not what is done. */
const LOOSE =
  /^(?:маник(?:а|у|ом|чик|юрчик)?|педик(?:а|у)?|ногот\S*|ногт\S*|бровк\S*|визажист\S*|сертификат\S*|барбер\S*|стилист\S*|лору?|реснич?\S*|губ[ыа]?|губк\S*|мейк\S*|мэйк\S*|тренер\S*|персонал\S*|инд|кров\S*|резин\S*|колес\S*|кол[её]с|масл\S*|зубн\S*|глазн\S*|лоб\S*|ручник|чек|парк|автопарк\S*|безлимит\S*|переобувк\S*|проводк\S*|кузов\S*|развал\S*|усы|бород\S*|прикус\S*|лазером|физио|подвеск\S*|ходов\S*|стойки|рейк\S*|лобовое|лобовуху|то|доктор\S*|врач\S*|снять|зал|вены|карт\S*|прокол|электрик\S*|колодк\S*|сцеплени\S*|бампер\S*|грм|акпп|вариатор\S*|коробк\S*|двигател\S*|кондиционер\S*|аккумулятор\S*|антифриз|свечи|свечей|форсунк\S*|качалк\S*|тренажер\S*|седин\S*|налысо|ноль|машинк\S*|восьмерк\S*|родинк\S*|папиллом\S*|бикини|кудри|стопы|горяч\S*|имплант\S*|брекет\S*|коронк\S*|винир\S*|\d+)$/u;
/** Of these the noun is left out: alone they name nothing. */
const LOOSE_ALONE = /^(?:пробн\p{L}+|разов\p{L}+|группов\p{L}+|персональн\p{L}+|силов\p{L}+|гостев\p{L}+)$/u;
/** «Троит», «горит», «заморожу»: what happens or what I do. */
const TELLS =
  /(?:(?<!гастр|бронх|кред|пульп|цист|артр|лим|ауд|виз)[бвгджзклмнпрстфхцчшщо]ит|ят|рожу|мажу|рашу|лечу)$/u;
/** What is done to a thing is named before it: for «ГБО» the list's «установка ГБО» says it. */
const WORK =
  /^(?:установка|замена|ремонт|удаление|лечение|приём|прием|анализ|чистка|заправка|регулировка|промывка|вызов|аренда|обслуживание|покраска|наращивание|камуфляж|коррекция) /iu;
/** What English names put before a service. */
const ENGLISH_MODIFIER =
  /^(?:skin|gel|deep|tissue|swedish|thai|laser|full|body|bikini|brazilian|hot|towel|kids|mens|womens|men|women|baby|hair|lash|brow|classic|volume|dental|teeth|wisdom|brake|oil|engine|wheel|front|rear|personal|private|group|swimming|yoga|family|corporate|trial|annual|monthly|office|bridal|wedding|acrylic|shellac|french|root|low|high|taper|buzz|scissor|blood|chest|eye|ear|skin|sports|lymphatic|prenatal|keratin|chemical|facial|deluxe|winter|summer)$/u;
const FACILITIES = /^(?:персонала|персоналу|персоналом|персонал|солярис\p{L}*)$/u;

/** Words that only begin like a service: «персонал», «солярис». */
export const isFalseFriend = ({ words }: Mention): boolean => FACILITIES.test(words);

/** Whether both say the same by their stems, in any order. */
function saysTheSame(one: readonly string[], other: readonly string[]): boolean {
  const left = one.map(stemOf);
  const right = other.map(stemOf);
  return (
    left.length === right.length && left.every((stem) => right.some((another) => isSameStem(stem, another)))
  );
}

/** A mention in English keeps the customer's words: a Russian name would be news to him. */
const isForeign = (mention: Mention): boolean =>
  /^[a-z ]+$/u.test(mention.words) && !/[a-z]/u.test(mention.name);

/** The list's name says more of the same: «узи брюшной», «кератин», «гбо». */
function isClipped(words: readonly string[], name: readonly string[]): boolean {
  const starts = words.every((word, at) => isSameStem(stemOf(word), stemOf(name[at] ?? "")));
  const dangles = isAdjective(words.at(-1) ?? "") && starts;
  const [word = "", ...others] = words;
  const [adjective = "", noun] = name;
  const isRoot =
    others.length === 0 &&
    noun !== undefined &&
    isAdjective(adjective) &&
    stemOf(adjective) !== stemOf(word) &&
    adjective.startsWith(stemOf(word));
  return dangles || isRoot;
}

/** Whether the list's own name has to stand for what was said: a verb, a symptom, a pet name, a thing instead of the work on it. */
function needsName(mention: Mention, words: readonly string[], name: readonly string[]): boolean {
  if (words.some((word) => isVerb(word) || TELLS.test(word))) return true;
  // «Ремонт бампера» says itself what is done, «бампер» does not.
  const isWork = words.length > 1 && isServiceHead(words[0] ?? "") && needsObject(words[0] ?? "");
  if (!isWork && words.some((word) => LOOSE.test(word))) return true;
  if (words.every((word) => LOOSE_ALONE.test(word))) return true;
  if (/[a-z]/u.test(mention.words)) return true;
  return isBareThing(mention) || isClipped(words, name);
}

/** «ГБО», «кондиционер»: the thing was named, and the list says what is done to it. */
export function isBareThing(mention: Mention): boolean {
  const words = wordsOf(mention.words);
  const name = wordsOf(mention.name);
  return (
    WORK.test(mention.name) &&
    !WORK.test(`${mention.words} `) &&
    words.every((word) => name.some((other) => isSameStem(stemOf(word), stemOf(other)))) &&
    // «Приём травматолога-ортопеда» says more than «ортопед».
    !/\p{L}-\p{L}/u.test(mention.name)
  );
}

function englishPhrase(text: NormalText, { from, to }: Span): string {
  let first = from;
  while (first > 0 && !isBreak(text, first - 1) && ENGLISH_MODIFIER.test(text.words[first - 1]?.norm ?? ""))
    first -= 1;
  let phrase = "";
  for (let at = first; at <= to; at += 1)
    phrase += (at === first ? "" : jointOf(text, at - 1)) + (text.words[at]?.raw ?? "");
  return /^[A-Z-]+$/.test(phrase) || /^[A-Z]-/.test(phrase) ? phrase : phrase.toLowerCase();
}

/** «Ребёнка на плавание»: whom it is for is no part of it. */
function withoutWhom(text: NormalText, { from, to }: Span): Span {
  const isWhom = /^(?:ребен|сын|доч|мальчик|девочк|внук|внучк|мам|пап|муж|жен)/u.test(
    text.words[from]?.norm ?? "",
  );
  const isOnto = /^(?:на|в)$/u.test(text.words[from + 1]?.norm ?? "") && to >= from + 2;
  return isWhom && isOnto ? { from: from + 2, to } : { from, to };
}

type NamedSpan = Span & { readonly text: string };

const saidIn = (text: NormalText, from: number, to: number): string =>
  text.words
    .slice(from, to + 1)
    .map((word) => spelled(word))
    .join(" ");

/** «Приём дерматолога», where the list says only whom people go to see. */
function visitTo(text: NormalText, { from, to }: Span): NamedSpan | undefined {
  const before = text.words[from - 1]?.norm ?? "";
  const isVisit = /^прием(?:а|у|ом|е)?$/u.test(before) && !isBreak(text, from - 1);
  if (!isVisit || !isSpecialist(text.words[from]?.norm ?? "")) return undefined;
  return { from: from - 1, to, text: `приём ${saidIn(text, from, to)}` };
}

/** Doctors whom people go to see: who goes to one has an appointment with him. */
const DOCTOR =
  /^(?:терапевт|окулист|офтальмолог|лор|педиатр|ортопед|травматолог|хирург|невролог|невропатолог|кардиолог|эндокринолог|гинеколог|уролог|дерматолог|гастроэнтеролог|онколог|проктолог|нефролог|пульмонолог|аллерголог|иммунолог|ревматолог|маммолог|флеболог|нарколог|психиатр|инфекционист|гематолог|гепатолог|сурдолог|фониатр|вертебролог|остеопат)(?:а|у|ом|е)?$/u;
const GOES_TO = /^(?:к|ко|нужен|нужна|надо|показать|показаться)$/u;

const genitive = (word: string): string =>
  word
    .replace(/(?<=[кгх])ий$/u, "ого")
    .replace(/ый$/u, "ого")
    .replace(/ий$/u, "его");

/** «К хирургу», «нужен детский эндокринолог»: an appointment. */
function appointmentWith(text: NormalText, core: Span): NamedSpan | undefined {
  const { from, to } = grow(text, core);
  const before = text.words[from - 1]?.norm ?? "";
  const isDoctor = DOCTOR.test(text.words[to]?.norm ?? "") && !isBreak(text, from - 1);
  if (!isDoctor || !GOES_TO.test(before)) return undefined;
  const words = phraseOf(text, { from, to }).text.split(" ");
  const doctor = words.pop() ?? "";
  return { from, to, text: ["приём", ...words.map(genitive), `${doctor}а`].join(" ") };
}

/** «Ремонт бампера», «моделирования бороды»: work that the list does not know on a thing that it knows. */
function workOn(text: NormalText, { from, to }: Span, mention: Mention): NamedSpan | undefined {
  const before = text.words[from - 1]?.norm ?? "";
  const isWork = isServiceHead(before) && needsObject(before) && !isVerb(before) && !isBreak(text, from - 1);
  const isListed = wordsOf(mention.name).some((word) => isSameStem(stemOf(word), stemOf(before)));
  return isWork && !isListed ? phraseOf(text, { from: from - 1, to }) : undefined;
}

/** «Кровь на гормоны», «мазок на флору»: what is looked for. */
function testFor(text: NormalText, { from, to }: Span): NamedSpan | undefined {
  for (let at = from; at <= to; at += 1) {
    const [norm = "", joint, sought] = text.words.slice(at, at + 3).map((word) => word.norm);
    const isTest = /^(?:кров|анализ|мазок|мазк|тест)/u.test(norm) && joint === "на" && !isBreak(text, at);
    if (!isTest || sought === undefined || NOT_SOUGHT.test(sought) || isBreak(text, at + 1)) continue;
    const what = norm.startsWith("кров") ? "анализ крови" : phraseOf(text, { from: at, to: at }).text;
    return { from, to: Math.max(to, at + 2), text: `${what} на ${saidIn(text, at + 2, at + 2)}` };
  }
  return undefined;
}
const NOT_SOUGHT =
  /^(?:\d|завтра|сегодня|послезавтра|понедельник|вторник|сред|четверг|пятниц|суббот|воскресен|утро|день|вечер|неделе|этой|следующ|дом|мое|мою|какое|какой|что|руки|почту|\p{L}{1,2}$)/u;

/**
 * A service as the customer calls it: «стретчинг» where the list says «Растяжка», «детский ортопед» where it says
 * «Ортопед». Only what is no name of a service («переобуться», «ноготки», «болит зуб») is given the list's own.
 */
export function nameService(mention: Mention, text: NormalText): Span & { readonly text: string } {
  const covered = coveredBy(placesOfWords(text).flat, mention);
  const core = withoutWhom(text, { from: covered[0] ?? 0, to: covered.at(-1) ?? 0 });
  if (/^[a-z ]+$/u.test(mention.words)) {
    const phrase = englishPhrase(text, core);
    return {
      ...core,
      text: isForeign(mention) || phrase.length > mention.words.length ? phrase : mention.name,
    };
  }
  const words = wordsOf(mention.words);
  const name = wordsOf(mention.name);
  // «Брови» where the list joins two services in one name.
  const isCompound =
    / и /u.test(mention.name) && !/ и /u.test(mention.words) && !words.some((word) => isVerb(word));
  if (isCompound && core.from === core.to && /^[а-я]{4,}$/u.test(mention.words.trim()))
    return phraseOf(text, grow(text, core));
  const visit =
    visitTo(text, core) ?? appointmentWith(text, core) ?? workOn(text, core, mention) ?? testFor(text, core);
  if (visit !== undefined) return visit;
  const isSame = saysTheSame(words, name);
  if (!isSame && needsName(mention, words, name)) {
    // «Перманент губ»: a name cut short is whole enough with what it is done to.
    const said = isClipped(words, name) && !words.some((word) => isVerb(word)) ? grow(text, core) : core;
    return said.to > core.to && /^[а-яё]/u.test(mention.words)
      ? phraseOf(text, said)
      : { ...core, text: mention.name };
  }
  const isGap = covered.some((at, place) => place > 0 && isBreak(text, at - 1));
  const span = isGap ? core : grow(text, core);
  const isGrown = span.from < core.from || span.to > core.to;
  if (isSame && !isGrown) return { ...core, text: mention.name };
  return phraseOf(text, span);
}

/** Services wanted together, in one line. */
export const joinedWords = (services: readonly string[]): string =>
  services
    .map((service, at) =>
      at === 0 || /^\p{Lu}{2}/u.test(service) ? service : service.charAt(0).toLowerCase() + service.slice(1),
    )
    .join(" и ");
