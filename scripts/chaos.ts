/**
 * The chaos run by hand: `npx tsx scripts/chaos.ts --minutes 10`. Prints a table and one JSON line; exit code 1 when a
 * promise was broken. CHAOS_LOG=1 shows what the processes complain about.
 */
import { Command } from "commander";
import { CHAOS, runChaos, type ChaosReport } from "../tests/support/engine/chaos.ts";
import { chaosFaults, printChaos } from "../tests/support/engine/chaos-report.ts";

const program = new Command("chaos")
  .option("--minutes <n>", "how long customers write", "1")
  .option("--rate <n>", "messages a second", String(CHAOS.perSecond))
  .option("--workers <n>", "worker processes", String(CHAOS.workers))
  .parse();
const given = program.opts<{ minutes: string; rate: string; workers: string }>();
const minutes = Number(given.minutes);

const report: ChaosReport = await runChaos({
  ...CHAOS,
  durationMs: minutes * 60_000,
  perSecond: Number(given.rate),
  workers: Number(given.workers),
  databaseKills: Math.max(3, Math.round(3 * minutes)),
});
printChaos(report, (line) => process.stdout.write(`${line}\n`));
process.exit(chaosFaults(report).length > 0 ? 1 : 0);
