import type { Business } from "../domain/business.ts";
import { toLocalTime } from "../domain/calendar.ts";
import { categoryName } from "../domain/category.ts";
import { formatDateTime, formatDuration } from "../domain/format.ts";
import type { ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import { isOnShift, presenceAt } from "../domain/shift.ts";
import { nextSlaMoment, slaMoments, type SlaStep } from "./sla-moments.ts";
import { SLA_WORDS } from "./sla-words.ts";

/** What a look at a promised answer asks for. */
export interface SlaWatch {
  /** The step that has come; absent when it is too early, or nothing is promised any more. */
  readonly step?: SlaStep | undefined;
  readonly notes: readonly { readonly managerId: ManagerId; readonly text: string }[];
  /** Heads who get the late lead on offer, also when somebody has taken it and not answered. */
  readonly escalateTo: readonly ManagerId[];
  /** When to look again. */
  readonly nextAt?: Date | undefined;
}

const NOTHING: SlaWatch = { notes: [], escalateTo: [] };

/**
 * Looks at the promised time of a lead. Halfway whoever has the lead is reminded; near the end so are the heads at work,
 * when nobody has taken it yet; at the breach the heads are told and get it on offer. The first human answer in any
 * channel ends it. Steps missed while the gateway was down are not made up for: only the latest is told. A lead that
 * waits for opening is left alone until then. Pure.
 */
export function watchSla(lead: Lead, business: Business, at: Date): SlaWatch {
  const { ladder } = lead;
  if (lead.firstHumanReplyAt || ladder.status === "closed") return NOTHING;
  if (ladder.status === "held" && ladder.until > at) return { ...NOTHING, nextAt: ladder.until };
  const step = slaMoments(lead, business).findLast((moment) => moment.at <= at)?.step;
  const nextAt = nextSlaMoment(lead, business, at);
  if (step === undefined) return { ...NOTHING, nextAt };
  const owners = ownersOf(lead);
  const told = [...new Set([...owners, ...headsToTell(step, lead, business, at)])];
  const text = textOf(step, lead, owners, business, at);
  return {
    step,
    notes: told.map((managerId) => ({ managerId, text })),
    escalateTo: step === "breached" ? headsOf(business, at).filter((id) => !isOwner(id, ladder)) : [],
    nextAt,
  };
}

function isOwner(managerId: ManagerId, ladder: Lead["ladder"]): boolean {
  return ladder.status === "taken" && ladder.by === managerId;
}

/** Whoever took the lead, or has it on offer, or has its task. */
function ownersOf({ ladder, offers }: Lead): readonly ManagerId[] {
  switch (ladder.status) {
    case "taken":
      return [ladder.by];
    case "ended":
      return [ladder.taskFor];
    case "offering":
      return offers.filter((offer) => offer.endedAt === undefined).map(({ managerId }) => managerId);
    case "held":
    case "closed":
      return [];
  }
}

/** Heads who are not away; when all are, better one who is away than nobody. */
function headsOf(business: Business, at: Date): readonly ManagerId[] {
  const local = toLocalTime(at, business.timezone);
  const heads = business.team.filter((manager) => manager.role === "head");
  const present = heads.filter((head) => presenceAt(head, business, local) !== "absent");
  return (present.length > 0 ? present : heads).map(({ id }) => id);
}

function headsToTell(step: SlaStep, lead: Lead, business: Business, at: Date): readonly ManagerId[] {
  switch (step) {
    case "halfway":
      return [];
    case "close": {
      if (lead.ladder.status === "taken") return [];
      const heads = new Set(headsOf(business, at));
      return business.team
        .filter((one) => heads.has(one.id) && isOnShift(one, business, at))
        .map(({ id }) => id);
    }
    case "breached":
      return headsOf(business, at);
  }
}

function textOf(
  step: SlaStep,
  lead: Lead,
  owners: readonly ManagerId[],
  business: Business,
  at: Date,
): string {
  const { language, timezone, team } = business;
  const name = lead.request.slots.name;
  return SLA_WORDS[language][step]({
    category: categoryName(lead.request.category, language),
    customer: lead.displayName ?? (name === undefined ? undefined : String(name)),
    owners: owners.map((owner) => team.find(({ id }) => id === owner)?.name ?? String(owner)),
    until: formatDateTime(lead.slaDueAt, timezone, language, at),
    left: formatDuration(lead.slaDueAt.getTime() - at.getTime(), language),
    isTheirs: lead.ladder.status === "taken" || lead.ladder.status === "ended",
  });
}
