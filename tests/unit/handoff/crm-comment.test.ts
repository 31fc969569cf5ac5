import { describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import type { TranscriptLine } from "../../../src/domain/message.ts";
import { toCrmComment } from "../../../src/handoff/crm-comment.ts";
import { aBusiness, aManager } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLead, anOffer } from "../../support/builders/lead.ts";

const business = aBusiness({ team: [aManager("anna"), aManager("olga", { name: "Ольга" })] });

function aLine(text: string, overrides: Partial<TranscriptLine> = {}): TranscriptLine {
  return {
    id: asId<"message">("msg_1"),
    conversationId: asId<"conversation">("conv_1"),
    seq: 1,
    author: "contact",
    text,
    choices: [],
    attachments: [],
    at: WEDNESDAY_11,
    ...overrides,
  };
}

const comment = (lines: readonly TranscriptLine[], lead = aLead()) =>
  toCrmComment({ lead, business, lines, at: WEDNESDAY_11 });

describe("the comment on the timeline", () => {
  it("holds summary, facts, reasons and transcript", () => {
    const lead = aLead({
      ladder: { status: "offering", rung: 1, expiresAt: WEDNESDAY_11 },
      offers: [anOffer("anna", { endedAt: WEDNESDAY_11, outcome: "expired" }), anOffer("olga", { rung: 1 })],
    });
    const lines = [
      aLine("хочу на маникюр"),
      aLine("На какой день?", { author: "bot" }),
      aLine("вот", { attachments: [{ kind: "photo" }] }),
      aLine("Здравствуйте!", { author: "manager", managerId: "anna" }),
    ];
    expect(comment(lines, lead).replaceAll("\u00a0", " ")).toBe(
      [
        "Запись · обычный приоритет · Маникюр · завтра, 12 марта, 15:00 · Telegram",
        "",
        "Имя: Мария",
        "Телефон: +7 999 123-45-67",
        "Услуга: Маникюр",
        "Когда: завтра, 12 марта, 15:00",
        "Ожидаемая сумма: 1 440 ₽",
        "Источник: Telegram",
        "",
        "Правило по умолчанию.",
        "Подходит только Анна.",
        "Анна: время вышло.",
        "→ Ольга",
        "",
        "Переписка:",
        "11:00 Клиент: хочу на маникюр",
        "11:00 Бот: На какой день?",
        "11:00 Клиент: вот [вложение: photo]",
        "11:00 Анна: Здравствуйте!",
      ].join("\n"),
    );
  });

  it("gives up the oldest lines when all is too long, and says how many", () => {
    const lines = Array.from({ length: 400 }, (_, index) => aLine(`сообщение ${index} ${"а".repeat(100)}`));
    const text = comment(lines);
    expect(text.length).toBeLessThanOrEqual(12_000);
    expect(text).toContain("сообщение 399");
    expect(text).not.toContain("сообщение 0 ");
    const left = Number(/пропущено более ранних сообщений: (\d+)/u.exec(text)?.[1]);
    expect(left + text.split("Клиент: сообщение").length - 1).toBe(400);
  });

  it("does without a transcript", () => {
    expect(comment([])).not.toContain("Переписка");
  });
});
