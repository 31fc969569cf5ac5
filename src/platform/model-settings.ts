import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import {
  ANSWER_METHODS,
  MODEL_PROVIDERS,
  type AnswerMethod,
  type ModelPlan,
  type ModelProvider,
  type ModelSettings,
} from "../ports/language-model.ts";

const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address" })
  .transform((value) => value.replace(/\/+$/, ""))
  .optional();
const limitMs = z.coerce
  .number({ error: "must be a number of milliseconds" })
  .int("must be a whole number of milliseconds")
  .min(200, "must be 200 or more")
  .max(20_000, "must be 20000 or less");
const count = z.coerce
  .number({ error: "must be a number" })
  .int("must be a whole number")
  .positive("must be above 0")
  .optional();
const rubles = z.coerce
  .number({ error: "must be a number of rubles" })
  .nonnegative("must be 0 or more")
  .optional();
const key = z.string().optional();
const method = z.enum(ANSWER_METHODS, { error: `must be one of ${ANSWER_METHODS.join(", ")}` }).optional();

const model = z.string().superRefine((value, context) => {
  const isRight = value === "local" || value.split(",").every((part) => LINK.test(part.trim()));
  if (!isRight)
    context.addIssue({
      code: "custom",
      message: `must be local, or provider:name (several with commas), providers: ${MODEL_PROVIDERS.join(", ")}`,
    });
});

const LINK = new RegExp(`^(?:${MODEL_PROVIDERS.join("|")}):\\S+$`);

/** Settings of the chain of models: MODEL_… is its first link's, MODEL_<PROVIDER>_… that of the others. */
export const MODEL_SHAPE = {
  MODEL: model.default("local"),
  MODEL_BASE_URL: httpUrl,
  MODEL_API_KEY: key,
  MODEL_TIMEOUT_MS: limitMs.default(2500),
  MODEL_METHOD: method,
  MODEL_RUB_PER_1M: rubles,
  MODEL_DAILY_TOKENS: count,
  MODEL_DAILY_RUB: rubles,
  MODEL_OPENAI_BASE_URL: httpUrl,
  MODEL_OPENAI_API_KEY: key,
  MODEL_OPENAI_TIMEOUT_MS: limitMs.optional(),
  MODEL_OPENAI_METHOD: method,
  MODEL_OPENAI_RUB_PER_1M: rubles,
  MODEL_ANTHROPIC_BASE_URL: httpUrl,
  MODEL_ANTHROPIC_API_KEY: key,
  MODEL_ANTHROPIC_TIMEOUT_MS: limitMs.optional(),
  MODEL_ANTHROPIC_METHOD: method,
  MODEL_ANTHROPIC_RUB_PER_1M: rubles,
  MODEL_OLLAMA_BASE_URL: httpUrl,
  MODEL_OLLAMA_API_KEY: key,
  MODEL_OLLAMA_TIMEOUT_MS: limitMs.optional(),
  MODEL_OLLAMA_METHOD: method,
  MODEL_OLLAMA_RUB_PER_1M: rubles,
  MODEL_GIGACHAT_BASE_URL: httpUrl,
  MODEL_GIGACHAT_API_KEY: key,
  MODEL_GIGACHAT_TIMEOUT_MS: limitMs.optional(),
  MODEL_GIGACHAT_METHOD: method,
  MODEL_GIGACHAT_RUB_PER_1M: rubles,
  MODEL_GIGACHAT_AUTH_URL: httpUrl,
  MODEL_GIGACHAT_SCOPE: z.string().optional(),
  MODEL_GIGACHAT_CA_FILE: z.string().optional(),
  MODEL_YANDEX_BASE_URL: httpUrl,
  MODEL_YANDEX_API_KEY: key,
  MODEL_YANDEX_TIMEOUT_MS: limitMs.optional(),
  MODEL_YANDEX_METHOD: method,
  MODEL_YANDEX_RUB_PER_1M: rubles,
  MODEL_YANDEX_FOLDER: z.string().optional(),
};

const shape = z.object(MODEL_SHAPE);
type ModelVariables = z.output<typeof shape>;

/** The first is the default. */
const METHODS: Readonly<Record<ModelProvider, readonly [AnswerMethod, ...AnswerMethod[]]>> = {
  openai: ["json_schema", "json_mode", "function_calling", "prompt"],
  anthropic: ["function_calling", "json_schema"],
  ollama: ["json_schema", "function_calling"],
  gigachat: ["function_calling"],
  yandex: ["json_schema", "json_mode", "function_calling", "prompt"],
};

