import { Client, type ClientConfig } from "pg";
import { systemClock } from "../../../src/platform/system-clock.ts";
import { percentile, spread } from "../figures.ts";
import type { Base } from "./base.ts";
import { startNode } from "./processes.ts";
import type { Fact, Figure } from "./table.ts";

const PENDING = 100_000;
const DUE = 2_000;
const OVER_MS = 10_000;

const ADD = `
insert into timer (key, lane, thread, kind, run_at, body)
select $1 || n, n, 'telegram:t' || n, 'ladder', $2::timestamptz + make_interval(secs => n * $3::float8), '{}'
from generate_series(1, $4::int) as n`;
const SET = `
insert into timer (key, lane, thread, kind, run_at, body) values ($1, 1, 'telegram:1', 'ladder', $2, '{}')
on conflict (key) do update set run_at = excluded.run_at, seq = default`;

/** How late timers fire with many pending, and what setting, replacing and cancelling one costs. */
export async function measureTimers(
  url: string,
  connection: ClientConfig,
  base: Base,
): Promise<{ readonly lateness: Figure; readonly cost: Fact }> {
  const client = new Client(connection);
  await client.connect();
  await client.query(ADD, ["far-", new Date(Date.now() + 3_600_000), 0.001, PENDING]);
  const node = await startNode(url, "all");
  await systemClock.sleep(500);
  await client.query(ADD, ["near-", new Date(Date.now() + 1_000), OVER_MS / 1000 / DUE, DUE]);
  await systemClock.sleep(OVER_MS + 3_000);
  const { late } = await node.stats();
  await node.kill();
  const cost = await keyCosts(client);
  await client.end();
  return {
    lateness: {
      figure: `timer lateness p99, ${DUE} due in ${OVER_MS / 1000} s, ${PENDING} pending`,
      demand: "≤ 50 ms",
      prototype: "6 ms",
      ours: `${percentile(late, 0.99).toFixed(0)} ms (p50/p99 ${spread(late)}, fired ${late.length} of ${DUE})`,
      isMet: percentile(late, 0.99) <= 50 && late.length === DUE,
    },
    cost: {
      fact: "set / replace / cancel a timer, p50",
      value: `${cost.map((one) => one.toFixed(2)).join(" / ")} ms; base at 1 client ${base.p50At1.toFixed(2)} ms`,
    },
  };
}

async function keyCosts(client: Client): Promise<readonly number[]> {
  const at = new Date(Date.now() + 7_200_000);
  const timed = async (what: (n: number) => Promise<unknown>) => {
    const sample: number[] = [];
    for (let n = 0; n < 500; n += 1) {
      const began = performance.now();
      await what(n);
      sample.push(performance.now() - began);
    }
    return percentile(sample, 0.5);
  };
  const set = await timed((n) => client.query({ name: "set", text: SET, values: [`cost-${n}`, at] }));
  const replace = await timed((n) => client.query({ name: "set", text: SET, values: [`cost-${n}`, at] }));
  const cancel = await timed((n) =>
    client.query({ name: "cancel", text: "delete from timer where key = any($1)", values: [[`cost-${n}`]] }),
  );
  return [set, replace, cancel];
}
