import type { Business } from "../../domain/business.ts";
import { bitOf, bitsOf, lowestBit, NONE } from "./bits.ts";
import { foundAmong, type LadderReach } from "./ladder-reach.ts";
import type { TimeGrid } from "./time-grid.ts";

/** What becomes of a lead on a ladder, state of time by state of time. Sets are of states. */
export interface ReachStudy {
  /** No rung has anybody: the lead goes to the last resort, on shift or not. */
  readonly nobody: bigint;
  /** By person (index in team.yaml): all rungs together come down to this one. */
  readonly single: ReadonlyMap<number, bigint>;
  /** Everybody on the ladder together has fewer places than the peak needs; by the number of places. */
  readonly weak: ReadonlyMap<number, bigint>;
  /** Some rung has somebody, but not the last one. */
  readonly endsEmpty: bigint;
  /** The first rung has somebody, but nobody who fits the rule's whole target. */
  readonly relaxed: bigint;
}

/** Tells what each ladder does at each state of time, with everybody free; equal ladders are studied once. */
export function createReachStudies(
  business: Business,
  grid: TimeGrid,
  peak: number,
): (reach: LadderReach) => ReachStudy {
  const statesOf = new Map<bigint, bigint>();
  for (const [index, { onShift }] of grid.states.entries()) {
    statesOf.set(onShift, (statesOf.get(onShift) ?? NONE) | bitOf(index));
  }
  const studies = new Map<string, ReachStudy>();
  return (reach) => {
    const known = studies.get(reach.key);
    if (known) return known;
    const study = studyReach(reach, statesOf, business, peak);
    studies.set(reach.key, study);
    return study;
  };
}

function studyReach(
  { rungs }: LadderReach,
  statesOf: ReadonlyMap<bigint, bigint>,
  { team }: Business,
  peak: number,
): ReachStudy {
  const single = new Map<number, bigint>();
  const weak = new Map<number, bigint>();
  let [nobody, endsEmpty, relaxed] = [NONE, NONE, NONE];
  const last = rungs.at(-1);
  const [first] = rungs;
  for (const [onShift, states] of statesOf) {
    const found = rungs.reduce((people, rung) => people | foundAmong(rung, onShift), NONE);
    if (found === NONE) {
      nobody |= states;
      continue;
    }
    if ((found & (found - 1n)) === NONE) {
      const person = lowestBit(found);
      single.set(person, (single.get(person) ?? NONE) | states);
    }
    const places = placesOf(found, team, peak);
    if (places < peak) weak.set(places, (weak.get(places) ?? NONE) | states);
    if (!last || (last.all & onShift) === NONE) endsEmpty |= states;
    if (first && first.byMisses.length > 0 && (first.all & onShift) !== NONE) {
      if (((first.byMisses[0] ?? NONE) & onShift) === NONE) relaxed |= states;
    }
  }
  return { nobody, single, weak, endsEmpty, relaxed };
}

/** Places of these people together; counted no further than the peak. */
function placesOf(people: bigint, team: Business["team"], peak: number): number {
  let places = 0;
  for (const person of bitsOf(people)) {
    places += team[person]?.capacity ?? 0;
    if (places >= peak) break;
  }
  return places;
}