/** A provider's settings as its own variables give them; those without a prefix belong to the first link. */
function ownOf(provider: ModelProvider, given: ModelVariables): Partial<ModelSettings> {
  switch (provider) {
    case "openai":
      return {
        baseUrl: given.MODEL_OPENAI_BASE_URL,
        apiKey: given.MODEL_OPENAI_API_KEY,
        timeoutMs: given.MODEL_OPENAI_TIMEOUT_MS,
        rubPerMillion: given.MODEL_OPENAI_RUB_PER_1M,
        ...methodOf(given.MODEL_OPENAI_METHOD),
      };
    case "anthropic":
      return {
        baseUrl: given.MODEL_ANTHROPIC_BASE_URL,
        apiKey: given.MODEL_ANTHROPIC_API_KEY,
        timeoutMs: given.MODEL_ANTHROPIC_TIMEOUT_MS,
        rubPerMillion: given.MODEL_ANTHROPIC_RUB_PER_1M,
        ...methodOf(given.MODEL_ANTHROPIC_METHOD),
      };
    case "ollama":
      return {
        baseUrl: given.MODEL_OLLAMA_BASE_URL,
        apiKey: given.MODEL_OLLAMA_API_KEY,
        timeoutMs: given.MODEL_OLLAMA_TIMEOUT_MS,
        rubPerMillion: given.MODEL_OLLAMA_RUB_PER_1M ?? 0,
        ...methodOf(given.MODEL_OLLAMA_METHOD),
      };
    case "gigachat":
      return {
        baseUrl: given.MODEL_GIGACHAT_BASE_URL,
        apiKey: given.MODEL_GIGACHAT_API_KEY,
        timeoutMs: given.MODEL_GIGACHAT_TIMEOUT_MS,
        rubPerMillion: given.MODEL_GIGACHAT_RUB_PER_1M,
        authUrl: given.MODEL_GIGACHAT_AUTH_URL,
        scope: given.MODEL_GIGACHAT_SCOPE,
        caFile: given.MODEL_GIGACHAT_CA_FILE,
        ...methodOf(given.MODEL_GIGACHAT_METHOD),
      };
    case "yandex":
      return {
        baseUrl: given.MODEL_YANDEX_BASE_URL,
        apiKey: given.MODEL_YANDEX_API_KEY,
        timeoutMs: given.MODEL_YANDEX_TIMEOUT_MS,
        rubPerMillion: given.MODEL_YANDEX_RUB_PER_1M,
        folder: given.MODEL_YANDEX_FOLDER,
        ...methodOf(given.MODEL_YANDEX_METHOD),
      };
  }
}

const methodOf = (method: AnswerMethod | undefined) => (method === undefined ? {} : { method });

function linkOf(part: string, isFirst: boolean, given: ModelVariables): ModelSettings | undefined {
  const colon = part.indexOf(":");
  const provider = MODEL_PROVIDERS.find((known) => known === part.slice(0, colon));
  if (provider === undefined) return undefined;
  const own = { method: METHODS[provider][0], ...ownOf(provider, given) };
  const link = { provider, name: part.slice(colon + 1), ...own };
  if (!isFirst) return link;
  return {
    ...link,
    baseUrl: given.MODEL_BASE_URL ?? own.baseUrl,
    apiKey: given.MODEL_API_KEY ?? own.apiKey,
    method: given.MODEL_METHOD ?? own.method,
    rubPerMillion: given.MODEL_RUB_PER_1M ?? own.rubPerMillion,
  };
}

/** @param base Folder that relative paths count from. @returns Undefined for MODEL=local. */
export function modelPlanOf(given: ModelVariables, base: string): ModelPlan | undefined {
  if (given.MODEL === "local") return undefined;
  const absolute = (path: string) => (isAbsolute(path) ? path : resolve(join(base, path)));
  const chain = given.MODEL.split(",")
    .flatMap((part, at) => linkOf(part.trim(), at === 0, given) ?? [])
    .map((link) => (link.caFile === undefined ? link : { ...link, caFile: absolute(link.caFile) }));
  return {
    chain,
    totalMs: given.MODEL_TIMEOUT_MS,
    dailyTokens: given.MODEL_DAILY_TOKENS,
    dailyRub: given.MODEL_DAILY_RUB,
  };
}

/** What single variables cannot tell: a link without its key, a method its provider does not know. */
export function modelFaults(given: ModelVariables, hasProxy: boolean): string[] {
  const links = modelPlanOf(given, "/")?.chain ?? [];
  return links.flatMap((link, at) => {
    const { provider, method, baseUrl, apiKey } = link;
    const prefix = at === 0 ? "MODEL_" : `MODEL_${provider.toUpperCase()}_`;
    const faults: string[] = [];
    const needsKey = provider !== "ollama" && (provider !== "openai" || baseUrl === undefined);
    if (needsKey && apiKey === undefined) faults.push(`${prefix}API_KEY must be set for ${provider}`);
    if (!METHODS[provider].includes(method))
      faults.push(`${prefix}METHOD must be one of ${METHODS[provider].join(", ")} for ${provider}`);
    if (provider === "yandex" && link.folder === undefined && !link.name.startsWith("gpt://"))
      faults.push("MODEL_YANDEX_FOLDER must be set, or the model be given as gpt://folder/name/version");
    if (provider === "yandex" && method === "prompt" && (hasProxy || baseUrl !== undefined))
      faults.push(
        `${prefix}METHOD must not be prompt with a proxy or another address: its library knows neither`,
      );
    if (given.MODEL_DAILY_RUB !== undefined && link.rubPerMillion === undefined)
      faults.push(`${prefix}RUB_PER_1M must be set where MODEL_DAILY_RUB is: the ceiling needs a price`);
    return faults;
  });
}
