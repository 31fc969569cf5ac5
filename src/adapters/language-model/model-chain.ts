import type { Clock } from "../../ports/clock.ts";
import type { ModelSettings } from "../../ports/language-model.ts";
import type { Log } from "../../ports/log.ts";
import type { Metrics } from "../../ports/metrics.ts";
import type { ModelReading } from "../../ports/understander.ts";
import type { ModelClient, ModelTask } from "./ask-model.ts";
import { createBreaker, type Breaker } from "./breaker.ts";
import type { Budget } from "./budget.ts";
import { choosePrompt } from "./choose-prompt.ts";
import type { Prompt } from "./load-prompts.ts";
import { ModelFailure, toModelFailure, type ModelFailureCode } from "./model-failure.ts";
import { parseReading } from "./parse-reading.ts";

export interface ModelLink {
  readonly settings: ModelSettings;
  readonly client: ModelClient;
}

export interface ModelChainOptions {
  readonly links: readonly ModelLink[];
  /** For all links of one turn together. */
  readonly totalMs: number;
  readonly prompts: readonly Prompt[];
  readonly budget: Budget;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, "modelSeconds" | "modelFailure">;
}

export interface ModelQuestion {
  /** Names the conversation; chooses the variant. */
  readonly key: string;
  readonly values: Readonly<Record<string, string>>;
  restore(text: string): string | undefined;
}

export interface ModelVerdict {
  readonly reading: ModelReading;
  readonly by: `${string}:${string}`;
  readonly promptVariant: string;
}

export interface ModelHealth {
  readonly state: "up" | "degraded" | "down";
  /** What is wrong and what to do. */
  readonly detail?: string | undefined;
}

/** The configured models in their order. Never rejects: a chain without an answer is `undefined`. */
export interface ModelChain {
  read(question: ModelQuestion, signal: AbortSignal): Promise<ModelVerdict | undefined>;
  /** By the last attempts; nothing is asked for it. */
  health(): ModelHealth;
  /** Loads the vendors' libraries ahead of the first turn. */
  prepare(): Promise<void>;
}

interface Link extends ModelLink {
  readonly name: `${string}:${string}`;
  readonly breaker: Breaker;
  lastFailure: ModelFailureCode | undefined;
}

/** A link that is not the last takes so much of the time left, unless it has a limit of its own. */
const SHARE = 0.6;
/** Less is not worth a try. */
const LEAST_MS = 200;
/** Russian text has two to three characters a token; the low end, because a ceiling must hold. */
const CHARACTERS_PER_TOKEN = 2;
/** A refused key or model stays refused until somebody changes the settings. */
const SETTINGS_REST_MS = 300_000;

export function createModelChain(options: ModelChainOptions): ModelChain {
  const { clock, log, prompts } = options;
  const links: readonly Link[] = options.links.map((link) => ({
    ...link,
    name: `${link.settings.provider}:${link.settings.name}`,
    breaker: createBreaker(clock),
    lastFailure: undefined,
  }));
  return {
    read: async (question, signal) => {
      const prompt = choosePrompt(prompts, question.key);
      if (!prompt) return undefined;
      return readInTurn(links, prompt, question, signal, options);
    },
    health: () => healthOf(links),
    prepare: async () => {
      const used = prompts.filter(({ status }) => status === "active");
      for (const { client, name } of links) {
        await Promise.all(used.map((prompt) => client.prepare(prompt))).catch((error: unknown) =>
          log.warn({ model: name, err: nameOf(error) }, "language model could not be loaded"),
        );
      }
    },
  };
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

async function readInTurn(
  links: readonly Link[],
  prompt: Prompt,
  question: ModelQuestion,
  signal: AbortSignal,
  options: ModelChainOptions,
): Promise<ModelVerdict | undefined> {
  const deadline = options.clock.now().getTime() + options.totalMs;
  for (const [at, link] of links.entries()) {
    const left = deadline - options.clock.now().getTime();
    if (left < LEAST_MS || signal.aborted) return undefined;
    const isLast = at === links.length - 1;
    const limitMs = Math.min(left, link.settings.timeoutMs ?? (isLast ? left : left * SHARE));
    const reading = await attempt(
      link,
      { prompt, values: question.values },
      question,
      limitMs,
      signal,
      options,
    );
    if (reading) return { reading, by: link.name, promptVariant: prompt.label };
  }
  return undefined;
}

/** One link's try, whose every way of failing is counted and none thrown. */
async function attempt(
  link: Link,
  task: ModelTask,
  question: ModelQuestion,
  limitMs: number,
  signal: AbortSignal,
  options: ModelChainOptions,
): Promise<ModelReading | undefined> {
  const { clock, metrics, log } = options;
  const permit = link.breaker.enter();
  if (!permit) return undefined;
  const { provider } = link.settings;
  const startedAt = clock.now().getTime();
  try {
    const reading = await within(clock, limitMs, signal, (stop) => ask(link, task, question, stop, options));
    permit.succeeded();
    link.lastFailure = undefined;
    return reading;
  } catch (error) {
    if (signal.aborted) {
      permit.dropped();
      return undefined;
    }
    const failure = toModelFailure(error);
    metrics.modelFailure(provider, failure.code);
    if (failure.code === "over_budget") permit.dropped();
    else permit.failed(restAfter(failure));
    if (link.lastFailure !== failure.code)
      log.warn({ model: link.name, code: failure.code }, "language model gave no answer");
    link.lastFailure = failure.code;
    return undefined;
  } finally {
    if (link.lastFailure !== "over_budget")
      metrics.modelSeconds(provider, (clock.now().getTime() - startedAt) / 1000);
  }
}

function restAfter(failure: ModelFailure): number | undefined {
  if (!failure.retryable) return SETTINGS_REST_MS;
  return failure.code === "rate_limited" ? (failure.retryAfterMs ?? 0) : undefined;
}

async function ask(
  link: Link,
  task: ModelTask,
  question: ModelQuestion,
  stop: AbortSignal,
  { budget }: ModelChainOptions,
): Promise<ModelReading> {
  const { prompt, values } = task;
  const length = [prompt.system, prompt.human, ...Object.values(values)].join("").length;
  const estimate = Math.ceil(length / CHARACTERS_PER_TOKEN) + prompt.maxTokens;
  const reserved = await budget.reserve(estimate, link.settings.rubPerMillion ?? 0);
  if (!reserved) throw new ModelFailure("over_budget");
  const answer = await link.client.ask(task, stop);
  await reserved.settle(answer.tokens);
  return parseReading(answer.candidate, (text) => question.restore(text));
}

/** Bounds work that may ignore its signal: whatever it does later is nobody's concern any more. */
async function within<Result>(
  clock: Clock,
  limitMs: number,
  signal: AbortSignal,
  work: (stop: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const stop = AbortSignal.any([signal, ended.signal]);
  const late = clock.sleep(limitMs, stop).then((): never => {
    throw new ModelFailure("timeout");
  });
  try {
    return await Promise.race([work(stop), late]);
  } finally {
    late.catch(() => undefined);
    ended.abort();
  }
}

function healthOf(links: readonly Link[]): ModelHealth {
  const ill = links.filter(({ breaker, lastFailure }) => breaker.isOpen || lastFailure === "over_budget");
  const [worst] = ill;
  if (!worst) return { state: "up" };
  const { action } = new ModelFailure(worst.lastFailure ?? "unavailable");
  const detail = `${worst.name}: ${action} Customers are understood by rules meanwhile.`;
  return { state: ill.length === links.length ? "down" : "degraded", detail };
}
