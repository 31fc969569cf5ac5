/**
 * A way for calls to go wrong. `executes`: the portal does what was asked all the same, and the caller does not learn
 * of it.
 */
export type PeerFault =
  | {
      readonly kind: "error";
      readonly status: number;
      readonly code: string;
      readonly description?: string;
      /** For the `Retry-After` header. */
      readonly retryAfter?: string;
      readonly executes?: boolean;
    }
  /** A gateway's page. */
  | { readonly kind: "html"; readonly status: number; readonly executes?: boolean }
  /** Sent away; to the portal's other host name when no address is given, as after a rename. */
  | { readonly kind: "redirect"; readonly to?: string }
  /** Never answered. */
  | { readonly kind: "hang"; readonly executes?: boolean }
  /** Done at once, answered late. */
  | { readonly kind: "late"; readonly afterMs: number }
  /** The connection is torn down without an answer. */
  | { readonly kind: "cut"; readonly executes?: boolean }
  /** Done, and torn down in the middle of the answer. */
  | { readonly kind: "cut_answer" };

/** Ready-made answers of the documents. */
export const FAULTS = {
  queryLimit: {
    kind: "error",
    status: 503,
    code: "QUERY_LIMIT_EXCEEDED",
    description: "Too many requests",
  },
  operatingLimit: {
    kind: "error",
    status: 429,
    code: "OPERATION_TIME_LIMIT",
    description: "Method is blocked due to operation time limit",
  },
  overload: {
    kind: "error",
    status: 503,
    code: "OVERLOAD_LIMIT",
    description: "REST API is blocked due to overload",
  },
  badGateway: { kind: "html", status: 502 },
  badGatewayAfterwards: { kind: "html", status: 502, executes: true },
  cut: { kind: "cut" },
  cutAfterwards: { kind: "cut", executes: true },
  cutAnswer: { kind: "cut_answer" },
  hang: { kind: "hang" },
  hangAfterwards: { kind: "hang", executes: true },
} as const satisfies Readonly<Record<string, PeerFault>>;

export interface FaultPlan {
  /** @param method Only calls of this method; any when absent. */
  add(fault: PeerFault, method: string | undefined, times: number): void;
  take(method: string): PeerFault | undefined;
  clear(): void;
}

export function createFaultPlan(): FaultPlan {
  let planned: { fault: PeerFault; method: string | undefined; left: number }[] = [];
  return {
    add(fault, method, times) {
      planned.push({ fault, method, left: times });
    },
    take(method) {
      const next = planned.find((entry) => entry.method === undefined || entry.method === method);
      if (!next) return undefined;
      next.left -= 1;
      planned = planned.filter((entry) => entry.left > 0);
      return next.fault;
    },
    clear() {
      planned = [];
    },
  };
}
