import type { Hono } from "hono";
import { asId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import type { ApiOptions } from "./api-options.ts";
import { dayQuery, leadsQuery, listQuery, pageQuery, spanQuery, toNextBefore, toSpan } from "./api-query.ts";
import { summaryView, conversationView } from "./conversation-view.ts";
import { clocksOf, leadView } from "./lead-view.ts";
import { HttpProblem, parseRequest } from "./problem.ts";
import { managerName } from "./manager-name.ts";

/** `GET` of conversations, leads, timers, ledger and stats. Lists are newest first, with `nextBefore` for the next page. */
export function addReadRoutes(api: Hono, options: ApiOptions): void {
  addSetupRoutes(api, options);
  addConversationRoutes(api, options);
  addLeadRoutes(api, options);
  addReportRoutes(api, options);
}

function addSetupRoutes(api: Hono, { readiness, business, clock }: ApiOptions): void {
  api.get("/api/setup", async (c) => {
    const { name, language, timezone, vertical } = business();
    const parts = await readiness();
    return c.json({ business: { name, language, timezone, vertical }, parts, now: clock.now() });
  });
}

function addConversationRoutes(api: Hono, options: ApiOptions): void {
  const { reads, clock, business } = options;

  api.get("/api/conversations", async (c) => {
    const page = parseRequest(pageQuery, c.req.query());
    const found = await reads.conversations(page);
    const items = found.map((summary) => summaryView(summary, business()));
    const last = found.length === page.limit ? found.at(-1) : undefined;
    return c.json({
      items,
      nextBefore: last && toNextBefore({ at: last.lastMessageAt, id: last.id }),
      now: clock.now(),
    });
  });

  api.get("/api/conversations/:id", async (c) => {
    const found = await reads.conversation(asId(c.req.param("id")));
    if (!found) throw new HttpProblem(404, "not_found", { detail: "There is no such conversation" });
    return c.json({
      ...conversationView(found.conversation, business()),
      trace: found.leads[0]?.trace ?? null,
      messages: found.lines.map((line) => ({
        ...line,
        managerName: line.managerId === undefined ? undefined : managerName(line.managerId, business()),
      })),
      leads: found.leads.map((lead) => ({
        ...leadView(lead, leadContext(options)),
        clocks: clocksOf(lead, found.lines),
      })),
      events: found.events,
      now: clock.now(),
    });
  });
}

function addLeadRoutes(api: Hono, options: ApiOptions): void {
  const { reads, clock } = options;

  api.get("/api/leads", async (c) => {
    const { status, ...page } = parseRequest(leadsQuery, c.req.query());
    const found = status
      ? await Promise.all(status.map((one) => reads.leads({ ...page, status: one })))
      : [await reads.leads(page)];
    const leads = found.flat().toSorted(newestFirst).slice(0, page.limit);
    const last = leads.length === page.limit ? leads.at(-1) : undefined;
    return c.json({
      items: leads.map((lead) => leadView(lead, leadContext(options))),
      nextBefore: last && toNextBefore({ at: last.createdAt, id: last.id }),
      now: clock.now(),
    });
  });

  api.get("/api/leads/:id", async (c) => {
    const found = await reads.lead(asId(c.req.param("id")));
    if (!found) throw new HttpProblem(404, "not_found", { detail: "There is no such lead" });
    const conversation = await reads.conversation(found.lead.conversationId);
    const lead = {
      ...leadView(found.lead, leadContext(options)),
      clocks: clocksOf(found.lead, conversation?.lines ?? []),
    };
    const { timers, outbox, events } = found;
    return c.json({ ...lead, timers, outbox, events, now: clock.now() });
  });

  api.get("/api/timers", async (c) => {
    const { limit } = parseRequest(listQuery, c.req.query());
    return c.json({ items: await reads.timers(limit), now: clock.now() });
  });
}

function addReportRoutes(api: Hono, { reads, clock, business, routing }: ApiOptions): void {
  api.get("/api/ledger", async (c) => {
    const now = clock.now();
    const { from, to } = toSpan(parseRequest(dayQuery, c.req.query()), now, business().timezone);
    const items = routing.describeLedger(await reads.ledger(from, to), { from, to, now });
    return c.json({ from, to, items, now });
  });

  api.get("/api/stats", async (c) => {
    const now = clock.now();
    const { from, to } = toSpan(parseRequest(spanQuery, c.req.query()), now, business().timezone);
    return c.json({ from, to, stats: await reads.stats(from, to), now });
  });
}

function leadContext({ business, clock, describeNextStep }: ApiOptions) {
  return { business: business(), at: clock.now(), describeNextStep };
}

function newestFirst(a: Lead, b: Lead): number {
  return b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1);
}
