import { toLocalTime } from "../domain/calendar.ts";
import type { ConversationState } from "../domain/conversation.ts";
import type { TurnContext } from "../domain/turn.ts";
import { isOpen } from "../domain/opening.ts";
import { nextOpeningThere, nightOf } from "./opening.ts";
import { ownersOr, type Wording } from "./wording.ts";

export interface NightNotice {
  readonly text: string;
  /** For `state.nightSaidOn`. */
  readonly night: string;
}

/** "We are closed, back tomorrow at 10:00": once a night, while no branch is open. */
export function nightNotice(
  state: ConversationState,
  context: TurnContext,
  wording: Wording,
): NightNotice | undefined {
  const { business, at } = context;
  if (isOpen(business, at)) return undefined;
  const night = nightOf(business, at);
  if (state.nightSaidOn === night) return undefined;
  const closed = ownersOr(business.night.say, wording.closed, business, wording.language);
  const opening = nextOpeningThere(business, at);
  const today = toLocalTime(at, business.timezone).day;
  const back = opening ? ` ${wording.backAt(wording.format.moment(opening, today))}` : "";
  return { text: `${closed}${back}`, night };
}
