import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../../support/run-cli.ts";

describe("the command line", () => {
  it("ends without a word when its reader has heard enough", async () => {
    const child = spawn(
      process.execPath,
      ["--import", "tsx", "src/app/cli.ts", "understand", "--business", "flows/beauty"],
      { cwd: resolve(import.meta.dirname, "../../.."), stdio: "pipe" },
    );
    let complaints = "";
    child.stderr.on("data", (chunk: Buffer) => (complaints += chunk.toString()));
    // What is not read any more can't be written any more.
    child.stdin.on("error", () => undefined);
    child.stdout.once("data", () => child.stdout.destroy());
    const ended = new Promise((done) => child.once("close", done));
    child.stdin.end(`${JSON.stringify({ id: "1", text: "привет" })}\n`.repeat(600));
    expect(await ended).toBe(0);
    expect(complaints).toBe("");
  }, 60_000);

  it.each([
    [["--version"], 0, /^\d+\.\d+\.\d+\n$/],
    [["check", "flows/beauty", "--lang", "xx"], 2, /^$/],
    [["check", "flows/beauty", "--json"], 0, /"language":"en"/],
  ])("answers %j with %i", async (args, code, printed) => {
    const run = await runCli(args, { LANG: "en_US.UTF-8" });
    expect(run.code).toBe(code);
    expect(run.stdout).toMatch(printed);
  });
});
