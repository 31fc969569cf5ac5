import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Pool, type ClientConfig } from "pg";
import { percentile } from "../figures.ts";

export interface Base {
  readonly perSecond1: number;
  readonly p50At1: number;
  readonly p99At1: number;
  readonly perSecond64: number;
  readonly p50At64: number;
  readonly p99At64: number;
  /** From Debian's pgbench, where it is installed. */
  readonly pgbench64: number | undefined;
}

const TABLE = `
create table if not exists base (
  id bigint generated always as identity primary key, source text not null, ext_id text not null, lane bigint not null,
  body jsonb not null, unique (source, ext_id));
create index if not exists base_lane on base (lane, id)`;
const INSERT = "insert into base (source, ext_id, lane, body) values ('base', $1, $2, $3)";
const BODY = JSON.stringify({
  text: "Здравствуйте! Сколько стоит маникюр с покрытием и когда можно прийти на этой неделе?",
});

/** The plain base of a durable write: one insert, one commit, through the same driver. */
export async function measureBase(connection: ClientConfig, ms: number): Promise<Base> {
  const pool = new Pool({ ...connection, max: 64 });
  await pool.query(TABLE);
  await clients(pool, 64, 500);
  const one = await clients(pool, 1, ms);
  const many = await clients(pool, 64, ms);
  await pool.end();
  return {
    perSecond1: one.perSecond,
    p50At1: percentile(one.latencies, 0.5),
    p99At1: percentile(one.latencies, 0.99),
    perSecond64: many.perSecond,
    p50At64: percentile(many.latencies, 0.5),
    p99At64: percentile(many.latencies, 0.99),
    pgbench64: runPgbench(connection, ms),
  };
}

async function clients(pool: Pool, count: number, ms: number) {
  const until = performance.now() + ms;
  const startedAt = performance.now();
  const latencies: number[] = [];
  const run = Math.random().toString(36).slice(2);
  await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      for (let n = 0; performance.now() < until; n += 1) {
        const began = performance.now();
        await pool.query({ name: "base", text: INSERT, values: [`${run}-${index}-${n}`, n, BODY] });
        latencies.push(performance.now() - began);
      }
    }),
  );
  return { latencies, perSecond: latencies.length / ((performance.now() - startedAt) / 1000) };
}

function runPgbench(connection: ClientConfig, ms: number): number | undefined {
  const script = join(mkdtempSync(join(tmpdir(), "pgbench-")), "insert.sql");
  writeFileSync(
    script,
    `insert into base (source, ext_id, lane, body) values ('pgbench', gen_random_uuid()::text, 1, '${BODY}');\n`,
  );
  const { host = "", user = "", database = "" } = connection;
  const args = [
    "-n",
    "-M",
    "prepared",
    "-c",
    "64",
    "-j",
    "2",
    "-T",
    String(Math.ceil(ms / 1000)),
    "-f",
    script,
  ];
  const run = spawnSync("pgbench", [...args, "-h", host, "-U", user, database], { encoding: "utf8" });
  const tps = /tps = ([\d.]+)/.exec(run.stdout ?? "")?.[1];
  return tps ? Number(tps) : undefined;
}
