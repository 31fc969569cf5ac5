import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { backupCommand } from "../../src/app/commands/backup.ts";
import { restoreCommand } from "../../src/app/commands/restore.ts";
import { openDatabase, type Database } from "../../src/adapters/postgres/open-database.ts";
import { keepSecrets } from "../../src/platform/kept-secrets.ts";
import { systemClock } from "../../src/platform/system-clock.ts";
import { aCommandWorld } from "../support/a-command-world.ts";
import { startBusyEngine, toPosition, type CommittedRow } from "../support/busy-engine.ts";
import { startGatewayProcess } from "../support/gateway-process.ts";
import { runCli } from "../support/run-cli.ts";

type Row = Readonly<Record<string, unknown>>;

const open = (dataDir: string) =>
  openDatabase({
    url: undefined,
    dataDir,
    path: process.env["PATH"] ?? "",
    clock: systemClock,
    onTrouble: () => undefined,
  });

/** How a row is known, by table; what a later change may have altered since the backup is left out of the comparison. */
const KEYS: Readonly<Record<string, string>> = { inbox: "ext_id", timer: "key", manager: "id" };
const CHANGING: Readonly<Record<string, readonly string[]>> = {
  // Set when a row is dealt with.
  inbox: ["turn_id"],
  // A restored effect may have arrived since.
  outbox: ["is_unsure", "owner"],
  manager: ["offered_total"],
};
/** Rows come and go with the work; their own rules are looked at instead. */
const FLEETING = new Set(["lane", "node", "bucket"]);

