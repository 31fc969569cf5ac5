import type { LineChoice } from "./api.ts";
import { element, icon, lampIcon } from "./dom.ts";
import type { Item } from "./line-list.ts";
import { keepTogether } from "./keep-together.ts";
import { linkify } from "./linkify.ts";
import type { PageLanguage } from "./panel-link.ts";
import type { PanelTexts } from "./texts.ts";

export interface MessageRowOptions {
  readonly texts: PanelTexts;
  readonly language: PageLanguage;
  onChoice(choice: LineChoice): void;
  onRetry(id: string): void;
}

/** What stands before and after a message decides how it looks. */
export interface Place {
  readonly item: Item;
  readonly dayLabel: string | undefined;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Its choices may still be pressed. */
  readonly isOpen: boolean;
}

const GROUP_MS = 5 * 60_000;

/** How each message looks among its neighbours. */
export function placesOf(
  items: readonly Item[],
  language: PageLanguage,
  texts: PanelTexts,
): readonly Place[] {
  return items.map((item, index) => {
    const previous = items[index - 1];
    const next = items[index + 1];
    const day = dayLabel(item.at, language, texts);
    const dayBefore = dayLabel(previous?.at, language, texts);
    // A conversation of today alone needs no date over it.
    const isNewDay = day !== undefined && day !== (dayBefore ?? texts.today);
    return {
      item,
      dayLabel: isNewDay ? day : undefined,
      isFirst: isNewDay || !isTogether(previous, item),
      isLast: !isTogether(item, next),
      isOpen: index === items.length - 1,
    };
  });
}

function isTogether(first: Item | undefined, second: Item | undefined): boolean {
  if (!first || !second || first.from !== second.from) return false;
  if (!first.at || !second.at) return true;
  return second.at.getTime() - first.at.getTime() < GROUP_MS;
}

export function drawMessage(place: Place, options: MessageRowOptions): HTMLElement {
  const { item, isFirst, isLast, isOpen } = place;
  const { texts } = options;
  const isOwn = item.from === "visitor";
  const author = item.from === "manager" ? texts.managerName : texts.botName;
  const bubble = element("div", { class: "bubble" });
  bubble.append(...linkify(keepTogether(item.text), texts.opensOutside));
  const speech = element("div", { class: "speech" }, [
    isLast && !isOwn ? avatar(item.from) : undefined,
    bubble,
  ]);
  const body = element("div", { class: "body" }, [
    isOwn || !isFirst ? undefined : element("div", { class: "author", text: author }),
    speech,
    isLast || item.status !== "sent" ? drawMeta(item, options) : undefined,
    isOpen && item.choices.length > 0 ? drawChoices(item.choices, options) : undefined,
  ]);
  const row = element(
    "div",
    { class: `row ${item.from}${isFirst ? " first" : ""}${isLast ? " last" : ""}` },
    [isOwn ? element("span", { class: "unseen", text: texts.you }) : undefined, body],
  );
  if (place.dayLabel === undefined) return row;
  return element("div", { class: "dated" }, [element("div", { class: "day", text: place.dayLabel }), row]);
}

function drawMeta(item: Item, options: MessageRowOptions): HTMLElement | undefined {
  const { texts } = options;
  if (item.status === "failed") {
    const again = element("button", { class: "again", text: texts.retry, attributes: { type: "button" } });
    again.addEventListener("click", () => options.onRetry(item.key));
    return element("div", { class: "meta failed" }, [
      icon("alert", "M12 7.5v5.5", "M12 16.4v.1", "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18Z"),
      element("span", { text: item.detail ?? texts.failed }),
      again,
    ]);
  }
  if (!item.at) return undefined;
  const time = element("time", { text: timeLabel(item.at, options.language) });
  if (item.from !== "visitor") return element("div", { class: "meta" }, [time]);
  if (item.status === "waiting") {
    return element("div", { class: "meta" }, [element("span", { text: texts.waiting }), clockIcon()]);
  }
  const mark = item.status === "sending" ? clockIcon() : icon("check", "M5 12.8l4.4 4.4L19 7.4");
  mark.removeAttribute("aria-hidden");
  mark.setAttribute("role", "img");
  mark.setAttribute("aria-label", item.status === "sending" ? texts.sending : texts.sent);
  return element("div", { class: "meta" }, [time, mark]);
}

function drawChoices(choices: readonly LineChoice[], options: MessageRowOptions): HTMLElement {
  const buttons = choices.map((choice) => {
    const button = element("button", { class: "choice", text: choice.label, attributes: { type: "button" } });
    button.addEventListener("click", () => options.onChoice(choice));
    return button;
  });
  const attributes = { role: "group", "aria-label": options.texts.choices };
  return element("div", { class: "choices", attributes }, buttons);
}

export function avatar(from: Item["from"]): HTMLElement {
  const face =
    from === "manager"
      ? icon("person", "fill:M12 4.4a4 4 0 1 0 0 8 4 4 0 0 0 0-8Z", "fill:M4.8 19.6a7.2 5.6 0 0 1 14.4 0Z")
      : lampIcon();
  return element("span", { class: `avatar ${from}`, attributes: { "aria-hidden": "true" } }, [face]);
}

function clockIcon(): SVGSVGElement {
  return icon("clock", "M12 7.2v5l3 1.8", "M12 3.4a8.6 8.6 0 1 0 0 17.2 8.6 8.6 0 0 0 0-17.2Z");
}

function timeLabel(at: Date, language: PageLanguage): string {
  return at.toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });
}

function dayLabel(at: Date | undefined, language: PageLanguage, texts: PanelTexts): string | undefined {
  if (!at) return undefined;
  const daysAgo = Math.round((startOfDay(new Date()) - startOfDay(at)) / 86_400_000);
  if (daysAgo <= 0) return texts.today;
  if (daysAgo === 1) return texts.yesterday;
  return at.toLocaleDateString(language, { day: "numeric", month: "long" });
}

function startOfDay(at: Date): number {
  return new Date(at.getFullYear(), at.getMonth(), at.getDate()).getTime();
}
