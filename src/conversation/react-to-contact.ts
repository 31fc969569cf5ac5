import type { Attachment } from "../domain/message.ts";
import type { Category } from "../domain/category.ts";
import { isBeside } from "./choose-category.ts";
import { inTurn } from "./acknowledge.ts";
import { askFor, withAsked } from "./choose-question.ts";
import { withdrawConsent } from "./consent.ts";
import { flowOf } from "./flow-of.ts";
import { isWithPeople, personalOf } from "./known-slots.ts";
import { dearerPriority, mergeRequest } from "./merge-request.ts";
import { promiseOf, sayOnly, toPeople, type ContactTurn, type Reaction } from "./reaction.ts";
import { reactToRequest } from "./react-to-request.ts";
import { reactToTalk } from "./react-to-talk.ts";
import { ownersOr } from "./wording.ts";

/** Life comes first: the emergency numbers in a few words, and people at once. */
function reactToDanger(turn: ContactTurn, words: string): Reaction {
  const merged = mergeRequest(turn.state, turn.messages, turn.understanding, turn.context).request;
  const priority = merged.priority === "critical" ? "critical" : "high";
  const request = { ...merged, priority, urgent: true, stopsAsking: true, pending: undefined } as const;
  const going = toPeople(turn, { ...request, action: "escalate" }, true);
  return { ...going, lines: [words], isUrgent: true };
}

/** A person is wanted: no more questions, no persuading, and no waiting as long as a question of prices may. */
function callPerson(turn: ContactTurn): Reaction {
  const { state, wording, context } = turn;
  const merged = mergeRequest(state, turn.messages, turn.understanding, context).request;
  const request = { ...merged, priority: dearerPriority(merged.priority, "normal") };
  const going = toPeople(turn, { ...request, stopsAsking: true, pending: undefined }, true);
  const words = wording.callPerson({
    vertical: context.business.vertical,
    promise: promiseOf(turn, request),
  });
  return { ...going, lines: [going.handsOver ? words : wording.alreadyWithPeople(request.category)] };
}

/** «Не пишите мне больше» without a word of data: wants silence, not erasure. */
function isLeaveMeAlone({ text }: ContactTurn): boolean {
  return (
    /(?:не|хватит|перестаньте|stop|don.?t)\s+(?:мне\s+)?(?:больше\s+)?(?:пиши|писать|беспоко|звон|writ|messag|text)/iu.test(
      text,
    ) && !/данн|персональн|соглас|удали|data|consent|delete|erase/iu.test(text)
  );
}

