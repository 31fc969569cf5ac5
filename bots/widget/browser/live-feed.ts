import type { Api, Line } from "./api.ts";
import { RefusedError } from "./api.ts";
import { createAttention } from "./attention.ts";
import type { Attention } from "./attention.ts";
import { readEvents } from "./event-stream.ts";
import { createPause } from "./pause.ts";
import type { Pause } from "./pause.ts";

export interface LiveFeedOptions {
  readonly api: Api;
  token(): string;
  /** Cursor of the last line received; empty before the first. */
  cursor(): string;
  onLine(line: Line): void;
  onTyping(): void;
  onConnected(isConnected: boolean): void;
  /** The token is no longer good. Resolves once there is another. */
  renewToken(): Promise<void>;
}

export interface LiveFeed {
  /** From the first message on; a repeat changes nothing. */
  start(): void;
  /** Something has changed (network, visitor): don't wait, look now. */
  wake(): void;
}

/** The server pings every 15 s: after two missed pings the line is dead. */
const SILENCE_MS = 40_000;
/** A stream that says nothing at first is held back by a proxy. */
const FIRST_BYTES_MS = 5_000;
const POLL_MS = { shown: 3_000, hidden: 30_000 } as const;
const POLLS_BEFORE_STREAM = 20;
const STREAM_FAILURES_BEFORE_POLLS = 3;
const PAGE = 100;

/** Brings lines by a stream, or by polling where streams don't get through; always from the last cursor on. */
export function createLiveFeed(options: LiveFeedOptions): LiveFeed {
  const pause = createPause();
  const attention = createAttention(() => pause.interrupt());
  let isStarted = false;

  return {
    start() {
      if (isStarted) return;
      isStarted = true;
      void runFeed(options, pause, attention);
    },
    wake: () => pause.interrupt(),
  };
}

async function runFeed(options: LiveFeedOptions, pause: Pause, attention: Attention): Promise<void> {
  let failures = 0;
  const succeed = (): void => {
    failures = 0;
    options.onConnected(true);
  };
  for (;;) {
    try {
      pause.begin();
      if (attention.isResting()) {
        await poll(options);
        succeed();
        await pause.wait(POLL_MS.hidden);
      } else if (failures < STREAM_FAILURES_BEFORE_POLLS) {
        // After a failed stream what it would have brought is fetched first: an answer must not wait for a repair.
        if (failures > 0) await poll(options);
        await stream(options, pause, attention, succeed);
        // A server that ends a stream at once must not be asked a thousand times a second.
        await pause.wait(500);
      } else {
        await pollForAWhile(options, pause, attention);
        failures = STREAM_FAILURES_BEFORE_POLLS - 1;
      }
    } catch (error) {
      if (pause.isInterrupted()) continue;
      failures += 1;
      if (failures > 1) options.onConnected(false);
      if (error instanceof RefusedError && error.status === 401) await options.renewToken().catch(() => {});
      await pause.wait(waitMs(error, failures));
    }
  }
}

/** Reads one stream to its end. Rejects when it could not be opened, was silent for too long, or was interrupted. */
async function stream(
  options: LiveFeedOptions,
  pause: Pause,
  attention: Attention,
  onAlive: () => void,
): Promise<void> {
  const abort = new AbortController();
  const stop = (): void => abort.abort();
  pause.onInterrupt(stop);
  let silence = setTimeout(stop, FIRST_BYTES_MS);
  const rest = setInterval(() => attention.isResting() && stop(), 5_000);
  try {
    const body = await options.api.openStream(options.token(), options.cursor(), abort.signal);
    await readEvents(
      body,
      ({ type, data }) => {
        if (type === "typing") options.onTyping();
        else if (type === "message") options.onLine(JSON.parse(data));
      },
      () => {
        onAlive();
        clearTimeout(silence);
        silence = setTimeout(stop, SILENCE_MS);
      },
    );
  } finally {
    clearTimeout(silence);
    clearInterval(rest);
  }
}

async function poll(options: LiveFeedOptions): Promise<void> {
  let lines: readonly Line[];
  do {
    lines = await options.api.readMessages(options.token(), options.cursor());
    for (const line of lines) options.onLine(line);
  } while (lines.length >= PAGE);
}

async function pollForAWhile(options: LiveFeedOptions, pause: Pause, attention: Attention): Promise<void> {
  for (let count = 0; count < POLLS_BEFORE_STREAM && !attention.isResting(); count += 1) {
    await poll(options);
    options.onConnected(true);
    await pause.wait(POLL_MS.shown);
  }
}

/** 1 s doubling to 30 s, spread by 30 % so that all browsers do not come back at once. */
function waitMs(error: unknown, failures: number): number {
  const ownMs = Math.min(30_000, 1_000 * 2 ** Math.min(failures - 1, 5)) * (0.7 + Math.random() * 0.6);
  return error instanceof RefusedError ? Math.max(error.retryAfterMs ?? 0, ownMs) : ownMs;
}
