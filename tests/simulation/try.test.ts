import { it } from "vitest";
import { findFaults } from "./invariants.ts";
import { simulate } from "./simulate.ts";
import { openMemoryStorage } from "./storage.ts";
it("tries", async () => {
  for (const seed of (process.env.SEEDS ?? "1").split(",").map(Number)) {
  const result = await simulate({ seed, openStorage: openMemoryStorage, days: 7, customersPerDay: 30, kills: 14, outages: 4 });
  const faults = findFaults(result);
  console.log(seed, faults.join("\n"));
  const done = new Set<string>();
  for (const f of faults) { const t = /telegram:\d+/.exec(f)?.[0]; if (!t || done.has(t) || done.size > 2) continue; done.add(t);
    const c = result.census.conversations.find((c) => c.thread === t);
    console.log("=====", f, JSON.stringify(c?.state.ownership), JSON.stringify(c?.state.request?.leadId));
    const all = [
      ...result.census.lines.filter((l) => l.thread === t).map((l) => [new Date(l.at).toISOString(), l.author, l.text.slice(0, 160)]),
      ...result.census.events.filter((e) => e.conversationId === c?.id).map((e) => [new Date(e.at).toISOString(), "  " + e.type, JSON.stringify(e.data).slice(0, 170)]),
    ].sort((a, b) => (a[0]! < b[0]! ? -1 : 1));
    for (const a of all) console.log(a.join(" "));
    for (const l of result.census.leads.filter((l) => l.thread === t)) console.log(l.id, l.createdAt.toISOString(), JSON.stringify(l.ladder));
  }}
}, 600000);