async function readAll(pool: pg.Pool): Promise<Map<string, Map<string, Row>>> {
  const { rows: tables } = await pool.query<{ name: string }>(
    `select relname as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where nspname = 'public' and relkind in ('r', 'p') and not relispartition order by 1`,
  );
  const all = new Map<string, Map<string, Row>>();
  for (const { name } of tables) {
    const { rows } = await pool.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${name} t`,
    );
    const keyed = rows.map(({ row }) => {
      const kept = Object.entries(row).filter(([column]) => !CHANGING[name]?.includes(column));
      return [JSON.stringify(row[KEYS[name] ?? "id"] ?? row), Object.fromEntries(kept)] as const;
    });
    all.set(name, new Map(keyed));
  }
  return all;
}

/** As the command line would, but in this process, which is quicker. */
async function runHere(args: readonly [string, string, ...string[]], env: Readonly<Record<string, string>>) {
  const settings = { PATH: process.env["PATH"] ?? "", ...env };
  const { world, said } = aCommandWorld({ settings, clock: systemClock });
  const [command, file, ...flags] = args;
  const options = {
    json: flags.includes("--json"),
    force: flags.includes("--force"),
    lang: flags.includes("--lang") ? flags.at(-1) : undefined,
  };
  const run = command === "backup" ? backupCommand : restoreCommand;
  return { code: await run(file, options, world), stdout: said.printed, stderr: said.muttered };
}

describe("backup and restore of the embedded database", () => {
  const work = mkdtempSync(join(tmpdir(), "dozor-backup-"));
  const source = join(work, "source");
  const target = join(work, "target");
  const file = join(work, "monday.dozor");
  let database: Database;
  let committed: readonly CommittedRow[];
  let before = 0;
  let endsAt: bigint;
  let rowsOfSource: Map<string, Map<string, Row>>;

  const count = async (pool: pg.Pool, sql: string) => Number((await pool.query(sql)).rows[0].count);

  /** A gateway's database that never rests, and a backup made from another process meanwhile. */
  beforeAll(async () => {
    await keepSecrets(source);
    database = await open(source);
    const engine = await startBusyEngine(database);
    await engine.until(300);
    before = engine.committed.length;
    const backup = await runCli(["backup", file, "--json"], { DATA_DIR: source });
    expect(backup).toMatchObject({ code: 0, stderr: "" });
    const summary = JSON.parse(backup.stdout);
    expect(summary).toMatchObject({ ok: true, file, isGatewayRunning: true });
    endsAt = toPosition(summary.endsAt);
    await engine.stop();
    ({ committed } = engine);
    rowsOfSource = await readAll(database.pool);
  });
  afterAll(async () => {
    await database.close();
    rmSync(work, { recursive: true, force: true });
  });

  it("is a file for its owner only, with nothing left beside it", () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(work).toSorted()).toEqual(["monday.dozor", "source"]);
  });

  it("leaves no trace in the running server", async () => {
    expect(await count(database.pool, "select count(*) from pg_replication_slots")).toBe(0);
    expect(await count(database.pool, "select count(*) from lane where owner is not null")).toBe(0);
  });

  it("gives back every row that was committed before the backup ended, and none that never was", async () => {
    const restore = await runCli(["restore", file, "--json"], { DATA_DIR: target });
    expect(restore).toMatchObject({ code: 0, stderr: "" });
    const restored = await open(target);
    try {
      const rows = await readAll(restored.pool);
      expect([...rows.keys()]).toEqual([...rowsOfSource.keys()]);

      const due = committed.filter(({ lsn }) => lsn <= endsAt);
      expect(due.length).toBeGreaterThan(before);
      expect(due.length).toBeLessThan(committed.length);
      const eventsOf = new Set(
        [...(rows.get("event") ?? [])].map(([, row]) => row["conversation_id"] ?? row["lead_id"]),
      );
      const isThere = ({ table, id }: CommittedRow) =>
        table === "event"
          ? eventsOf.has(id.replace("conv_", "lead_")) || eventsOf.has(id)
          : rows.get(table)?.has(JSON.stringify(id));
      expect(due.filter((row) => !isThere(row))).toEqual([]);

      for (const [table, found] of rows) {
        if (FLEETING.has(table)) continue;
        const strange = [...found].filter(
          ([key, row]) => JSON.stringify(row) !== JSON.stringify(rowsOfSource.get(table)?.get(key)),
        );
        expect({ table, strange: strange.slice(0, 3) }).toEqual({ table, strange: [] });
      }
      expect(JSON.parse(restore.stdout).counts).toEqual({
        conversations: rows.get("conversation")?.size,
        messages: rows.get("message")?.size,
        leads: rows.get("lead")?.size,
        pending: rows.get("outbox")?.size,
      });

      const { pool } = restored;
      const open = "turn_id is null and failed_at is null";
      const orphans = `select count(*) from inbox i where ${open} and not exists (select from lane l where l.lane = i.lane)`;
      expect(await count(pool, orphans)).toBe(0);
      const idle = `select count(*) from lane l where not exists (select from inbox i where ${open} and l.lane = i.lane)`;
      expect(await count(pool, idle)).toBe(0);
      const turnless =
        "select count(*) from inbox i where turn_id is not null and not exists (select from turn t where t.id = i.turn_id)";
      expect(await count(pool, turnless)).toBe(0);
      expect(await count(pool, "select offered_total as count from manager")).toBe(rows.get("offer")?.size);
      expect(await count(pool, "select count(*) from outbox where not is_unsure or owner is not null")).toBe(
        0,
      );
    } finally {
      await restored.close();
    }
  });

  it("brings the secrets along, and leaves nothing of the restoring behind", () => {
    expect(readFileSync(join(target, "secrets.json"))).toEqual(readFileSync(join(source, "secrets.json")));
    expect(statSync(join(target, "secrets.json")).mode & 0o777).toBe(0o600);
    expect(existsSync(join(target, "restore.new"))).toBe(false);
  });

  it("starts a gateway that knows as much as the backup said", async () => {
    const gateway = await startGatewayProcess({ DATA_DIR: target });
    try {
      const response = await gateway.api("stats?from=2026-03-01&to=2026-03-31");
      const { stats } = (await response.json()) as { stats: Record<string, number> };
      const messages = stats["messages"] ?? 0;
      expect(messages).toBeGreaterThan(300);
      expect(stats["conversations"]).toBe(messages);
      const inUse = await runHere(["restore", file, "--force", "--lang", "ru"], { DATA_DIR: target });
      expect(inUse).toMatchObject({ code: 1, stdout: "" });
      expect(inUse.stderr).toContain("пользуется шлюз");
    } finally {
      await gateway.stop();
    }
  });

  it("refuses to replace data unless told to, and then keeps it beside", async () => {
    const refused = await runHere(["restore", file], { DATA_DIR: target, LANG: "en_US.UTF-8" });
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toContain("--force");
    const forced = await runHere(["restore", file, "--force", "--json"], { DATA_DIR: target });
    expect(forced).toMatchObject({ code: 0, stderr: "" });
    const { movedTo } = JSON.parse(forced.stdout);
    expect(existsSync(join(movedTo, "postgres", "PG_VERSION"))).toBe(true);
    expect(existsSync(join(movedTo, "secrets.json"))).toBe(true);
    expect(existsSync(join(target, "postgres", "PG_VERSION"))).toBe(true);
  });

  it("works as well when no gateway runs", async () => {
    const second = join(work, "off.dozor");
    const backup = await runHere(["backup", second, "--lang", "ru"], { DATA_DIR: target });
    expect(backup).toMatchObject({ code: 0, stderr: "" });
    expect(backup.stdout).toContain("шлюз был выключен");
    expect(backup.stdout).toContain("secrets.json");
    const restored = await runHere(["restore", second], { DATA_DIR: join(work, "third") });
    expect(restored.code).toBe(0);
  });

  describe("of a bad archive", () => {
    const broken = join(work, "broken.dozor");
    const refuse = async (bytes: Buffer) => {
      writeFileSync(broken, bytes);
      const empty = join(work, "untouched");
      const run = await runHere(["restore", broken, "--json"], { DATA_DIR: empty });
      expect(run.code).toBe(1);
      expect(existsSync(empty) ? readdirSync(empty) : []).toEqual([]);
      return JSON.parse(run.stdout);
    };

    it("refuses one with a changed byte", async () => {
      const bytes = readFileSync(file);
      const middle = Math.floor(bytes.length / 2);
      bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
      expect(await refuse(bytes)).toMatchObject({ ok: false, kind: "damaged" });
    });

    it("refuses one whose content was changed and packed again", async () => {
      const bytes = gunzipSync(readFileSync(file));
      const at = bytes.indexOf("Сообщение 7:");
      expect(at).toBeGreaterThan(0);
      bytes.write("сообщение", at);
      expect(await refuse(gzipSync(bytes, { level: 1 }))).toMatchObject({ ok: false, kind: "damaged" });
    });

    it("refuses one that is cut off", async () => {
      const cut = join(work, "cut");
      writeFileSync(cut, readFileSync(file));
      truncateSync(cut, Math.floor(statSync(file).size * 0.9));
      expect(await refuse(readFileSync(cut))).toMatchObject({ ok: false, kind: "damaged" });
    });

    it("refuses what is no backup at all", async () => {
      expect(await refuse(Buffer.from("Здравствуйте"))).toMatchObject({ ok: false, kind: "not_a_backup" });
      expect(await refuse(gzipSync(Buffer.alloc(4096, 1)))).toMatchObject({ kind: "not_a_backup" });
      const missing = await runHere(["restore", join(work, "nowhere"), "--json"], {
        DATA_DIR: join(work, "x"),
      });
      expect(JSON.parse(missing.stdout)).toMatchObject({ ok: false, kind: "unreadable" });
    });
  });

  it("names the server's own tools when the database is not ours", async () => {
    const env = { DATABASE_URL: "postgres://dozor:hunter2@db/dozor", DATA_DIR: target };
    const backup = await runHere(["backup", join(work, "no")], env);
    expect(backup).toMatchObject({ code: 2, stdout: "" });
    expect(backup.stderr).toContain("pg_dump");
    const restore = await runHere(["restore", file, "--force"], env);
    expect(restore).toMatchObject({ code: 2, stdout: "" });
    expect(restore.stderr).toContain("pg_restore");
    expect(`${backup.stderr}${restore.stderr}`).not.toContain("hunter2");
  });

  it("refuses a file inside the database, and a folder without one", async () => {
    const inside = await runHere(["backup", join(source, "postgres", "x"), "--json"], { DATA_DIR: source });
    expect([inside.code, JSON.parse(inside.stdout).kind]).toEqual([2, "inside_database"]);
    const empty = await runHere(["backup", join(work, "y"), "--json"], { DATA_DIR: join(work, "empty") });
    expect([empty.code, JSON.parse(empty.stdout).kind]).toEqual([1, "no_database"]);
  });
});
