import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { readConfig } from "../../platform/config.ts";
import type { CommandWorld } from "./command-world.ts";

/** The running gateway's answer, or why there is none. Texts of `reason` are in English. */
export type GatewayAnswer =
  | { readonly kind: "ok"; readonly body: unknown }
  | { readonly kind: "wrong_settings"; readonly faults: readonly string[] }
  | { readonly kind: "no_token"; readonly file: string }
  | { readonly kind: "unreachable"; readonly url: string; readonly reason: string }
  | { readonly kind: "unauthorized"; readonly url: string }
  | { readonly kind: "not_found" }
  | { readonly kind: "refused"; readonly status: number; readonly reason: string };

const keptShape = z.object({ adminToken: z.string().min(1) });
const problemShape = z.object({ code: z.string() });
const TIMEOUT_MS = 15_000;

/** Asks the API of the running gateway, with the admin token of the settings or the one kept in DATA_DIR. */
export async function askGateway(
  world: CommandWorld,
  method: "GET" | "POST",
  path: string,
): Promise<GatewayAnswer> {
  const { PORT, PUBLIC_URL, DATA_DIR, ADMIN_TOKEN } = world.settings;
  const reading = readConfig({ PORT, PUBLIC_URL, DATA_DIR, ADMIN_TOKEN }, world.folder, false);
  if (reading.kind === "faulty") return { kind: "wrong_settings", faults: reading.faults };
  const { config } = reading;
  const file = join(config.dataDir, "secrets.json");
  const token = config.adminToken ?? readKeptToken(file);
  if (token === undefined) return { kind: "no_token", file };
  const url = config.publicUrl ?? `http://localhost:${config.port}`;
  try {
    const response = await fetch(`${url}/api/${path}`, {
      method,
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return await readAnswer(response, url);
  } catch (error) {
    return { kind: "unreachable", url, reason: reasonOf(error) };
  }
}

async function readAnswer(response: Response, url: string): Promise<GatewayAnswer> {
  const text = await response.text();
  if (response.status === 401) return { kind: "unauthorized", url };
  const body = parseJson(text);
  const problem = problemShape.safeParse(body);
  if (response.status === 404 && problem.success) return { kind: "not_found" };
  // A page instead of JSON: something else answers at this address.
  if (response.ok && body !== undefined) return { kind: "ok", body };
  const reason = problem.success ? problem.data.code : "it does not answer like a gateway";
  return { kind: "refused", status: response.status, reason };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readKeptToken(file: string): string | undefined {
  try {
    const kept = keptShape.safeParse(JSON.parse(readFileSync(file, "utf8")));
    return kept.success ? kept.data.adminToken : undefined;
  } catch {
    return undefined;
  }
}

/** `fetch` says only "fetch failed"; what failed is in its cause. */
function reasonOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
