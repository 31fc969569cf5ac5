import type { Context, NotFoundHandler } from "hono";
import { HTTPException } from "hono/http-exception";
import type { z } from "zod";
import { GatewayError } from "../domain/errors.ts";
import type { Log } from "../ports/log.ts";

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 429 | 500 | 503;

const TITLES: Record<ProblemStatus, string> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  409: "Conflict",
  413: "Content Too Large",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

/** One thing that is wrong with a request: `path` as `managerId` or `limit`, empty for the whole. */
export interface RequestFault {
  readonly path: string;
  readonly message: string;
}

interface ProblemExtras {
  /** For the caller, without personal data and secrets. */
  readonly detail?: string | undefined;
  readonly faults?: readonly RequestFault[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Thrown by a route to answer with a problem document. `code` is stable, the status is for machines in between. */
export class HttpProblem extends GatewayError {
  readonly code: string;
  readonly status: ProblemStatus;
  readonly retryable: boolean;
  readonly action = "The caller mends the request; its answer says how.";
  readonly extras: ProblemExtras;
  constructor(status: ProblemStatus, code: string, extras: ProblemExtras = {}) {
    super(`${code} (${status})`);
    this.status = status;
    this.code = code;
    this.retryable = status === 429 || status === 503;
    this.extras = extras;
  }
}

/** An `application/problem+json` answer (RFC 9457). */
export function answerProblem(
  c: Context,
  status: ProblemStatus,
  code: string,
  extras: ProblemExtras = {},
): Response {
  const body = {
    type: "about:blank",
    title: TITLES[status],
    status,
    code,
    ...(extras.detail === undefined ? {} : { detail: extras.detail }),
    ...(extras.faults === undefined ? {} : { errors: extras.faults }),
    requestId: c.res.headers.get("x-request-id") ?? undefined,
  };
  return c.body(JSON.stringify(body), status, {
    ...extras.headers,
    "Content-Type": "application/problem+json; charset=utf-8",
    "Cache-Control": "no-store",
  });
}

export const answerNotFound: NotFoundHandler = (c) => answerProblem(c, 404, "not_found");

/** Turns whatever a route threw into a problem document; what the caller can't mend is logged here, once. */
export function createErrorHandler(log: Log): (error: Error, c: Context) => Response {
  return (error, c) => {
    if (error instanceof HttpProblem) return answerProblem(c, error.status, error.code, error.extras);
    if (error instanceof HTTPException) return fromHonoException(error, c);
    const requestId = c.res.headers.get("x-request-id");
    log.error({ stage: "http", requestId, err: error }, "request failed");
    if (error instanceof GatewayError && error.retryable) return answerProblem(c, 503, error.code);
    return answerProblem(c, 500, "internal_error");
  };
}

function fromHonoException(error: HTTPException, c: Context): Response {
  if (error.status === 413) return answerProblem(c, 413, "payload_too_large");
  if (error.status >= 500) return answerProblem(c, 500, "internal_error");
  return answerProblem(c, error.status === 401 ? 401 : 400, "invalid_request");
}

/** @throws HttpProblem 400 `invalid_request` with every fault of the value. */
export function parseRequest<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new HttpProblem(400, "invalid_request", {
    faults: parsed.error.issues.map((issue) => ({ path: issue.path.join("."), message: issue.message })),
  });
}

/** The JSON body through a schema; an empty body counts as `{}`. @throws HttpProblem 400 `invalid_request`. */
export async function parseBody<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const text = await c.req.text();
  let value: unknown;
  try {
    value = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new HttpProblem(400, "invalid_request", {
      faults: [{ path: "", message: "The body is not JSON" }],
    });
  }
  return parseRequest(schema, value);
}
