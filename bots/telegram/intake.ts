import type { ChannelRun } from "../../src/ports/channel.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import { threadOfUpdate } from "./inbound.ts";
import { updateSchema, type TelegramPress } from "./update-schema.ts";

export interface Intake {
  /**
   * Makes one update durable.
   *
   * @returns Its number; undefined for a body that is no update.
   * @throws Whatever `accept` rejects with: the update must be offered again.
   */
  accept(body: unknown, run: Pick<ChannelRun, "accept">): Promise<number | undefined>;
  /** Stores updates in order within a conversation; rejects when one of them could not be stored. */
  acceptAll(bodies: readonly unknown[], run: Pick<ChannelRun, "accept">): Promise<number | undefined>;
}

/** @param onPress Told of every press that is durable; must not reject. */
export function createIntake(options: {
  readonly clock: Clock;
  readonly log: Log;
  readonly onPress: (press: TelegramPress) => void;
}): Intake {
  const { clock, log, onPress } = options;

  async function accept(body: unknown, run: Pick<ChannelRun, "accept">): Promise<number | undefined> {
    const parsed = updateSchema.safeParse(body);
    if (!parsed.success) {
      log.warn({ channel: "telegram", code: "not_an_update" }, "update skipped");
      return undefined;
    }
    const update = parsed.data;
    const thread = threadOfUpdate(update);
    // Groups, channel posts and kinds we never asked for: other people's words are none of our business.
    if (!thread) return update.update_id;
    const receivedAt = clock.now();
    const stamped = typeof body === "object" ? { ...body, received_at: receivedAt.toISOString() } : body;
    await run.accept({ externalId: String(update.update_id), thread, body: stamped, receivedAt });
    if (update.callback_query) onPress(update.callback_query);
    return update.update_id;
  }

  return {
    accept,
    async acceptAll(bodies, run) {
      const lanes = new Map<string, unknown[]>();
      for (const body of bodies) {
        const parsed = updateSchema.safeParse(body);
        const lane = (parsed.success && threadOfUpdate(parsed.data)) || "none";
        lanes.set(lane, [...(lanes.get(lane) ?? []), body]);
      }
      let last: number | undefined;
      const results = await Promise.allSettled(
        [...lanes.values()].map(async (lane) => {
          for (const body of lane) {
            const id = await accept(body, run);
            if (id !== undefined) last = Math.max(last ?? id, id);
          }
        }),
      );
      const failed = results.find((result) => result.status === "rejected");
      if (failed) throw failed.reason;
      return last;
    },
  };
}
