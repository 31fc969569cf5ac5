import { request as httpRequest } from "node:http";
import { Agent, request as httpsRequest, type RequestOptions } from "node:https";
import { Socket } from "node:net";
import type { Duplex } from "node:stream";

/** A connection that could not be made: nothing was sent through it, which `code` tells whoever sees only that. */
class ConnectError extends Error {
  readonly code = "ENOTSENT";
}

export interface BotAgentOptions {
  /** HTTPS_PROXY; user and password are taken from the address. */
  readonly proxyUrl?: string | undefined;
  /** NO_PROXY: names, `.domains` or `*`, separated by commas. */
  readonly proxyExcept?: string | undefined;
  readonly connectTimeoutMs?: number | undefined;
}

const CONNECT_TIMEOUT_MS = 10_000;
/** A connection idle for longer may be dead without our knowing; a message sent through it would be "unknown". */
const IDLE_TIMEOUT_MS = 10_000;

function isProxied(host: string, except: string | undefined): boolean {
  const names = (except ?? "").split(",").map((name) => name.trim().toLowerCase());
  return !names.some((name) => {
    const bare = name.replace(/^\*?\./, "");
    return name === "*" || (bare !== "" && (host === bare || host.endsWith(`.${bare}`)));
  });
}

/**
 * Destroys a connection that is not ready in time, and marks whatever ends it before it is. A network that swallows
 * packets or cuts handshakes would otherwise look like a request that may have been executed.
 */
function guardConnecting(socket: Duplex | null | undefined, timeoutMs: number): void {
  if (!(socket instanceof Socket)) return;
  const giveUp = () => socket.destroy(new ConnectError("no connection in time"));
  const mark = (error: Error) => Object.assign(error, { code: "ENOTSENT" });
  socket.setTimeout(timeoutMs);
  socket.once("timeout", giveUp);
  socket.once("error", mark);
  socket.once("secureConnect", () => {
    socket.removeListener("timeout", giveUp);
    socket.removeListener("error", mark);
    socket.setTimeout(0);
  });
}

function requestTunnel(proxyUrl: string, target: string) {
  const proxy = new URL(proxyUrl);
  const isSecure = proxy.protocol === "https:";
  const credentials = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return (isSecure ? httpsRequest : httpRequest)({
    host: proxy.hostname,
    port: proxy.port || (isSecure ? 443 : 80),
    method: "CONNECT",
    path: target,
    agent: false,
    headers: {
      host: target,
      ...(proxy.username
        ? { "proxy-authorization": `Basic ${Buffer.from(credentials).toString("base64")}` }
        : {}),
    },
  });
}

/** node's agent has its connection made here; the vendors' clients accept nothing but such an agent. */
class BotAgent extends Agent {
  readonly #settings: BotAgentOptions;
  readonly #timeoutMs: number;

  constructor(settings: BotAgentOptions) {
    super({ keepAlive: true, timeout: IDLE_TIMEOUT_MS });
    this.#settings = settings;
    this.#timeoutMs = settings.connectTimeoutMs ?? CONNECT_TIMEOUT_MS;
  }

  override createConnection(
    options: RequestOptions,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined {
    const { proxyUrl, proxyExcept } = this.#settings;
    const host = options.host ?? "";
    if (!proxyUrl || !callback || !isProxied(host, proxyExcept)) {
      const socket = super.createConnection(options, callback);
      guardConnecting(socket, this.#timeoutMs);
      return socket;
    }
    const request = requestTunnel(proxyUrl, `${host}:${options.port ?? 443}`);
    // Node hands an error to the waiting request and looks at the stream only without one.
    const fail = (error: Error) => {
      Object.assign(error, { code: "ENOTSENT" });
      callback(error, request.socket ?? new Socket());
    };
    request.setTimeout(this.#timeoutMs, () =>
      request.destroy(new ConnectError("the proxy did not answer in time")),
    );
    request.once("error", fail);
    request.once("connect", (response, socket) => {
      request.setTimeout(0);
      if (response.statusCode !== 200) {
        socket.destroy();
        fail(new ConnectError(`the proxy answered ${response.statusCode}`));
        return;
      }
      const secure = { ...options, socket };
      const tunnel = super.createConnection(secure);
      guardConnecting(tunnel, this.#timeoutMs);
      if (tunnel) callback(null, tunnel);
    });
    request.end();
    return undefined;
  }
}

/**
 * The connections of both bots to the Bot API: kept alive, through the proxy when one is set, and given up when they
 * can't be made within 10 s. A connection that failed so has certainly carried no request.
 */
export function createBotAgent(options: BotAgentOptions = {}): Agent {
  return new BotAgent(options);
}
