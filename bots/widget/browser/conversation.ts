import type { Api, Line, Session } from "./api.ts";
import { createLineList } from "./line-list.ts";
import type { Item, LineList } from "./line-list.ts";
import { createLiveFeed } from "./live-feed.ts";
import type { LiveFeed } from "./live-feed.ts";
import { createMessageQueue } from "./message-queue.ts";
import type { MessageQueue } from "./message-queue.ts";
import type { PanelHost, PageLanguage } from "./panel-link.ts";
import { createSavedStates } from "./saved-state.ts";
import { createTypingSign } from "./typing-sign.ts";
import type { TypingSign } from "./typing-sign.ts";
import { createUnread } from "./unread.ts";
import type { Unread } from "./unread.ts";
import { createVisitor } from "./visitor.ts";
import type { Visitor } from "./visitor.ts";

export interface ConversationOptions {
  readonly api: Api;
  readonly base: string;
  readonly language: PageLanguage;
  readonly host: Pick<PanelHost, "emit" | "setUnread">;
  onChange(): void;
}

export type ConnectionState = "connecting" | "online" | "offline";

export interface Conversation {
  /** The panel is on the screen: greets, and marks as read from now on. */
  show(): void;
  hide(): void;
  /** What stands in the way of sending, if anything does. */
  obstacle(): "no_session" | "needs_consent" | undefined;
  send(text: string, choice?: string): void;
  /** Sends, with the consent that has just been ticked. */
  sendWithConsent(text: string, choice?: string): void;
  retry(id: string): void;
  session(): Session | undefined;
  items(): readonly Item[];
  isTyping(): boolean;
  connection(): ConnectionState;
  hasManager(): boolean;
}

interface Parts {
  readonly visitor: Visitor;
  readonly lines: LineList;
  readonly typing: TypingSign;
  readonly unread: Unread;
  readonly queue: MessageQueue;
  readonly feed: LiveFeed;
  /** Asks for a session until there is one. */
  readonly connect: () => void;
}

/** The conversation behind the panel: who writes, what was said, what is on its way. Draws nothing. */
export function createConversation(options: ConversationOptions): Conversation {
  const { api, host, language } = options;
  const onChange = (): void => options.onChange();
  const lines = createLineList();
  const typing = createTypingSign(onChange);
  const connection = createConnectionState(onChange);

  const visitor = createVisitor({
    api,
    language,
    store: createSavedStates(options.base),
    onChange() {
      if (visitor.saved()) feed.start();
      onChange();
    },
    onConnected: () => connection.set(true),
    onSwitched(readTo) {
      lines.clear();
      unread.reset(readTo);
      feed.wake();
    },
  });
  const unread = createUnread(visitor.saved()?.readTo, (count, readTo) => {
    host.setUnread(count);
    if (readTo !== visitor.saved()?.readTo) visitor.keep({ readTo });
  });
  const access = { api, token: () => visitor.token(), renewToken: () => visitor.renew() };
  const queue = createMessageQueue({
    ...access,
    onChange() {
      visitor.keepQueue((id) => queue.knows(id), queue.unsent());
      onChange();
    },
    onSent({ id }) {
      connection.set(true);
      feed.start();
      host.emit("sent", { id });
    },
  });
  const feed = createLiveFeed({
    ...access,
    cursor: () => lines.lastCursor(),
    onLine(line) {
      receive(line, parts, host);
      onChange();
    },
    onTyping: () => typing.show(),
    onConnected(isConnected) {
      if (connection.set(isConnected) && isConnected) queue.wake();
    },
  });

  const connect = createConnector(visitor, () => connection.set(false));
  const parts: Parts = { visitor, lines, typing, unread, queue, feed, connect };
  watchPage(parts, onChange);
  resume(parts);
  return { ...actionsOf(parts), connection: () => connection.current() };
}

function actionsOf(parts: Parts): Omit<Conversation, "connection"> {
  const { visitor, lines, typing, unread, queue } = parts;
  const add = (text: string, choice?: string, consent?: string): void =>
    queue.add({ id: makeId(), text, choice, consent, at: Date.now() });

  return {
    show() {
      unread.setOpen(true);
      visitor.keep({ isOpen: true });
      parts.connect();
    },
    hide() {
      unread.setOpen(false);
      visitor.keep({ isOpen: false });
    },
    obstacle() {
      const session = visitor.session();
      if (!session) return "no_session";
      return visitor.saved()?.consent === session.consent.version ? undefined : "needs_consent";
    },
    send: (text, choice) => add(text, choice),
    sendWithConsent(text, choice) {
      visitor.begin();
      add(text, choice, visitor.saved()?.consent);
    },
    retry: (id) => queue.retry(id),
    session: () => visitor.session(),
    items: () => lines.items(queue.pending()),
    isTyping: () => typing.isShown(),
    hasManager: () => lines.hasManager(),
  };
}

function createConnectionState(onChange: () => void) {
  let state: ConnectionState = "connecting";
  return {
    /** @returns Whether this was news. */
    set(isConnected: boolean): boolean {
      const next = isConnected ? "online" : "offline";
      if (state === next) return false;
      state = next;
      onChange();
      return true;
    },
    current: (): ConnectionState => (navigator.onLine ? state : "offline"),
  };
}

function createConnector(visitor: Visitor, onFailed: () => void): () => void {
  let isConnecting = false;
  const tryUntilConnected = async (attempt: number): Promise<void> => {
    isConnecting = true;
    try {
      if (!visitor.session()) await visitor.renew();
      isConnecting = false;
    } catch {
      onFailed();
      setTimeout(() => void tryUntilConnected(attempt + 1), Math.min(20_000, 1_000 * 2 ** attempt));
    }
  };
  return () => {
    if (!isConnecting) void tryUntilConnected(0);
  };
}

function receive(line: Line, parts: Parts, host: ConversationOptions["host"]): void {
  const { lines, typing, unread, queue } = parts;
  if (!lines.add(line)) return;
  const { from, text } = line;
  if (from === "visitor") {
    queue.drop(line.id);
  } else {
    typing.hide();
    if (unread.isNew()) host.emit("message", { from, text });
  }
  unread.add(line.cursor, from !== "visitor");
}

/** Goes on where an earlier page, or this one before it was reloaded, left off. */
function resume({ visitor, queue, feed, connect }: Parts): void {
  const saved = visitor.saved();
  if (!saved) return;
  for (const message of saved.queue) queue.add(message);
  feed.start();
  connect();
}

function watchPage({ unread, queue, feed }: Parts, onChange: () => void): void {
  addEventListener("online", () => {
    feed.wake();
    queue.wake();
    onChange();
  });
  addEventListener("offline", onChange);
  unread.setHidden(document.hidden);
  document.addEventListener("visibilitychange", () => {
    unread.setHidden(document.hidden);
    if (!document.hidden) queue.wake();
  });
}

/** A page without https has no `randomUUID`. */
function makeId(): string {
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
