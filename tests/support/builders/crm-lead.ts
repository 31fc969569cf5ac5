import { asId } from "../../../src/domain/ids.ts";
import type { CrmLead } from "../../../src/ports/crm.ts";

export function aCrmLead(overrides: Partial<CrmLead> = {}): CrmLead {
  return {
    id: asId<"lead">("lead_0192a"),
    title: "Запись: Анна (telegram)",
    responsible: 11,
    observers: [],
    name: "Анна",
    phone: "+79130000001",
    messenger: { kind: "telegram", value: "100500" },
    sourceCode: "TELEGRAM",
    sourceDescription: "Telegram",
    utm: {},
    opportunity: 1800,
    tags: ["Запись", "обычный", "Маникюр"],
    intent: "Запись",
    priority: "обычный",
    predictedValue: 900,
    conversationUrl: "https://dozor.example/console#conv_1",
    ...overrides,
  };
}
