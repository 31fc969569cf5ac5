import type { LeadRequest } from "../../domain/lead.ts";
import type { Slots } from "../../domain/slot.ts";
import { bitOf, NONE } from "./bits.ts";
import type { DimensionValue, Tail } from "./dimension-value.ts";
import type { RequestSpace } from "./request-space.ts";
import type { WantedValue } from "./wanted-values.ts";

/** The values that one request took, dimension by dimension, the last dimension innermost. */
interface Pick {
  readonly value: DimensionValue;
  readonly rest: Pick | undefined;
}

/** Requests that end in the same rules (which only time still divides) and that people can't tell apart. */
export interface Outcome {
  /** Rules left, in order; all their conditions but those on time hold. Only the last one may be free of time. */
  readonly rules: bigint;
  readonly tail: Tail;
  readonly picks: Pick | undefined;
}

export interface RuleDiagram {
  /**
   * Every way that requests for this place and service can go through the rules.
   *
   * @param alive Rules that take part; all unless told otherwise.
   * @param through Only requests that fulfil all of this rule's conditions.
   */
  outcomesOf(wanted: WantedValue, alive?: bigint, through?: number): readonly Outcome[];
}

const NO_TAIL: Tail = { source: 0, language: 0, rests: false };

/**
 * Walks the dimensions of the request space as a decision diagram: a node is the set of rules that can still match, and
 * equal nodes are walked once. So the walk is exact without looking at every combination of values.
 *
 * @param timed Rules with a condition on time: these stay open to the end.
 */
export function createRuleDiagram(space: RequestSpace, ruleCount: number, timed: bigint): RuleDiagram {
  const every = bitOf(ruleCount) - 1n;
  const settled = settledAfter(space, every, timed);
  const nodes = new Map<string, readonly Outcome[]>();

  /** Rules behind the first one that is sure to match by now never get a turn. */
  const cut = (alive: bigint, depth: number): bigint => {
    const sure = alive & (settled[depth] ?? NONE);
    if (sure === NONE) return alive;
    const first = sure & -sure;
    return alive & ((first << 1n) - 1n);
  };

  const walk = (depth: number, alive: bigint, flags: number, through: number): readonly Outcome[] => {
    const dimension = space.dimensions[depth];
    if (!dimension) return [{ rules: alive, tail: NO_TAIL, picks: undefined }];
    const key = `${depth}/${flags}/${through}/${alive.toString(36)}`;
    const known = nodes.get(key);
    if (known) return known;
    const outcomes = new Map<string, Outcome>();
    const walked = new Set<string>();
    for (const value of dimension.values) {
      if ((value.refusesFlags & flags) !== 0) continue;
      if (through >= 0 && (value.accepts & bitOf(through)) === NONE) continue;
      const left = cut(alive & value.accepts, depth + 1);
      const { source, language, rests } = value.tail;
      const branch = `${left}/${source}/${language}/${rests}`;
      if (walked.has(branch)) continue;
      walked.add(branch);
      for (const outcome of walk(depth + 1, left, flags, through)) {
        const tail = { ...outcome.tail, ...value.tail };
        const name = `${outcome.rules}/${tail.source}/${tail.language}/${tail.rests}`;
        if (!outcomes.has(name)) {
          outcomes.set(name, { rules: outcome.rules, tail, picks: { value, rest: outcome.picks } });
        }
      }
    }
    const found = [...outcomes.values()];
    nodes.set(key, found);
    return found;
  };

  return {
    outcomesOf: (wanted, alive = every, through = -1) => {
      if (through >= 0 && (wanted.accepts & bitOf(through)) === NONE) return [];
      return walk(0, cut(alive & wanted.accepts, 0), wanted.sets, through);
    },
  };
}

/** For each depth, the rules that no dimension from there on can turn away. */
function settledAfter(space: RequestSpace, every: bigint, timed: bigint): readonly bigint[] {
  const settled: bigint[] = [every & ~timed];
  for (const { values } of space.dimensions.toReversed()) {
    const always = values.reduce((rules, { accepts }) => rules & accepts, every);
    settled.unshift((settled[0] ?? NONE) & always);
  }
  return settled;
}

/** A request of the class: real enough to be put to routing, and to be told in words. */
export function toExample(space: RequestSpace, wanted: WantedValue, outcome: Outcome): LeadRequest {
  const request: LeadRequest = { ...space.base, ...wanted.request };
  const slots: Slots = {
    ...(wanted.service === undefined ? {} : { service: wanted.service.name }),
    ...wanted.slots,
  };
  for (let pick = outcome.picks; pick; pick = pick.rest) {
    Object.assign(request, pick.value.request);
    Object.assign(slots, pick.value.slots);
  }
  return { ...request, slots };
}
