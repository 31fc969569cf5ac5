interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
}

export interface BatcherOptions<Item, Result> {
  /** Handles a batch at once; gives a result for each item in order. */
  readonly runMany: (items: readonly Item[]) => Promise<readonly Result[]>;
  readonly maxBatch: number;
  /** Batches under way at once. With 1, batches are handled in the order of their items. */
  readonly atOnce: number;
}

/**
 * While one batch is under way the next one gathers, so that one round trip and one commit serve many callers and a lone
 * caller waits for nobody. A batch that fails is tried again item by item: one that is refused must not refuse its
 * neighbours.
 */
export function createBatcher<Item, Result>(
  options: BatcherOptions<Item, Result>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = [];
  let running = 0;

  const pump = async (): Promise<void> => {
    if (running >= options.atOnce) return;
    running += 1;
    // Lets everything that arrives in this tick of the event loop join the batch.
    await Promise.resolve();
    while (waiting.length > 0) {
      const batch = waiting.slice(0, options.maxBatch);
      waiting = waiting.slice(options.maxBatch);
      await settle(batch);
    }
    running -= 1;
  };

  const settle = async (batch: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await options.runMany(batch.map(({ item }) => item));
      for (const [index, { resolve, reject }] of batch.entries()) {
        const result = results[index];
        if (result === undefined) reject(new Error("a batch gave fewer results than it had items"));
        else resolve(result);
      }
    } catch (error) {
      if (batch.length > 1 && isRefusal(error)) for (const one of batch) await settle([one]);
      else for (const { reject } of batch) reject(error);
    }
  };

  return (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      void pump();
    });
}

/** Whether the database refused the data (SQLSTATE class 22 or 23) or a decision threw, rather than being away. */
function isRefusal(error: unknown): boolean {
  if (!(error instanceof Error)) return true;
  if (!("code" in error) || typeof error.code !== "string") return true;
  return /^2[23]/.test(error.code);
}
