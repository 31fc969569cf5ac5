import type { Mention } from "../gazetteer/term-list.ts";
import { isDenied } from "../lexicon.ts";
import { nameService } from "./name-service.ts";

/** Services that are named together with their object: «замена сцепления», «МРТ колена», «покраска капота». */
const TAKES_OBJECT =
  /^(?:замена|ремонт|покраска|окрашивание|мрт|кт|узи|рентген|удаление|диагностика|чистка|лечение|коррекция|массаж|обслуживание|установка|мойка|полировка|тонировка|эпиляция|аренда|приём|консультация|прививка|монтаж|поверка|пересадка|анализ|химчистка|заправка|промывка|пусконаладка|шефмонтаж)/iu;
const OBJECT =
  /^(?!(?:готов|готова|готово|готовы|завтра|сегодня|вчера|послезавтра|утра|вечера|дня|цена|цены|стоимость|можно|нужна|какая|когда|сколько|машина|запись|пожалуйста|понедельник|среда|среды|пятница|пятницы|суббота|субботы|воскресенья|меня|мне|нас|вам|вас|есть|время|часа|часов|привет|хочу|надо|или|если|марта|апреля|мая|июня|какие|такая|была|были|сделали|помогите|делаете|можете|ваша|ваши|себя|тоже|теперь|пока|очень|хотя|окна|места|записи|мастера|врача|тренера|стоит|жены|мужа|она|они|это|эта|вся|все|сама|опять|какого|такого|без|для|после|до|к|на|в|с|у|по|из|за|и|а|но|не)(?![\p{L}]))(?:\p{L}{2,}(?:а|я|ы|и|ов|ев|ей|ого|его|ой|ых|их|ек|ок|ей)|акпп|мкпп|грм|двс|лица|зуба|спины)$/u;
const MANNER = /^\p{L}{3,}(?:ими|ыми|ами|ями)$/u;

function wordsAfter(flat: string, end: number): readonly string[] {
  return flat.slice(end).trim().split(" ").slice(0, 3);
}

/** The rest of the customer's own name for the service: «горячими ножницами», «радиатора печки». */
function complementOf(mention: Mention, flat: string): string {
  const words = wordsAfter(flat, mention.end);
  const kept: string[] = [];
  const pattern = MANNER.test(words[0] ?? "")
    ? MANNER
    : TAKES_OBJECT.test(mention.name) && isBareHead(mention)
      ? OBJECT
      : undefined;
  if (!pattern) return "";
  for (const word of words.slice(0, 2)) {
    if (!pattern.test(word)) break;
    kept.push(word);
  }
  return /(?:ых|их|ого|его|ой)$/u.test(kept.at(-1) ?? "") && !/(?:спин|колен|печ)/u.test(kept.at(-1) ?? "")
    ? ""
    : kept.join(" ");
}

/** One word was matched, so its object may follow; «чистка лица» has it already. */
const isBareHead = (mention: Mention): boolean => !mention.words.includes(" ") && !mention.name.includes(" ");

const JOINT = /^ (?:и|\+|плюс|and|а также|и еще) $|^ $/u;
const MOST_JOINED = 3;

/** «Стрижка и борода», «маникюр, педикюр»: what is named in one breath with the first. */
function joinedTo(first: Mention, wanted: readonly Mention[], flat: string): readonly Mention[] {
  const joined = [first];
  for (const next of wanted.slice(1)) {
    const last = joined.at(-1) ?? first;
    const isBeside = JOINT.test(`${flat.slice(last.end, next.start)} `);
    const isNew = joined.every(({ name }) => name !== next.name) && !GENERAL.has(next.name.toLowerCase());
    if (!isBeside || !isNew || GENERAL.has(last.name.toLowerCase()) || joined.length === MOST_JOINED) break;
    joined.push(next);
  }
  return joined;
}

/**
 * The service a turn asks for, as a person would name it: the gazetteer's name with what the customer added to it; two that are
 * joined («стрижка и борода») together. Denied ones («не маникюр») are left out.
 */
export function serviceWordsOf(mentions: readonly Mention[], flat: string): string | undefined {
  const wanted = mentions.filter((mention) => !isDenied(flat, mention.start));
  const first = wanted[0];
  if (!first) return undefined;
  const complement = complementOf(first, flat);
  if (complement) return `${nameService(first)} ${complement}`;
  const joined = joinedTo(first, wanted, flat);
  return joined.length > 1
    ? joined
        .map((mention, at) => (at === 0 ? nameService(mention) : nameService(mention).toLowerCase()))
        .join(" и ")
    : nameService(mostTelling(wanted, first));
}

/** A general word («тренер», «консультация») gives way to a named service in the same turn. */
function mostTelling(wanted: readonly Mention[], first: Mention): Mention {
  if (!GENERAL.has(first.name.toLowerCase())) return first;
  return wanted.find((mention) => !GENERAL.has(mention.name.toLowerCase())) ?? first;
}

const GENERAL = new Set([
  "консультация",
  "приём врача",
  "ремонт",
  "запчасти",
  "доставка",
  "абонемент",
  "диагностика",
  "массаж",
  "косметолог",
  "стоматолог",
  "то",
]);
