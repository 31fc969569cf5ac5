import type { LadderRung } from "./business.ts";
import type { Category, Language, Priority, Sentiment } from "./category.ts";
import type { ManagerId } from "./ids.ts";
import type { LeadRequest } from "./lead.ts";
import type { ChannelName } from "./message.ts";
import type { RoutingTrace } from "./routing.ts";
import type { Slots } from "./slot.ts";

/** A request as another system or an owner describes it: whatever is absent is the usual. */
export interface RequestDescription {
  readonly category?: Category | undefined;
  readonly priority?: Priority | undefined;
  readonly urgent?: boolean | undefined;
  readonly sentiment?: Sentiment | undefined;
  readonly source?: ChannelName | undefined;
  readonly language?: Language | undefined;
  /** `id` in services.yaml, or the service in words. */
  readonly service?: string | undefined;
  /** `id` of a branch, or its name, street or city in words. */
  readonly branch?: string | undefined;
  readonly city?: string | undefined;
  readonly vip?: boolean | undefined;
  readonly returning?: boolean | undefined;
  /** `id` of the manager who dealt with this contact before. */
  readonly manager?: string | undefined;
  /** Rubles. */
  readonly value?: number | undefined;
  readonly slots?: Slots | undefined;
}

/** A name in a description that the business folder does not have. */
export interface UnknownName {
  readonly kind: "unknown";
  readonly key: "service" | "branch" | "manager";
  readonly value: string;
  readonly known: readonly string[];
}

/** One step of a route: whoever is rung together, and for how long. */
export interface RouteStep extends LadderRung {
  readonly managerIds: readonly ManagerId[];
}

/** Whom a request would go to now, step by step, if each lets it pass. Nothing is stored. */
export interface RoutePlan {
  readonly kind: "ok";
  readonly request: LeadRequest;
  readonly ladderName: string;
  /** Steps that have somebody now; a person appears in the first of them only. */
  readonly steps: readonly RouteStep[];
  /** Set when such a request waits for opening instead of bothering anybody now. */
  readonly heldUntil?: Date | undefined;
  readonly trace: RoutingTrace;
}
