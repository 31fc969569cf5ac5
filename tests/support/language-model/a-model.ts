import { openModel, type OpenedModel } from "../../../src/app/open-model.ts";
import type { Business } from "../../../src/domain/business.ts";
import { readConfig } from "../../../src/platform/config.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { Tally } from "../../../src/ports/language-model.ts";
import type { Log } from "../../../src/ports/log.ts";
import type { Understander } from "../../../src/ports/understander.ts";
import { createLocalUnderstander } from "../../../src/understanding/understand-message.ts";

/** Sums in memory. */
export function aTally(): Tally & { readonly sums: ReadonlyMap<string, number> } {
  const sums = new Map<string, number>();
  return {
    sums,
    add: (name, amount) => {
      const sum = (sums.get(name) ?? 0) + amount;
      sums.set(name, sum);
      return Promise.resolve(sum);
    },
  };
}

export interface ModelRun {
  readonly model: OpenedModel;
  readonly tally: ReturnType<typeof aTally>;
  /** `provider code`, one for each failure counted. */
  readonly failures: readonly string[];
  readonly asked: readonly string[];
  /** Everything logged, as JSON. */
  readonly logged: readonly string[];
  over(business: Business): Understander;
}

/** The chain as the settings `env` configure it, with the shipped prompts and, unless one is given, the real clock. */
export async function aModel(
  env: Readonly<Record<string, string>>,
  clock: Clock = systemClock,
): Promise<ModelRun> {
  const reading = readConfig(env, "/srv/dozor", false);
  if (reading.kind === "faulty") throw new Error(reading.faults.join("\n"));
  const { model: plan, proxy } = reading.config;
  if (!plan) throw new Error("MODEL is local");
  const failures: string[] = [];
  const asked: string[] = [];
  const logged: string[] = [];
  const write = (fields: object, message: string) => void logged.push(JSON.stringify([fields, message]));
  const log: Log = { debug: write, info: write, warn: write, error: write };
  const tally = aTally();
  const model = await openModel({
    plan,
    proxy,
    clock,
    log,
    tally,
    timezone: () => "Europe/Moscow",
    metrics: {
      modelSeconds: (provider) => void asked.push(provider),
      modelFailure: (provider, code) => void failures.push(`${provider} ${code}`),
    },
  });
  return {
    model,
    tally,
    failures,
    asked,
    logged,
    over: (business) => model.over(createLocalUnderstander(business), business),
  };
}
