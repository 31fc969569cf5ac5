import { resolve } from "node:path";
import type { Business } from "../../src/domain/business.ts";
import { asId, type ManagerId } from "../../src/domain/ids.ts";
import type { Random } from "../support/simulation/random.ts";
import { drawArrivalMs, drawCustomer, type CustomerScript } from "./customers.ts";

/** How a manager deals with cards. Shares are of all cards. */
export interface Habits {
  /** Seconds until a card is looked at. */
  readonly looksAfter: readonly [number, number];
  readonly takes: number;
  readonly declines: number;
  /** Share of taken leads that are never answered. */
  readonly forgets: number;
  /** Share of answered leads that are closed, or given back, in the end. */
  readonly closes: number;
}

/** A business, its customers and its people. */
export interface Scenario {
  /** Folder of the business. */
  readonly flow: string;
  readonly prepare: (business: Business) => Business;
  /** A midnight in the business's time zone. */
  readonly start: Date;
  readonly drawCustomer: (random: Random) => CustomerScript;
  /** When a customer of a day, counted from 0, writes first; milliseconds from midnight. */
  readonly drawArrivalMs: (random: Random, day: number) => number;
  readonly habitsOf: (managerId: ManagerId) => Habits;
  /** Managers without an account in the managers' bot, and those who block it in the middle of the time. */
  readonly unknown: readonly ManagerId[];
  readonly blocksHalfway: readonly ManagerId[];
  /** Telegram is away, besides what is drawn. */
  readonly outages: readonly { readonly from: Date; readonly to: Date }[];
  readonly pauses: readonly { readonly managerId: ManagerId; readonly from: Date; readonly to: Date }[];
}

const FLOWS = resolve(import.meta.dirname, "../../flows");
export const flowOf = (name: string): string => resolve(FLOWS, name);

/** By turns diligent, picky and absent-minded; whoever is none of these reads cards in the evening. */
const SALON_HABITS: readonly Habits[] = [
  { looksAfter: [4, 40], takes: 0.85, declines: 0.05, forgets: 0, closes: 1 },
  { looksAfter: [10, 90], takes: 0.5, declines: 0.3, forgets: 0, closes: 1 },
  { looksAfter: [20, 300], takes: 0.5, declines: 0, forgets: 0, closes: 1 },
  { looksAfter: [5, 30], takes: 0.3, declines: 0, forgets: 0, closes: 1 },
];

/** The salon of `flows/beauty`, from a Monday in March on. */
export const SALON: Scenario = {
  flow: flowOf("beauty"),
  prepare: (business) => business,
  start: new Date("2026-03-09T00:00:00+06:00"),
  drawCustomer,
  drawArrivalMs,
  habitsOf: (managerId) => SALON_HABITS[managerId.length % SALON_HABITS.length]!,
  unknown: [asId("elena")],
  blocksHalfway: [asId("svetlana")],
  outages: [],
  pauses: [],
};
