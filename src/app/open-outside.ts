import type { ManagersBot } from "../../bots/managers/bot.ts";
import type { TelegramChannel } from "../../bots/telegram/channel.ts";
import { createWidgetChannel } from "../../bots/widget/channel.ts";
import type { Language } from "../domain/category.ts";
import type { ChannelName } from "../domain/message.ts";
import type { Config } from "../platform/config.ts";
import type { Channel } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { Crm } from "../ports/crm.ts";
import type { ModelPlan } from "../ports/language-model.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { Log } from "../ports/log.ts";
import type { ManagerDesk } from "../ports/manager-desk.ts";
import type { Metrics } from "../ports/metrics.ts";
import type { Pacer } from "../ports/pacer.ts";
import type { LiveBusiness } from "./live-business.ts";
import type { OpenedModel } from "./open-model.ts";
import type { Stores } from "./open-stores.ts";

/** Everything outside that the settings turn on. */
export interface Outside {
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly telegram: TelegramChannel | undefined;
  readonly managersBot: ManagersBot | undefined;
  readonly crm: Crm | undefined;
  readonly model: OpenedModel | undefined;
}

export interface OutsideOptions {
  readonly config: Config;
  readonly publicUrl: string;
  readonly telegramSecret: string;
  readonly language: Language;
  readonly clock: Clock;
  readonly log: Log;
  readonly live: LiveEvents;
  readonly desk: ManagerDesk;
  readonly pacer: Pacer;
  readonly metrics: Metrics;
  readonly stores: Pick<Stores, "modelTally">;
  readonly business: Pick<LiveBusiness, "current">;
}

/** Vendors' libraries are loaded only when the settings turn them on: they make half of the start. */
export async function openOutside(options: OutsideOptions): Promise<Outside> {
  const { config, clock } = options;
  const telegram = config.telegram ? await openTelegram(config.telegram, options) : undefined;
  const managersBot = config.managersBotToken
    ? await openManagersBot(config.managersBotToken, options)
    : undefined;
  const crm = config.bitrix24WebhookUrl ? await openCrm(config.bitrix24WebhookUrl, options) : undefined;
  const widget = createWidgetChannel({ live: options.live, clock });
  const model = config.model ? await openChain(config.model, options) : undefined;
  return { channels: { widget, ...(telegram ? { telegram } : {}) }, telegram, managersBot, crm, model };
}

async function openTelegram(
  settings: NonNullable<Config["telegram"]>,
  { config, publicUrl, telegramSecret, language, clock, log }: OutsideOptions,
): Promise<TelegramChannel> {
  const { createTelegramChannel } = await import("../../bots/telegram/channel.ts");
  return createTelegramChannel({
    token: settings.token,
    apiRoot: config.telegramApiRoot,
    mode: settings.mode,
    webhookUrl: `${publicUrl}/webhooks/telegram`,
    webhookSecret: settings.webhookSecret ?? telegramSecret,
    language,
    clock,
    log,
    agent: await agentOf(config),
  });
}

async function openManagersBot(token: string, options: OutsideOptions): Promise<ManagersBot> {
  const { config, desk, language, clock, log } = options;
  const { createManagersBot } = await import("../../bots/managers/bot.ts");
  const apiRoot = config.telegramApiRoot;
  return createManagersBot({ token, apiRoot, desk, language, clock, log, agent: await agentOf(config) });
}

/** The portal counts by address, so all processes share one row: 80 % of 2 a second with a burst of 50. */
const PORTAL_RATE = { intervalMs: 625, burst: 40 };

async function openCrm(
  webhookUrl: string,
  { config, clock, log, pacer, metrics }: OutsideOptions,
): Promise<Crm> {
  const { createBitrix24Crm } = await import("../adapters/bitrix24/crm.ts");
  const { proxy } = config;
  const pace = async () => {
    const waitMs = await pacer.take(`bitrix24:${new URL(webhookUrl).host}`, PORTAL_RATE);
    if (waitMs > 0) await clock.sleep(waitMs);
  };
  const onCall = ({ method, durationMs }: { method: string; durationMs: number }) =>
    metrics.crmSeconds(method, durationMs / 1000);
  if (!proxy) return createBitrix24Crm({ webhookUrl, clock, log, pace, onCall });
  const { EnvHttpProxyAgent } = await import("undici");
  const { url, except = "" } = proxy;
  const dispatcher = new EnvHttpProxyAgent({ httpProxy: url, httpsProxy: url, noProxy: except });
  return createBitrix24Crm({ webhookUrl, clock, log, pace, onCall, dispatcher });
}

async function openChain(plan: ModelPlan, options: OutsideOptions): Promise<OpenedModel> {
  const { openModel } = await import("./open-model.ts");
  const { config, stores, business } = options;
  const timezone = () => business.current().timezone;
  return openModel({ ...options, plan, proxy: config.proxy, tally: stores.modelTally, timezone });
}

async function agentOf({ proxy }: Config) {
  if (!proxy) return undefined;
  const { createBotAgent } = await import("../../bots/telegram/bot-agent.ts");
  return createBotAgent({ proxyUrl: proxy.url, proxyExcept: proxy.except });
}
