/** Lets tests wait for something to happen without polling: what already happened counts too. */
export interface Waiters<Item> {
  /** Call after every change of an item. */
  readonly announce: (item: Item) => void;
  waitFor(predicate: (item: Item) => boolean, timeoutMs: number, what: string): Promise<Item>;
}

/** @param past What to look through first, oldest first. */
export function createWaiters<Item>(past: () => readonly Item[]): Waiters<Item> {
  const waiting = new Set<(item: Item) => void>();
  return {
    announce(item) {
      for (const tell of waiting) tell(item);
    },
    waitFor(predicate, timeoutMs, what) {
      const found = past().find(predicate);
      if (found !== undefined) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const tell = (item: Item) => {
          if (!predicate(item)) return;
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(item);
        };
        const timer = setTimeout(() => {
          waiting.delete(tell);
          reject(new Error(`${what} did not happen within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.add(tell);
      });
    },
  };
}
