import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

export interface SlowNode {
  /** Its number of the moment; rejects while it has none. */
  number(): Promise<number>;
  /** Takes a lane. @returns The number it holds it under. */
  claim(): Promise<number>;
  /** Stores the step of the lane it has taken. */
  commit(): Promise<string>;
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** A process of its own that shares the database and works only when it is told to. */
export async function startSlowNode(url: string): Promise<SlowNode> {
  const cli = fileURLToPath(new URL("slow-node-cli.ts", import.meta.url));
  const child = spawn(process.execPath, ["--import", "tsx", cli, url], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const gone = new Promise<void>((done) => child.once("close", () => done()));
  const waiting: ((answer: Answer) => void)[] = [];
  createInterface({ input: child.stdout }).on("line", (line) =>
    waiting.shift()?.(JSON.parse(line) as Answer),
  );
  void gone.then(() => waiting.forEach((tell) => tell({ error: "the process has ended" })));
  const next = async () => {
    const answer = await new Promise<Answer>((tell) => waiting.push(tell));
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.result;
  };
  const ask = (command: string) => {
    const answer = next();
    child.stdin.write(`${command}\n`);
    return answer;
  };
  await next();
  return {
    number: async () => Number(await ask("number")),
    claim: async () => Number(await ask("claim")),
    commit: async () => String(await ask("commit")),
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    stop: async () => {
      child.kill("SIGKILL");
      await gone;
    },
  };
}
