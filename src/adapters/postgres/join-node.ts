import type pg from "pg";
import { Client } from "pg";
import type { Clock } from "../../ports/clock.ts";

export interface Node {
  /**
   * Number of this process. It changes after the database was away: what was held under the old one is free then.
   *
   * @throws Error while the process has none: what it claimed now could be taken over at once.
   */
  id(): number;
  /** Gives the number up: whatever this process still holds is free at anybody's next look. */
  leave(): Promise<void>;
}

export interface NodeOptions {
  readonly pool: pg.Pool;
  readonly connection: pg.ClientConfig;
  readonly clock: Clock;
  readonly name: string;
  readonly onTrouble: (error: unknown) => void;
}

const BEAT_MS = 3_000;
const RENEW_MS = 200;
/** Others bury a process 15 s after its last beat. One that wakes from a freeze must ask first whether it still lives. */
const TRUSTED_MS = 10_000;

/** Moments are the database's own: machines whose clocks disagree must not bury each other. */
const REGISTER = `
with number as (select nextval(pg_get_serial_sequence('node', 'id')) as id),
  locked as (select pg_advisory_lock(4242, id::int) from number)
insert into node (id, name, started_at, beat_at) overriding system value
select id, $1, now(), now() from number, locked returning id`;
const BEAT = "update node set beat_at = now() where id = $1";

/** Whoever looks next frees what is left and forgets the number. */
const LEAVE = "update node set beat_at = '-infinity' where id = $1";

interface Session {
  readonly id: number;
  readonly client: pg.Client;
  /** Aborts when the session breaks, and the lock with it. */
  readonly broken: AbortSignal;
  /** By this machine's clock, and before the database noted it. */
  beatAt: Date;
}

/**
 * Registers this process. A session of its own holds an advisory lock as the sign of life: when the process dies, the
 * lock goes with the connection and others take its work over within half a second. The beat tells a frozen process.
 */
export async function joinNode(options: NodeOptions): Promise<Node> {
  const stopping = new AbortController();
  let current = await register(options);
  const keeping = keepAlive(
    options,
    stopping.signal,
    () => current,
    (next) => (current = next),
  );
  return {
    id: () => {
      if (current.broken.aborted) throw new Error("the session that holds this process's number broke");
      if (options.clock.now().getTime() - current.beatAt.getTime() > TRUSTED_MS)
        throw new Error("this process has not beaten for so long that others may have buried it");
      return current.id;
    },
    leave: async () => {
      stopping.abort();
      await keeping;
      await options.pool.query(LEAVE, [current.id]).catch(options.onTrouble);
      await current.client.end().catch(options.onTrouble);
    },
  };
}

async function register(options: NodeOptions): Promise<Session> {
  const client = new Client({ ...options.connection, keepAlive: true, application_name: "dozor-node" });
  const broken = new AbortController();
  client.on("error", (error) => {
    options.onTrouble(error);
    broken.abort();
  });
  client.on("end", () => broken.abort());
  try {
    await client.connect();
    const beatAt = options.clock.now();
    const { rows } = await client.query<{ id: number }>(REGISTER, [options.name]);
    const id = rows[0]?.id;
    if (id === undefined) throw new Error("the database gave this process no number");
    return { id, client, broken: broken.signal, beatAt };
  } catch (error) {
    // Left open it would be the sign of life of nobody.
    void client.end().catch(() => undefined);
    throw error;
  }
}

async function keepAlive(
  options: NodeOptions,
  stopping: AbortSignal,
  current: () => Session,
  replace: (next: Session) => void,
): Promise<void> {
  while (!stopping.aborted) {
    const { broken } = current();
    await options.clock.sleep(broken.aborted ? RENEW_MS : BEAT_MS, AbortSignal.any([stopping, broken]));
    if (stopping.aborted) return;
    try {
      if (current().broken.aborted) replace(await register(options));
      else if (!(await beat(options, current()))) {
        // Frozen for so long that others have buried it: what it held is theirs, and its number is no sign of life.
        const buried = current().client;
        replace(await register(options));
        await buried.end();
      }
    } catch (error) {
      options.onTrouble(error);
      await options.clock.sleep(RENEW_MS, stopping);
    }
  }
}

async function beat({ pool, clock }: NodeOptions, session: Session): Promise<boolean> {
  const at = clock.now();
  const { rowCount } = await pool.query(BEAT, [session.id]);
  if (rowCount === 1) session.beatAt = at;
  return rowCount === 1;
}
