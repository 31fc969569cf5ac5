import type { Branch, Business } from "../domain/business.ts";
import { toLocalTime, type LocalTime } from "../domain/calendar.ts";
import type { RequestState } from "../domain/conversation.ts";
import { restsWhenClosed } from "../domain/night-rest.ts";
import { isOpen, nextOpening } from "../domain/opening.ts";
import type { Slots } from "../domain/slot.ts";
import type { Wording } from "./wording.ts";
import { plainText } from "./text-tokens.ts";

/** Longest wait that is still called "the next few minutes". */
const SOON_MS = 15 * 60_000;

/** Branches that the slots point at, by id, name or city; all of them when they point at none. */
export function branchesFor(business: Business, slots: Slots): readonly Branch[] {
  const branch = slots.branch === undefined ? undefined : plainText(String(slots.branch));
  if (branch !== undefined) {
    const named = business.branches.filter((one) =>
      [one.id, one.name, one.address].some((text) => plainText(text) === branch),
    );
    if (named.length > 0) return named;
  }
  const city = slots.city === undefined ? undefined : plainText(String(slots.city));
  const inCity = business.branches.filter((one) => plainText(one.city) === city);
  return inCity.length > 0 ? inCity : business.branches;
}

/** When the first branch opens, on the wall clock of the business; `undefined` when none ever does. */
export function nextOpeningThere(business: Business, at: Date): LocalTime | undefined {
  const first = business.branches.length === 0 ? undefined : nextOpening(business, at);
  return first && toLocalTime(first, business.timezone);
}

/** What an answer waits for: the SLA alone, duty outside the hours, or the next opening. */
type Waiting =
  | { readonly kind: "sla"; readonly targetMs: number }
  | { readonly kind: "duty" }
  | { readonly kind: "opening"; readonly opening: LocalTime };

function waitingOf(
  request: Pick<RequestState, "priority" | "urgent">,
  business: Business,
  at: Date,
): Waiting {
  const targetMs = business.sla.targetsMs[request.priority];
  const due = new Date(at.getTime() + targetMs);
  const isOpenNow = isOpen(business, at);
  if (isOpenNow && isOpen(business, due)) return { kind: "sla", targetMs };
  const opening = nextOpeningThere(business, isOpenNow ? due : at);
  return restsWhenClosed(request, business) && opening ? { kind: "opening", opening } : { kind: "duty" };
}

function openingWords(opening: LocalTime, business: Business, at: Date, wording: Wording): string {
  return wording.format.moment(opening, toLocalTime(at, business.timezone).day, true);
}

/**
 * When people will answer, in words that hold: the SLA while it ends within the working hours, the next opening when it
 * doesn't, and no figure where duty has it outside the hours.
 */
export function promiseFor(
  request: Pick<RequestState, "priority" | "urgent">,
  business: Business,
  at: Date,
  wording: Wording,
): string {
  const waiting = waitingOf(request, business, at);
  switch (waiting.kind) {
    case "sla":
      return waiting.targetMs <= SOON_MS ? wording.promise.soon : wording.promise.within(waiting.targetMs);
    case "duty":
      return wording.promise.nearest;
    case "opening":
      return openingWords(waiting.opening, business, at, wording);
  }
}

/** "Tomorrow after 10:00", where a request rests until the opening and the SLA would promise too much; else `undefined`. */
export function restingPromise(
  request: Pick<RequestState, "priority" | "urgent">,
  business: Business,
  at: Date,
  wording: Wording,
): string | undefined {
  const waiting = waitingOf(request, business, at);
  return waiting.kind === "opening" ? openingWords(waiting.opening, business, at, wording) : undefined;
}

/** The evening that a night belongs to: before noon it is still the night of the day before. */
export function nightOf(business: Business, at: Date): string {
  return toLocalTime(new Date(at.getTime() - 12 * 3_600_000), business.timezone).day;
}
