import { join } from "node:path";
import { createBudget } from "../adapters/language-model/budget.ts";
import { createCascade } from "../adapters/language-model/cascade.ts";
import { createModel, type Network } from "../adapters/language-model/create-model.ts";
import { loadPrompts } from "../adapters/language-model/load-prompts.ts";
import { createModelChain, type ModelHealth } from "../adapters/language-model/model-chain.ts";
import type { Business } from "../domain/business.ts";
import { toLocalTime } from "../domain/calendar.ts";
import type { Config } from "../platform/config.ts";
import { findProjectRoot } from "../platform/project-root.ts";
import type { Clock } from "../ports/clock.ts";
import type { ModelPlan, ModelSettings, Tally } from "../ports/language-model.ts";
import type { Log } from "../ports/log.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Understander } from "../ports/understander.ts";
import { findPersonalNames } from "../understanding/find-personal-names.ts";
import { isCertain } from "../understanding/is-certain.ts";
import type { LocalUnderstander } from "../understanding/understand-message.ts";

/** The configured models, shared by all understanders of the process. */
export interface OpenedModel {
  /** Puts the models behind the rules: they are asked only about what the rules are not certain of. */
  over(local: LocalUnderstander, business: Business): Understander;
  health(): ModelHealth;
  /** Loads the vendors' libraries; never rejects. */
  prepare(): Promise<void>;
}

export interface OpenModelOptions {
  readonly plan: ModelPlan;
  readonly proxy: Config["proxy"];
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "modelSeconds" | "modelFailure">;
  readonly tally: Tally;
  /** Whose midnight ends the day of the ceilings. */
  readonly timezone: () => string;
  /** Folder of the prompts; the project's own when absent. */
  readonly promptsDir?: string | undefined;
}

/**
 * Opens the chain of MODEL. The vendors' libraries are loaded by `prepare` or by the first question.
 *
 * @throws StartError when a prompt is faulty.
 */
export async function openModel(options: OpenModelOptions): Promise<OpenedModel> {
  const { plan, clock } = options;
  const prompts = await loadPrompts(options.promptsDir ?? join(findProjectRoot(), "prompts"), "understand");
  const links = await Promise.all(
    plan.chain.map(async (settings) => ({
      settings,
      client: createModel(settings, await networkOf(settings, options)),
    })),
  );
  const budget = createBudget({
    ...plan,
    tally: options.tally,
    today: () => toLocalTime(clock.now(), options.timezone()).day,
  });
  const chain = createModelChain({ ...options, links, totalMs: plan.totalMs, prompts, budget });
  return {
    over: (local, business) =>
      createCascade({
        local,
        chain,
        business,
        isCertain,
        findNames: findPersonalNames,
        reconcile: (...given) => local.reconcile(...given),
      }),
    health: () => chain.health(),
    prepare: () => chain.prepare(),
  };
}

async function networkOf(settings: ModelSettings, { plan, proxy }: OpenModelOptions): Promise<Network> {
  const timeoutMs = settings.timeoutMs ?? plan.totalMs;
  if (!proxy) return { timeoutMs };
  if (settings.provider === "gigachat") {
    const { createBotAgent } = await import("../../bots/telegram/bot-agent.ts");
    return { timeoutMs, agent: createBotAgent({ proxyUrl: proxy.url, proxyExcept: proxy.except }) };
  }
  const { createProxiedFetch } = await import("../adapters/language-model/proxied-fetch.ts");
  return { timeoutMs, fetch: createProxiedFetch(proxy) };
}
