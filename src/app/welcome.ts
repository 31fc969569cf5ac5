import type { Language } from "../domain/category.ts";
import type { ReadinessPart } from "../http/readiness.ts";

export interface Welcome {
  readonly language: Language;
  readonly url: string;
  readonly parts: readonly ReadinessPart[];
  /** Printed only at the start that made it. */
  readonly newAdminToken: string | undefined;
  readonly secretsFile: string;
  readonly businessName: string;
  /** Given, but of parts that this version does not have. */
  readonly unusedSettings: readonly string[];
}

const SETTING_OF: Readonly<Record<string, string>> = {
  telegram: "TELEGRAM_BOT_TOKEN",
  managers_bot: "MANAGERS_BOT_TOKEN",
  bitrix24: "BITRIX24_WEBHOOK_URL",
  model: "MODEL",
};

const WORDS = {
  ru: {
    ready: (name: string) => `Дозор на посту: ${name}`,
    page: "Страница с виджетом",
    console: "Консоль",
    token: "Токен для входа (показан один раз)",
    kept: (file: string) => `хранится в ${file}`,
    off: (setting: string) => `выключен, включается переменной ${setting}`,
    up: "работает",
    trouble: "пока не отвечает",
    unused: (names: string) => `В этой версии ещё не действует: ${names}`,
    names: {
      database: "База данных",
      widget: "Виджет на сайте",
      telegram: "Telegram для клиентов",
      managers_bot: "Telegram для менеджеров",
      bitrix24: "Битрикс24",
      model: "Разбор языковой моделью",
      redis: "Redis",
    },
  },
  en: {
    ready: (name: string) => `Dozor is on watch: ${name}`,
    page: "Page with the widget",
    console: "Console",
    token: "Sign-in token (shown once)",
    kept: (file: string) => `kept in ${file}`,
    off: (setting: string) => `off, turned on by ${setting}`,
    up: "works",
    trouble: "does not answer yet",
    unused: (names: string) => `Not in this version yet: ${names}`,
    names: {
      database: "Database",
      widget: "Site widget",
      telegram: "Telegram for customers",
      managers_bot: "Telegram for managers",
      bitrix24: "Bitrix24",
      model: "Reading by a language model",
      redis: "Redis",
    },
  },
} as const;

/** What a person reads when the gateway is ready: where to look, what is on, and how to turn on the rest. */
export function welcome(options: Welcome): string {
  const words = WORDS[options.language];
  const names: Readonly<Record<string, string>> = words.names;
  const lines = [
    "",
    `  ${words.ready(options.businessName)}`,
    "",
    `  ${words.page}: ${options.url}/`,
    `  ${words.console}: ${options.url}/console`,
  ];
  if (options.newAdminToken)
    lines.push(`  ${words.token}: ${options.newAdminToken}`, `    (${words.kept(options.secretsFile)})`);
  lines.push("");
  for (const part of options.parts) {
    const setting = SETTING_OF[part.name];
    const state =
      part.state === "off" && setting ? words.off(setting) : part.state === "up" ? words.up : words.trouble;
    const mark = part.state === "up" ? "●" : "○";
    lines.push(
      `  ${mark} ${names[part.name] ?? part.name}: ${state}${part.detail ? ` (${part.detail})` : ""}`,
    );
  }
  if (options.unusedSettings.length > 0)
    lines.push("", `  ${words.unused(options.unusedSettings.join(", "))}`);
  return `${lines.join("\n")}\n\n`;
}
