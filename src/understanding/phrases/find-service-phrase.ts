import { grow, phraseOf, type NounPhrase } from "./noun-phrase.ts";
import type { Case } from "./nominative.ts";
import { isAdjective, isBreak, isNever, isVerb, type PhraseText } from "./phrase-words.ts";
import { isServiceHead, isSpecialist } from "./service-heads.ts";

/** How far a trigger is trusted: after a question of price any noun is what is priced; after «хочу» only what we know as a service. */
type Trust = "any" | "known";

interface Trigger {
  readonly words: RegExp;
  readonly place: Case;
  readonly trust: Trust;
}

const PRICE: readonly Trigger[] = [
  {
    words:
      / (?:сколько (?:сейчас |у вас |вообще |примерно |это )?(?:стоит|стоят|будет стоить|стоило|выйдет|выходит|обойдется)|почем(?: у вас| сейчас)?|по чем(?: у вас)?) $/u,
    place: "unknown",
    trust: "any",
  },
  {
    words:
      / (?:цен[аыуе]|ценник|стоимость|прайс|расценк[аиу]|тариф[ыа]?|сколько (?:возьмете|берете|просите)|возьмете|берете) (?:на|за) $/u,
    place: "accusative",
    trust: "any",
  },
  { words: / (?:цена|стоимость|расценки) $/u, place: "genitive", trust: "known" },
];
const BOOKING: readonly Trigger[] = [
  {
    words:
      / (?:запис\p{L}+|прием|талон\p{L}*|номерок|очередь|направлени\p{L}+|мест[оа]|окошк\p{L}+|окн[оа]|время|попасть|сходить|пойти|прийти|приду|придем|подъехать|заехать|хоч\p{L}+|хотел\p{L}*|хотим|хотелось|собираюсь|собираемся|можно|абонемент|сертификат|ищу|куп\p{L}+|взять|забронир\p{L}+|бронь)(?: (?:бы|мне|нас|меня|ее|его|ей|ему|маму|мужа|сына|дочь|дочку|ребенка|папу|отца|жену|подругу|вам|вас|у вас|к вам|свободн\p{L}+|еще|тоже|пожалуйста|есть|одного|двоих|на \p{L}+|завтра|сегодня|\p{L}+ицу|\p{L}+ник|субботу|среду|вместе)){0,3} на $/u,
    place: "accusative",
    trust: "any",
  },
  { words: / (?:к|ко) $/u, place: "dative", trust: "known" },
  {
    words:
      / (?:хоч\p{L}+|хотел\p{L}*|хотим|хотелось|нуж(?:ен|на|но|ны)|надо|требу\p{L}+|интересу\p{L}+|ищу|ищем|заказать|закажем|сделать|сделайте|сдела\p{L}*|дела\p{L}+|проводите|оказываете|куп\p{L}+|куплю|пройти|сдать|оформ\p{L}+|бывает|есть|можно|добав\p{L}+|организ\p{L}+)(?: (?:ли|бы|мне|нам|ей|ему|вам|у вас|вы|еще|тоже|пожалуйста|срочно|сейчас|сегодня|завтра|себе|маме|мужу|сыну|ребенку|дочке|дочери|жене|папе|это|ли вы|будет|какие нибудь|какой нибудь|хороший|хорошего|какая нибудь|сначала|просто|быстро|для \p{L}+)){0,3} $/u,
    place: "accusative",
    trust: "known",
  },
];
const TENDER: readonly Trigger[] = [
  {
    words: / (?:оказани\p{L}+|выполнени\p{L}+|организаци\p{L}+|предоставлени\p{L}+) $/u,
    place: "genitive",
    trust: "known",
  },
  { words: / (?:услуг\p{L}*|работ\p{L}*) (?:по|на) $/u, place: "dative", trust: "any" },
  {
    words:
      / (?:тендер\p{L}*|аукцион\p{L}*|конкурс\p{L}*|торг\p{L}*|закупк\p{L}*|котировк\p{L}*|запрос\p{L}* (?:цен|предложени\p{L}+|кп)|лот\p{L}*|нмцк|ткп|кп|коммерческ\p{L}+(?: предложени\p{L}+)?|смет\p{L}*|контракт\p{L}*|договор\p{L}*|процедур\p{L}+|редукцион\p{L}*|предложени\p{L}+|подрядчик\p{L}*|исполнител\p{L}+)(?: \p{L}*(?:ный|ного|ную|ной|ская|ский))? (?:на|по) (?:программу |оказание |выполнение |организацию |предоставление |услуги по |проведение работ по |услуги )?$/u,
    place: "accusative",
    trust: "any",
  },
  {
    words:
      / (?:нмцк|котировк\p{L}*|закупк\p{L}*|тендер\p{L}*|аукцион\p{L}*|конкурс\p{L}*|предложени\p{L}+|лот \p{N}+|предмет\p{L}*|объект закупки|тема) $/u,
    place: "unknown",
    trust: "known",
  },
];
const COMPLAINT: readonly Trigger[] = [
  {
    words: / (?:после|за|на|с|от|про|без) (?:вашего |вашей |вашу |ваш |ваших |вчерашней |вчерашнего )?$/u,
    place: "unknown",
    trust: "known",
  },
  {
    words:
      / (?:дела\p{L}+|сдела\p{L}+|верните|оплатил\p{L}*|провел\p{L}*|отменил\p{L}*|назначил\p{L}*|отмен\p{L}+|испортил\p{L}*) (?:у вас |мне |нам |вам |за |мой |мою |нашу |наш )?$/u,
    place: "accusative",
    trust: "known",
  },
];
const CANCEL: readonly Trigger[] = [
  {
    words:
      / (?:отмен\p{L}+|снимите|снять|уберите|убрать|перенес\p{L}+|перенос\p{L}*|переносим|перекин\p{L}+|сдвин\p{L}+|передвин\p{L}+|насчет|по поводу|удалите|вычеркните|запись|записан\p{L}*|записывал\p{L}*|стою|записал\p{L}*|меня|нас) (?:мою |мой |нашу |наш |на |к |с )?(?:мою |мой |нашу |наш )?$/u,
    place: "accusative",
    trust: "known",
  },
  { words: / (?:на) $/u, place: "accusative", trust: "known" },
];
const STATUS: readonly Trigger[] = [
  {
    words:
      / (?:готов\p{L}*|пришл\p{L}+|когда|где|насчет|будут|будет|результат\p{L}*|по|на|за) (?:мои |мой |моя |мое |мою |наши |будут |будет )?$/u,
    place: "unknown",
    trust: "known",
  },
];

