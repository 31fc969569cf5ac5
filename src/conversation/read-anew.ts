import type { Category } from "../domain/category.ts";
import type { SlotName } from "../domain/slot.ts";
import type { Cue, QuestionKind } from "../domain/understanding.ts";
import { asksWhenAnswered } from "./acknowledge.ts";
import { askedDays } from "./asked-day.ts";
import { isBeside } from "./choose-category.ts";
import { findServices } from "./find-services.ts";
import { isWithPeople } from "./known-slots.ts";
import type { ContactTurn } from "./reaction.ts";
import { plainText } from "./text-tokens.ts";

/** Below this the second reading of a turn is worth a look where the first one doesn't fit. */
const SURE = 0.65;
const MAX_NARROWING_WORDS = 3;

const LIKELIER: ReadonlySet<Category> = new Set<Category>(["complaint", "lead_b2b", "lead_b2c"]);

/** Cues that make a turn plain talk, whatever else could be read into it. */
const TALK: ReadonlySet<Cue> = new Set<Cue>([
  "greeting",
  "thanks",
  "farewell",
  "yes",
  "no",
  "asks_if_bot",
  "injection",
  "abuse",
]);

function asReading(turn: ContactTurn, category: Category): ContactTurn {
  const isComplaint = category === "complaint";
  const priority = isComplaint ? "critical" : category === "lead_b2b" ? "high" : "normal";
  const action = isComplaint ? "escalate" : "ask";
  return { ...turn, understanding: { ...turn.understanding, category, action, priority } };
}

function withService(turn: ContactTurn, name: string): ContactTurn {
  const { understanding, said } = turn;
  return {
    ...turn,
    said: { ...said, service: name },
    understanding: { ...understanding, slots: { ...understanding.slots, service: name } },
  };
}

/**
 * A question that asks nothing, or small talk that greets and thanks for nothing, and of which understanding is not
 * sure, is what it was taken for next: «чек горит» is no question of price.
 */
function asLikelier(turn: ContactTurn): ContactTurn {
  const { understanding, state, context, said, text } = turn;
  const { category, also, questions, confidence, cues } = understanding;
  const isFree = state.request === undefined || isBeside(state.request.category);
  const asks = text.includes("?") && (category === "price_info" || category === "smalltalk");
  const isTalk = category === "smalltalk" && cues.some((cue) => TALK.has(cue));
  if (!isFree || asks || isTalk) return turn;
  const isTrade = context.business.vertical === "industrial" && also.includes("lead_b2b");
  const next = isTrade ? "lead_b2b" : also.find((one) => LIKELIER.has(one));
  if (next === undefined || state.request?.pending) return turn;
  const isApplicant = category === "job_applicant" && said.position === undefined && next !== "complaint";
  // «Окулист когда?» asks for an appointment: there is no order to ask after.
  const isVisit =
    category === "order_status" && next === "lead_b2c" && context.business.vertical === "medical";
  const isNamed = said.service !== undefined && said.order_id === undefined && said.name === undefined;
  if ((isApplicant || (isVisit && isNamed)) && confidence < SURE) return asReading(turn, next);
  if (category === "price_info" && questions.length === 0 && confidence < SURE) return asReading(turn, next);
  if (category !== "smalltalk" || next === "complaint") return turn;
  const { services, isAmbiguous } = findServices(context.business, undefined, text);
  const [named] = services;
  if (!named || isAmbiguous || said.service !== undefined) return turn;
  return withService(asReading(turn, next), named.name);
}

/** What a turn brings that goes on with an order rather than with a question of its price. */
const OF_ORDER: readonly SlotName[] = [
  "date",
  "time",
  "master",
  "name",
  "phone",
  "email",
  "car",
  "branch",
  "city",
  "quantity",
  "company",
  "inn",
  "budget",
];

/** «Да» after a price, a bare car, a phone, a number of pieces: the order of what the price was of. */
function asAccepted(turn: ContactTurn): ContactTurn {
  const { understanding, state, said, context, text } = turn;
  const { cues, category, questions, also } = understanding;
  const { request } = state;
  const isInvited =
    request?.category === "price_info" &&
    request.isInvited === true &&
    request.pending === undefined &&
    state.lastUnderstanding?.category === "price_info" &&
    !isWithPeople(state, request);
  if (!isInvited || !isBeside(category) || text.includes("?")) return turn;
  const isYes = cues.includes("yes") && !cues.includes("thanks") && !cues.includes("farewell");
  const isModel = said.product !== undefined && request.slots.product !== undefined;
  const isBrought =
    (said.service === undefined && OF_ORDER.some((slot) => said[slot] !== undefined)) || isModel;
  const asksNothing = questions.length === 0 || (isBrought && questions.every((kind) => kind === "other"));
  if (!asksNothing || (!isYes && !isBrought)) return turn;
  const isTrade = context.business.vertical === "industrial" && !also.includes("lead_b2c");
  const { category: next, ...order } = isTrade
    ? ({ category: "lead_b2b", priority: "high" } as const)
    : ({ category: "lead_b2c", priority: "normal" } as const);
  return {
    ...turn,
    understanding: { ...understanding, ...order, category: next, action: "ask", questions: [] },
  };
}

/** Questions that may be put again of another place. */
const OF_PLACE: ReadonlySet<QuestionKind> = new Set<QuestionKind>(["hours", "address", "contact", "price"]);

const MAX_DAY_WORDS = 4;

