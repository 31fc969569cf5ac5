/** At most one refresh in this time, however many hints come. */
const GAP_MS = 700;

/** Runs `read` soon after each call, never twice at once, and once more when called meanwhile. */
export function createRefresher(read: () => Promise<void>, signal: AbortSignal): () => void {
  let isPlanned = false;
  let isReading = false;
  let lastAt = 0;
  const refresh = () => {
    if (isPlanned || signal.aborted) return;
    isPlanned = true;
    setTimeout(() => void start(), Math.max(50, lastAt + GAP_MS - Date.now()));
  };
  const start = async () => {
    isPlanned = false;
    if (isReading) return refresh();
    isReading = true;
    lastAt = Date.now();
    await read();
    isReading = false;
  };
  return refresh;
}
