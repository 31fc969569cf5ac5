import type { Mention } from "../gazetteer/term-list.ts";
import { isDenied } from "../lexicon.ts";
import type { NormalText } from "../normalise-text.ts";
import { joinedWords, nameService } from "./name-service.ts";

/** A mention of a catalogue, as the customer names it there. */
interface Named {
  readonly mention: Mention;
  readonly text: string;
  /** Words of the turn, by their indexes. */
  readonly from: number;
  readonly to: number;
}

const MOST_JOINED = 3;
const AND = /^(?:и|плюс|and|\+|также|еще|ещё)$/u;
/** «Стрижку как у мамы и закрасить корни»: so many words may stand between a service and the «и» of the next. */
const MOST_BETWEEN = 4;

/** Whether two services are wanted together: side by side, or the second after «и» in the same sentence. */
function isJoined(first: Named, second: Named, { words, clean }: NormalText): boolean {
  const between = words.slice(first.to + 1, second.from).map(({ norm }) => norm);
  const [left, right] = [words[first.to], words[second.from]];
  const marks = left && right ? clean.slice(left.end, right.start) : "";
  if (/[.!?\n]/u.test(marks)) return false;
  // «Бритьё опасной бритвой»: side by side without a mark they are one.
  if (between.length === 0 && !/[,+/\n]/u.test(marks)) return false;
  if (between.every((word) => AND.test(word))) return !/[;:()]/u.test(marks);
  return AND.test(between.at(-1) ?? "") && between.length <= MOST_BETWEEN && !/[,;:]/u.test(marks);
}

/** A general word («тренер», «консультация») gives way to a named service in the same turn. */
const isGeneral = ({ mention, text }: Named): boolean =>
  GENERAL.has(mention.name.toLowerCase()) && GENERAL.has(text.toLowerCase());

function together(named: readonly Named[], text: NormalText): readonly Named[] {
  const [first, ...others] = named;
  if (!first) return [];
  const joined = [first];
  for (const next of others) {
    const last = joined.at(-1) ?? first;
    const isNew = joined.every(({ mention }) => mention.name !== next.mention.name);
    if (!isNew || isGeneral(next) || isGeneral(last) || !isJoined(last, next, text)) break;
    joined.push(next);
    if (joined.length === MOST_JOINED) break;
  }
  return joined;
}

/**
 * The service a turn asks for, as the customer names it, with its adjectives and what it is done to; those that are wanted
 * together («стрижка и борода») together. Denied ones («не маникюр») are left out.
 */
export function serviceWordsOf(mentions: readonly Mention[], text: NormalText): string | undefined {
  const named: Named[] = [];
  for (const mention of mentions) {
    if (isDenied(text.flat, mention.start) || isReplaced(mention, mentions, text)) continue;
    const next = { mention, ...nameService(mention, text) };
    // «Консультация кардиолога» has taken the cardiologist in.
    if (named.some(({ to }) => to >= next.from)) continue;
    named.push(next);
  }
  const joined = together(named, text);
  const [first] = named;
  if (!first) return undefined;
  if (joined.length > 1) return joinedWords(joined.map(({ text: words }) => words));
  return isGeneral(first) ? (named.find((other) => !isGeneral(other)) ?? first).text : first.text;
}

/** «Вместо маникюра сделаем педикюр»: another is wanted. */
const isReplaced = ({ start }: Mention, mentions: readonly Mention[], { flat }: NormalText): boolean =>
  mentions.length > 1 && / вместо(?: \S+)?$/u.test(flat.slice(0, start));

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
  "персональная тренировка",
  "то",
]);
