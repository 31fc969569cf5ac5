import { Kysely, PostgresDialect } from "kysely";
import type pg from "pg";
import { Pool, types } from "pg";
import { StartError } from "../../domain/errors.ts";
import type { Clock } from "../../ports/clock.ts";
import { startEmbeddedPostgres, type EmbeddedPostgres } from "./embedded/start-embedded.ts";
import { migrate } from "./migrate.ts";

// Counts and identities are far below 2^53; lane hashes are read as strings by a cast in SQL.
types.setTypeParser(types.builtins.INT8, Number);

export interface Database {
  readonly pool: pg.Pool;
  readonly kysely: Kysely<unknown>;
  /** How to open a further connection of one's own. */
  readonly connection: pg.ClientConfig;
  /** `embedded`, or host and database without a password. */
  readonly description: string;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** The given server, or the embedded one in `dataDir` when absent. */
  readonly url: string | undefined;
  readonly dataDir: string;
  readonly path: string;
  readonly clock: Clock;
  readonly poolSize?: number;
  /** An idle connection broke or the embedded server died; queries fail until it is back. */
  readonly onTrouble: (what: string, error?: unknown) => void;
}

const OLDEST_VERSION = 150_000;

/**
 * Opens the database, starting the embedded one if no address is given, and brings its schema up to date.
 *
 * @throws StartError with what to do when it can't be reached, is too old or refuses us.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const embedded = options.url
    ? undefined
    : await startEmbeddedPostgres({
        dataDir: options.dataDir,
        path: options.path,
        clock: options.clock,
        onCrash: (outcome, error) => options.onTrouble(`embedded database ${outcome}`, error),
      });
  const connection = connectionOf(options.url, embedded);
  const pool = new Pool({ ...connection, max: options.poolSize ?? 10 });
  pool.on("error", (error) => options.onTrouble("database connection broke", error));
  // The pool listens only to idle connections: one that breaks inside a transaction would end the whole process. Its
  // next query rejects, and that is dealt with there.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const kysely = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) });
  const close = async () => {
    await kysely.destroy();
    await embedded?.stop();
  };
  try {
    await checkServer(pool);
    await migrate(kysely);
  } catch (error) {
    await close();
    throw toStartError(error);
  }
  return { pool, kysely, connection, description: describe(options.url), close };
}

function connectionOf(url: string | undefined, embedded: EmbeddedPostgres | undefined): pg.ClientConfig {
  const common = {
    application_name: "dozor",
    connectionTimeoutMillis: 10_000,
    // Between the statements of a step there is nothing to wait for. A process that froze there holds rows that the
    // acknowledgements of their conversations wait for, and those of everybody who shares a batch with them.
    options: "-c idle_in_transaction_session_timeout=2s -c timezone=UTC -c jit=off",
  };
  return embedded ? { ...common, ...embedded.connection } : { ...common, connectionString: url };
}

async function checkServer(pool: pg.Pool): Promise<void> {
  const { rows } = await pool.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  if (Number(rows[0]?.version) < OLDEST_VERSION)
    throw new StartError(
      `The database server is PostgreSQL ${Math.floor(Number(rows[0]?.version) / 10_000)}`,
      "PostgreSQL 15 or newer is needed: update the server, or remove DATABASE_URL to use the embedded one.",
    );
}

function describe(url: string | undefined): string {
  if (!url) return "embedded";
  const { host, pathname, searchParams } = new URL(url);
  return `${host || (searchParams.get("host") ?? "localhost")}${pathname}`;
}

const CURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: start the server, or mend host and port in DATABASE_URL.",
  ENOTFOUND: "The host name in DATABASE_URL is unknown.",
  ETIMEDOUT: "The server does not answer: check the network and its firewall.",
  "28P01": "The password in DATABASE_URL is wrong.",
  "28000": "The server refuses this user from here: check DATABASE_URL and pg_hba.conf.",
  "3D000": "The database does not exist: create it (createdb), or mend its name in DATABASE_URL.",
  "53300": "The server has no free connection: raise max_connections or close other programs.",
  "42501": "The user may not create tables: make it the owner of the database.",
};

function toStartError(error: unknown): StartError {
  if (error instanceof StartError) return error;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const reason = error instanceof Error && error.message ? error.message : code || "unknown reason";
  return new StartError(
    `The database could not be opened: ${reason}`,
    CURES[code] ?? "Check DATABASE_URL, or remove it to use the embedded database.",
    { cause: error },
  );
}
