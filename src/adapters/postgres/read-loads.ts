import type pg from "pg";
import { asId, type ManagerId } from "../../domain/ids.ts";
import type { Conversion, ManagerLoad } from "../../domain/routing.ts";

const LOADS = `
with busy as (
  select manager_id as id, count(*) as open from offer where ended_at is null group by manager_id
  union all
  select l.owner, count(*) from lead l
  where l.status = 'taken' and l.owner is not null and not exists (
    select from conversation c where c.id = l.conversation_id
      and (c.ownership <> 'human' or c.last_message_at < $1::timestamptz - interval '3 days'))
  group by l.owner
), load as (select id, sum(open)::bigint as open from busy group by id)
select coalesce(m.id, l.id) as id, coalesce(l.open, 0) as open, coalesce(m.offered_total, 0) as offered_total,
  m.last_offered_at, coalesce(m.is_paused, false) as is_paused
from manager m full join load l on l.id = m.id order by 1`;

/**
 * Load and presence of everyone who was ever offered anything, with what history says; nobody else has any. A taken lead
 * takes up a place until it is closed, the conversation is given back to the bot, or its customer has been silent for
 * three days: few people close their leads, and nobody may be full of finished ones.
 */
export async function readLoads(
  db: pg.Pool | pg.PoolClient,
  history: ReadonlyMap<ManagerId, Conversion>,
  at: Date,
): Promise<readonly ManagerLoad[]> {
  const { rows } = await db.query<{
    id: string;
    open: number;
    offered_total: number;
    last_offered_at: Date | null;
    is_paused: boolean;
  }>({ name: "read_loads", text: LOADS, values: [at] });
  return rows.map((row) => {
    const managerId = asId<"manager">(row.id);
    const conversion = history.get(managerId);
    return {
      managerId,
      open: row.open,
      offeredTotal: row.offered_total,
      lastOfferedAt: row.last_offered_at ?? undefined,
      isPaused: row.is_paused,
      ...(conversion ? { history: conversion } : {}),
    };
  });
}
