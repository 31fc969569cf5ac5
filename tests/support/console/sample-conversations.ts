import { NEW_CONVERSATION_STATE, type Conversation } from "../../../src/domain/conversation.ts";
import { asId } from "../../../src/domain/ids.ts";
import type { Lead } from "../../../src/domain/lead.ts";
import type { MessageAuthor, TranscriptLine } from "../../../src/domain/message.ts";
import { minutesAgo } from "./sample-leads.ts";

export interface SampleConversation {
  readonly conversation: Conversation;
  readonly lines: readonly TranscriptLine[];
}

const CHOICES = [
  { label: "15:00", data: "15:00" },
  { label: "17:30", data: "17:30" },
];

/** What is said before a lead of each kind; the last entry is its minutes before now. */
function scriptOf(lead: Lead): readonly (readonly [MessageAuthor, string])[] {
  switch (lead.request.category) {
    case "complaint":
      return [
        ["contact", "Вчера красилась у вас, на концах пятна. Это за 7 тысяч?!"],
        ["bot", "Мне очень жаль. Уже передаю руководителю: с вами свяжутся в течение 5 минут."],
        ["contact", "Жду. И верните деньги"],
      ];
    case "lead_b2b":
      return [
        ["contact", "Здравствуйте. Нас 12 человек, хотим договор на обслуживание сотрудниц"],
        ["bot", "Здравствуйте! Подскажите название компании и телефон: подготовим предложение."],
        ["contact", "ИП Соколова, 8 (3812) 555-000"],
        ["bot", "Спасибо! Передаю коллеге, он рассчитает условия и ответит."],
      ];
    default:
      return [
        ["contact", "Добрый день! Сколько стоит маникюр?"],
        ["bot", "Добрый день! Маникюр — 1 800 ₽, около полутора часов. На какой день вас записать?"],
        ["contact", "завтра можно?"],
        ["bot", "Завтра можно. Какое время удобно?"],
        ["contact", "15:00"],
        ["bot", "Отлично. Как вас зовут и какой телефон оставить для связи?"],
        ["contact", "Мария, 8 913 123-45-67"],
        ["bot", "Спасибо, Мария! Передаю администратору: подтвердит время и напишет вам."],
      ];
  }
}

function linesOf(lead: Lead, firstSeq: number): readonly TranscriptLine[] {
  const script = scriptOf(lead);
  const started = lead.createdAt.getTime() - script.length * 25_000;
  const lines = script.map(([author, text], index): TranscriptLine => ({
    id: asId(`msg_${firstSeq + index}`),
    conversationId: lead.conversationId,
    seq: firstSeq + index,
    author,
    text,
    choices: text.endsWith("удобно?") ? CHOICES : [],
    attachments: [],
    at: new Date(started + index * 25_000),
  }));
  if (!lead.firstHumanReplyAt) return lines;
  const reply: TranscriptLine = {
    id: asId(`msg_${firstSeq + lines.length}`),
    conversationId: lead.conversationId,
    seq: firstSeq + lines.length,
    author: "manager",
    managerId: "boris",
    text: "Добрый день! Записал вас, ждём. Если планы поменяются, напишите сюда.",
    choices: [],
    attachments: [],
    at: lead.firstHumanReplyAt,
  };
  return [...lines, reply];
}

/** The conversation that a sample lead came from. */
export function conversationOf(lead: Lead, index = 0): SampleConversation {
  const lines = linesOf(lead, index * 100 + 1);
  const { ladder, request } = lead;
  return {
    lines,
    conversation: {
      id: lead.conversationId,
      contactId: lead.contactId,
      thread: lead.thread,
      startedAt: lines[0]?.at ?? lead.createdAt,
      lastMessageAt: lines.at(-1)?.at ?? lead.createdAt,
      displayName: lead.displayName,
      state: {
        ...NEW_CONVERSATION_STATE,
        ownership:
          ladder.status === "taken"
            ? { status: "human", managerId: ladder.by, since: ladder.at }
            : ladder.status === "closed"
              ? { status: "bot" }
              : { status: "offered", leadId: lead.id },
        greeted: true,
        consent: { version: "2026-03", at: lead.createdAt },
        request: {
          category: request.category,
          also: request.also,
          priority: request.priority,
          urgent: request.urgent,
          action: request.action,
          slots: request.slots,
          refused: [],
          asked: [{ slot: "date", text: "На какой день вас записать?", choices: [] }],
          pBooking: request.pBooking,
          expectedValue: request.expectedValue,
          leadId: lead.id,
        },
        lastUnderstanding: {
          category: request.category,
          also: request.also,
          priority: request.priority,
          urgent: request.urgent,
          sentiment: request.sentiment,
          language: "ru",
          slots: { phone: "+79131234567" },
          action: request.action,
          pBooking: request.pBooking,
          expectedValue: request.expectedValue,
          confidence: 0.93,
          by: "local",
          cues: [],
          questions: [],
          refused: [],
        },
      },
    },
  };
}

/** A contact the bot still talks to alone: there is no lead yet. */
export function aBotConversation(): SampleConversation {
  const id = asId<"conversation">("conv_0100");
  const line = (seq: number, author: MessageAuthor, text: string, ago: number): TranscriptLine => ({
    id: asId(`msg_${seq}`),
    conversationId: id,
    seq,
    author,
    text,
    choices: [],
    attachments: seq === 9003 ? [{ kind: "photo", label: "kreativ.jpg" }] : [],
    at: minutesAgo(ago),
  });
  return {
    conversation: {
      id,
      contactId: asId("cnt_0100"),
      thread: "telegram:500100",
      startedAt: minutesAgo(4),
      lastMessageAt: minutesAgo(3),
      displayName: "Катя <b>кот</b>",
      state: { ...NEW_CONVERSATION_STATE, greeted: true },
    },
    lines: [
      line(9001, "contact", "Привет! А парковка у вас есть?", 4),
      line(9002, "bot", "Здравствуйте! Да, во дворе 10 бесплатных мест.", 4),
      line(9003, "contact", "супер, вот такой дизайн хочу", 3),
    ],
  };
}
