import type pg from "pg";

/** Small durable facts of channels, such as how far a poller has read. */
export interface ChannelState {
  read(channel: string, key: string): Promise<string | undefined>;
  write(channel: string, key: string, value: string): Promise<void>;
}

export function createChannelState(pool: pg.Pool): ChannelState {
  return {
    read: async (channel, key) => {
      const { rows } = await pool.query<{ value: string }>(
        "select value from channel_state where channel = $1 and key = $2",
        [channel, key],
      );
      return rows[0]?.value;
    },
    write: async (channel, key, value) => {
      await pool.query(
        `insert into channel_state (channel, key, value) values ($1, $2, $3)
         on conflict (channel, key) do update set value = excluded.value`,
        [channel, key, value],
      );
    },
  };
}