const LATER =
  /^(?:(?:спасибо|хорошо|ок|ладно|ясно|понятно|я|мы|еще|ещё|не знаю)[,. ]+)*(?:подумаю|подумаем|(?:потом|позже|завтра|сам|сама|как решу|когда решу)[,. ]+(?:вам |я )*(?:напишу|отпишусь|скажу|позвоню|перезвоню|решу|сообщу)|(?:посоветуюсь|i'?ll think|let me think|i will let you know))(?!\p{L})/iu;

/** «Дорого для нас, подумаем»: nothing is pressed on who says so. */
const THINKS_OR_DEAR =
  /(?<!\p{L})(?:подумаю|подумаем|посоветуюсь|посоветуемся|дорого|дороговат\p{L}|недешево|недёшево|не по карману|кусается)(?!\p{L})/iu;

/** «Потом напишу», «подумаю»: to be left in peace, and answered once. */
function isPutOff({ text, understanding, said }: ContactTurn): boolean {
  const isBare = Object.keys(said).length === 0 && !text.includes("?");
  const isTalk = understanding.category === "smalltalk" && THINKS_OR_DEAR.test(text);
  return isBare && understanding.category !== "complaint" && (LATER.test(text.trim()) || isTalk);
}

function asSmallTalk(turn: ContactTurn): ContactTurn {
  const { understanding, state } = turn;
  return {
    ...turn,
    understanding: { ...understanding, category: "smalltalk" },
    state: { ...state, request: state.request && { ...state.request, waiting: undefined } },
  };
}

/** Nothing is said to this contact unasked any more; what people have, they hear of. */
function leaveAlone(turn: ContactTurn): Reaction {
  const { state, wording } = turn;
  const { request } = state;
  if (!request || !isWithPeople(state, request)) {
    const talk = { ...turn.understanding, category: "smalltalk" } as const;
    const stopped = request && { ...request, pending: undefined, waiting: undefined, stopsAsking: true };
    return sayOnly({ ...turn, understanding: talk, state: { ...state, request: stopped } }, [
      wording.leftAlone,
    ]);
  }
  const going = toPeople(turn, { ...request, stopsAsking: true, pending: undefined }, true);
  return { ...going, lines: [wording.leftAlone] };
}

function withdraw(turn: ContactTurn): Reaction {
  const { request } = mergeRequest(turn.state, turn.messages, turn.understanding, turn.context);
  const state = withdrawConsent({ ...turn.state, request: { ...request, pending: undefined } });
  const going = toPeople({ ...turn, state }, state.request ?? request, true);
  return { ...going, lines: [turn.wording.consentWithdrawn] };
}

function reactToThreat(turn: ContactTurn): Reaction {
  const { request } = mergeRequest(turn.state, turn.messages, turn.understanding, turn.context);
  const going = toPeople(turn, { ...request, action: "escalate", stopsAsking: true }, true);
  return { ...going, lines: [turn.wording.threatened] };
}

const HEARD: ReadonlySet<Attachment["kind"]> = new Set(["voice", "audio", "video"]);

/** Nothing but a photo, a voice message, a place: acknowledged, and left to people where only they can tell. */
function reactToMedia(turn: ContactTurn, kinds: readonly Attachment["kind"][]): Reaction {
  const { state, wording, context } = turn;
  const got = kinds.map((kind) => wording.gotMedia(kind)).find((words) => words !== undefined);
  const lines = got === undefined ? [] : [got];
  const { request, ownership } = state;
  if (request && isWithPeople(state, request)) {
    return {
      ...toPeople(turn, request, ownership.status === "returned"),
      lines: [...lines, inTurn(wording.passedOn, state.acknowledged ?? 0)],
    };
  }
  const isForPeople = kinds.some((kind) => HEARD.has(kind)) || (state.idleTurns ?? 0) > 0;
  if (isForPeople) {
    const merged = mergeRequest(state, turn.messages, turn.understanding, context).request;
    const going = toPeople(turn, merged, true);
    return { ...going, lines: [...lines, wording.passMedia(promiseOf(turn, merged))] };
  }
  if (request?.pending) {
    const question = askFor(request.pending.slot, request, context, wording);
    const asked = question ? withAsked(request, question) : request;
    return { ...sayOnly(turn, lines), state: { ...state, request: asked }, question };
  }
  return { ...sayOnly({ ...turn, state: { ...state, idleTurns: 1 } }, [...lines, wording.whatIsIt]) };
}

/** Whom the bot answers by a set text: suppliers, and whatever the owner has marked `auto_reply`. */
function isAnsweredByText(turn: ContactTurn): boolean {
  const { category } = turn.understanding;
  const { request } = turn.state;
  const isFree = !request || isBeside(request.category) || request.category === category;
  const isAsked = category === "price_info" || category === "smalltalk" || category === "system_notification";
  return isFree && !isAsked && flowOf(turn.context.business, category).action === "auto_reply";
}

function reactByText(turn: ContactTurn): Reaction {
  const { category } = turn.understanding;
  const { wording, context, state } = turn;
  const flow = flowOf(context.business, category);
  const [first, second] =
    category === "job_applicant" ? [wording.applicant, wording.thanks] : wording.supplier;
  const isAgain = state.lastUnderstanding?.category === category;
  const idleTurns = (state.idleTurns ?? 0) + 1;
  const words = isAgain ? second : ownersOr(flow.say, first, context.business, wording.language);
  return sayOnly({ ...turn, state: { ...state, idleTurns } }, idleTurns > 3 ? [] : [words]);
}

/** Requests that "never mind" takes back; a complaint or a cancellation isn't withdrawn by it. */
const DROPPABLE: ReadonlySet<Category> = new Set([
  "lead_b2c",
  "lead_b2b",
  "price_info",
  "partnership",
  "job_applicant",
]);

function isDropped({ state, understanding, said }: ContactTurn): boolean {
  const { request } = state;
  return (
    request !== undefined &&
    understanding.cues.includes("changes_mind") &&
    DROPPABLE.has(request.category) &&
    (understanding.category === "smalltalk" || understanding.category === request.category) &&
    Object.keys(said).length === 0 &&
    understanding.questions.length === 0
  );
}

function drop(turn: ContactTurn): Reaction {
  const { state, wording } = turn;
  const { request } = state;
  if (!request || !isWithPeople(state, request)) {
    return sayOnly({ ...turn, state: { ...state, request: undefined } }, [wording.dropped]);
  }
  const also = [...new Set<Category>([...request.also, "cancel_reschedule"])];
  const going = toPeople(turn, { ...request, also, stopsAsking: true, pending: undefined }, true);
  return { ...going, lines: [wording.droppedWithPeople] };
}

/** Small talk is a turn that tells nothing and asks nothing; "нет" to a question tells something. */
function isTalk({ understanding, said, state }: ContactTurn): boolean {
  if (understanding.category !== "smalltalk") return false;
  if (understanding.cues.includes("injection") && Object.keys(said).length === 0) return true;
  const { cues } = understanding;
  const isAboutBot =
    (cues.includes("asks_if_bot") || cues.includes("abuse")) &&
    understanding.questions.every((kind) => kind === "other");
  if (isAboutBot && Object.keys(said).length === 0) return true;
  if (understanding.questions.length > 0 || understanding.refused.length > 0) return false;
  if (state.request === undefined) return true;
  const isRefusal = state.request.pending !== undefined && understanding.cues.includes("no");
  return Object.keys(said).length === 0 && !isRefusal;
}

/** A question without a request of its own is a question about terms. */
function asQuestion(turn: ContactTurn): ContactTurn {
  const { understanding, state } = turn;
  const isLoose = understanding.category === "smalltalk" && state.request === undefined;
  return isLoose ? { ...turn, understanding: { ...understanding, category: "price_info" } } : turn;
}

function withoutIdling(turn: ContactTurn): ContactTurn {
  return { ...turn, state: { ...turn.state, idleTurns: 0 } };
}

/** A machine reports a fault: people should know, the machine needs no answer. */
function reportFault(turn: ContactTurn): Reaction {
  const { request } = mergeRequest(turn.state, turn.messages, turn.understanding, turn.context);
  return { ...toPeople(turn, { ...request, pending: undefined }, true), lines: [] };
}

/** Chooses how to answer a contact: what can't wait first, what needs no answer last. */
export function reactToContact(turn: ContactTurn): Reaction {
  const { understanding, state, messages, wording } = turn;
  const { cues, category } = understanding;
  if (category === "system_notification") return reportFault(turn);
  if (cues.includes("self_harm")) return reactToDanger(turn, wording.selfHarm);
  if (cues.includes("health_danger")) return reactToDanger(turn, wording.healthDanger);
  if (cues.includes("withdraws_consent")) return isLeaveMeAlone(turn) ? leaveAlone(turn) : withdraw(turn);
  if (cues.includes("wants_human") && category !== "complaint") return callPerson(turn);
  const kinds = messages.flatMap(({ attachments }) => attachments.map(({ kind }) => kind));
  const isMute = turn.text.trim() === "" && Object.keys(turn.said).length === 0;
  const media = kinds.filter((kind) => kind !== "sticker" && kind !== "other");
  if (isMute && media.length > 0) return reactToMedia(turn, media);
  if (cues.includes("threat") && category === "smalltalk") return reactToThreat(turn);
  // Who leaves a number is called back, understood or not.
  if (category === "smalltalk" && state.request === undefined && turn.said.phone !== undefined)
    return callPerson(turn);
  if (isAnsweredByText(turn)) return reactByText(turn);
  if (isDropped(turn)) return drop(turn);
  if (isPutOff(turn)) return sayOnly(asSmallTalk(turn), [wording.takeYourTime]);
  if (isTalk(turn)) {
    const profile = { ...state.profile, ...personalOf(turn.said) };
    return reactToTalk({ ...turn, state: { ...state, profile } });
  }
  const reaction = reactToRequest(asQuestion(withoutIdling(turn)));
  const got = media.map((kind) => wording.gotMedia(kind)).find((words) => words !== undefined);
  const isHeard = media.some((kind) => HEARD.has(kind));
  return got === undefined || isHeard || reaction.lines.length + (reaction.question ? 1 : 0) === 0
    ? reaction
    : { ...reaction, lines: [got, ...reaction.lines] };
}
