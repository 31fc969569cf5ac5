import { mapParam, textParam, type Params } from "./params.ts";
import { parsePhpForm, phpMap } from "./php-form.ts";
import { PortalFailure } from "./portal-failure.ts";
import type { MethodAnswer } from "./crm-items.ts";

const MAX_CALLS = 50;

/** `$result[add][item][id]` becomes what an earlier call of the batch answered there. */
function substitute(query: string, results: Readonly<Record<string, unknown>>): string {
  return query.replace(/(?:\$|%24)result((?:(?:\[|%5B)[^\]%]+(?:\]|%5D))+)/gi, (whole, path: string) => {
    let here: unknown = results;
    for (const [, key = ""] of path.matchAll(/(?:\[|%5B)([^\]%]+)/gi)) {
      here = typeof here === "object" && here !== null ? new Map(Object.entries(here)).get(key) : undefined;
    }
    return typeof here === "string" || typeof here === "number" ? encodeURIComponent(String(here)) : whole;
  });
}

/** Runs up to 50 calls one after another. Their failures are told inside an answer that is a success. */
export function runBatch(
  params: Params,
  call: (method: string, params: Params) => MethodAnswer & { readonly time: object },
): MethodAnswer {
  const result: Record<string, unknown> = {};
  const errors: Record<string, unknown> = {};
  const totals: Record<string, unknown> = {};
  const next: Record<string, unknown> = {};
  const times: Record<string, unknown> = {};
  const isHalting = ["1", "true"].includes(textParam(params, "halt"));
  for (const [index, [key, command]] of Object.entries(mapParam(params, "cmd")).entries()) {
    const [method = "", query = ""] = String(command).split("?");
    try {
      if (index >= MAX_CALLS) {
        throw new PortalFailure(400, "ERROR_BATCH_LENGTH_EXCEEDED", "Max batch length exceeded");
      }
      if (method === "batch") {
        throw new PortalFailure(
          405,
          "ERROR_BATCH_METHOD_NOT_ALLOWED",
          "Method is not allowed for batch usage",
        );
      }
      const answer = call(method, parsePhpForm(substitute(query, result)));
      result[key] = answer.result;
      times[key] = answer.time;
      if (answer.total !== undefined) totals[key] = answer.total;
      if (answer.next !== undefined) next[key] = answer.next;
    } catch (error) {
      if (!(error instanceof PortalFailure)) throw error;
      errors[key] = { error: error.code, error_description: error.message };
      if (isHalting) break;
    }
  }
  return {
    result: {
      result: phpMap(result),
      result_error: phpMap(errors),
      result_total: phpMap(totals),
      result_next: phpMap(next),
      result_time: phpMap(times),
    },
  };
}
