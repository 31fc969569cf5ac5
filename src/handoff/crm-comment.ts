import type { Business } from "../domain/business.ts";
import { categoryName, priorityName } from "../domain/category.ts";
import { formatDateTime } from "../domain/format.ts";
import { ownerOf, type Lead } from "../domain/lead.ts";
import type { TranscriptLine } from "../domain/message.ts";
import { sourceName } from "../domain/source-name.ts";
import { clipText } from "./clip-text.ts";
import { leadFacts, serviceName, wantedMoment } from "./lead-facts.ts";
import { LEAD_WORDS } from "./lead-words.ts";

/** Portals accept more, but nobody reads more. Characters. */
const MAX_COMMENT_LENGTH = 12_000;
const MAX_LINE_LENGTH = 1_000;
const MAX_FACT_LENGTH = 500;

export interface CrmCommentOptions {
  readonly lead: Lead;
  readonly business: Business;
  /** Oldest first. */
  readonly lines: readonly TranscriptLine[];
  readonly at: Date;
}

/** One line of a summary: `Запись · обычный приоритет · Маникюр · завтра, 12 марта, 15:00 · Telegram`. */
export function summarizeLead(lead: Lead, business: Business, at: Date): string {
  const { request } = lead;
  const { language } = business;
  const words = LEAD_WORDS[language];
  return [
    categoryName(request.category, language),
    `${priorityName(request.priority, language)} ${words.priority}`,
    request.urgent ? words.urgent : undefined,
    request.isVip ? "VIP" : undefined,
    serviceName(lead, business),
    wantedMoment(lead, business, at),
    sourceName(request.source, language),
  ]
    .filter((part) => part !== undefined)
    .join(" · ");
}

function writeLine(line: TranscriptLine, { business, at }: CrmCommentOptions): string {
  const words = LEAD_WORDS[business.language];
  const authors: Record<TranscriptLine["author"], string> = {
    contact: words.customer,
    bot: words.bot,
    manager: business.team.find((manager) => manager.id === line.managerId)?.name ?? words.manager,
  };
  const attachments = line.attachments.map(
    ({ kind, label }) => `[${words.attachment}: ${label === undefined ? kind : `${kind}, ${label}`}]`,
  );
  const text = [line.text, ...attachments].filter((part) => part !== "").join(" ");
  const when = formatDateTime(line.at, business.timezone, business.language, at);
  return `${when} ${authors[line.author]}: ${clipText(text, MAX_LINE_LENGTH)}`;
}

/** The newest lines that fit into `room` characters, and how many older ones were left out. */
function transcriptWithin(options: CrmCommentOptions, room: number): readonly string[] {
  const written: string[] = [];
  let used = 0;
  for (const line of options.lines.toReversed()) {
    const text = writeLine(line, options);
    if (used + text.length + 1 > room) break;
    used += text.length + 1;
    written.push(text);
  }
  const left = options.lines.length - written.length;
  const note = LEAD_WORDS[options.business.language].earlier(left);
  return left > 0 ? [note, ...written.toReversed()] : written.toReversed();
}

/** How the lead came to the person who has it now: routing's reasons and the ladder's steps since. */
function whyLines({ lead, business }: CrmCommentOptions): readonly string[] {
  const words = LEAD_WORDS[business.language];
  const nameOf = (id: string): string => business.team.find((manager) => manager.id === id)?.name ?? id;
  const past = lead.offers.flatMap(({ managerId, outcome }) =>
    outcome === undefined ? [] : [`${nameOf(managerId)}: ${words.outcomes[outcome]}.`],
  );
  const owner = ownerOf(lead);
  return [...lead.trace.sentences, ...past, ...(owner === undefined ? [] : [`→ ${nameOf(owner)}`])];
}

/**
 * The comment on the CRM's timeline: summary, what is known, why this manager, and the transcript, of which the oldest
 * lines give way when all is too long.
 */
export function toCrmComment(options: CrmCommentOptions): string {
  const { lead, business, at, lines } = options;
  const words = LEAD_WORDS[business.language];
  const facts = leadFacts(lead, business, at).map(
    ({ label, value }) => `${label}: ${clipText(value, MAX_FACT_LENGTH)}`,
  );
  const head = [summarizeLead(lead, business, at), facts.join("\n"), whyLines(options).join("\n")]
    .filter((block) => block !== "")
    .join("\n\n");
  const fitted = clipText(head, MAX_COMMENT_LENGTH / 2);
  if (lines.length === 0) return fitted;
  const title = `${words.transcript}:`;
  const room = MAX_COMMENT_LENGTH - fitted.length - title.length - words.earlier(lines.length).length - 8;
  return `${fitted}\n\n${title}\n${transcriptWithin(options, room).join("\n")}`;
}
