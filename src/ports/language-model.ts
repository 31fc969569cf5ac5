/** Providers of language models that the setting MODEL may name; the vendors' names are part of `by` and of metrics. */
export const MODEL_PROVIDERS = ["openai", "anthropic", "ollama", "gigachat", "yandex"] as const;
export type ModelProvider = (typeof MODEL_PROVIDERS)[number];

/** How a model is made to answer in our shape; `prompt` asks for JSON in words alone. */
export const ANSWER_METHODS = ["json_schema", "json_mode", "function_calling", "prompt"] as const;
export type AnswerMethod = (typeof ANSWER_METHODS)[number];

/** One link of the chain of models, as the owner set it. */
export interface ModelSettings {
  readonly provider: ModelProvider;
  /** As the provider calls the model. */
  readonly name: string;
  readonly baseUrl?: string | undefined;
  readonly apiKey?: string | undefined;
  /** The link's own limit inside the total; its share of what is left when absent. */
  readonly timeoutMs?: number | undefined;
  readonly method: AnswerMethod;
  /** Rubles for a million tokens, question and answer alike. */
  readonly rubPerMillion?: number | undefined;
  /** Yandex Cloud folder. */
  readonly folder?: string | undefined;
  /** GigaChat: where tokens are issued, for which scope, and the file with the root certificate that signs it. */
  readonly authUrl?: string | undefined;
  readonly scope?: string | undefined;
  readonly caFile?: string | undefined;
}

/** The chain of models with what they may take in all. */
export interface ModelPlan {
  readonly chain: readonly ModelSettings[];
  /** For all links of one turn together. */
  readonly totalMs: number;
  readonly dailyTokens?: number | undefined;
  readonly dailyRub?: number | undefined;
}

/** Sums that outlive a restart and are shared by all processes of a gateway. */
export interface Tally {
  /** Adds a whole number, 0 or less included. @returns The new sum. */
  add(name: string, amount: number): Promise<number>;
}
