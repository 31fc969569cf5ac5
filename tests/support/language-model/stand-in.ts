import type { AddressInfo } from "node:net";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { LLMock, type FixtureResponse } from "@copilotkit/aimock";
import type { ModelProvider } from "../../../src/ports/language-model.ts";

/** What a stand-in does with the next questions. */
export type StandInAnswer =
  | { readonly kind: "reading"; readonly reading: unknown }
  /** The text itself, whether JSON or not, where the shape was asked for. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "error"; readonly status: number }
  /** The right answer, too late. */
  | { readonly kind: "slow"; readonly ms: number; readonly reading: unknown };

export interface StandIn {
  readonly url: string;
  answer(answer: StandInAnswer): void;
  /** Bodies of the questions so far, as sent. */
  questions(): readonly string[];
  stop(): Promise<void>;
}

const USAGE = { prompt_tokens: 400, completion_tokens: 60, total_tokens: 460 };

/** OpenAI, Anthropic and Ollama as aimock plays them. */
async function startAimock(provider: "openai" | "anthropic" | "ollama"): Promise<StandIn> {
  const mock = await LLMock.create({ port: 0 });
  return {
    url: provider === "openai" ? `${mock.url}/v1` : mock.url,
    answer: (answer) => {
      mock.clearFixtures().clearChaos();
      if (answer.kind === "slow") mock.setChaos({ latencyMs: answer.ms });
      mock.addFixture({ match: { predicate: () => true }, response: responseOf(provider, answer) });
    },
    questions: () => mock.getRequests().map(({ body }) => JSON.stringify(body)),
    stop: () => mock.stop(),
  };
}

function responseOf(provider: ModelProvider, answer: StandInAnswer): FixtureResponse {
  switch (answer.kind) {
    case "error":
      return { error: { message: "stand-in" }, status: answer.status };
    case "text":
      return { content: answer.text };
    case "reading":
    case "slow": {
      const json = JSON.stringify(answer.reading);
      return provider === "anthropic"
        ? { toolCalls: [{ name: "understanding", arguments: json }] }
        : { content: json };
    }
  }
}

function bodyOf(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let body = "";
    request.on("data", (part: Buffer) => (body += part.toString()));
    request.on("end", () => resolve(body));
  });
}

const json = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { "content-type": "application/json", connection: "close" });
  response.end(JSON.stringify(body));
};

/** GigaChat: OAuth and chat completions with `function_call`. */
async function startGigaChat(): Promise<StandIn> {
  const questions: string[] = [];
  let answer: StandInAnswer = { kind: "error", status: 500 };
  const reply = (response: ServerResponse, given: StandInAnswer): void => {
    if (given.kind === "error") return json(response, given.status, { message: "stand-in" });
    const message =
      given.kind === "text"
        ? { role: "assistant", content: given.text }
        : {
            role: "assistant",
            content: "",
            function_call: { name: "understanding", arguments: given.reading },
          };
    json(response, 200, { choices: [{ index: 0, message, finish_reason: "stop" }], usage: USAGE });
  };
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      if (request.url === "/oauth")
        return json(response, 200, { access_token: "t", expires_at: Date.now() + 600_000 });
      questions.push(body);
      const given = answer;
      if (given.kind === "slow") return void setTimeout(() => reply(response, given), given.ms).unref();
      return reply(response, given);
    });
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    answer: (next) => {
      answer = next;
    },
    questions: () => questions,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

/** A server that plays a provider on this machine. */
export function startStandIn(provider: "openai" | "anthropic" | "ollama" | "gigachat"): Promise<StandIn> {
  return provider === "gigachat" ? startGigaChat() : startAimock(provider);
}
