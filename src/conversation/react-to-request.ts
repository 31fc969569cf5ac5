import type { RequestState } from "../domain/conversation.ts";
import type { Category } from "../domain/category.ts";
import type { Slots } from "../domain/slot.ts";
import { onlyAtLine, serviceElsewhere, withoutWrongBranch } from "./branch-of-service.ts";
import { answerFacts, type FactAnswer } from "./answer-facts.ts";
import { isBeside } from "./choose-category.ts";
import { ask, askAfterHandOver, askNeeded } from "./ask-in-turn.ts";
import { nextSlot } from "./choose-question.ts";
import { flowFor } from "./flow-for.ts";
import type { Flow } from "./flow-of.ts";
import { acknowledge, asksWhenAnswered, inTurn } from "./acknowledge.ts";
import { handOverWords } from "./hand-over-words.ts";
import { isEnough, isKnown, isWithPeople, knownSlots } from "./known-slots.ts";
import { mergeRequest, type MergedRequest } from "./merge-request.ts";
import { toPeople, type ContactTurn, type Reaction } from "./reaction.ts";

const MAX_QUESTION_LENGTH = 300;

/** A turn with everything that is decided about its request before anything is said. */
interface Case {
  readonly turn: ContactTurn;
  readonly merged: MergedRequest;
  readonly request: RequestState;
  readonly known: Slots;
  readonly flow: Flow;
  readonly facts: FactAnswer;
}

/** «А бассейн у вас есть?» beside a booking of something else. */
function isSideQuestion({ understanding, state }: ContactTurn): boolean {
  const { request } = state;
  return understanding.category === "price_info" && request !== undefined && !isBeside(request.category);
}

const TELLING: ReadonlySet<Category> = new Set(["partnership", "tender", "job_applicant", "investor_media"]);

function answer(turn: ContactTurn, request: RequestState, known: Slots): FactAnswer {
  const { understanding, context, text, wording, said } = turn;
  const { pending, waiting = [] } = turn.state.request ?? {};
  // A price that waits for the car is named once the car is known, and asked about again when the turn says nothing.
  const isTold = pending !== undefined && said[pending.slot] !== undefined;
  const waited = isTold || understanding.questions.length === 0 ? waiting : [];
  // Who offers, applies or bids speaks of discounts and rooms without asking about ours.
  const isTelling = TELLING.has(request.category) && !text.includes("?");
  const isAside = isBeside(understanding.category) && isWithPeople(turn.state, turn.state.request);
  return answerFacts(
    context.business,
    {
      kinds: isTelling ? [] : [...understanding.questions, ...waited],
      asksNow: understanding.questions.length > 0,
      category: isAside ? "price_info" : request.category,
      text,
      saidService: said.service === undefined ? undefined : String(said.service),
      bringsSlots: Object.keys(said).length > 0 && !isSideQuestion(turn),
      slots: known,
      at: context.at,
    },
    wording,
  );
}

/** The facts can't answer: people will, and get the question in the contact's words. */
function leaveToPeople(given: Case): Reaction {
  const { turn, facts, flow, known } = given;
  const request = {
    ...given.request,
    openQuestion: turn.text.slice(0, MAX_QUESTION_LENGTH),
    waiting: undefined,
  };
  const going = toPeople(turn, request, true);
  const times = turn.state.acknowledged ?? 0;
  const lines = [...facts.lines, inTurn(turn.wording.willAsk(facts.unknownAbout), times)];
  const base = going.state.request ?? request;
  const slot = isEnough(flow.enough, known) ? undefined : nextSlot(flow, base, known);
  const asked = ask(slot, base, turn);
  const state = { ...going.state, request: asked.request, acknowledged: times + 1 };
  return { ...going, state, lines, question: asked.question };
}

/** A side question that nobody has written an answer to goes along with the order: it isn't handed over half made for it. */
function goOnAsking(given: Case): Reaction | undefined {
  const { turn, facts, flow, known } = given;
  const isOrder = given.request.category === "lead_b2c" || given.request.category === "lead_b2b";
  const isBegun = turn.state.request?.category === given.request.category;
  if (!isOrder || !isBegun || !isBeside(turn.understanding.category)) return undefined;
  const request = { ...given.request, openQuestion: turn.text.slice(0, MAX_QUESTION_LENGTH) };
  const asked = ask(nextSlot(flow, request, known), request, turn);
  if (!asked.question) return undefined;
  return {
    state: { ...turn.state, request: { ...asked.request, action: "ask" } },
    lines: [...facts.lines, turn.wording.willPassQuestion],
    question: asked.question,
    handsOver: false,
    addsToLead: false,
    category: turn.understanding.category,
    action: "auto_reply",
  };
}

