import type { SlotName } from "../domain/slot.ts";
import type { Cue, QuestionKind } from "../domain/understanding.ts";
import type { GroupName } from "./lexicon.ts";
import type { Signals } from "./read-signals.ts";
import { findSafetyCues } from "./safety-rules.ts";

const SHORT_ANSWER_WORDS = 4;
const SIMPLE: readonly (readonly [Cue, GroupName])[] = [
  ["greeting", "greeting"],
  ["thanks", "thanks"],
  ["farewell", "farewell"],
  ["wants_human", "wants_human"],
  ["asks_if_bot", "asks_if_bot"],
  ["changes_mind", "changes_mind"],
  ["withdraws_consent", "withdraws_consent"],
];

/** «Да», «не надо»: only where the turn opens with the word and says little else. */
function opensWith(signals: Signals, group: GroupName): boolean {
  return (
    signals.wordCount <= SHORT_ANSWER_WORDS &&
    (signals.hits.all.get(group) ?? []).some((hit) => hit.start === 0)
  );
}

/** Signs that steer the conversation, the safety ones first. */
export function findCues(signals: Signals): readonly Cue[] {
  const cues: Cue[] = [...findSafetyCues(signals)];
  for (const [cue, group] of SIMPLE) if (signals.has(group)) cues.push(cue);
  if (
    signals.has("complaint_sarcasm") &&
    signals.has("complaint_fault", "complaint_neglect", "complaint_trouble")
  ) {
    const thanks = cues.indexOf("thanks");
    if (thanks >= 0) cues.splice(thanks, 1);
  }
  if (opensWith(signals, "no")) cues.push("no");
  else if (opensWith(signals, "yes")) cues.push("yes");
  if (signals.has("spam") && !signals.has("book", "has_booking")) cues.push("obvious_spam");
  return cues;
}

const DURATION =
  / (?:сколько (?:длится|по времени|времени|часов|минут|занимает|держится)|как долго|долго ли|долго это|а долго|долго делать|сколько продлится|по времени|how long|duration) /u;
const SERVICES =
  / (?:какие (?:услуги|направления|виды|процедуры|есть|тренировки)|что (?:вы )?(?:делаете|умеете|предлагаете)|чем занимаетесь|список услуг|делаете ли|вы делаете|what services|do you do) /u;

/** A parking place, a lift, a ramp: what is there, as against where it is. */
const AMENITY =
  /^(?:парковк|припарк|паркинг|стоянк|велопарковк|бесплатная парковка|где машину|машину поставить|поставить машину|где оставить машину|лифт|есть лифт|пандус|эскалатор|коляск|с коляской|доступная среда|parking)/u;
/** Words that stand in questions of both kinds. */
const EITHER = /^(?:где у вас|есть ли у вас|заезд|подъезд|вход с)/u;

/** «Измените адрес доставки»: where to go to, not where we are. */
const THEIR_ADDRESS =
  / (?:адрес\S* (?:доставки|отгрузки|разгрузки|выезда|объекта)|(?:измен\S*|поменя\S*|смен\S*|исправ\S*) (?:\S+ )?адрес\S*) /u;

/** Whether the way is asked, not just what there is at its end. */
function asksTheWay({ hits, text }: Signals): boolean {
  if (THEIR_ADDRESS.test(text.flat)) return false;
  const asked = (hits.all.get("address") ?? []).filter(({ isNegated }) => !isNegated);
  const isAmenity = asked.some(({ words }) => AMENITY.test(words));
  return asked.some(({ words }) => !AMENITY.test(words) && !(isAmenity && EITHER.test(words)));
}

/** «Где наш заказ?»: the state of one's own thing stands in no book of answers. */
function asksAfterOwn(signals: Signals): boolean {
  return (
    signals.has("status") &&
    / (?:мой|моя|мое|мои|моего|моей|мою|наш|наша|наше|наши|нашу|my|our) /u.test(signals.text.flat)
  );
}

/** What the turn asks of the company's facts. */
export function findQuestions(signals: Signals): readonly QuestionKind[] {
  const kinds: QuestionKind[] = [];
  const { flat } = signals.text;
  if (signals.has("price")) kinds.push("price");
  if (signals.has("hours")) kinds.push("hours");
  if (asksTheWay(signals)) kinds.push("address");
  if (signals.has("contact_q")) kinds.push("contact");
  if (DURATION.test(flat)) kinds.push("duration");
  if (SERVICES.test(flat)) kinds.push("services");
  if (signals.has("free_time")) kinds.push("availability");
  if (signals.has("address") && !asksTheWay(signals) && !THEIR_ADDRESS.test(flat)) kinds.push("other");
  const isPlainQuestion = signals.text.hasQuestion && signals.wordCount > 2 && !asksAfterOwn(signals);
  if (kinds.length === 0 && (signals.has("terms") || isPlainQuestion)) kinds.push("other");
  return kinds;
}

const REFUSAL =
  /(?:не (?:дам|скажу|хочу (?:называть|назвать|давать|говорить|оставлять|указывать)|буду (?:называть|назвать|давать|говорить|оставлять|указывать)|оставлю|назову|люблю давать|даю|сообщаю)|без (?:имени|телефона|номера|имен)|зачем (?:вам|он вам|это вам)|обойдетесь|не ваше дело|не обязательно вам|это личное|rather not|wont give|dont want to give|why do you need)/u;
const REFUSED_SLOTS: readonly (readonly [SlotName, RegExp])[] = [
  ["phone", /(?:телефон|номер|звонить|phone|number)/u],
  ["name", /(?:имя|имени|имен|зовут|фамили|фио|name)/u],
  ["email", /(?:почт|мейл|имейл|email)/u],
  ["car", /(?:марк|модел|авто|машин)/u],
  ["company", /(?:компани|фирм|организац|company)/u],
  ["inn", /(?:инн)/u],
  ["address", /(?:адрес)/u],
  ["budget", /(?:бюджет|budget)/u],
];

/** Slots the contact declined to give: named in the refusal, or the one that was asked for. */
export function findRefused(signals: Signals): readonly SlotName[] {
  if (!REFUSAL.test(signals.text.flat)) return [];
  const named = REFUSED_SLOTS.filter(([, words]) => words.test(signals.text.flat)).map(([slot]) => slot);
  if (named.length > 0) return named;
  return signals.context.pendingSlot ? [signals.context.pendingSlot] : [];
}
