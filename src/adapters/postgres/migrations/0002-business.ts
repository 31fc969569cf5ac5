import { sql, type Kysely } from "kysely";

const STATEMENTS = [
  sql`
    create table conversation (
      id text primary key,
      contact_id text not null,
      thread text not null unique,
      lane bigint not null,
      started_at timestamptz not null,
      last_message_at timestamptz not null,
      ownership text not null,
      data jsonb not null
    )`,
  sql`create index conversation_recent on conversation (last_message_at desc)`,
  sql`
    create table message (
      seq bigint generated always as identity primary key,
      id text not null unique,
      conversation_id text not null,
      thread text not null,
      author text not null,
      external_id text,
      manager_id text,
      text text not null,
      choices jsonb not null,
      attachments jsonb not null,
      at timestamptz not null
    )`,
  sql`create index message_thread on message (thread, seq)`,
  sql`
    create table lead (
      id text primary key,
      conversation_id text not null,
      thread text not null,
      lane bigint not null,
      created_at timestamptz not null,
      category text not null,
      priority text not null,
      source text not null,
      status text not null,
      owner text,
      expected_value double precision not null,
      taken_at timestamptz,
      data jsonb not null
    )`,
  sql`create index lead_recent on lead (created_at desc)`,
  sql`create index lead_conversation on lead (conversation_id, created_at)`,
  sql`create index lead_thread on lead (thread) where status <> 'closed'`,
  sql`create index lead_open on lead (owner) where status in ('taken', 'ended')`,
  sql`
    create table offer (
      id text primary key,
      lead_id text not null,
      manager_id text not null,
      offered_at timestamptz not null,
      ended_at timestamptz,
      outcome text,
      alert_external_id text
    )`,
  sql`create index offer_lead on offer (lead_id)`,
  sql`create index offer_open on offer (manager_id) where ended_at is null`,
  sql`create index offer_time on offer (offered_at)`,
  sql`
    create table crm_link (
      lead_id text primary key,
      external_id text,
      entity text,
      url text,
      written_at timestamptz,
      drift jsonb not null default '[]'
    )`,
  sql`
    create table manager (
      id text primary key,
      telegram_id bigint unique,
      link_code text unique,
      is_paused boolean not null default false,
      offered_total bigint not null default 0,
      last_offered_at timestamptz
    )`,
];

/** Contacts, conversations, transcript, leads, offers, managers' presence. Columns are what is searched, `data` is the rest. */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of STATEMENTS) await statement.execute(db);
}
