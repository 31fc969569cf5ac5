import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { openOpenAi } from "./openai.ts";

const ENDPOINT = "https://llm.api.cloud.yandex.net/v1";

/** The model's address in Yandex Cloud; a name that already is one stays. */
export function yandexModelUri({ name, folder }: Pick<ModelSettings, "name" | "folder">): string {
  if (name.startsWith("gpt://")) return name;
  return `gpt://${folder ?? ""}/${name.includes("/") ? name : `${name}/latest`}`;
}

/** YandexGPT through its OpenAI-compatible endpoint, which takes a JSON schema. */
export function openYandex(settings: ModelSettings, tuning: Tuning, network: Network): StructuredModel {
  const baseUrl = settings.baseUrl ?? ENDPOINT;
  return openOpenAi({ ...settings, name: yandexModelUri(settings), baseUrl }, tuning, network);
}
