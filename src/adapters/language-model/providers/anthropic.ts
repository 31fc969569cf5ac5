import { ChatAnthropic } from "@langchain/anthropic";
import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { READING_SCHEMA } from "../parse-reading.ts";

/** Claude. */
export function openAnthropic(settings: ModelSettings, tuning: Tuning, network: Network): StructuredModel {
  const model = new ChatAnthropic({
    model: settings.name,
    temperature: tuning.temperature,
    maxTokens: tuning.maxTokens,
    maxRetries: 0,
    clientOptions: { timeout: network.timeoutMs, ...(network.fetch ? { fetch: network.fetch } : {}) },
    ...(settings.apiKey ? { apiKey: settings.apiKey } : {}),
    ...(settings.baseUrl ? { anthropicApiUrl: settings.baseUrl } : {}),
  });
  return model.withStructuredOutput<Record<string, unknown>>(
    { ...READING_SCHEMA },
    {
      name: "understanding",
      method: settings.method === "json_schema" ? "jsonSchema" : "functionCalling",
      includeRaw: true,
    },
  );
}
