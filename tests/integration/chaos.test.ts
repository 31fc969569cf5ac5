import { describe, expect, it } from "vitest";
import { chaosFaults, printChaos } from "../support/engine/chaos-report.ts";
import { CHAOS, runChaos } from "../support/engine/chaos.ts";

/** Half a minute of it, then the rest is worked off; by hand for longer: `npx tsx scripts/chaos.ts --minutes 10`. */
const LIMIT_MS = 420_000;

describe("the engine while its processes and its database are being killed", () => {
  it(
    "loses nothing, does nothing twice, keeps every conversation's order and fires each timer once",
    { timeout: LIMIT_MS },
    async () => {
      const report = await runChaos(CHAOS);
      printChaos(report, (line) => process.stdout.write(`${line}\n`));
      expect(chaosFaults(report)).toEqual([]);
      // That there was something to lose, and trouble enough to lose it; a busy machine gets a tenth of it done.
      expect(report.acked).toBeGreaterThan(300);
      expect(report.timers.set).toBeGreaterThan(150);
      expect(report.kills.database).toBeGreaterThan(0);
      expect(report.kills.worker + report.kills.ingest).toBeGreaterThan(2);
      expect(report.kills.frozenMs).toBeGreaterThan(CHAOS.freezeMs * 0.9);
    },
  );
});
