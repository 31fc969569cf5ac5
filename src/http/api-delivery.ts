import type { Hono } from "hono";
import type { ApiOptions } from "./api-options.ts";
import { listQuery } from "./api-query.ts";
import { HttpProblem, parseRequest } from "./problem.ts";

/** What is on its way out, what we stopped retrying, and what a person may do about it. */
export function addDeliveryRoutes(api: Hono, { reads, deadLetters, clock }: ApiOptions): void {
  api.get("/api/outbox", async (c) => {
    const { limit } = parseRequest(listQuery, c.req.query());
    return c.json({ items: await reads.outbox(limit), now: clock.now() });
  });

  api.get("/api/dead-letters", async (c) => {
    const { limit } = parseRequest(listQuery, c.req.query());
    return c.json({ items: await reads.deadLetters(limit), now: clock.now() });
  });

  api.get("/api/dead-letters/:id", async (c) => {
    const item = await reads.deadLetter(c.req.param("id"));
    if (!item) throw new HttpProblem(404, "not_found", { detail: "There is no such dead letter" });
    return c.json({ item, now: clock.now() });
  });

  api.post("/api/dead-letters/:id/retry", async (c) => {
    const id = c.req.param("id");
    requireDone(await deadLetters.retry(id));
    return c.json({ id, status: "pending" }, 202);
  });

  api.post("/api/dead-letters/:id/discard", async (c) => {
    const id = c.req.param("id");
    requireDone(await deadLetters.discard(id));
    return c.json({ id, status: "discarded" });
  });
}

function requireDone(isDone: boolean): void {
  if (!isDone) throw new HttpProblem(404, "not_found", { detail: "There is no such dead letter" });
}
