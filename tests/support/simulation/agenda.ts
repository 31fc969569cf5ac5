/** What will happen, in order of time; what is planned for the same moment happens in the order of planning. */
export interface Agenda {
  plan(at: Date, act: () => Promise<void> | void): void;
  nextAt(): Date | undefined;
  /** Does everything that is due, what is planned meanwhile for now included. */
  runDue(now: Date): Promise<void>;
}

interface Plan {
  readonly at: number;
  readonly order: number;
  act(): Promise<void> | void;
}

export function createAgenda(): Agenda {
  const plans: Plan[] = [];
  let count = 0;
  return {
    plan: (at, act) => {
      count += 1;
      const plan: Plan = { at: at.getTime(), order: count, act };
      const index = plans.findIndex((other) => other.at > plan.at);
      plans.splice(index === -1 ? plans.length : index, 0, plan);
    },
    nextAt: () => (plans[0] ? new Date(plans[0].at) : undefined),
    runDue: async (now) => {
      while (plans[0] && plans[0].at <= now.getTime()) await plans.shift()?.act();
    },
  };
}
