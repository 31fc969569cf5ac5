import type { Agent } from "node:https";
import type { BaseLanguageModelInput } from "@langchain/core/language_models/base";
import type { BaseMessage } from "@langchain/core/messages";
import type { Runnable } from "@langchain/core/runnables";
import { z } from "zod";
import type { ModelSettings } from "../../ports/language-model.ts";
import type { ModelAnswer, ModelClient, ModelTask } from "./ask-model.ts";
import type { Prompt } from "./load-prompts.ts";

/** How a provider's client goes out. */
export interface Network {
  /** Through the proxy; the runtime's own when absent. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** For clients that know agents only. */
  readonly agent?: Agent | undefined;
  /** Longest wait of the client itself; the chain's limit comes first. */
  readonly timeoutMs: number;
}

/** What a variant of a prompt asks of the model. */
export type Tuning = Pick<Prompt, "temperature" | "maxTokens">;

/** A model that answers in our shape where it can; `parsed` is whatever the vendor's library made of it. */
export type StructuredModel = Runnable<
  BaseLanguageModelInput,
  { readonly raw: BaseMessage; readonly parsed: unknown }
>;

export type OpenModel = (settings: ModelSettings, tuning: Tuning, network: Network) => StructuredModel;

/** Each provider's library is loaded only when it is asked for: one costs half a second and 40 MB. */
async function loadProvider({ provider, method }: ModelSettings): Promise<OpenModel> {
  switch (provider) {
    case "openai":
      return (await import("./providers/openai.ts")).openOpenAi;
    case "anthropic":
      return (await import("./providers/anthropic.ts")).openAnthropic;
    case "ollama":
      return (await import("./providers/ollama.ts")).openOllama;
    case "gigachat":
      return (await import("./providers/gigachat.ts")).openGigaChat;
    case "yandex":
      return method === "prompt"
        ? (await import("./providers/yandex-native.ts")).openYandexNative
        : (await import("./providers/yandex.ts")).openYandex;
  }
}

type Chain = Runnable<Record<string, string>, { readonly raw: BaseMessage; readonly parsed: unknown }>;

/** The only way to a model: a template filled in, one call, no tools, no memory, no retries. */
export function createModel(settings: ModelSettings, network: Network): ModelClient {
  const chains = new Map<string, Promise<Chain>>();
  const chainOf = (prompt: Prompt): Promise<Chain> => {
    const known = chains.get(prompt.label);
    if (known) return known;
    const made = buildChain(settings, prompt, network);
    chains.set(prompt.label, made);
    made.catch(() => chains.delete(prompt.label));
    return made;
  };
  return {
    ask: async ({ prompt, values }: ModelTask, signal) => {
      const chain = await chainOf(prompt);
      return toAnswer(await chain.invoke({ ...values }, { signal }));
    },
    prepare: async (prompt) => {
      await chainOf(prompt);
    },
  };
}

async function buildChain(settings: ModelSettings, prompt: Prompt, network: Network): Promise<Chain> {
  const [open, { ChatPromptTemplate }] = await Promise.all([
    loadProvider(settings),
    import("@langchain/core/prompts"),
  ]);
  // Mustache neither escapes nor reads the filled-in text again: the customer's braces stay braces.
  const template = ChatPromptTemplate.fromMessages<Record<string, string>>(
    [
      ["system", prompt.system],
      ["human", prompt.human],
    ],
    { templateFormat: "mustache" },
  );
  return template.pipe(open(settings, prompt, network));
}

function toAnswer({ raw, parsed }: { readonly raw: BaseMessage; readonly parsed: unknown }): ModelAnswer {
  return { candidate: candidateOf(raw, parsed), tokens: tokensOf(raw) };
}

const usage = z.object({ usage_metadata: z.object({ total_tokens: z.number() }) });
const called = z.object({ tool_calls: z.array(z.object({ args: z.unknown() })) });

/** The class of the message can't be asked without loading the library it comes from. */
function tokensOf(raw: BaseMessage): number | undefined {
  return usage.safeParse(raw).data?.usage_metadata.total_tokens;
}

/** A library that could not read the answer gives null; then the call's arguments or the text itself may still do. */
function candidateOf(raw: BaseMessage, parsed: unknown): unknown {
  if (typeof parsed === "object" && parsed !== null) return parsed;
  return called.safeParse(raw).data?.tool_calls[0]?.args ?? raw.text;
}
