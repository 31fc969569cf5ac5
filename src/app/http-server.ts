import { createAdaptorServer } from "@hono/node-server";
import type { Hono } from "hono";
import type { Server } from "node:http";
import { StartError } from "../domain/errors.ts";

export interface HttpServer {
  readonly port: number;
  /** From now on requests go to this app; until then they are told to come again. */
  serve(app: Hono): void;
  /** Stops listening, ends open streams and resolves when all connections are closed. May be called twice. */
  close(): Promise<void>;
}

const STARTING = JSON.stringify({
  type: "about:blank",
  title: "Service Unavailable",
  status: 503,
  code: "starting",
});

/** @throws StartError when the port is taken or may not be opened. */
export async function listen(options: { port: number; host: string }): Promise<HttpServer> {
  let current: Hono | undefined;
  const server = createAdaptorServer({
    fetch: (request, env) =>
      current?.fetch(request, env) ??
      new Response(STARTING, {
        status: 503,
        headers: { "Content-Type": "application/problem+json; charset=utf-8", "Retry-After": "1" },
      }),
  }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => reject(toStartError(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === "object" && address ? address.port : options.port,
    serve: (app) => {
      current = app;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        // An open event stream would keep the server for ever.
        server.closeAllConnections();
      }),
  };
}

function toStartError(
  error: NodeJS.ErrnoException,
  { port, host }: { port: number; host: string },
): StartError {
  const cures: Readonly<Record<string, [string, string]>> = {
    EADDRINUSE: [`Port ${port} is taken`, "Stop the other program, or set PORT to a free one."],
    EACCES: [
      `Port ${port} may not be opened`,
      "Ports below 1024 need rights: set PORT to 8080 behind a proxy.",
    ],
    EADDRNOTAVAIL: [
      `HOST ${host} is no address of this machine`,
      "Set HOST to 0.0.0.0 or to one of its addresses.",
    ],
    ENOTFOUND: [`HOST ${host} is unknown`, "Set HOST to 0.0.0.0 or to one of this machine's addresses."],
  };
  const [message, action] = cures[error.code ?? ""] ?? [
    `HTTP could not be served: ${error.message}`,
    "Check PORT and HOST.",
  ];
  return new StartError(message, action, { cause: error });
}
