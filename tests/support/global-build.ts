import type { TestProject } from "vitest/node";
import type { GatewayStarter } from "./gateway-process.ts";
import { build } from "../../scripts/build.mjs";

/** Gateway and pages under test are the ones that users get. */
export default async function setup(project: TestProject): Promise<void> {
  await build();
  const starter: GatewayStarter = ["scripts/dozor.mjs"];
  project.provide("builtGateway", starter);
}
