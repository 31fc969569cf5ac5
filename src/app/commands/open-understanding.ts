import { resolve } from "node:path";
import { formatFaults } from "../../adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../../adapters/business-folder/load-business.ts";
import type { Business } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import { GatewayError } from "../../domain/errors.ts";
import { readConfig, type Config } from "../../platform/config.ts";
import type { Understander } from "../../ports/understander.ts";
import { createLocalUnderstander } from "../../understanding/understand-message.ts";
import type { OpenedModel } from "../open-model.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { NOT_JSON } from "./read-json-lines.ts";

export interface UnderstandingOptions extends TalkOptions {
  /** Business folder. */
  readonly business?: string | undefined;
}

export interface OpenedUnderstanding {
  readonly business: Business;
  readonly understander: Understander;
}

/** Exit codes: a folder with faults is a finding, wrong settings are wrong use. */
export type Failure = { readonly code: 1 | 2; readonly message: string };

/** Opens the understanding of business folders with the models that the settings name. */
export interface UnderstandingOpener {
  open(dir: string | undefined): Promise<OpenedUnderstanding | Failure>;
}

const isFailure = (opened: OpenedUnderstanding | Failure): opened is Failure => "code" in opened;
export { isFailure };

/** @returns What opens business folders: the models are the same for all of them. */
export async function createUnderstandingOpener(
  options: UnderstandingOptions,
  world: CommandWorld,
): Promise<UnderstandingOpener | Failure> {
  const language = chooseLanguage(options.lang, world.settings);
  const { settings } = world;
  const models = Object.entries(settings).filter(([key]) => /^(?:MODEL|HTTPS_PROXY|NO_PROXY)/u.test(key));
  const reading = readConfig(Object.fromEntries(models), world.folder, false);
  if (reading.kind === "faulty") {
    const title = language === "ru" ? "Неверные настройки" : "Wrong settings";
    return { code: 2, message: `${title}: ${reading.faults.join("; ")}\n` };
  }
  try {
    const model = await openConfiguredModel(reading.config, world);
    return { open: (dir) => openFolder(dir, language, world, model) };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { code: 2, message: `${error.message}\n${error.action}\n` };
  }
}

/** The chain of MODEL; what it uses is counted for this command alone. */
async function openConfiguredModel(config: Config, world: CommandWorld): Promise<OpenedModel | undefined> {
  if (!config.model) return undefined;
  const { openModel } = await import("../open-model.ts");
  const used = new Map<string, number>();
  const model = await openModel({
    plan: config.model,
    proxy: config.proxy,
    clock: world.clock,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    metrics: { modelSeconds: () => undefined, modelFailure: () => undefined },
    tally: {
      add: (name, amount) => {
        const sum = (used.get(name) ?? 0) + amount;
        used.set(name, sum);
        return Promise.resolve(sum);
      },
    },
    timezone: () => "UTC",
  });
  await model.prepare();
  return model;
}

async function openFolder(
  dir: string | undefined,
  language: Language,
  world: CommandWorld,
  model: OpenedModel | undefined,
): Promise<OpenedUnderstanding | Failure> {
  const folder = resolve(world.folder, dir ?? world.settings["DOZOR_BUSINESS"] ?? "flows/beauty");
  const load = await loadBusiness(folder, { language });
  if (load.kind === "faulty") {
    return { code: 1, message: `${formatFaults(load.faults, { language, color: world.isWatched })}\n` };
  }
  const { business } = load;
  const local = createLocalUnderstander(business);
  return { business, understander: model ? model.over(local, business) : local };
}

/** What is said of a line that cannot be read. */
export function brokenLineMessage(line: number, reason: string, language: Language): string {
  if (language === "en") return `Line ${line}: ${reason}\n`;
  return `Строка ${line}: ${reason === NOT_JSON ? "это не JSON" : reason}\n`;
}
