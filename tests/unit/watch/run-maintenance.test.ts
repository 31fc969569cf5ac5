import { describe, expect, it } from "vitest";
import type { MaintenanceStore, StoreFigures, TidyRequest } from "../../../src/ports/maintenance-store.ts";
import { runMaintenance } from "../../../src/watch/run-maintenance.ts";
import { createPrometheus } from "../../../src/platform/prometheus.ts";
import { createMemoryLog } from "../../support/console/a-gateway.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const NOTHING = { inbox: 0, outbox: 0, turns: 0, monthsMade: [], monthsDropped: [] };
const FIGURES: StoreFigures = { oldestSnapshotSeconds: 1.5, inboxRows: 42, databaseBytes: 1e6 };
const MINUTE = 60_000;

function start(changes: Partial<MaintenanceStore> = {}) {
  const clock = createFakeClock("2026-03-11T10:00:00Z");
  const { log, lines } = createMemoryLog();
  const { metrics, registry } = createPrometheus();
  const rounds: TidyRequest[] = [];
  let measured = 0;
  const store: MaintenanceStore = {
    tidy: async (request) => {
      rounds.push(request);
      return NOTHING;
    },
    measure: async () => {
      measured += 1;
      return FIGURES;
    },
    ...changes,
  };
  const stopping = new AbortController();
  const options = { store, clock, log, metrics, keepDays: 30, keepEventMonths: 24 };
  const running = runMaintenance(options, stopping.signal);
  return { clock, lines, registry, rounds, measured: () => measured, stopping, running };
}

describe("maintenance of the store", () => {
  it("tidies at once and then every hour, and measures every minute", async () => {
    const { clock, rounds, measured, stopping, running } = start();
    await clock.advance(0);
    expect(rounds).toHaveLength(1);
    await clock.advance(59 * MINUTE);
    expect([rounds.length, measured()]).toEqual([1, 60]);
    await clock.advance(MINUTE);
    expect(rounds).toHaveLength(2);
    stopping.abort();
    await running;
  });

  it("keeps as many days and whole months as the settings say", async () => {
    const { clock, rounds, stopping, running } = start();
    await clock.advance(0);
    expect(rounds[0]).toMatchObject({
      at: new Date("2026-03-11T10:00:00Z"),
      finishedBefore: new Date("2026-02-09T10:00:00Z"),
      eventsBefore: new Date("2024-03-01T00:00:00Z"),
    });
    stopping.abort();
    await running;
  });

  it("tries again in ten minutes after a failure, and goes on measuring", async () => {
    let tries = 0;
    const failing = async () => {
      tries += 1;
      throw new Error("canceling statement due to lock timeout");
    };
    const { clock, lines, measured, stopping, running } = start({ tidy: failing });
    await clock.advance(10 * MINUTE);
    expect([tries, measured()]).toEqual([2, 11]);
    expect(lines.filter(({ level }) => level === "warn")).toHaveLength(2);
    stopping.abort();
    await running;
  });

  it("says what it did only when it did something", async () => {
    const { clock, lines, stopping, running } = start();
    await clock.advance(60 * MINUTE);
    expect(lines).toEqual([]);
    stopping.abort();
    await running;
    const busy = start({ tidy: async () => ({ ...NOTHING, inbox: 7, monthsMade: ["2026-05"] }) });
    await busy.clock.advance(0);
    expect(busy.lines).toMatchObject([{ level: "info", fields: { inbox: 7, monthsMade: ["2026-05"] } }]);
    busy.stopping.abort();
    await busy.running;
  });

  it("shows its figures to Prometheus", async () => {
    const { clock, registry, stopping, running } = start();
    await clock.advance(0);
    const text = await registry.metrics();
    expect(text).toContain("dozor_oldest_snapshot_seconds 1.5");
    expect(text).toContain("dozor_inbox_rows 42");
    expect(text).toContain("dozor_database_bytes 1000000");
    stopping.abort();
    await running;
  });
});
