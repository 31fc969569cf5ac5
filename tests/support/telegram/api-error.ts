/** What the Bot API answers instead of a result. */
export class ApiError extends Error {
  readonly status: number;
  readonly parameters: Readonly<Record<string, number>> | undefined;
  constructor(status: number, description: string, parameters?: Readonly<Record<string, number>>) {
    super(description);
    this.status = status;
    this.parameters = parameters;
  }
}

export function badRequest(what: string): ApiError {
  return new ApiError(400, `Bad Request: ${what}`);
}

/** What a test can make happen to a call instead of, or on top of, its normal handling. */
export type PeerFault =
  | {
      readonly kind: "error";
      readonly status: number;
      readonly description: string;
      readonly parameters?: Readonly<Record<string, number>>;
    }
  /** A page of a proxy in front of the Bot API. */
  | { readonly kind: "html"; readonly status: number }
  /** Accepts the connection and never answers; nothing is executed. */
  | { readonly kind: "hang" }
  /** Executes the call and never answers. */
  | { readonly kind: "hang_after_accept" }
  /** Cuts the connection; nothing is executed. */
  | { readonly kind: "drop" }
  /** Executes the call, then cuts the connection before the answer. */
  | { readonly kind: "drop_after_accept" }
  /** A proxy in front of the Bot API that ends a long poll at once. */
  | { readonly kind: "impatient" };

export const FAULTS = {
  tooManyRequests: (retryAfterSeconds: number): PeerFault => ({
    kind: "error",
    status: 429,
    description: `Too Many Requests: retry after ${retryAfterSeconds}`,
    parameters: { retry_after: retryAfterSeconds },
  }),
  blocked: { kind: "error", status: 403, description: "Forbidden: bot was blocked by the user" },
  notModified: {
    kind: "error",
    status: 400,
    description:
      "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
  },
  queryTooOld: {
    kind: "error",
    status: 400,
    description: "Bad Request: query is too old and response timeout expired or query ID is invalid",
  },
  badGateway: { kind: "html", status: 502 },
  hang: { kind: "hang" },
  hangAfterAccept: { kind: "hang_after_accept" },
  drop: { kind: "drop" },
  dropAfterAccept: { kind: "drop_after_accept" },
  impatient: { kind: "impatient" },
} as const satisfies Record<string, PeerFault | ((seconds: number) => PeerFault)>;
