import { sql, type Kysely } from "kysely";

const STATEMENTS = [
  sql`create sequence lane_token`,
  sql`
    create table node (
      id bigint generated always as identity primary key,
      name text not null,
      started_at timestamptz not null,
      beat_at timestamptz not null
    )`,
  sql`
    create table inbox (
      id bigint generated always as identity primary key,
      source text not null,
      ext_id text not null,
      lane bigint not null,
      thread text not null,
      kind text not null,
      body jsonb not null,
      received_at timestamptz not null,
      turn_id bigint,
      failed_at timestamptz,
      unique (source, ext_id)
    )`,
  sql`create index inbox_open on inbox (lane, id) where turn_id is null and failed_at is null`,
  sql`
    create table lane (
      lane bigint primary key,
      due_at timestamptz not null,
      first_at timestamptz not null,
      is_burst boolean not null,
      owner bigint,
      token bigint not null default 0,
      is_dirty boolean not null default false,
      attempt int not null default 0
    ) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01)`,
  sql`create index lane_due on lane (due_at) where owner is null`,
  sql`create index lane_owned on lane (owner) where owner is not null`,
  sql`
    create table timer (
      key text primary key,
      seq bigint generated always as identity,
      lane bigint not null,
      thread text not null,
      kind text not null,
      run_at timestamptz not null,
      body jsonb not null
    ) with (autovacuum_vacuum_scale_factor = 0.01)`,
  sql`create index timer_run_at on timer (run_at)`,
  sql`
    create table turn (
      id bigint generated always as identity primary key,
      lane bigint not null,
      node bigint not null,
      committed_at timestamptz not null,
      inputs int not null
    )`,
  sql`
    create table outbox (
      seq bigint generated always as identity primary key,
      id text not null unique,
      order_key text not null,
      key text not null unique,
      kind text not null,
      thread text,
      lane bigint,
      lead_id text,
      body jsonb not null,
      created_at timestamptz not null,
      run_at timestamptz not null,
      attempt int not null default 0,
      owner bigint,
      tried_at timestamptz,
      is_unsure boolean not null default false,
      done_at timestamptz,
      dead_at timestamptz,
      last_error text
    ) with (autovacuum_vacuum_scale_factor = 0.01)`,
  sql`
    create index outbox_due on outbox (run_at, seq)
      where done_at is null and dead_at is null and owner is null`,
  sql`create index outbox_open on outbox (order_key, seq) where done_at is null and dead_at is null`,
  sql`create index outbox_owned on outbox (owner) where owner is not null`,
  sql`create index outbox_lead on outbox (lead_id, seq) where lead_id is not null`,
  sql`create index outbox_dead on outbox (dead_at) where dead_at is not null`,
  sql`
    create table event (
      id bigint generated always as identity,
      at timestamptz not null,
      conversation_id text,
      lead_id text,
      type text not null,
      data jsonb not null
    ) partition by range (at)`,
  // Months are split off by maintenance; whatever falls outside them lands here.
  sql`create table event_rest partition of event default`,
  sql`create index event_conversation on event (conversation_id, id)`,
  sql`create index event_lead on event (lead_id, id)`,
  sql`create index event_at on event using brin (at)`,
  // Rate limits of several processes without Redis; losing it in a crash costs one burst.
  sql`create unlogged table bucket (key text primary key, tat double precision not null) with (fillfactor = 50)`,
  sql`
    create table channel_state (
      channel text not null,
      key text not null,
      value text not null,
      primary key (channel, key)
    )`,
];

/**
 * The engine: what was received (`inbox`), which conversations have work (`lane`, a row exists only while there is
 * some), durable wake-ups (`timer`), what leaves (`outbox`), what happened (`event`), who is alive (`node`).
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
