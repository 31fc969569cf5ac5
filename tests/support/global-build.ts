import { build } from "../../scripts/build.mjs";

/** The pages under test are the ones that users get. */
export default async function setup(): Promise<void> {
  await build("browser");
}
