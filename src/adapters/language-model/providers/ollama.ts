import { ChatOllama } from "@langchain/ollama";
import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { READING_SCHEMA } from "../parse-reading.ts";

const ENDPOINT = "http://127.0.0.1:11434";

/** The library looks at its signal only once an answer begins: left alone, a late one would keep the machine busy. */
function boundedFetch({ fetch = globalThis.fetch, timeoutMs }: Network): typeof globalThis.fetch {
  return (input, init) => {
    const limit = AbortSignal.timeout(Math.ceil(timeoutMs));
    const signal = init?.signal ? AbortSignal.any([init.signal, limit]) : limit;
    return fetch(input, { ...init, signal });
  };
}

/** A model on one's own machine: nothing leaves the house. */
export function openOllama(settings: ModelSettings, tuning: Tuning, network: Network): StructuredModel {
  const model = new ChatOllama({
    model: settings.name,
    baseUrl: settings.baseUrl ?? ENDPOINT,
    temperature: tuning.temperature,
    numPredict: tuning.maxTokens,
    maxRetries: 0,
    ...(settings.apiKey ? { headers: { authorization: `Bearer ${settings.apiKey}` } } : {}),
    fetch: boundedFetch(network),
  });
  return model.withStructuredOutput<Record<string, unknown>>(
    { ...READING_SCHEMA },
    {
      name: "understanding",
      method: settings.method === "function_calling" ? "functionCalling" : "jsonSchema",
      includeRaw: true,
    },
  );
}
