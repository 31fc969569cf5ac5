import type { Delivery } from "../outbox/settle.ts";
import type { SendResult } from "../ports/channel.ts";

/** A channel's answer in the outbox's terms. */
export function toDelivery(result: SendResult): Delivery {
  switch (result.outcome) {
    case "sent":
      return { outcome: "done" };
    case "later":
      return { outcome: "later", error: result.code, retryAfterMs: result.retryAfterMs };
    case "unknown":
      return { outcome: "unknown", error: result.code };
    case "never":
      return { outcome: "never", error: result.code };
  }
}
