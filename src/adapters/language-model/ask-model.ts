import type { Prompt } from "./load-prompts.ts";

/** One question to a model: a template and what fills it. Nothing in it names a person any more. */
export interface ModelTask {
  readonly prompt: Prompt;
  readonly values: Readonly<Record<string, string>>;
}

/** What came back: an object or the text itself, still to be parsed. */
export interface ModelAnswer {
  readonly candidate: unknown;
  /** Of question and answer together; undefined when the provider does not say. */
  readonly tokens: number | undefined;
}

/** A model of one provider. */
export interface ModelClient {
  /** Rejects with the vendor's errors; `signal` ends the wait. */
  ask(task: ModelTask, signal: AbortSignal): Promise<ModelAnswer>;
  /** Loads the vendor's library before the first customer waits for it. */
  prepare(prompt: Prompt): Promise<void>;
}
