/** A message on its way to the server. */
export interface Outgoing {
  /** Made here; the server knows a repeat by it. */
  readonly id: string;
  readonly text: string;
  readonly choice?: string | undefined;
  /** Version of the consent text that was ticked for this message. */
  readonly consent?: string | undefined;
  /** Milliseconds since 1970, for showing only. */
  readonly at: number;
}

/** What stays in the browser, and only from the first sent message on. */
export interface SavedState {
  readonly token: string;
  readonly visitorId: string;
  readonly consent?: string | undefined;
  /** Cursor of the last line that was seen in an open panel. */
  readonly readTo?: string | undefined;
  readonly queue: readonly Outgoing[];
  readonly isOpen: boolean;
}

export interface SavedStates {
  read(): SavedState | undefined;
  write(state: SavedState): void;
  /** Another tab has written. */
  onChange(listener: () => void): void;
}

/** Keeps the state in `localStorage`, by the server's address; in memory where storage is blocked or full. */
export function createSavedStates(base: string): SavedStates {
  const key = `dozor:${base}`;
  let inMemory: SavedState | undefined;

  return {
    read() {
      try {
        return parse(localStorage.getItem(key)) ?? inMemory;
      } catch {
        return inMemory;
      }
    },
    write(state) {
      inMemory = state;
      try {
        localStorage.setItem(key, JSON.stringify(state));
      } catch {
        // Private mode or a full store: this tab goes on without it.
      }
    },
    onChange(listener) {
      addEventListener("storage", (event) => {
        if (event.key === key) listener();
      });
    },
  };
}

function parse(text: string | null): SavedState | undefined {
  if (text === null) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isSavedState(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isSavedState(value: unknown): value is SavedState {
  if (typeof value !== "object" || value === null) return false;
  const { token, visitorId, queue }: Partial<Record<keyof SavedState, unknown>> = value;
  return (
    typeof token === "string" &&
    typeof visitorId === "string" &&
    Array.isArray(queue) &&
    queue.every((it: unknown) => typeof it === "object" && it !== null && "id" in it && "text" in it)
  );
}
