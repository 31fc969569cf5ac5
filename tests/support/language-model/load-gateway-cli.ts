/** Loads what a gateway loads under the settings of the environment, and prints each package's module on the way. */
import { register } from "node:module";
import { readConfig } from "../../../src/platform/config.ts";

const HOOK = `
import { writeSync } from "node:fs";
export async function load(url, context, next) {
  if (url.includes("/node_modules/")) writeSync(1, url.split("/node_modules/").at(-1) + "\\n");
  return next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(HOOK)}`);

const reading = readConfig(process.env, process.cwd(), false);
if (reading.kind === "faulty") throw new Error(reading.faults.join("\n"));
await import("../../../src/app/gateway.ts");
await import("../../../src/app/workers.ts");
if (reading.config.model) {
  const { aModel } = await import("./a-model.ts");
  await (await aModel({ MODEL: process.env["MODEL"] ?? "" })).model.prepare();
}
