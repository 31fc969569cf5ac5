import type { Hono } from "hono";
import { z } from "zod";
import type { Business } from "../domain/business.ts";
import { CATEGORIES, PRIORITIES, SENTIMENTS } from "../domain/category.ts";
import { asId, type ManagerId } from "../domain/ids.ts";
import { CHANNEL_NAMES } from "../domain/message.ts";
import type { RoutePlan } from "../domain/route-plan.ts";
import { SLOT_NAMES } from "../domain/slot.ts";
import type { ApiOptions } from "./api-options.ts";
import { requireManager } from "./manager-name.ts";
import { HttpProblem, parseBody } from "./problem.ts";

/** How long a step without a wait of its own is rung: the last step of a ladder. Seconds. */
const LAST_RING_SECONDS = 60;

const words = z.string().trim().min(1).max(200);

const question = z.strictObject({
  /** `sequential`: one step after another; `parallel`: everybody at once. */
  mode: z.enum(["sequential", "parallel"]).default("sequential"),
  category: z.enum(CATEGORIES).optional(),
  priority: z.enum(PRIORITIES).optional(),
  urgent: z.boolean().optional(),
  sentiment: z.enum(SENTIMENTS).optional(),
  source: z.enum(CHANNEL_NAMES).default("call"),
  language: z.enum(["ru", "en"]).optional(),
  service: words.optional(),
  branch: words.optional(),
  city: words.optional(),
  vip: z.boolean().optional(),
  returning: z.boolean().optional(),
  /** Who dealt with this contact before. */
  manager: words.optional(),
  value: z.number().min(0).optional(),
  slots: z.partialRecord(z.enum(SLOT_NAMES), z.union([z.string().max(500), z.number()])).optional(),
});

/**
 * `POST /api/route`: whom a described request would go to now, for a telephone exchange; `GET /api/leads/:id/why/:manager`:
 * why this manager or why not; `GET /api/coverage`: the proof that every hour is covered. Nothing is stored by any.
 */
export function addRoutingRoutes(api: Hono, options: ApiOptions): void {
  const { routing, reads, clock, business } = options;

  api.post("/api/route", async (c) => {
    const { mode, ...description } = await parseBody(c, question);
    const now = clock.now();
    const plan = routing.planRoute(description, await options.teamLoad(), now);
    if (plan.kind === "unknown") {
      const message = `"${plan.value}" is none of: ${plan.known.join(", ")}`;
      throw new HttpProblem(400, "invalid_request", { faults: [{ path: plan.key, message }] });
    }
    return c.json({ ...routeView(plan, mode, business()), now });
  });

  api.get("/api/leads/:id/why/:manager", async (c) => {
    const found = await reads.lead(asId(c.req.param("id")));
    if (!found) throw new HttpProblem(404, "not_found", { detail: "There is no such lead" });
    const { id, name } = requireManager(c.req.param("manager"), business());
    const { trace } = found.lead;
    return c.json({
      manager: { id, name },
      sentence: routing.explainManager(trace, id),
      trace,
      now: clock.now(),
    });
  });

  api.get("/api/coverage", (c) => c.json({ coverage: routing.proveCoverage(clock.now()), now: clock.now() }));
}

function routeView(plan: RoutePlan, mode: "sequential" | "parallel", business: Business) {
  const { steps, trace, ladderName, heldUntil, request } = plan;
  const person = (id: ManagerId) => {
    const manager = business.team.find((one) => one.id === id);
    return { id, name: manager?.name ?? id, role: manager?.role, bitrix24: manager?.bitrix24 };
  };
  const secondsOf = (waitMs: number | undefined) =>
    waitMs === undefined ? LAST_RING_SECONDS : Math.max(1, Math.round(waitMs / 1000));
  const sequence = steps.map(({ offer, managerIds, waitMs, task }) => ({
    offer,
    managers: managerIds.map(person),
    timeoutSeconds: secondsOf(waitMs),
    ...(task === undefined ? {} : { task }),
  }));
  const everybody = {
    offer: "all",
    managers: steps.flatMap(({ managerIds }) => managerIds.map(person)),
    timeoutSeconds: Math.max(...sequence.map(({ timeoutSeconds }) => timeoutSeconds)),
  };
  return {
    mode,
    rule: trace.rule,
    ladder: ladderName,
    /** Whom to ring; empty when nobody is there. */
    ring: mode === "parallel" && steps.length > 0 ? [everybody] : sequence,
    /** A request that can wait would wait until then; a caller on the line can't. */
    heldUntil: heldUntil ?? null,
    service: request.serviceId ?? null,
    branch: request.branchId ?? null,
    trace,
  };
}
