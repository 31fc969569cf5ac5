import { EnvHttpProxyAgent } from "undici";
import { createBotAgent } from "../../bots/telegram/bot-agent.ts";
import { createManagersBot, type ManagersBot } from "../../bots/managers/bot.ts";
import { createTelegramChannel, type TelegramChannel } from "../../bots/telegram/channel.ts";
import { createWidgetChannel } from "../../bots/widget/channel.ts";
import { createBitrix24Crm } from "../adapters/bitrix24/crm.ts";
import type { Language } from "../domain/category.ts";
import type { ChannelName } from "../domain/message.ts";
import type { Config } from "../platform/config.ts";
import type { Channel } from "../ports/channel.ts";
import type { Clock } from "../ports/clock.ts";
import type { Crm } from "../ports/crm.ts";
import type { LiveEvents } from "../ports/live-events.ts";
import type { Log } from "../ports/log.ts";
import type { ManagerDesk } from "../ports/manager-desk.ts";

/** Everything outside that the settings turn on. */
export interface Outside {
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly telegram: TelegramChannel | undefined;
  readonly managersBot: ManagersBot | undefined;
  readonly crm: Crm | undefined;
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
}

export function openOutside(options: OutsideOptions): Outside {
  const { config, clock, log, language } = options;
  const apiRoot = config.telegramApiRoot;
  const { proxy } = config;
  const agent = proxy ? createBotAgent({ proxyUrl: proxy.url, proxyExcept: proxy.except }) : undefined;
  const telegram = config.telegram
    ? createTelegramChannel({
        token: config.telegram.token,
        apiRoot,
        mode: config.telegram.mode,
        webhookUrl: `${options.publicUrl}/webhooks/telegram`,
        webhookSecret: config.telegram.webhookSecret ?? options.telegramSecret,
        language,
        clock,
        log,
        agent,
      })
    : undefined;
  const managersBot = config.managersBotToken
    ? createManagersBot({
        token: config.managersBotToken,
        apiRoot,
        desk: options.desk,
        language,
        clock,
        log,
        agent,
      })
    : undefined;
  const crm = config.bitrix24WebhookUrl
    ? createBitrix24Crm({
        webhookUrl: config.bitrix24WebhookUrl,
        clock,
        log,
        dispatcher: proxy
          ? new EnvHttpProxyAgent({
              httpProxy: proxy.url,
              httpsProxy: proxy.url,
              noProxy: proxy.except ?? "",
            })
          : undefined,
      })
    : undefined;
  const widget = createWidgetChannel({ live: options.live, clock });
  return { channels: { widget, ...(telegram ? { telegram } : {}) }, telegram, managersBot, crm };
}
