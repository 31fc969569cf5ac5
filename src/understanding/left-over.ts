import type { SlotName } from "../domain/slot.ts";
import type { GroupName } from "./lexicon.ts";
import type { Word } from "./normalise-text.ts";
import type { Signals } from "./read-signals.ts";
import { carMentions } from "./slots/find-car.ts";
import { coveredBy, placesOfWords } from "./slots/word-places.ts";

type Part = { readonly start: number; readonly end: number };

/** Words of politeness and wishing: they stand around an answer and are none. */
const TALK: ReadonlySet<GroupName> = new Set<GroupName>([
  "greeting",
  "thanks",
  "farewell",
  "ack",
  "wishes",
  "yes",
  "no",
  "idle",
  "abuse",
  "book",
  "booking_noun",
  "come",
  "want",
  "need",
  "may_i",
  "free_time",
  "call_me",
  "wants_human",
  "asks_if_bot",
  "changes_mind",
  "cancel",
  "move",
  "today",
  "urgent",
  "price",
  "hours",
]);
const SMALL = new Set(
  "а бы в во вот да для до же за и из или к как ко ли мне меня мной можно мой моя мое мы на над нам нас не ни но ну о об от по под после при с со так такое такой там то тогда только тоже туда у уже это этот эту эта я мы вы есть будет буду пожалуйста лучше просто скорее наверное наверно пусть давайте ладно запишите зовут звать имя фамилия госномер the a an my me i is it its this to for of please just".split(
    " ",
  ),
);

/** What the finders have read elsewhere in the turn, as parts of the flat text, of the sentence and of the clean text. */
function foundBeside(slot: SlotName, { slots, text }: Signals) {
  const flat: Part[] = [];
  const add = (own: SlotName, parts: readonly Part[]): void => {
    if (own !== slot) flat.push(...parts);
  };
  add("service", slots.services);
  add("position", slots.positions);
  add("doc_type", slots.documents);
  add("city", slots.cities);
  add("branch", slots.branches);
  add("car", carMentions(text.flat));
  const sentence: Part[] = [
    ...(slot === "date" || slot === "deadline" ? [] : slots.dates),
    ...(slot === "time" ? [] : slots.times),
  ];
  const clean: Part[] = [
    ...slots.contacts.used,
    ...slots.company.used,
    ...slots.identifiers.used,
    ...(slot === "name" ? [] : slots.names.used),
  ];
  return { flat, sentence, clean };
}

/**
 * The words of a turn that no other finder has read and that are more than politeness: all that an answer in the
 * contact's own words can consist of. «Вечером» leaves nothing for a name, «ООО Вектор» nothing for a number.
 *
 * @param isPlain Whether any word of the lexicon rules itself out, not just words of politeness: a name is none of them.
 */
export function leftOverFor(slot: SlotName, signals: Signals, isPlain: boolean): readonly Word[] {
  const { text, hits } = signals;
  const places = placesOfWords(text);
  const taken = new Set<number>();
  const take = (of: readonly Part[], parts: readonly Part[]): void => {
    for (const part of parts) for (const at of coveredBy(of, part)) taken.add(at);
  };
  const beside = foundBeside(slot, signals);
  take(places.flat, beside.flat);
  take(places.sentence, beside.sentence);
  take(text.words, beside.clean);
  for (const [group, found] of hits.all) if (isPlain || TALK.has(group)) take(places.flat, found);
  return text.words.filter((word, at) => !taken.has(at) && !SMALL.has(word.norm));
}
