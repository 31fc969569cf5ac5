import type { Business } from "../domain/business.ts";
import { toLocalTime } from "../domain/calendar.ts";
import type { RoutingDesk } from "../http/api-options.ts";
import { describeLedger } from "../routing/describe-ledger.ts";
import { describeExperiments } from "../routing/experiments/describe-experiments.ts";
import { explainManager } from "../routing/explain-routing.ts";
import { planRoute } from "../routing/plan-route.ts";
import type { CoverageReport } from "../routing/proof/coverage-report.ts";
import { proveCoverage } from "../routing/proof/prove-coverage.ts";

/** Routing as the API sees it. The coverage proof is done once a day and after each edit of the folder. */
export function createRoutingDesk(business: () => Business): RoutingDesk {
  let kept:
    | { readonly business: Business; readonly day: string; readonly report: CoverageReport }
    | undefined;
  return {
    planRoute: (description, loads, at) => planRoute(description, business(), loads, at),
    explainManager,
    describeLedger: (rows, span) => describeLedger(rows, business(), span),
    describeExperiments: (rows, at) => describeExperiments(rows, business(), at),
    proveCoverage: (at) => {
      const current = business();
      const { day } = toLocalTime(at, current.timezone);
      if (kept?.business !== current || kept.day !== day) {
        kept = { business: current, day, report: proveCoverage(current, { from: at }) };
      }
      return kept.report;
    },
  };
}
