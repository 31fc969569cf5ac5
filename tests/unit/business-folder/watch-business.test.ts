import { rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it, onTestFinished } from "vitest";

import type { BusinessLoad } from "../../../src/adapters/business-folder/load-business.ts";
import { watchBusiness } from "../../../src/adapters/business-folder/watch-business.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import { aFolder, spoil } from "./folder.ts";

interface HandClock extends Clock {
  readonly sleeps: number[];
  readonly wake: () => void;
  /** Resolves at the next sleep of that length. */
  readonly slept: (ms: number) => Promise<void>;
}

/** A clock whose sleepers wake when the test says so. */
function aHandClock(): HandClock {
  const sleepers: (() => void)[] = [];
  const sleeps: number[] = [];
  const waiting: { ms: number; resolve: () => void }[] = [];
  return {
    sleeps,
    now: () => new Date(0),
    sleep: (ms, signal) =>
      new Promise((resolve) => {
        sleeps.push(ms);
        sleepers.push(resolve);
        signal?.addEventListener("abort", () => resolve(), { once: true });
        for (const one of waiting.splice(0)) {
          if (one.ms === ms) one.resolve();
          else waiting.push(one);
        }
      }),
    wake: () => {
      for (const resolve of sleepers.splice(0)) resolve();
    },
    slept: (ms) => new Promise((resolve) => waiting.push({ ms, resolve })),
  };
}

const QUIET = 300;
const POLL = 2_000;

interface Watch {
  readonly dir: string;
  readonly clock: HandClock;
  readonly loads: BusinessLoad[];
  readonly stop: () => Promise<void>;
  readonly nextLoad: () => Promise<BusinessLoad>;
}

async function aWatch(): Promise<Watch> {
  const dir = await aFolder();
  const clock = aHandClock();
  const controller = new AbortController();
  const loads: BusinessLoad[] = [];
  let told = (_load: BusinessLoad): void => undefined;
  const isReady = clock.slept(POLL);
  const done = watchBusiness(
    dir,
    (load) => {
      loads.push(load);
      told(load);
    },
    { signal: controller.signal, clock, quietMs: QUIET, pollMs: POLL, hearChanges: () => undefined },
  );
  await isReady;
  const stop = async () => {
    controller.abort();
    await done;
  };
  onTestFinished(stop);
  return { dir, clock, loads, stop, nextLoad: () => new Promise((resolve) => (told = resolve)) };
}

describe("watchBusiness", () => {
  it("reads the folder again after a change, once it has rested", async () => {
    const { dir, clock, loads, nextLoad } = await aWatch();
    const isResting = clock.slept(QUIET);
    await spoil(dir, "business.yaml", "name: Ателье", "name: Ателье «Шов»");
    clock.wake();
    await isResting;
    expect(loads).toEqual([]);
    const load = nextLoad();
    clock.wake();
    expect(await load).toMatchObject({ kind: "ok", business: { name: "Ателье «Шов»" } });
  });

  it("waits on while the folder goes on changing", async () => {
    const { dir, clock, loads, nextLoad } = await aWatch();
    let isResting = clock.slept(QUIET);
    await spoil(dir, "business.yaml", "name: Ателье", "name: А");
    clock.wake();
    await isResting;
    isResting = clock.slept(QUIET);
    await spoil(dir, "business.yaml", "name: А", "name: Готово");
    clock.wake();
    await isResting;
    expect(loads).toEqual([]);
    const load = nextLoad();
    clock.wake();
    expect(await load).toMatchObject({ business: { name: "Готово" } });
    expect(loads).toHaveLength(1);
  });

  it("hands over a faulty state too, and the mended one after it", async () => {
    const { dir, clock, nextLoad } = await aWatch();
    const change = async (from: string, to: string): Promise<BusinessLoad> => {
      const isResting = clock.slept(QUIET);
      const load = nextLoad();
      await spoil(dir, "routing.yaml", from, to);
      clock.wake();
      await isResting;
      clock.wake();
      return load;
    };
    expect(await change("ladder: urgent", "ladder: urgnt")).toMatchObject({ kind: "faulty" });
    expect(await change("ladder: urgnt", "ladder: urgent")).toMatchObject({ kind: "ok" });
  });

  it("notices a file that an editor swaps in, and a folder that is gone", async () => {
    const { dir, clock, nextLoad } = await aWatch();
    let isResting = clock.slept(QUIET);
    let load = nextLoad();
    await writeFile(join(dir, "crm.tmp"), 'bitrix24: { title: "{name}" }\n');
    await rename(join(dir, "crm.tmp"), join(dir, "crm.yaml"));
    clock.wake();
    await isResting;
    clock.wake();
    expect(await load).toMatchObject({ kind: "ok", business: { crm: { title: "{name}" } } });
    isResting = clock.slept(QUIET);
    load = nextLoad();
    await rm(dir, { recursive: true });
    clock.wake();
    await isResting;
    clock.wake();
    expect(await load).toMatchObject({ kind: "faulty", faults: [{ code: "missing_folder" }] });
  });

  it("hears of a change from the file system, without polling", async () => {
    const dir = await aFolder();
    const controller = new AbortController();
    let isListening = (): void => undefined;
    const listening = new Promise<void>((resolve) => (isListening = resolve));
    const clock: Clock = {
      now: () => new Date(0),
      async sleep(ms, signal) {
        if (ms === QUIET) return;
        isListening();
        await new Promise((resolve) => signal?.addEventListener("abort", resolve, { once: true }));
      },
    };
    let told = (_load: BusinessLoad): void => undefined;
    const load = new Promise<BusinessLoad>((resolve) => (told = resolve));
    const options = { signal: controller.signal, clock, quietMs: QUIET, pollMs: POLL };
    const done = watchBusiness(dir, (one) => told(one), options);
    await listening;
    await writeFile(join(dir, "crm.tmp"), 'bitrix24: { title: "{name}" }\n');
    await rename(join(dir, "crm.tmp"), join(dir, "crm.yaml"));
    expect(await load).toMatchObject({ kind: "ok", business: { crm: { title: "{name}" } } });
    controller.abort();
    await done;
  });

  it("stays silent about files of other kinds", async () => {
    const { dir, clock, loads, stop } = await aWatch();
    await writeFile(join(dir, "notes.txt"), "x");
    const isPolling = clock.slept(POLL);
    clock.wake();
    await isPolling;
    await stop();
    expect(loads).toEqual([]);
    expect(clock.sleeps).not.toContain(QUIET);
  });

  it("ends when it is told to", async () => {
    const { stop, loads } = await aWatch();
    await stop();
    expect(loads).toEqual([]);
  });
});
