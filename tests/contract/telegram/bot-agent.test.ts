import { createServer as createHttpServer, type Server } from "node:http";
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { createBotAgent } from "../../../bots/telegram/bot-agent.ts";
import { createTelegramChannel } from "../../../bots/telegram/channel.ts";
import { asId } from "../../../src/domain/ids.ts";
import { createManualClock } from "../../support/telegram/manual-clock.ts";
import { createRecordingLog } from "../../support/telegram/recording-log.ts";

const servers: (Server | TcpServer)[] = [];
const sockets = new Set<Socket>();

async function listen(server: Server | TcpServer): Promise<number> {
  servers.push(server);
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

function sendThrough(apiRoot: string, options: Parameters<typeof createBotAgent>[0]) {
  const channel = createTelegramChannel({
    token: "700004:customers_bot_behind_proxy",
    apiRoot,
    mode: "polling",
    clock: createManualClock(),
    log: createRecordingLog(),
    agent: createBotAgent(options),
  });
  return channel.send({
    id: asId<"message">("msg_1"),
    thread: "telegram:1",
    text: "Привет",
    choices: [],
    asksPhone: false,
  });
}

describe("the bots' connections", () => {
  it("know that nothing was sent when a handshake is swallowed or cut, as behind a block", async () => {
    const silent = await listen(createServer());
    expect(await sendThrough(`https://127.0.0.1:${silent}`, { connectTimeoutMs: 50 })).toMatchObject({
      outcome: "later",
      code: "telegram_unavailable",
    });
    const cutting = await listen(
      createServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    );
    expect(await sendThrough(`https://127.0.0.1:${cutting}`, {})).toMatchObject({ outcome: "later" });
  });

  it("go through the proxy with its password, by the name of the Bot API", async () => {
    const proxy = createHttpServer();
    const asked = new Promise<{ target: string; credentials: string | undefined; hello: Buffer }>(
      (resolve) => {
        proxy.on("connect", (request, socket) => {
          socket.on("error", () => undefined);
          socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
          socket.once("data", (hello: Buffer) => {
            socket.destroy();
            resolve({
              target: request.url ?? "",
              credentials: request.headers["proxy-authorization"],
              hello,
            });
          });
        });
      },
    );
    const port = await listen(proxy);
    const result = sendThrough("https://api.telegram.org", {
      proxyUrl: `http://user:p%40ss@127.0.0.1:${port}`,
    });
    const { target, credentials, hello } = await asked;
    expect(target).toBe("api.telegram.org:443");
    expect(credentials).toBe(`Basic ${Buffer.from("user:p@ss").toString("base64")}`);
    // A TLS handshake for that very name.
    expect(hello[0]).toBe(0x16);
    expect(hello.includes("api.telegram.org")).toBe(true);
    expect(await result).toMatchObject({ outcome: "later" });
  });

  it("try later when the proxy refuses or is not there", async () => {
    const proxy = createHttpServer();
    proxy.on("connect", (_request, socket) =>
      socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n"),
    );
    const port = await listen(proxy);
    for (const proxyUrl of [`http://127.0.0.1:${port}`, "http://127.0.0.1:1"])
      expect(await sendThrough("https://api.telegram.org", { proxyUrl })).toMatchObject({ outcome: "later" });
  });

  it("leave the proxy out for the names that NO_PROXY lists", async () => {
    const direct = await listen(
      createServer((socket) => socket.once("data", () => socket.resetAndDestroy())),
    );
    const options = { proxyUrl: "http://127.0.0.1:1", proxyExcept: "example.com, 127.0.0.1" };
    await sendThrough(`https://127.0.0.1:${direct}`, options);
    expect(sockets.size).toBe(1);
  });
});
