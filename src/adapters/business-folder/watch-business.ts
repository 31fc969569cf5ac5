import { watch } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

import type { Language } from "../../domain/category.ts";
import type { Clock } from "../../ports/clock.ts";
import type { BusinessLoad } from "./load-business.ts";
import { loadBusiness } from "./load-business.ts";

export interface WatchBusinessOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly language?: Language | undefined;
  /** How long the folder must rest before it is read: an editor writes in several steps. */
  readonly quietMs?: number | undefined;
  /** How often to look without being told: mounted and replaced folders send no events. */
  readonly pollMs?: number | undefined;
  /** Calls back when something in the folder may have changed; the file system's events unless told otherwise. */
  readonly hearChanges?: HearChanges | undefined;
}

export type HearChanges = (dir: string, onChange: () => void, signal: AbortSignal) => void;

/**
 * Reads the business again whenever a YAML file of the folder changes, and hands over every outcome, faulty ones too:
 * the caller then keeps the business it has. Loads never overlap. The present state is not reported.
 *
 * @returns Resolves once `signal` aborts. Rejects only when `onLoad` does.
 */
export async function watchBusiness(
  dir: string,
  onLoad: (load: BusinessLoad) => void | Promise<void>,
  options: WatchBusinessOptions,
): Promise<void> {
  const { signal, clock, language, quietMs = 300, pollMs = 2_000, hearChanges = hearFileEvents } = options;
  const bell = createBell();
  hearChanges(dir, bell.ring, signal);
  signal.addEventListener("abort", bell.ring, { once: true });
  let known = await fingerprintOf(dir);
  while (!signal.aborted) {
    await Promise.race([bell.next(), clock.sleep(pollMs, signal)]);
    if (signal.aborted) return;
    let seen = await fingerprintOf(dir);
    if (seen === known) continue;
    for (let before = ""; before !== seen && !signal.aborted; seen = await fingerprintOf(dir)) {
      before = seen;
      await clock.sleep(quietMs, signal);
    }
    if (signal.aborted) return;
    known = seen;
    await onLoad(await loadBusiness(dir, { language }));
  }
}

/** Where the system can't watch (out of watches, a folder that is not there yet), polling alone does the work. */
function hearFileEvents(dir: string, onChange: () => void, signal: AbortSignal): void {
  try {
    watch(dir, { signal, persistent: false }, onChange).on("error", () => undefined);
  } catch {
    // Polling goes on.
  }
}

/** Remembers one ring until it is waited for. */
function createBell(): { readonly ring: () => void; readonly next: () => Promise<void> } {
  let wake = (): void => undefined;
  let hasRung = false;
  return {
    ring: () => {
      hasRung = true;
      wake();
    },
    next: () =>
      new Promise((resolve) => {
        wake = resolve;
        if (hasRung) resolve();
        hasRung = false;
      }),
  };
}

async function fingerprintOf(dir: string): Promise<string> {
  try {
    const names = (await readdir(dir)).filter((name) => /\.ya?ml$/i.test(name)).toSorted();
    const marks = await Promise.all(names.map((name) => markOf(join(dir, name))));
    return names.map((name, index) => `${name}=${marks[index]}`).join(";");
  } catch {
    return "absent";
  }
}

async function markOf(path: string): Promise<string> {
  try {
    const { size, mtimeMs, ctimeMs, ino } = await stat(path);
    return `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
  } catch {
    return "unreadable";
  }
}
