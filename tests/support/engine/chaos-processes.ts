import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** A place for one process, which is filled again each time it falls. */
export interface Seat {
  readonly role: "ingest" | "worker";
  /** Where the ingest listens; undefined while it is down. */
  port(): number | undefined;
  isUp(): boolean;
  /** `kill -9`; the next one is started at once. */
  kill(): void;
  freeze(): void;
  thaw(): void;
  /** Resolves when the process of the moment has started. */
  ready(): Promise<void>;
  stop(): Promise<void>;
}

/** @param program The bundled process, see `bundleNode`. */
export function openSeat(program: string, role: Seat["role"], url: string, recorderUrl: string): Seat {
  let child: ChildProcess;
  let port: number | undefined;
  let isStopping = false;
  let ready = Promise.resolve();

  const start = () => {
    port = undefined;
    const started = spawn(process.execPath, [program, url, role, recorderUrl], {
      stdio: ["ignore", "pipe", process.env["CHAOS_LOG"] ? "inherit" : "ignore"],
    });
    child = started;
    ready = new Promise((up) => {
      createInterface({ input: started.stdout }).on("line", (line) => {
        if (child !== started || !line.startsWith("ready ")) return;
        port = Number(line.slice("ready ".length));
        up();
      });
    });
    started.once("exit", () => {
      if (child === started && !isStopping) start();
    });
  };
  start();

  return {
    role,
    port: () => port,
    isUp: () => port !== undefined,
    kill: () => {
      port = undefined;
      child.kill("SIGKILL");
    },
    freeze: () => void child.kill("SIGSTOP"),
    thaw: () => void child.kill("SIGCONT"),
    ready: async () => ready,
    stop: async () => {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const gone = new Promise((done) => child.once("exit", done));
      child.kill("SIGKILL");
      await gone;
    },
  };
}
