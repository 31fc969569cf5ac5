import type { Tally } from "../../ports/language-model.ts";

/** A part of the day's allowance, taken before the call; settled by what it really cost. */
export interface Reservation {
  /** @param tokens Undefined: unknown (a call that was given up), then the estimate counts as spent. */
  settle(tokens: number | undefined): Promise<void>;
}

export interface Budget {
  /** @returns Undefined when the day's ceiling would be passed. */
  reserve(tokens: number, rubPerMillion: number): Promise<Reservation | undefined>;
}

export interface BudgetOptions {
  readonly tally: Tally;
  /** The day as the business counts it, `2026-03-11`. */
  readonly today: () => string;
  readonly dailyTokens?: number | undefined;
  readonly dailyRub?: number | undefined;
}

interface Account {
  readonly name: string;
  readonly ceiling: number;
  /** Its units for one token. */
  readonly perToken: number;
}

const MICRO = 1_000_000;

/** A token at a price for a million costs as many millionths of a ruble as the price has rubles. */
function accountsOf(options: BudgetOptions, rubPerMillion: number): readonly Account[] {
  const { dailyTokens, dailyRub } = options;
  const day = options.today();
  return [
    ...(dailyTokens === undefined ? [] : [{ name: `tokens:${day}`, ceiling: dailyTokens, perToken: 1 }]),
    ...(dailyRub === undefined
      ? []
      : [{ name: `micro_rub:${day}`, ceiling: dailyRub * MICRO, perToken: rubPerMillion }]),
  ];
}

const unitsOf = (tokens: number, account: Account): number => Math.ceil(tokens * account.perToken);

/**
 * Holds calls to the day's ceilings in tokens and rubles. The estimate is added before a call, so that many turns at
 * once cannot pass a ceiling together, and corrected after it; without a ceiling nothing is counted.
 */
export function createBudget(options: BudgetOptions): Budget {
  const { tally } = options;
  return {
    reserve: async (tokens, rubPerMillion) => {
      const taken: Account[] = [];
      const giveBack = () =>
        Promise.all(taken.map((account) => tally.add(account.name, -unitsOf(tokens, account))));
      for (const account of accountsOf(options, rubPerMillion)) {
        const sum = await tally.add(account.name, unitsOf(tokens, account));
        taken.push(account);
        if (sum <= account.ceiling) continue;
        await giveBack();
        return undefined;
      }
      return {
        settle: async (spent) => {
          if (spent === undefined || spent === tokens) return;
          await Promise.all(
            taken.map((account) =>
              tally.add(account.name, unitsOf(spent, account) - unitsOf(tokens, account)),
            ),
          );
        },
      };
    },
  };
}
