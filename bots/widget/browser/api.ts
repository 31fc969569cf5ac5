import type { Outgoing } from "./saved-state.ts";

export interface Line {
  readonly cursor: string;
  readonly id: string;
  readonly from: "visitor" | "bot" | "manager";
  readonly text: string;
  readonly choices?: readonly LineChoice[];
  readonly at: string;
}

export interface LineChoice {
  readonly label: string;
  readonly data: string;
}

export interface Session {
  readonly token: string;
  readonly visitorId: string;
  readonly name: string;
  readonly greeting: string;
  readonly consent: { readonly version: string; readonly url?: string; readonly text: string };
}

/** The server has answered, and not as hoped. Anything else that is thrown means there was no answer. */
export class RefusedError extends Error {
  readonly status: number;
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;
  constructor(status: number, detail: string | undefined, retryAfterMs: number | undefined) {
    super(`refused with ${status}`);
    this.status = status;
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}

export interface Api {
  openSession(visitorToken: string | undefined, lang: string): Promise<Session>;
  postMessage(token: string, message: Outgoing): Promise<void>;
  readMessages(token: string, after: string): Promise<readonly Line[]>;
  openStream(token: string, after: string, signal: AbortSignal): Promise<ReadableStream<Uint8Array>>;
}

const TIMEOUT_MS = 15_000;

/** The widget's routes below `base`. */
export function createApi(base: string): Api {
  async function call(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${base}widget/${path}`, {
      ...init,
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
    });
    if (!response.ok) throw await refusal(response);
    return response;
  }

  async function callSoon(path: string, init: RequestInit): Promise<Response> {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(), TIMEOUT_MS);
    try {
      return await call(path, { ...init, signal: abort.signal });
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    async openSession(visitorToken, lang) {
      const body = JSON.stringify({ visitorToken, page: location.href, lang });
      const response = await callSoon("session", { method: "POST", headers: json(), body });
      const session: Session = await response.json();
      return session;
    },
    async postMessage(token, { id, text, choice, consent }) {
      const body = JSON.stringify({ id, text, choice, consent });
      await callSoon("messages", { method: "POST", headers: { ...json(), ...bearer(token) }, body });
    },
    async readMessages(token, after) {
      const response = await callSoon(`messages?after=${encodeURIComponent(after)}`, {
        headers: bearer(token),
      });
      const { messages }: { messages: readonly Line[] } = await response.json();
      return messages;
    },
    async openStream(token, after, signal) {
      const headers = { ...bearer(token), ...(after ? { "Last-Event-ID": after } : {}) };
      const response = await call("stream", { headers, signal });
      if (!response.body) throw new Error("the stream has no body");
      return response.body;
    },
  };
}

function json(): Record<string, string> {
  return { "Content-Type": "application/json" };
}

function bearer(token: string): Record<string, string> {
  return { Authorization: `Bearer ${token}` };
}

async function refusal(response: Response): Promise<RefusedError> {
  const problem: unknown = await response.json().catch(() => undefined);
  const seconds = Number(response.headers.get("Retry-After") ?? Number.NaN);
  return new RefusedError(
    response.status,
    typeof problem === "object" && problem && "detail" in problem ? String(problem.detail) : undefined,
    Number.isFinite(seconds) ? seconds * 1000 : undefined,
  );
}
