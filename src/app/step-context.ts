import type { Business } from "../domain/business.ts";
import type { MakeId } from "../domain/ids.ts";
import type { ChannelName } from "../domain/message.ts";
import type { Channel } from "../ports/channel.ts";
import type { Metrics } from "../ports/metrics.ts";

/** What the stages of a step share. `business` is read anew for each step, so that an edited folder shows at once. */
export interface StepContext {
  readonly business: Business;
  readonly channels: Readonly<Partial<Record<ChannelName, Channel>>>;
  readonly makeId: MakeId;
  readonly metrics: Metrics;
  readonly hasCrm: boolean;
}
