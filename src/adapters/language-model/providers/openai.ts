import { RunnableLambda } from "@langchain/core/runnables";
import type { BaseMessage } from "@langchain/core/messages";
import { ChatOpenAI } from "@langchain/openai";
import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { langchainMethod } from "../model-methods.ts";
import { READING_SCHEMA } from "../parse-reading.ts";

/** These models refuse any temperature but their own. */
const REASONS = /^(?:o\d|gpt-5)/;

/** OpenAI, and every server that speaks its language. */
export function openOpenAi(settings: ModelSettings, tuning: Tuning, network: Network): StructuredModel {
  const { name, baseUrl, apiKey, method } = settings;
  const model = new ChatOpenAI({
    model: name,
    // Servers of one's own often have no key, but the library insists on one.
    apiKey: apiKey ?? "none",
    ...(REASONS.test(name) ? {} : { temperature: tuning.temperature }),
    maxTokens: tuning.maxTokens,
    timeout: network.timeoutMs,
    maxRetries: 0,
    useResponsesApi: false,
    configuration: {
      ...(baseUrl ? { baseURL: baseUrl } : {}),
      ...(network.fetch ? { fetch: network.fetch } : {}),
    },
  });
  if (method === "prompt") return model.pipe(asText);
  return model.withStructuredOutput<Record<string, unknown>>(
    { ...READING_SCHEMA },
    {
      name: "understanding",
      method: langchainMethod(method),
      includeRaw: true,
      ...(method === "json_mode" ? {} : { strict: true }),
    },
  );
}

const asText = RunnableLambda.from((raw: BaseMessage) => ({ raw, parsed: null }));
