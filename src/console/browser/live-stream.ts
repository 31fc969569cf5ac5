export interface LiveStreamOptions {
  readonly token: string;
  /** Something changed: read again what is shown. */
  readonly onChange: () => void;
  readonly onState: (isConnected: boolean) => void;
}

const FIRST_RETRY_MS = 1_000;
const MAX_RETRY_MS = 15_000;
/** The gateway beats every 15 s; silence of three beats means that the line is dead. */
const SILENCE_MS = 45_000;

/**
 * Listens to `/api/stream` until the returned function is called, and reconnects by itself. `EventSource` can't send a
 * bearer token, and a token in the address would end up in logs.
 */
export function listenToStream(options: LiveStreamOptions): () => void {
  const ended = new AbortController();
  void keepListening(options, ended.signal);
  return () => ended.abort();
}

async function keepListening(options: LiveStreamOptions, ended: AbortSignal): Promise<void> {
  let retryMs = FIRST_RETRY_MS;
  while (!ended.aborted) {
    const wasConnected = await listenOnce(options, ended);
    if (ended.aborted) return;
    options.onState(false);
    retryMs = wasConnected ? FIRST_RETRY_MS : Math.min(retryMs * 2, MAX_RETRY_MS);
    // Jitter: a restarted gateway should not meet every open page at the same moment.
    await pause(retryMs * (0.5 + Math.random()), ended);
  }
}

/** @returns Whether the line was up for a while. */
async function listenOnce(options: LiveStreamOptions, ended: AbortSignal): Promise<boolean> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS);
  let wasConnected = false;
  try {
    const response = await fetch("/api/stream", {
      headers: { authorization: `Bearer ${options.token}`, accept: "text/event-stream" },
      signal: AbortSignal.any([ended, silent.signal]),
      cache: "no-store",
    });
    if (!response.ok || !response.body) return false;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return wasConnected;
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MS);
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop() ?? "";
      for (const block of blocks) {
        const event = /^event: (\w+)$/m.exec(block)?.[1];
        if (event === "hello") options.onState(true);
        // Whatever happened while the line was down is read at its return.
        if (event === "hello" || event === "changed") options.onChange();
        wasConnected = true;
      }
    }
  } catch {
    return wasConnected;
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
