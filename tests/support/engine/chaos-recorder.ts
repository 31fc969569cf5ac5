import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Recorded } from "./chaos-wire.ts";

export interface ChaosRecorder {
  readonly url: string;
  /** Each effect once, in the order of first arrival. */
  readonly recorded: readonly Recorded[];
  /** Arrivals of what was there already: an attempt got through and its process died before it could say so. */
  repeats(): number;
  stop(): Promise<void>;
}

/** The outside world: takes every effect, knows a repeat by its id. */
export async function startChaosRecorder(): Promise<ChaosRecorder> {
  const recorded = new Map<string, Recorded>();
  let repeats = 0;
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString()));
    request.on("end", () => {
      const effect = JSON.parse(text) as Recorded;
      if (recorded.has(effect.id)) repeats += 1;
      else recorded.set(effect.id, effect);
      response.writeHead(204).end();
    });
    request.on("error", () => response.destroy());
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    get recorded() {
      return [...recorded.values()];
    },
    repeats: () => repeats,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
