import css from "./widget-panel.css?inline";
import { createApi } from "./api.ts";
import { createConversation } from "./conversation.ts";
import type { Conversation } from "./conversation.ts";
import { addStyles } from "./dom.ts";
import { createFooter } from "./footer.ts";
import type { Item } from "./line-list.ts";
import { createMessageList } from "./message-list.ts";
import { createPanelFrame, trapTab } from "./panel-frame.ts";
import type { PanelFrame } from "./panel-frame.ts";
import type { Panel, PanelHost } from "./panel-link.ts";
import { createPhoneViewport, isPhone } from "./phone-viewport.ts";
import { textsFor } from "./texts.ts";

/** Draws the conversation next to the launcher. Called by the loader, once. */
export function mountPanel(host: PanelHost): Panel {
  const { root, base, settings } = host;
  const { language } = settings;
  const texts = textsFor(language);
  addStyles(root, css);
  /** The visitor tried to write before there was a session. */
  let isHeldUp = false;

  const render = (): void => {
    if (conversation.session()) isHeldUp = false;
    drawState(frame, conversation, host, isHeldUp);
    list.render([...greetingOf(conversation), ...conversation.items()], conversation.isTyping());
  };
  const onChange = atOnce(render);
  const conversation = createConversation({ api: createApi(base), base, language, host, onChange });
  const list = createMessageList({
    texts,
    language,
    onChoice({ label, data }) {
      footer.submit(label, data);
      takeFocus();
    },
    onRetry(id) {
      conversation.retry(id);
      takeFocus();
    },
  });
  const frame = createPanelFrame(texts, list.node, () => host.requestClose());
  const footer = createFooter({
    texts,
    conversation,
    place: frame.footer,
    onResize: () => list.scrollToEnd(),
    onHeldUp() {
      isHeldUp = true;
      render();
    },
  });
  const viewport = createPhoneViewport(root, () => list.scrollToEnd());
  /** In the composer, but a phone would open its keyboard at that, over what there is to read. */
  const takeFocus = (): void => (isPhone() ? frame.panel.focus() : footer.focus());

  const setOpen = (isOpen: boolean): void => {
    frame.setOpen(isOpen, isPhone());
    viewport.setOpen(isOpen);
  };
  listenToKeys(frame.panel, host);
  host.frame.append(frame.panel);
  render();

  return {
    open(takesFocus) {
      setOpen(true);
      conversation.show();
      render();
      list.scrollToEnd();
      if (takesFocus) takeFocus();
    },
    close() {
      setOpen(false);
      conversation.hide();
    },
  };
}

function drawState(
  frame: PanelFrame,
  conversation: Conversation,
  { settings }: PanelHost,
  isHeldUp: boolean,
): void {
  const texts = textsFor(settings.language);
  const session = conversation.session();
  const connection = conversation.connection();
  const isWithManager = connection === "online" && conversation.hasManager();
  frame.setHead({
    name: settings.title ?? session?.name ?? "",
    status: isWithManager ? texts.manager : texts[connection],
    tone: connection,
  });
  if (isHeldUp) frame.setNotice(texts.draftNotice);
  else if (connection === "offline") frame.setNotice(session ? texts.offlineNotice : texts.retrySession);
  else frame.setNotice("");
}

function greetingOf(conversation: Conversation): readonly Item[] {
  const text = conversation.session()?.greeting;
  return text ? [{ key: "greeting", from: "bot", text, choices: [], at: undefined }] : [];
}

function listenToKeys(panel: HTMLElement, host: PanelHost): void {
  panel.addEventListener("keydown", (event) => {
    // What is typed here is not for the page's own shortcuts.
    event.stopPropagation();
    if (event.key === "Escape" && !event.isComposing) host.requestClose();
    if (event.key === "Tab" && isPhone()) trapTab(panel, host.root, event);
  });
}

/** A history of a hundred lines is drawn once. Not by animation frames: a tab in the background has none. */
function atOnce(draw: () => void): () => void {
  let isScheduled = false;
  return () => {
    if (isScheduled) return;
    isScheduled = true;
    setTimeout(() => {
      isScheduled = false;
      draw();
    });
  };
}
