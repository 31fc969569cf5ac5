import * as fc from "fast-check";
import {
  CHOOSERS,
  type Business,
  type LadderRung,
  type Manager,
  type RoutingRule,
  type RuleCondition,
  type RuleTarget,
} from "../../../src/domain/business.ts";
import type { MinuteSpan } from "../../../src/domain/calendar.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { LeadRequest } from "../../../src/domain/lead.ts";
import type { ManagerLoad } from "../../../src/domain/routing.ts";
import { aBusiness } from "./business.ts";
import { aLeadRequest } from "./lead.ts";

/** Arbitrary teams, rules, ladders and requests for rules that hold for all of them. */

const TEAMS = ["sales", "support"];
const SKILLS = ["nails", "hair"];
const BRANCHES = ["center", "river"];
export const MANAGER_IDS = ["anna", "boris", "dina", "egor", "ivan", "olga"].map(asId<"manager">);

const anyId = fc.constantFrom(...MANAGER_IDS);
const anyPriority = fc.constantFrom("critical" as const, "high" as const, "normal" as const, "low" as const);
const anySome = (values: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...values]);

const anySpans: fc.Arbitrary<readonly MinuteSpan[]> = fc.oneof(
  fc.constant([{ from: 0, to: 1440 }]),
  fc.constant([]),
  fc.constant([
    { from: 540, to: 780 },
    { from: 840, to: 1140 },
  ]),
  fc.constant([{ from: 1260, to: 1560 }]),
);

const anyShifts = fc.record({
  mon: anySpans,
  tue: anySpans,
  wed: anySpans,
  thu: anySpans,
  fri: anySpans,
  sat: anySpans,
  sun: anySpans,
});

function anyManager(id: Manager["id"]): fc.Arbitrary<Manager> {
  return fc.record({
    id: fc.constant(id),
    name: fc.constant(id.toUpperCase()),
    role: fc.constantFrom("manager" as const, "manager" as const, "duty" as const, "head" as const),
    teams: anySome(TEAMS),
    skills: anySome(SKILLS),
    branches: anySome(BRANCHES),
    sources: anySome(["telegram", "widget"]),
    languages: fc.subarray(["ru" as const, "en" as const]),
    capacity: fc.integer({ min: 1, max: 4 }),
    weight: fc.integer({ min: 0, max: 3 }),
    shifts: anyShifts,
    absences: fc.constantFrom([], [{ from: "2026-03-11", to: "2026-03-12" }]),
  });
}

const anyTeam: fc.Arbitrary<readonly Manager[]> = fc
  .subarray(MANAGER_IDS, { minLength: 1 })
  .chain((ids) => fc.tuple(...ids.map(anyManager)));

const anyTarget: fc.Arbitrary<RuleTarget> = fc.record(
  {
    team: fc.constantFrom(...TEAMS),
    skill: fc.constantFrom("service", ...SKILLS),
    branch: fc.constantFrom(...BRANCHES),
    role: fc.constantFrom("manager" as const, "duty" as const, "head" as const),
    manager: anyId,
  },
  { requiredKeys: [] },
);

const anyCondition: fc.Arbitrary<RuleCondition> = fc.record(
  {
    category: fc.subarray(["lead_b2c" as const, "complaint" as const], { minLength: 1 }),
    priority: fc.uniqueArray(anyPriority, { minLength: 1 }),
    urgent: fc.boolean(),
    vip: fc.boolean(),
    time: fc.constantFrom("open" as const, "closed" as const),
  },
  { requiredKeys: [] },
);

const anyRule: fc.Arbitrary<RoutingRule> = fc.record({
  name: fc.constantFrom("Первое", "Второе"),
  when: anyCondition,
  to: anyTarget,
  choose: fc.shuffledSubarray([...CHOOSERS]),
  ladder: fc.constant("standard"),
});

const anyRung: fc.Arbitrary<LadderRung> = fc.record(
  {
    offer: fc.constantFrom("next", "next", "duty", "head", "all", ...MANAGER_IDS),
    waitMs: fc.constantFrom(30_000, 60_000, 3_600_000),
    task: fc.constant("Перезвонить"),
  },
  { requiredKeys: ["offer"] },
);

export const anyRequest: fc.Arbitrary<LeadRequest> = fc
  .record(
    {
      category: fc.constantFrom("lead_b2c" as const, "complaint" as const),
      priority: anyPriority,
      urgent: fc.boolean(),
      language: fc.constantFrom("ru" as const, "en" as const),
      source: fc.constantFrom("telegram" as const, "widget" as const, "call" as const),
      serviceId: fc.constantFrom("manicure", "coloring"),
      branchId: fc.constantFrom(...BRANCHES),
      isVip: fc.boolean(),
      stickyManagerId: anyId,
    },
    { requiredKeys: ["category", "priority", "urgent", "language", "source", "isVip"] },
  )
  .map((overrides) => aLeadRequest(overrides));

export const anyBusiness: fc.Arbitrary<Business> = fc
  .record({
    team: anyTeam,
    rules: fc.array(anyRule, { maxLength: 3 }),
    fallback: anyRule.map(({ to, choose, ladder }) => ({ to, choose, ladder })),
    ladders: fc.array(anyRung, { maxLength: 5 }).map((standard) => ({ standard })),
    night: fc.constantFrom("next_opening" as const, "duty" as const).map((handoff) => ({ say: "", handoff })),
  })
  .map((overrides) => aBusiness(overrides));

/** A load for every manager there could be, with a few not mentioned at all. */
export const anyLoads: fc.Arbitrary<readonly ManagerLoad[]> = fc.subarray(MANAGER_IDS).chain((ids) =>
  fc.tuple(
    ...ids.map((managerId) =>
      fc.record(
        {
          managerId: fc.constant(managerId),
          open: fc.integer({ min: 0, max: 4 }),
          offeredTotal: fc.integer({ min: 0, max: 5 }),
          isPaused: fc.boolean(),
          lastOfferedAt: fc.constantFrom(new Date("2026-03-10T09:00:00Z"), new Date("2026-03-10T10:00:00Z")),
          history: fc
            .integer({ min: 0, max: 60 })
            .chain((decided) =>
              fc.record({ decided: fc.constant(decided), won: fc.integer({ min: 0, max: decided }) }),
            ),
        },
        { requiredKeys: ["managerId", "open", "offeredTotal", "isPaused"] },
      ),
    ),
  ),
);

/** Any minute of a fortnight that has a holiday of nobody and absences of some. */
export const anyMoment: fc.Arbitrary<Date> = fc
  .integer({ min: 0, max: 14 * 1440 })
  .map((minute) => new Date(Date.parse("2026-03-08T00:00:00+03:00") + minute * 60_000));
