import type { Business } from "../../src/domain/business.ts";
import { asId, type ManagerId } from "../../src/domain/ids.ts";
import { drawPatient } from "./clinic-customers.ts";
import { drawArrivalMs } from "./customers.ts";
import { flowOf, type Habits, type Scenario } from "./scenario.ts";

/** Seven managers; besides them two on duty by day and by night, and two heads. */
export const CLINIC_MANAGERS = ["olga", "daria", "polina", "vera", "inna", "galina", "tatiana"].map((id) =>
  asId<"manager">(id),
);
const OTHERS = ["sergey", "yulia", "andrey", "margarita"].map((id) => asId<"manager">(id));

/** Never looks at a card, and lets every card go. */
export const DEAF = asId<"manager">("galina");
export const UNWILLING = asId<"manager">("vera");

const DILIGENT: Habits = { looksAfter: [5, 40], takes: 0.85, declines: 0.05, forgets: 0.02, closes: 0.6 };
const BUSY: Habits = { looksAfter: [15, 120], takes: 0.6, declines: 0.1, forgets: 0.1, closes: 0.4 };
const HABITS: Readonly<Record<string, Habits>> = {
  olga: DILIGENT,
  daria: DILIGENT,
  inna: BUSY,
  polina: BUSY,
  tatiana: DILIGENT,
  [DEAF]: { looksAfter: [1, 1], takes: 0, declines: 0, forgets: 0, closes: 0 },
  [UNWILLING]: { looksAfter: [5, 20], takes: 0, declines: 1, forgets: 0, closes: 0 },
  sergey: { looksAfter: [5, 60], takes: 0.8, declines: 0, forgets: 0.02, closes: 0.9 },
  // Alone at night: sometimes asleep.
  yulia: { looksAfter: [20, 400], takes: 0.6, declines: 0, forgets: 0.05, closes: 0.9 },
  andrey: { looksAfter: [30, 900], takes: 0.7, declines: 0, forgets: 0, closes: 1 },
  margarita: { looksAfter: [20, 300], takes: 0.9, declines: 0, forgets: 0, closes: 1 },
};

const at = (day: string, time: string) => new Date(`${day}T${time}:00+03:00`);

/** An hour without Telegram, on a Tuesday at the busiest time. */
export const OUTAGE = { from: at("2026-06-09", "11:00"), to: at("2026-06-09", "12:00") };

/** A June of `flows/medical`: its nights on duty, its holidays and one more, holidays of people, pauses. */
export const CLINIC: Scenario = {
  flow: flowOf("medical"),
  prepare: (business): Business => ({
    ...business,
    team: business.team
      .filter(({ id }) => [...CLINIC_MANAGERS, ...OTHERS].includes(id))
      .map((one) =>
        one.id === asId("inna") ? { ...one, absences: [{ from: "2026-06-03", to: "2026-06-05" }] } : one,
      ),
    holidays: [...business.holidays, { from: "2026-06-12", to: "2026-06-12" }],
  }),
  start: at("2026-06-01", "00:00"),
  drawCustomer: drawPatient,
  drawArrivalMs,
  habitsOf: (managerId: ManagerId) => HABITS[managerId] ?? DILIGENT,
  unknown: [],
  blocksHalfway: [asId("polina")],
  outages: [OUTAGE],
  pauses: [
    { managerId: asId("daria"), from: at("2026-06-10", "13:00"), to: at("2026-06-10", "18:00") },
    { managerId: asId("olga"), from: at("2026-06-11", "08:00"), to: at("2026-06-11", "10:00") },
  ],
};
