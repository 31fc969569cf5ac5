import { connect, createServer, type AddressInfo, type Socket } from "node:net";

/** A line to the database that can break at the worst moment. */
export interface LossyLine {
  readonly port: number;
  /** The next answer that holds this text never arrives: the connection breaks instead. Resolves when it has. */
  loseAnswerWith(text: string): Promise<void>;
  close(): Promise<void>;
}

/** @param socketFolder Where the server's Unix socket is. */
export async function openLossyLine(socketFolder: string): Promise<LossyLine> {
  const sockets = new Set<Socket>();
  let trap: { readonly text: string; spring(): void } | undefined;
  const server = createServer((near) => {
    const far = connect(`${socketFolder}/.s.PGSQL.5432`);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => undefined);
    }
    near.on("data", (chunk) => far.write(chunk));
    far.on("data", (chunk) => {
      if (!trap || !chunk.includes(trap.text)) return void near.write(chunk);
      near.destroy();
      far.destroy();
      trap.spring();
      trap = undefined;
    });
    near.on("close", () => far.end());
    far.on("close", () => near.end());
  });
  await new Promise<void>((up) => server.listen(0, "127.0.0.1", up));
  return {
    port: (server.address() as AddressInfo).port,
    loseAnswerWith: (text) =>
      new Promise((lost) => {
        trap = { text, spring: lost };
      }),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((done) => server.close(done));
    },
  };
}