function priceInfo(given: Case): Reaction {
  const { turn, facts, request, flow } = given;
  if (facts.needs) {
    const needed = askNeeded(facts.needs, request, turn);
    if (!needed) return leaveToPeople(given);
    return {
      state: { ...turn.state, request: { ...needed.request, action: "ask" } },
      lines: facts.lines,
      question: needed.question,
      handsOver: false,
      addsToLead: false,
      category: request.category,
      action: "ask",
    };
  }
  if (facts.isUnknown) return leaveToPeople(given);
  if (flow.action === "assign_manager" || flow.action === "escalate") return handOver(given);
  const { vertical } = turn.context.business;
  const isInviting = facts.namedPrice && request.isInvited !== true;
  // A turn of nothing but a name or a car asks nothing that could be answered.
  const lines = facts.lines.length > 0 ? facts.lines : [turn.wording.howToHelp];
  return {
    state: {
      ...turn.state,
      request: {
        ...request,
        action: "auto_reply",
        waiting: undefined,
        isInvited: request.isInvited === true || isInviting,
      },
    },
    lines: [...lines, ...(isInviting ? [turn.wording.inviteToBook(vertical)] : [])],
    handsOver: false,
    addsToLead: false,
    category: request.category,
    action: "auto_reply",
  };
}

/** Enough is known, or no more can be asked: people get it, and the contact hears the details once. */
function handOver(given: Case): Reaction {
  const { turn, facts, flow } = given;
  const isReady = !isEnough(flow.enough, given.request.slots);
  const going = toPeople(turn, { ...given.request, pending: undefined, waiting: undefined, isReady }, false);
  const base = going.state.request ?? given.request;
  const words = handOverWords(turn, base, base.slots, flow);
  const needed = facts.needs && askNeeded(facts.needs, base, turn);
  const asked = needed ?? askAfterHandOver(flow, base, turn);
  return {
    ...going,
    state: { ...going.state, request: asked.request },
    lines: [...facts.lines, words],
    question: asked.question,
  };
}

/**
 * Whether understanding finds the request ready for people although no set of slots is complete: "отмените сегодня"
 * needs nothing more. For leads the owner's sets are the law.
 */
function isReadAsReady({ turn, request, flow }: Case): boolean {
  const { action, category } = turn.understanding;
  const isBookable = request.category === "lead_b2c" || (request.category === "lead_b2b" && !flow.isOurs);
  const isPersonal =
    request.category === "document_request" &&
    request.priority === "normal" &&
    !IMPERSONAL_PAPERS.test(String(request.slots.doc_type ?? ""));
  return action === "assign_manager" && !isBookable && !isPersonal && !isBeside(category);
}

/** Papers that are the same for everybody: nobody need say whose they are. */
const IMPERSONAL_PAPERS = /реквизит|договор|лицензи|устав|доверенност|отч[её]тност|карточк/iu;

/** «Эвакуатор срочно, встал на трассе»: who can't wait is not questioned once it is known what for. */
function isUrgentOrder({ request }: Case): boolean {
  const isOrder = request.category === "lead_b2c" || request.category === "lead_b2b";
  return isOrder && request.urgent && isKnown("service", request.slots);
}

/** A doctor named instead of a service, with a day or a number: people know what the doctor does. */
function isForSpecialist({ slots, refused, category }: RequestState): boolean {
  const hasRest = slots.date !== undefined || slots.time !== undefined || slots.phone !== undefined;
  return category === "lead_b2c" && slots.master !== undefined && refused.includes("service") && hasRest;
}

function collect(given: Case): Reaction {
  const { turn, facts, flow, request, known, merged } = given;
  const { understanding } = turn;
  const isForPeople =
    isUrgentOrder(given) ||
    isForSpecialist(request) ||
    understanding.action === "escalate" ||
    flow.action === "escalate" ||
    isEnough(flow.enough, request.slots) ||
    isReadAsReady(given);
  if (isForPeople) return handOver(given);
  if (facts.isUnknown) return goOnAsking(given) ?? leaveToPeople(given);

  const needed = facts.needs && askNeeded(facts.needs, request, turn);
  const asked = needed ?? ask(nextSlot(flow, request, known), request, turn);
  const isAnswered = facts.lines.length > 0 && merged.added.length === 0;
  if (!asked.question && !isAnswered) return handOver(given);
  const isAside = isAnswered && (isBeside(understanding.category) || !asked.question);
  return {
    state: { ...turn.state, request: { ...asked.request, action: "ask" } },
    lines: facts.lines,
    question: asked.question,
    handsOver: false,
    addsToLead: false,
    category: isAside ? understanding.category : request.category,
    action: isAside ? "auto_reply" : "ask",
  };
}

