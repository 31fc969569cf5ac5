import { Migrator, type Kysely, type Migration } from "kysely";
import { StartError } from "../../domain/errors.ts";
import * as engine from "./migrations/0001-engine.ts";
import * as business from "./migrations/0002-business.ts";
import * as upkeep from "./migrations/0003-upkeep.ts";
import * as outcomes from "./migrations/0004-outcomes.ts";

const MIGRATIONS: Readonly<Record<string, Migration>> = {
  "0001-engine": engine,
  "0002-business": business,
  "0003-upkeep": upkeep,
  "0004-outcomes": outcomes,
};

/**
 * Brings the schema up to date under a lock: of several processes that start at once, one does it and the others wait.
 *
 * @throws StartError when a step fails, or the database belongs to a newer version of the gateway.
 */
export async function migrate(db: Kysely<unknown>): Promise<void> {
  const migrator = new Migrator({ db, provider: { getMigrations: () => Promise.resolve(MIGRATIONS) } });
  const { error } = await migrator.migrateToLatest();
  if (!error) return;
  const reason = error instanceof Error ? error.message : "unknown reason";
  const isNewer = /previously executed migration .* is missing/.test(reason);
  throw new StartError(
    isNewer
      ? "The database was made by a newer version of the gateway"
      : `The database's schema could not be updated: ${reason}`,
    isNewer
      ? "Start that newer version, or restore a backup made by this one."
      : "The gateway's role must own the database or may create tables in it.",
    { cause: error },
  );
}
