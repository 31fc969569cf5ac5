import * as z from "zod/mini";
import { wire } from "./wire.ts";

/** The gateway answered with a problem document, or not at all (`code` is `offline`, `status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

export interface ApiClient {
  /** @throws ApiError; a 401 is also told to `onUnauthorized`. */
  read<Schema extends z.ZodMiniType>(path: string, schema: Schema): Promise<z.infer<Schema>>;
  /** @param key Makes a repeat harmless: the same key again is the same press. */
  write(path: string, body?: Readonly<Record<string, unknown>>, key?: string): Promise<unknown>;
  /** The gateway's time in milliseconds, as of the last answer. */
  serverNow(): number;
  readonly token: string;
}

const withNow = z.object({ now: z.string() });

export function createApiClient(token: string, onUnauthorized: () => void): ApiClient {
  let offsetMs = 0;

  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const sentAt = Date.now();
    let response: Response;
    try {
      const headers = new Headers(init.headers);
      headers.set("authorization", `Bearer ${token}`);
      response = await fetch(`/api/${path}`, {
        ...init,
        headers,
        cache: "no-store",
      });
    } catch {
      throw new ApiError(0, "offline");
    }
    const body: unknown = await response.json().catch(() => undefined);
    if (!response.ok) {
      const problem = wire.problem.safeParse(body);
      if (response.status === 401) onUnauthorized();
      throw new ApiError(response.status, problem.success ? problem.data.code : `http_${response.status}`);
    }
    const timed = withNow.safeParse(body);
    // The answer's `now` was read about half-way between sending and receiving.
    if (timed.success) offsetMs = Date.parse(timed.data.now) - (sentAt + Date.now()) / 2;
    return body;
  };

  return {
    token,
    serverNow: () => Date.now() + offsetMs,
    async read(path, schema) {
      const parsed = z.safeParse(schema, await call(path));
      if (!parsed.success) throw new ApiError(0, "unexpected_answer");
      return parsed.data;
    },
    write: (path, body = {}, key = makeKey()) =>
      call(path, {
        method: "POST",
        headers: { "content-type": "application/json", "idempotency-key": key },
        body: JSON.stringify(body),
      }),
  };
}

/** A key for one press. `crypto.randomUUID` is missing on plain HTTP outside this machine. */
export function makeKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
