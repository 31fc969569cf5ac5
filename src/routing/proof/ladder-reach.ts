import type { Business, LadderRung, RuleTarget, Service } from "../../domain/business.ts";
import { CHANNEL_NAMES } from "../../domain/message.ts";
import type { Language } from "../../domain/category.ts";
import { optionsFor } from "../choose-for-offer.ts";
import { targetOf } from "../choose-assignment.ts";
import { findWanted, missesOf, servesSource, wantedSkills } from "../fit-target.ts";
import { bitOf, NONE } from "./bits.ts";

/** Who a rung can reach: people of team.yaml as bits, by how badly they fit. */
export interface RungReach {
  /** Everybody who may be asked, whatever is relaxed. */
  readonly all: bigint;
  /** Sets by the sum of misses, `[0]` fits the whole target; empty when fit does not matter for the rung. */
  readonly byMisses: readonly bigint[];
}

export interface LadderReach {
  readonly rungs: readonly RungReach[];
  /** Equal keys reach the same people on the same rungs. */
  readonly key: string;
}

export interface ReachQuestion {
  readonly to: RuleTarget;
  readonly rungs: readonly LadderRung[];
  readonly branchId: string | undefined;
  readonly service: Service | undefined;
  /** Representatives of their classes. */
  readonly source: number;
  readonly language: Language;
}

/** The people whom an offer finds among those on shift: the best fits only, as routing does. */
export function foundAmong({ all, byMisses }: RungReach, onShift: bigint): bigint {
  const here = all & onShift;
  if (here === NONE || byMisses.length === 0) return here;
  let fewest = 0;
  while (((byMisses[fewest] ?? here) & onShift) === NONE) fewest += 1;
  let found = byMisses[fewest] ?? NONE;
  for (let misses = 0; misses < fewest; misses += 1) {
    if ((misses & ~fewest) === 0) found |= byMisses[misses] ?? NONE;
  }
  return found & onShift;
}

const MISS_SUMS = 16;

/** Answers whom the rungs of a rule's ladder can reach for a class of requests; equal questions are answered once. */
export function createReachFinder(business: Business): (question: ReachQuestion) => LadderReach {
  const ids = new Map<object, number>();
  const idOf = (thing: object): number => {
    const id = ids.get(thing) ?? ids.size;
    ids.set(thing, id);
    return id;
  };
  const reaches = new Map<string, LadderReach>();
  const rungReaches = new Map<string, RungReach>();
  const sources = CHANNEL_NAMES.map((source) => peopleWhere(business, (m) => servesSource(m, source)));

  const skillsOf = createSkillSets();
  const wordsOf = ({ to, branchId, service, source, language }: ReachQuestion): string => {
    const skills = to.skill === "service" ? skillsOf(service) : 0;
    return `${idOf(to)}/${branchId}/${skills}/${source}/${language}`;
  };
  const reachOf = (offer: string, question: ReachQuestion): RungReach => {
    const { source } = question;
    const key = `${offer}/${wordsOf(question)}`;
    const known = rungReaches.get(key);
    if (known) return known;
    const reach = findReach(business, offer, question, sources[source] ?? NONE);
    rungReaches.set(key, reach);
    return reach;
  };

  return (question) => {
    const { rungs } = question;
    const short = `${idOf(rungs)}/${wordsOf(question)}`;
    const known = reaches.get(short);
    if (known) return known;
    const reached = rungs.map(({ offer }) => reachOf(offer, question));
    const key = reached.map(({ all, byMisses }) => `${all}:${byMisses.join()}`).join("|");
    const reach = { rungs: reached, key };
    reaches.set(short, reach);
    return reach;
  };
}

/** Numbers for sets of skills: services of equal skills have one number. */
function createSkillSets(): (service: Service | undefined) => number {
  const bySkills = new Map<string, number>();
  const byService = new Map<Service | undefined, number>();
  return (service) => {
    const known = byService.get(service);
    if (known !== undefined) return known;
    const skills = service?.skills.toSorted().join("+") ?? "";
    const number = bySkills.get(skills) ?? bySkills.size;
    bySkills.set(skills, number);
    byService.set(service, number);
    return number;
  };
}

function findReach(
  business: Business,
  offer: string,
  { to, branchId, service, language }: ReachQuestion,
  source: bigint,
): RungReach {
  const options = optionsFor(offer);
  const target = targetOf(to, options);
  const skills = wantedSkills(target, { service });
  const rated = business.team.map((manager) => ({
    manager,
    misses: missesOf(manager, target, skills, { request: { branchId, language } }),
  }));
  const isWanted = findWanted(target, rated, options.all === true);
  const all = source & peopleWhere(business, isWanted);
  if (options.role !== undefined || options.manager !== undefined) return { all, byMisses: [] };
  const byMisses = Array.from({ length: MISS_SUMS }, () => NONE);
  for (const [index, { misses }] of rated.entries())
    byMisses[misses] = (byMisses[misses] ?? NONE) | bitOf(index);
  return { all, byMisses: byMisses.map((people) => people & all) };
}

function peopleWhere(business: Business, holds: (manager: Business["team"][number]) => boolean): bigint {
  return business.team.reduce((set, manager, index) => (holds(manager) ? set | bitOf(index) : set), NONE);
}
