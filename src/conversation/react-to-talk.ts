import type { Cue } from "../domain/understanding.ts";
import { askFor, withAsked } from "./choose-question.ts";
import { isWithPeople } from "./known-slots.ts";
import { sayOnly, toPeople, promiseOf, type ContactTurn, type Reaction } from "./reaction.ts";
import { mergeRequest } from "./merge-request.ts";

/** Cues of small talk in the order in which they are answered. */
const ANSWERED: readonly Cue[] = [
  "asks_if_bot",
  "injection",
  "abuse",
  "thanks",
  "farewell",
  "greeting",
  "yes",
  "no",
];
/** After these the question that waits is put again; a word of thanks is no reason to press. */
const ASK_AGAIN: ReadonlySet<Cue | undefined> = new Set([
  "asks_if_bot",
  "injection",
  "greeting",
  "yes",
  undefined,
]);
/** Small talk that goes on longer than this is answered with silence: two bots would never stop. */
const MAX_IDLE_TURNS = 3;
const MAX_ABUSIVE_TURNS = 3;

/** «Понятно», «ясно, жду»: heard, and nothing to say to it. */
const HEARD =
  /^(?:(?:ну|а|все|всё|ясно|понятно|понял|поняла|поняли|ок|окей|ладно|хорошо|жаль|жалко|эх|ага|угу|принято|жду|ждем|буду ждать|got it|i see)[\s,.!)]*)+$/iu;

function leadingCue(cues: readonly Cue[]): Cue | undefined {
  return ANSWERED.find((cue) => cues.includes(cue));
}

function wordsFor(cue: Cue | undefined, turn: ContactTurn, idleTurns: number): readonly string[] {
  const { wording, state, context } = turn;
  switch (cue) {
    case "asks_if_bot":
      return [wording.isBot(context.business.name)];
    case "injection":
      return [wording.offTopic];
    case "abuse":
      return idleTurns > 1 ? [] : [wording.calmDown];
    case "thanks":
      return [wording.thanks];
    case "farewell":
      return [wording.farewell];
    case "greeting":
      return state.greeted
        ? [wording.listening]
        : [wording.introduce(context.business.name), wording.howToHelp];
    case "yes":
    case "no":
      return [wording.fine];
    default:
      if (HEARD.test(turn.text.trim()) && !isWithPeople(state, state.request))
        return idleTurns > 1 ? [] : [wording.fine];
      if (isWithPeople(state, state.request))
        return idleTurns > 1 ? [] : [wording.alreadyWithPeople(state.request?.category ?? "lead_b2c")];
      return [[wording.notUnderstood], [wording.offerPerson]][idleTurns - 1] ?? [];
  }
}

/** The pending question in other words, once; none when there is none, or people have the request already. */
function askAgain(turn: ContactTurn): Pick<Reaction, "state" | "question"> {
  const { state, context, wording } = turn;
  const { request } = state;
  if (!request?.pending || isWithPeople(state, request)) return { state };
  const question = askFor(request.pending.slot, request, context, wording);
  return question ? { state: { ...state, request: withAsked(request, question) }, question } : { state };
}

/** Greetings, thanks, "are you a bot?", attempts to steer the bot, and plain nonsense. */
export function reactToTalk(turn: ContactTurn): Reaction {
  const { understanding } = turn;
  const cue = leadingCue(understanding.cues);
  const before = turn.state.lastUnderstanding;
  const idleTurns = (turn.state.idleTurns ?? 0) + 1;
  const state = { ...turn.state, idleTurns };
  const idle: ContactTurn = { ...turn, state };
  if (cue === "abuse" && idleTurns === MAX_ABUSIVE_TURNS) return handAbuseOver(idle);
  const isRepeat =
    cue !== undefined &&
    cue !== "asks_if_bot" &&
    before?.category === "smalltalk" &&
    leadingCue(before.cues) === cue;
  const isSilent = cue !== "asks_if_bot" && (isRepeat || idleTurns > MAX_IDLE_TURNS);
  const lines = isSilent ? [] : wordsFor(cue, idle, idleTurns);
  const again = !isSilent && ASK_AGAIN.has(cue) && turn.state.request?.pending ? askAgain(idle) : { state };
  const isAsking = "question" in again && again.question !== undefined;
  // A question that waits is clearer than "I didn't understand" or "how can I help?".
  const kept = isAsking && (cue === undefined || cue === "greeting") ? [] : lines;
  return { ...sayOnly(idle, kept), ...again };
}

function handAbuseOver(turn: ContactTurn): Reaction {
  const { request } = mergeRequest(turn.state, turn.messages, turn.understanding, turn.context);
  const going = toPeople(turn, { ...request, stopsAsking: true }, true);
  const { vertical } = turn.context.business;
  const words = turn.wording.callPerson({ vertical, promise: promiseOf(turn, request) });
  return { ...going, lines: [words] };
}
