import { el, link, type Child } from "../element.ts";
import { exactTimeText, durationText, moneyText, momentText, percentText, slotText } from "../format.ts";
import { nameOf, words } from "../words.ts";
import type { ConversationDetail, Lead } from "../wire.ts";
import type { ViewContext } from "../view.ts";
import { leadButtons, nextStep } from "./lead-card.ts";
import { renderLadder } from "./ladder.ts";
import { badge, slaView } from "./parts.ts";
import { renderWhy } from "./why.ts";

/** Beside the transcript: what was understood, where the lead is and why. */
export function renderLeadPanel(detail: ConversationDetail, context: ViewContext): HTMLElement {
  const [lead, ...older] = [...detail.leads].sort(
    (a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt),
  );
  return el(
    "aside.panel",
    { "aria-label": words.lead },
    lead ? renderState(lead, context) : el("p.quiet-text.pad", {}, words.noLead),
    renderUnderstanding(detail, lead),
    lead ? [renderLadder(lead), renderWhy(lead), renderClocks(lead), renderCrm(lead, context)] : null,
    older.length === 0
      ? null
      : section(
          words.leads,
          el(
            "ul.plain",
            {},
            older.map((one) =>
              el(
                "li",
                {},
                `${momentText(one.createdAt, context.api.serverNow())} · ${one.categoryName} · ${one.owner?.name ?? words.nobody}`,
              ),
            ),
          ),
        ),
  );
}

export function section(title: string, ...content: readonly Child[]): HTMLElement {
  return el("section.panel-section", {}, el("h3", {}, title), ...content);
}

/** Like `section`, but closed until it is asked for. */
export function folded(
  title: string,
  key: string,
  isOpen: boolean,
  ...content: readonly Child[]
): HTMLElement {
  return el(
    "details.panel-section",
    { "data-key": key, open: isOpen },
    el("summary", {}, el("h3", {}, title)),
    ...content,
  );
}

function renderState(lead: Lead, context: ViewContext): HTMLElement {
  return el(
    "section.panel-section.panel-state",
    { "data-priority": lead.priority, "data-key": lead.id },
    el("div.panel-line", {}, badge(stateText(lead), lead.status), slaView(lead)),
    nextStep(lead),
    leadButtons(lead, context),
  );
}

function stateText({ ladder }: Lead): string {
  switch (ladder.status) {
    case "held":
      return words.heldUntil;
    case "offering":
      return words.ownedBy.offered;
    case "taken":
      return `${ladder.by.name}: ${words.outcomes.taken} ${nameOf(words.via, ladder.via)}`;
    case "ended":
      return `${ladder.task} (${ladder.taskFor.name})`;
    case "closed":
      return words.groups.closed;
  }
}

type Fact = readonly [label: string, value: Child];

function facts(list: readonly (Fact | null)[]): HTMLElement {
  return el(
    "dl.facts",
    {},
    list.map((fact) => fact && el("div", {}, el("dt", {}, fact[0]), el("dd", {}, fact[1]))),
  );
}

function renderUnderstanding(conversation: ConversationDetail, lead: Lead | undefined): HTMLElement {
  const { request, understanding, origin } = conversation;
  const slots = lead?.slots ?? request?.slots ?? {};
  const utm = Object.values(origin?.utm ?? {}).join(" · ");
  const about = lead ?? request ?? understanding;
  return section(
    words.understanding,
    facts([
      about ? [words.category, about.categoryName ?? ""] : null,
      about ? [words.priority, badge(about.priorityName ?? about.priority, about.priority)] : null,
      ...Object.entries(slots).map(([name, value]): Fact => {
        const { label, text } = slotText(name, value);
        return [label, name === "phone" ? link(`tel:${value}`, {}, text) : text];
      }),
      lead?.openQuestion === undefined ? null : [words.openQuestion, lead.openQuestion],
      lead?.branch ? [words.branch, lead.branch.name] : null,
      lead && lead.expectedValue >= 1
        ? [words.expectedValue, `${moneyText(lead.expectedValue)} (${percentText(lead.pBooking)})`]
        : null,
      understanding ? [words.sentiment, nameOf(words.sentiments, understanding.sentiment)] : null,
      understanding
        ? [
            words.confidence,
            `${percentText(understanding.confidence)}, ${nameOf(words.understoodBy, understanding.by)}`,
          ]
        : null,
      origin?.page
        ? [words.page, link(origin.page, { target: "_blank", rel: "noopener noreferrer" }, origin.page)]
        : null,
      utm === "" ? null : [words.campaign, utm],
      [words.consent, conversation.consent ? exactDate(conversation.consent.at) : words.consentNone],
    ]),
  );
}

function exactDate(iso: string): string {
  return momentText(iso, 0);
}

/** The clocks apart, each with the time since the one before it. */
function renderClocks(lead: Lead): HTMLElement {
  const reached = Object.entries(lead.clocks)
    .flatMap(([name, at]) => (at === null ? [] : [{ name: nameOf(words.clockNames, name), at }]))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  return folded(
    words.clocks,
    `clocks-${lead.id}`,
    false,
    el(
      "ol.clocks",
      {},
      reached.map((clock, index) => {
        const before = reached[index - 1];
        return el(
          "li",
          {},
          el("time", { datetime: clock.at }, exactTimeText(clock.at)),
          el("span", {}, clock.name),
          before
            ? el("span.delta", {}, `+${durationText(Date.parse(clock.at) - Date.parse(before.at))}`)
            : null,
        );
      }),
    ),
  );
}

function renderCrm({ crm, id }: Lead, { setup, api }: ViewContext): HTMLElement {
  const isOff = setup.parts.some((part) => part.name === "bitrix24" && part.state === "off");
  const name = `${nameOf(words.crmEntities, crm.entity ?? "lead")} ${crm.externalId ?? ""}`;
  return el(
    "section.panel-section",
    { "data-key": `crm-${id}` },
    el("h3", {}, words.crm),
    crm.externalId === undefined
      ? el("p.quiet-text", {}, isOff ? words.crmOff : words.crmNotYet)
      : el(
          "p",
          {},
          crm.url === undefined
            ? name
            : link(crm.url, { target: "_blank", rel: "noopener noreferrer" }, `${words.crmOpen}: ${name}`),
          crm.writtenAt === undefined ? null : ` · ${momentText(crm.writtenAt, api.serverNow())}`,
        ),
    crm.drift.length === 0
      ? null
      : el(
          "div.warning",
          {},
          words.crmDrift,
          el(
            "ul.plain",
            {},
            crm.drift.map((line) => el("li", {}, line)),
          ),
        ),
  );
}
