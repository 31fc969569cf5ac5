/**
 * A process of the engine that does one thing at a time, on demand, so that a test can freeze it in between. Reads
 * `number`, `claim` or `commit` on its standard input and answers each with a line of JSON.
 */
import { createInterface } from "node:readline";
import { joinNode } from "../../../src/adapters/postgres/join-node.ts";
import { createLaneStore } from "../../../src/adapters/postgres/lanes.ts";
import { openDatabase } from "../../../src/adapters/postgres/open-database.ts";
import { systemClock } from "../../../src/platform/system-clock.ts";
import type { LaneClaim } from "../../../src/ports/lane-store.ts";
import { aWrite, claimOne, commit } from "./steps.ts";

const [url = ""] = process.argv.slice(2);
const onTrouble = () => undefined;
const { pool, connection } = await openDatabase({
  url,
  dataDir: "",
  path: "",
  clock: systemClock,
  onTrouble,
});
const node = await joinNode({ pool, connection, clock: systemClock, name: "slow", onTrouble });
const lanes = createLaneStore(pool, pool, node.id);
let claim: LaneClaim | undefined;

async function answer(command: string): Promise<unknown> {
  if (command === "number") return node.id();
  if (command === "claim") {
    claim = await claimOne(lanes);
    return claim.owner;
  }
  if (!claim) throw new Error("nothing is claimed");
  const rows = await lanes.read(claim);
  return commit(lanes, claim, rows, aWrite("telegram:1", { events: [{ type: "by_slow", data: {} }] }));
}

const say = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
createInterface({ input: process.stdin }).on("line", (command) => {
  answer(command).then(
    (result) => say({ result }),
    (error: unknown) => say({ error: String(error) }),
  );
});
say({ result: "ready" });