export interface ServicePhraseOptions {
  readonly kinds: readonly ("price" | "booking" | "tender" | "complaint" | "cancel" | "status")[];
  /** Where goods are sold a noun nobody knows is goods. */
  readonly knownOnly: boolean;
  /** Indexes of words that other finders have read: dates, names, cars, places. */
  readonly taken: ReadonlySet<number>;
}

const TRIGGERS = {
  price: PRICE,
  booking: BOOKING,
  tender: TENDER,
  complaint: COMPLAINT,
  cancel: CANCEL,
  status: STATUS,
} as const;
const LONGEST_TRIGGER = 7;
const MOST_ADJECTIVES = 3;

function wordsBefore(text: PhraseText, at: number): string {
  let before = " ";
  for (let from = Math.max(0, at - LONGEST_TRIGGER); from < at; from += 1) {
    // A mark ends a trigger as it ends a phrase; a colon and a dash after a heading don't.
    before =
      isBreak(text, from - 1) && from > 0 && before !== " " && !/[:—–-]/u.test(between(text, from - 1))
        ? " "
        : before;
    before += `${text.words[from]?.norm ?? ""} `;
  }
  const mark = at > 0 && isBreak(text, at - 1) ? between(text, at - 1) : "";
  return mark === "" || /^\s*[:—–-]\s*$/u.test(mark) ? before : " ";
}

function between(text: PhraseText, left: number): string {
  const [before, after] = [text.words[left], text.words[left + 1]];
  return before && after ? text.clean.slice(before.end, after.start) : "";
}

/** The noun of a phrase that starts here, after its adjectives; nothing where the adjectives lead to none. */
function headFrom(text: PhraseText, start: number): number | undefined {
  for (let at = start; at <= start + MOST_ADJECTIVES; at += 1) {
    const norm = text.words[at]?.norm;
    if (norm === undefined) return undefined;
    const isHead = isServiceHead(norm) || isSpecialist(norm);
    if (isHead || !isAdjective(norm)) return at;
    if (isBreak(text, at)) return undefined;
  }
  return undefined;
}

function isPlausible(norm: string): boolean {
  return (
    /^(?:[а-я]{3,}(?:\+[а-я]{3,})?|[a-z][a-z\d]{1,})$/u.test(norm) &&
    !isNever(norm) &&
    !isVerb(norm) &&
    !/(?:о|ся|сь)$/u.test(norm) &&
    !isAdjective(norm)
  );
}

/** These name something only with what goes with them: «приём», but «приём терапевта». */
const EMPTY =
  /^(?:прием|запис|процедур|услуг|сеанс|занят|программ|операци|курс|групп|комплекс|справк|доставк|обслуживани|осмотр|посещени|тест|анализ$|вызов|сертификат$|питани|подбор|снятие|нанесени|услуга|замен|установк|лечени|удалени|хранени|проект|процедуры|дизайн|покрыти)/u;

/** Whether the noun may be a service after a trigger of this trust. */
function isNamed(norm: string, trust: Trust, knownOnly: boolean): boolean {
  if (isSpecialist(norm)) return true;
  if (isServiceHead(norm)) return !isVerb(norm) || /(?:ани|ени)[еяю]м?$/u.test(norm);
  return trust === "any" && !knownOnly && isPlausible(norm);
}

/**
 * The services that a turn asks for in words that no catalogue knows: noun phrases after the words that introduce one
 * («записаться на …», «сколько стоит …», «аукцион на …»), in order of place.
 */
export function findServicePhrases(text: PhraseText, options: ServicePhraseOptions): readonly NounPhrase[] {
  const triggers = options.kinds.flatMap((kind): readonly Trigger[] => TRIGGERS[kind]);
  const found: NounPhrase[] = [];
  for (let at = 0; at < text.words.length; at += 1) {
    if (options.taken.has(at) || (found.at(-1)?.to ?? -1) >= at) continue;
    const head = headFrom(text, at);
    const norm = head === undefined ? undefined : text.words[head]?.norm;
    if (head === undefined || norm === undefined || options.taken.has(head)) continue;
    if (!isNamed(norm, "any", false)) continue;
    const before = wordsBefore(text, at);
    const trigger = triggers.find(
      ({ words, trust }) => words.test(before) && isNamed(norm, trust, options.knownOnly),
    );
    if (!trigger) continue;
    if (/^(?:услуг|работ)/u.test(norm) && text.words[head + 1]?.norm === "по") continue;
    const span = grow(text, { from: head, to: head });
    if (EMPTY.test(norm) && span.from === span.to) continue;
    const phrase = phraseOf(text, { from: Math.max(at, span.from), to: span.to }, trigger.place);
    found.push({ ...phrase, text: phrase.text.replaceAll(/(?<=\p{L})\+(?=\p{L})/gu, " и ") });
  }
  return found;
}