/** People have the request: the bot answers, collects what is missing and hands nothing over again. */
function keepHelping(given: Case): Reaction {
  const { turn, facts, flow, known, merged } = given;
  const isReady = given.request.isReady === true || (merged.isTurned && isReadAsReady(given));
  const request = { ...given.request, isReady };
  const isNews = merged.added.length + merged.corrected.length > 0 || merged.isTurned;
  const isAside = !isNews && isBeside(turn.understanding.category);
  const isWaiting = !isNews && asksWhenAnswered(turn.text);
  if (facts.isUnknown && !isWaiting) return leaveToPeople(given);
  const hadEnough = !merged.isTurned && isEnough(flow.enough, knownSlots(turn.state, turn.context));
  const hasEnough = isEnough(flow.enough, known);
  const isCompleted = isNews && hasEnough && !hadEnough;
  const asked =
    (facts.needs && askNeeded(facts.needs, request, turn)) ??
    (isCompleted ? askAfterHandOver(flow, request, turn) : undefined) ??
    ask(hasEnough || isReady ? undefined : nextSlot(flow, request, known), request, turn);
  const isAsking = asked.question !== undefined;
  const isRefusal = !isNews && turn.understanding.refused.length > 0;
  const news =
    isAside || isWaiting
      ? []
      : [isRefusal ? turn.wording.fine : acknowledge({ turn, merged, request, flow, isCompleted, isAsking })];
  const lines = [...facts.lines, ...news];
  const acknowledged = (turn.state.acknowledged ?? 0) + news.length;
  const going = toPeople({ ...turn, state: { ...turn.state, acknowledged } }, asked.request, false);
  return {
    ...going,
    lines: lines.length > 0 || isAsking ? lines : [turn.wording.alreadyWithPeople(request.category)],
    question: asked.question,
    addsToLead: !isAside,
    category: isAside ? turn.understanding.category : request.category,
    action: isAside ? "auto_reply" : going.action,
  };
}

/** A bare "нет" to a question is a refusal of what was asked. */
function withRefusal(merged: MergedRequest, turn: ContactTurn): RequestState {
  const { request } = merged;
  const { cues, questions } = turn.understanding;
  const isRefusal =
    request.pending !== undefined &&
    cues.includes("no") &&
    questions.length === 0 &&
    merged.added.length + merged.corrected.length === 0;
  if (!isRefusal || !request.pending) return request;
  return { ...request, refused: [...request.refused, request.pending.slot], pending: undefined };
}

/** The flow engine: one turn about a request. */
export function reactToRequest(turn: ContactTurn): Reaction {
  const { context } = turn;
  const merged = mergeRequest(turn.state, turn.messages, turn.understanding, context);
  const elsewhere = serviceElsewhere(context.business, merged.request.slots);
  const asSaid = withRefusal(merged, turn);
  const refused = elsewhere && !isWithPeople(turn.state, asSaid) ? withoutWrongBranch(asSaid) : asSaid;
  const known = knownSlots({ ...turn.state, request: refused }, context);
  const flow = flowFor(refused, context.business);
  const answered = answer(turn, refused, known);
  const isNews = turn.said.service !== undefined || turn.said.branch !== undefined;
  const facts =
    elsewhere && isNews
      ? { ...answered, isUnknown: false, lines: [onlyAtLine(elsewhere, turn.wording), ...answered.lines] }
      : answered;
  const request = facts.needs ? refused : { ...refused, waiting: undefined };
  // «Без телефона можно?» declines what was asked; colleagues have nothing to find out.
  const isRefusal = turn.understanding.refused.length > 0;
  const given: Case = {
    turn,
    merged,
    request,
    known,
    flow,
    facts: isRefusal ? { ...facts, isUnknown: false } : facts,
  };
  if (isWithPeople(turn.state, request)) return keepHelping(given);
  return request.category === "price_info" ? priceInfo(given) : collect(given);
}
