import type { Api, Session } from "./api.ts";
import type { PageLanguage } from "./panel-link.ts";
import type { Outgoing, SavedState, SavedStates } from "./saved-state.ts";

export interface VisitorOptions {
  readonly api: Api;
  readonly store: SavedStates;
  readonly language: PageLanguage;
  onChange(): void;
  /** A session was given: the server can be reached. */
  onConnected(): void;
  /** The conversation that was shown is another visitor's. */
  onSwitched(readTo: string | undefined): void;
}

/** Who writes here. Nothing is kept in the browser before `begin`. */
export interface Visitor {
  token(): string;
  saved(): SavedState | undefined;
  session(): Session | undefined;
  /** From the first message on: keeps the token and the consent that was given. */
  begin(): void;
  /** Keeps a change, once there is anything kept. */
  keep(change: Partial<Omit<SavedState, "queue">>): void;
  /** Keeps this tab's unsent messages beside those of other tabs. */
  keepQueue(isOurs: (id: string) => boolean, unsent: readonly Outgoing[]): void;
  /** Another session for the same visitor, one request at a time. */
  renew(): Promise<void>;
}

export function createVisitor(options: VisitorOptions): Visitor {
  const { api, store } = options;
  let saved = store.read();
  let session: Session | undefined;
  let opening: Promise<void> | undefined;

  function adopt(next: SavedState): void {
    const isOther = saved !== undefined && saved.visitorId !== next.visitorId;
    saved = next;
    if (isOther) options.onSwitched(next.readTo);
    options.onChange();
  }

  async function open(): Promise<void> {
    try {
      session = await api.openSession(saved?.token ?? session?.token, options.language);
      const { token, visitorId } = session;
      if (saved) adopt({ ...saved, token, visitorId });
      if (saved) store.write(saved);
      options.onConnected();
      options.onChange();
    } finally {
      opening = undefined;
    }
  }

  async function renew(): Promise<void> {
    opening ??= open();
    await opening;
  }

  store.onChange(() => {
    const theirs = store.read();
    if (theirs) adopt({ ...theirs, isOpen: saved?.isOpen ?? false });
  });

  function write(next: SavedState): void {
    saved = next;
    store.write(next);
  }

  return {
    token: () => saved?.token ?? session?.token ?? "",
    saved: () => saved,
    session: () => session,
    begin() {
      if (!session) return;
      const { token, visitorId, consent } = session;
      write({ ...(saved ?? { token, visitorId, queue: [], isOpen: true }), consent: consent.version });
    },
    keep(change) {
      if (saved) write({ ...saved, ...change });
    },
    keepQueue(isOurs, unsent) {
      if (!saved) return;
      const foreign = (store.read()?.queue ?? []).filter(({ id }) => !isOurs(id));
      write({ ...saved, queue: [...foreign, ...unsent] });
    },
    renew,
  };
}
