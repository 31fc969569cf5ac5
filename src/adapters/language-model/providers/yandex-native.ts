import type { BaseMessage } from "@langchain/core/messages";
import { RunnableLambda } from "@langchain/core/runnables";
import { ChatYandexGPT } from "@langchain/yandex";
import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { yandexModelUri } from "./yandex.ts";

/**
 * YandexGPT through its native interface: plain text, so the shape is asked for in words. Its library knows neither
 * another address nor a proxy nor the count of tokens.
 */
export function openYandexNative(
  settings: ModelSettings,
  tuning: Tuning,
  _network: Network,
): StructuredModel {
  const model = new ChatYandexGPT({
    modelURI: yandexModelUri(settings),
    temperature: tuning.temperature,
    maxTokens: tuning.maxTokens,
    maxRetries: 0,
    ...(settings.apiKey ? { apiKey: settings.apiKey } : {}),
    ...(settings.folder ? { folderID: settings.folder } : {}),
  });
  return model.pipe(RunnableLambda.from((raw: BaseMessage) => ({ raw, parsed: null })));
}
