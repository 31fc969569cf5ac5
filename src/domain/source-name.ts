import type { Language } from "./category.ts";
import type { ChannelName } from "./message.ts";

const NAMES: Record<Language, Record<ChannelName, string>> = {
  ru: { telegram: "Telegram", whatsapp: "WhatsApp", widget: "сайт", form: "форма на сайте", call: "звонок" },
  en: { telegram: "Telegram", whatsapp: "WhatsApp", widget: "website", form: "web form", call: "phone call" },
};

/** The channel a request came by, as people call it. */
export function sourceName(channel: ChannelName, language: Language): string {
  return NAMES[language][channel];
}
