import { z } from "zod";
import type { PastRequest } from "../../domain/past-request.ts";
import { askGateway, type GatewayAnswer } from "../commands/ask-gateway.ts";
import type { CommandWorld } from "../commands/command-world.ts";
import { pastRequestShape } from "./past-request-shape.ts";

/** The running gateway gave no page. */
export class NoAnswer extends Error {
  readonly answer: Exclude<GatewayAnswer, { kind: "ok" }>;
  constructor(answer: Exclude<GatewayAnswer, { kind: "ok" }>) {
    super("the gateway gave no answer");
    this.answer = answer;
  }
}

const page = z.object({ items: z.array(z.unknown()), nextAfter: z.string().optional() });
const PAGE = 500;

/**
 * Stored requests of `from` to `to` (days of the business, both included) from the running gateway, the oldest first, a
 * page at a time.
 *
 * @throws NoAnswer when the gateway gives none.
 */
export async function* askRequests(
  world: CommandWorld,
  days: { readonly from: string; readonly to: string },
): AsyncGenerator<PastRequest> {
  const shape = pastRequestShape("UTC").and(z.object({ id: z.string() }));
  for (let after: string | undefined = ""; after !== undefined;) {
    const query = `from=${days.from}&to=${days.to}&limit=${PAGE}`;
    const next = after === "" ? query : `${query}&after=${encodeURIComponent(after)}`;
    const answer = await askGateway(world, "GET", `requests?${next}`);
    if (answer.kind !== "ok") throw new NoAnswer(answer);
    const read = page.safeParse(answer.body);
    if (!read.success) throw new NoAnswer({ kind: "refused", status: 200, reason: "unexpected answer" });
    for (const item of read.data.items) yield shape.parse(item);
    after = read.data.nextAfter;
  }
}
