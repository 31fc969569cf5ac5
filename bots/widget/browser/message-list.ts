import { element, icon } from "./dom.ts";
import type { Item } from "./line-list.ts";
import { avatar, drawMessage, placesOf } from "./message-row.ts";
import type { MessageRowOptions, Place } from "./message-row.ts";

export interface MessageList {
  /** The scrolling part with its "new messages" button over it. */
  readonly node: HTMLElement;
  render(items: readonly Item[], isTyping: boolean): void;
  scrollToEnd(): void;
}

/** Within this distance of the end the list follows new messages. */
const NEAR_END_PX = 90;

/** The messages, oldest first. */
export function createMessageList(options: MessageRowOptions): MessageList {
  const { texts } = options;
  const typing = drawTyping();
  const messages = element("div", { class: "messages" });
  const scroller = element(
    "div",
    {
      class: "scroller",
      attributes: {
        role: "log",
        "aria-live": "polite",
        "aria-relevant": "additions",
        "aria-label": texts.log,
        tabindex: "0",
      },
    },
    [messages, typing],
  );
  const down = element("button", {
    class: "jump",
    text: texts.newMessages,
    attributes: { type: "button", hidden: "" },
  });
  down.append(icon("down", "M6 9.5l6 6 6-6"));
  const rows = createRows(messages, options);

  const isNearEnd = (): boolean =>
    scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR_END_PX;
  const scrollToEnd = (): void => {
    scroller.scrollTop = scroller.scrollHeight;
    down.hidden = true;
  };
  down.addEventListener("click", scrollToEnd);
  scroller.addEventListener("scroll", () => {
    if (isNearEnd()) down.hidden = true;
  });

  return {
    node: element("div", { class: "log" }, [scroller, down]),
    scrollToEnd,
    render(items, isTyping) {
      const follows = isNearEnd();
      const last = items.at(-1);
      const isOwn = last?.from === "visitor" && !rows.has(last.key);
      const hasNew = items.some((item) => !rows.has(item.key));
      rows.show(placesOf(items, options.language, texts));
      typing.hidden = !isTyping;
      if (follows || isOwn) scrollToEnd();
      else if (hasNew) down.hidden = false;
    },
  };
}

/** Rows by message. One that has not changed keeps its element, so nothing flickers or is read out twice. */
function createRows(parent: HTMLElement, options: MessageRowOptions) {
  const shown = new Map<string, { node: HTMLElement; look: string }>();

  function nodeFor(place: Place): HTMLElement {
    const { key } = place.item;
    const look = JSON.stringify(place);
    const known = shown.get(key);
    if (known?.look === look) return known.node;
    const node = drawMessage(place, options);
    if (known) {
      node.classList.add("settled");
      known.node.replaceWith(node);
    }
    shown.set(key, { node, look });
    return node;
  }

  return {
    has: (key: string): boolean => shown.has(key),
    show(places: readonly Place[]): void {
      const keys = new Set(places.map((place) => place.item.key));
      for (const [key, { node }] of shown) {
        if (keys.has(key)) continue;
        node.remove();
        shown.delete(key);
      }
      let next = parent.firstElementChild;
      for (const place of places) {
        const isNext = next !== null && next === shown.get(place.item.key)?.node;
        const node = nodeFor(place);
        if (isNext) next = node.nextElementSibling;
        else parent.insertBefore(node, next);
      }
    },
  };
}

function drawTyping(): HTMLElement {
  const dots = [element("i"), element("i"), element("i")];
  return element("div", { class: "row bot typing", attributes: { hidden: "", "aria-hidden": "true" } }, [
    element("div", { class: "speech" }, [avatar("bot"), element("div", { class: "bubble" }, dots)]),
  ]);
}
