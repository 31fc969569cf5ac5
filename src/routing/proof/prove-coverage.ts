import type { Business } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import type { CoverageReport } from "./coverage-report.ts";
import { createRuleDiagram } from "./rule-diagram.ts";
import { explainUnreached, timedRules } from "./rule-faults.ts";
import { toRequestSpace } from "./request-space.ts";
import { surveyCoverage } from "./survey.ts";
import { cutTime } from "./time-grid.ts";
import { toFindings } from "./to-findings.ts";
import { toWeekPicture } from "./week-picture.ts";

export interface CoverageOptions {
  /** The proof begins at midnight (of the business) of this moment's day. */
  readonly from: Date;
  /** Days ahead; absences and holidays beyond them are not seen. */
  readonly days?: number | undefined;
  /** Leads at once that a ladder should hold. */
  readonly peak?: number | undefined;
  /** Language of the findings; the business's own when absent. */
  readonly language?: Language | undefined;
}

const DEFAULT_DAYS = 60;
const DEFAULT_PEAK = 5;

/**
 * Proves for every request that can come, at every minute of the days ahead, that somebody can be offered it; what does
 * not hold comes back as findings with a counterexample. Exact, not sampled: requests are cut into the classes that
 * rules and people can tell apart, time at every change of a shift, break, opening hour, absence or holiday, and each
 * class is put to routing's own matcher and filters in each stretch. Everybody counts as free: whoever is full or paused
 * on the day is not foreseen (see `capacity_below_peak`). Pure.
 */
export function proveCoverage(business: Business, options: CoverageOptions): CoverageReport {
  const { from, days = DEFAULT_DAYS, peak = DEFAULT_PEAK, language = business.language } = options;
  const grid = cutTime(business, from, days);
  const space = toRequestSpace(business, from);
  const diagram = createRuleDiagram(space, business.rules.length, timedRules(business));
  const survey = surveyCoverage({ business, grid, space, diagram, peak });
  const faults = explainUnreached(business, grid, space, diagram, survey.reached);
  const holes = survey.holes.reduce((states, cell) => states | cell.states, 0n);
  return {
    language,
    timezone: business.timezone,
    from: grid.from,
    to: grid.to,
    findings: toFindings(survey, faults, { business: { ...business, language }, grid, space, peak }),
    week: toWeekPicture(business, grid, holes),
    proof: { classes: survey.classes, stretches: grid.stretches.length, states: grid.states.length },
  };
}
