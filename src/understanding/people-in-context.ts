import type { Category } from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import { wordsOf } from "../domain/word-stem.ts";
import { firstNameOf, isSurnameLike } from "./gazetteer/names.ts";
import type { Signals } from "./read-signals.ts";

/** Words after which a name is a specialist's. */
const ROLE =
  /^(?:к|ко|у|с|со|мастер|врач|доктор|тренер|барбер|стилист|косметолог|механик|специалист|инструктор|терапевт|стоматолог|хирург|массажист|визажист|колорист|парикмахер|администратор|приемщик|ваш)\p{L}{0,4}$/u;
/** «Меня зовут», «на имя»: the contact's own name, whatever was known. */
const OWN = /(?:зовут|на имя|имя|фамилия|запишите на|исправ|ошиб|опечат|не так|правильно|name is)/u;
/** «Делала», «стриг»: what the person named has done. */
const DID =
  / (?:дела\S*|стриг\S*|крас\S*|принима\S*|лечи\S*|работа\S*|коло\S*|массаж\S*|трениров\S*|обслужива\S*) /u;

/** «Мастер была Кристина», «врача звали Ольга». */
const TOLD_MASTER =
  /(?:мастер|врач|доктор|тренер|барбер|стилист|администратор|механик)\p{L}{0,3}\s+(?:была?|звали|зовут|вроде|—|-)\s+(?<name>\p{L}{3,})/iu;

const isOneWord = (name: string): boolean => wordsOf(name).length === 1;
const isFirstName = (name: string): boolean => isOneWord(name) && firstNameOf(name) !== undefined;

/** Whether the words around a name say that it is a specialist's. */
function isMarkedMaster(master: string, { text }: Signals): boolean {
  const head = (wordsOf(master)[0] ?? master).slice(0, 3);
  return text.words.some(
    ({ norm, raw }, at) =>
      (norm.startsWith(head) || raw.toLowerCase().startsWith(head)) &&
      ROLE.test(text.words[at - 1]?.norm ?? ""),
  );
}

/**
 * Whose name a turn of a complaint tells: asked when it was and who it was, people answer with the specialist's name or with
 * their own. A specialist is called by the first name, or in a clinic by the surname; a full name, a name beside a phone
 * and a second name are the contact's.
 */
function isOwnName(master: string, signals: Signals): boolean {
  const { context, slots, vertical, text } = signals;
  if (isMarkedMaster(master, signals)) return false;
  if (context.slots.master !== undefined || slots.contacts.phone !== undefined) return true;
  // A bare first name is the contact's; with what was done, or when, it is who did it.
  if (isFirstName(master)) return !DID.test(text.flat) && slots.dates.length === 0;
  if (isOneWord(master)) return vertical !== "medical";
  return !DID.test(text.flat) && !/(?:вна|вич|чна)$/u.test(master);
}

/** The people of a complaint, each in the right slot. */
export function peopleOfComplaint(said: Slots, signals: Signals, category: Category): Slots {
  const { master, name, ...rest } = said;
  if (category !== "complaint" || signals.context.category !== "complaint") return said;
  const told = TOLD_MASTER.exec(signals.text.clean)?.groups?.["name"];
  const named = told === undefined ? undefined : firstNameOf(told);
  if (named !== undefined) return { ...(name === named ? rest : said), master: named };
  if (typeof master === "string" && name === undefined && isOwnName(master, signals))
    return { ...rest, name: master };
  const isHands =
    typeof name === "string" && master === undefined && isFirstName(name) && DID.test(signals.text.flat);
  const isOpen = signals.context.slots.master === undefined && signals.slots.contacts.phone === undefined;
  return isHands && isOpen ? { ...rest, master: name } : said;
}

/** A name that is no more than the month of a date: «на 20 марта». */
export function withoutMonthName(said: Slots, { slots, text }: Signals): Slots {
  const { name, ...rest } = said;
  if (typeof name !== "string" || !isOneWord(name)) return said;
  const written = name.toLowerCase();
  const countIn = (words: string): number => words.split(written).length - 1;
  const dated = slots.dates.reduce(
    (sum, { start, end }) => sum + countIn(text.sentence.slice(start, end)),
    0,
  );
  return dated > 0 && countIn(text.sentence) <= dated ? rest : said;
}

/** «Мама Оля» of who books for a child. */
const KIN =
  /^(?:мам|пап|муж|жен|доч|сын|бабушк|дедушк|сестр|брат|тет|дяд|подруг|друг|директор|бухгалтер|секретар)\p{L}{0,3}$/u;

/** Whether a name stands after a word that says what it is to whom the request is for. */
function isOfKin(name: string, { text }: Signals): boolean {
  const head = name.toLowerCase().slice(0, 3);
  return text.words.some(
    ({ raw }, at) => raw.toLowerCase().startsWith(head) && KIN.test(text.words[at - 1]?.norm ?? ""),
  );
}

/** «Попова», then «Ирина»: one person; a first name alone takes no place of a full one. */
export function withWholeName(said: Slots, signals: Signals): Slots {
  const { context, text } = signals;
  const { name, ...rest } = said;
  const { name: before, master } = context.slots;
  // «А Макс точно будет?» asks after the specialist.
  if (text.hasQuestion && name !== undefined && name === master) return rest;
  if (typeof name !== "string" || typeof before !== "string" || !isOneWord(name)) return said;
  if (isOfKin(name, signals)) return rest;
  if (!isOneWord(before)) return OWN.test(text.flat) ? said : rest;
  const [first, family] = isFirstName(name) ? [name, before] : [before, name];
  if (!isFirstName(first) || isFirstName(family) || !isSurnameLike(family)) return said;
  return { ...rest, name: `${first} ${family}` };
}
