import { CHAOS, runChaos } from "/work/main/tests/support/engine/chaos.ts";
import { printChaos } from "/work/main/tests/support/engine/chaos-report.ts";
const over = JSON.parse(process.argv[2] ?? "{}");
printChaos(await runChaos({ ...CHAOS, ...over }), (l) => process.stdout.write(l + "\n"));