/** «А завтра?» after the hours of today. */
function asksOfDay({ text, said, context, state }: ContactTurn): boolean {
  const isShort = plainText(text).split(" ").length <= MAX_DAY_WORDS;
  const isOfDay = askedDays(text, context.at, context.business.timezone).length > 0;
  const wasHours = state.lastUnderstanding?.questions.includes("hours") === true;
  return isShort && isOfDay && wasHours && Object.keys(said).every((slot) => slot === "date");
}

/** «А в Брагино?» asks of another branch what was asked before. */
function asContinued(turn: ContactTurn): ContactTurn {
  const { understanding, state, said } = turn;
  if (asksOfDay(turn) && isBeside(understanding.category))
    return { ...turn, understanding: { ...understanding, category: "price_info", questions: ["hours"] } };
  const names = Object.keys(said);
  const isCarAlone = names.length > 0 && names.every((name) => name === "car");
  const { request } = state;
  if (
    isCarAlone &&
    request?.category === "price_info" &&
    request.slots.service !== undefined &&
    isBeside(understanding.category)
  )
    return {
      ...turn,
      state: { ...state, request: { ...request, waiting: ["price"] } },
      understanding: { ...understanding, category: "price_info", questions: [] },
    };
  const isPlaceAlone = names.length > 0 && names.every((name) => name === "branch" || name === "city");
  const isBare = understanding.questions.every((kind) => kind === "other");
  const before = (state.lastUnderstanding?.questions ?? []).filter((kind) => OF_PLACE.has(kind));
  if (!isPlaceAlone || !isBare || before.length === 0 || !isBeside(understanding.category)) return turn;
  if (state.request?.pending) return turn;
  return { ...turn, understanding: { ...understanding, category: "price_info", questions: before } };
}

/** «Женская» after «на стрижку»: of several services that the words before could mean, this one. */
function asNarrowed(turn: ContactTurn): ContactTurn {
  const { understanding, state, said, context, text } = turn;
  const before = state.request?.slots.service;
  if (before === undefined || plainText(text).split(" ").length > MAX_NARROWING_WORDS) return turn;
  if (!isBeside(understanding.category) && understanding.category !== state.request?.category) return turn;
  const { business } = context;
  const open = findServices(business, String(before), "").services;
  if (open.length < 2) return turn;
  const words = said.service === undefined ? text : String(said.service);
  const { services, isAmbiguous } = findServices(business, `${words} ${before}`, "");
  const [named] = services;
  if (!named || services.length > 1 || isAmbiguous || !open.includes(named)) return turn;
  const category = state.request?.category ?? understanding.category;
  const narrowed = withService(turn, named.name);
  return { ...narrowed, understanding: { ...narrowed.understanding, category } };
}

/** Who offered us something and asks on («с кем поговорить?») still offers it. */
function asSupplier(turn: ContactTurn): ContactTurn {
  const { understanding, state, said } = turn;
  const { category, questions, cues } = understanding;
  const isOffering = state.request === undefined && state.lastUnderstanding?.category === "supplier_offer";
  const isOpen =
    category === "price_info" || (category === "smalltalk" && !cues.some((cue) => TALK.has(cue)));
  const isVague = questions.every((kind) => kind === "other" || kind === "contact");
  if (!isOffering || !isOpen || !isVague || said.service !== undefined) return turn;
  return {
    ...turn,
    understanding: { ...understanding, category: "supplier_offer", action: "auto_reply", priority: "low" },
  };
}

const UNDECIDED =
  /(?:не знаю|не определил|не решил|посовету|что (?:есть|выбрать|бывает|лучше|взять)|какие (?:есть|бывают|варианты)|варианты)/iu;

/** «Не знаю на что, посоветуйте»: who is asked what to book wants to hear what there is. */
function asUndecided(turn: ContactTurn): ContactTurn {
  const { understanding, state, said, text } = turn;
  const isAsked = state.request?.pending?.slot === "service" && said.service === undefined;
  const isOpen = understanding.questions.every((kind) => kind === "other" || kind === "services");
  const isSame = understanding.category === state.request?.category || isBeside(understanding.category);
  if (!isAsked || !isOpen || !isSame || !UNDECIDED.test(text)) return turn;
  return { ...turn, understanding: { ...understanding, category: "price_info", questions: ["services"] } };
}

/** «Ну сколько можно ждать!» is said of the request, and asks for no fact. */
function asImpatient(turn: ContactTurn): ContactTurn {
  const { understanding, state, text } = turn;
  const { request } = state;
  if (!request || !isWithPeople(state, request) || !asksWhenAnswered(text)) return turn;
  if (!isBeside(understanding.category) || understanding.category === request.category) return turn;
  return { ...turn, understanding: { ...understanding, category: request.category, questions: [] } };
}

const MAX_HEARD_WORDS = 4;

/** «Ок» when people have the request is no answer to the question that could still be answered. */
function asHeard(turn: ContactTurn): ContactTurn {
  const { understanding, state, said, text } = turn;
  const { cues, questions, refused, category } = understanding;
  const isYes = cues.includes("yes") && !cues.includes("changes_mind");
  const isBare = Object.keys(said).length === 0 && questions.length === 0 && refused.length === 0;
  const isShort = plainText(text).split(" ").length <= MAX_HEARD_WORDS;
  if (!isYes || !isBare || !isShort || category !== state.request?.category) return turn;
  return isWithPeople(state, state.request)
    ? { ...turn, understanding: { ...understanding, category: "smalltalk" } }
    : turn;
}

/** A turn in the light of what was said before, where its words alone would mislead. */
export function readAnew(turn: ContactTurn): ContactTurn {
  return asSupplier(asImpatient(asHeard(asUndecided(asContinued(asAccepted(asNarrowed(asLikelier(turn))))))));
}
