import { readFileSync } from "node:fs";
import { Agent } from "node:https";
import { rootCertificates } from "node:tls";
import { GigaChat } from "langchain-gigachat";
import { z } from "zod";
import type { ModelSettings } from "../../../ports/language-model.ts";
import type { Network, StructuredModel, Tuning } from "../create-model.ts";
import { READING_SCHEMA } from "../parse-reading.ts";

const AUTH_URL = "https://ngw.devices.sberbank.ru:9443/api/v2/oauth";
const SCOPE = "GIGACHAT_API_PERS";

const issued = z.object({ access_token: z.string(), expires_at: z.number() });

type Client = NonNullable<GigaChat["_client"]>;

/** A refusal of GigaChat as the rest of the adapter reads it. */
class GigaChatHttpError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`GigaChat answered ${status}`);
    this.status = status;
  }
}

/**
 * The vendor's class prints every error to the console together with the request, key and text included, and announces
 * each new token on standard output. Both ways are taken here without a word.
 */
class QuietGigaChat extends GigaChat {
  readonly #settings: ModelSettings;
  #renewing: Promise<void> | undefined;

  constructor(settings: ModelSettings, fields: ConstructorParameters<typeof GigaChat>[0]) {
    super(fields);
    this.#settings = settings;
    const client = this._client;
    // Of many turns at once, one asks for the token.
    if (client)
      client.updateToken = () =>
        (this.#renewing ??= this.#renew(client).finally(() => (this.#renewing = undefined)));
  }

  async #renew(client: Client): Promise<void> {
    const { authUrl = AUTH_URL, scope = SCOPE, apiKey = "" } = this.#settings;
    const response = await client._authClient.request<unknown>({
      method: "POST",
      url: authUrl,
      data: { scope },
      headers: {
        Authorization: `Basic ${apiKey}`,
        RqUID: crypto.randomUUID(),
        "Content-Type": "application/x-www-form-urlencoded",
        Accept: "application/json",
      },
    });
    const token = issued.safeParse(response.data);
    if (response.status !== 200 || !token.success) throw new GigaChatHttpError(response.status);
    Object.assign(client, { _accessToken: token.data });
  }

  protected override completionWithRetry(
    request: Parameters<GigaChat["completionWithRetry"]>[0],
    options: Parameters<GigaChat["completionWithRetry"]>[1],
  ): ReturnType<GigaChat["completionWithRetry"]> {
    const { signal } = options;
    return this.caller.callWithOptions(signal ? { signal } : {}, async () => {
      if (!this._client) throw new GigaChatHttpError(0);
      return this._client.chat(request);
    });
  }
}

/** The provider's certificate is signed by a Russian root that Node does not know. */
function agentOf({ caFile }: ModelSettings, { agent }: Network): Agent | undefined {
  if (caFile === undefined) return agent;
  const trusting = agent ?? new Agent({ keepAlive: true });
  trusting.options.ca = [...rootCertificates, readFileSync(caFile, "utf8")];
  return trusting;
}

/** GigaChat: structured answers by function calling only, with a plain JSON schema. */
export function openGigaChat(settings: ModelSettings, tuning: Tuning, network: Network): StructuredModel {
  const { title: _, description, ...parameters } = READING_SCHEMA;
  const httpsAgent = agentOf(settings, network);
  const model = new QuietGigaChat(settings, {
    model: settings.name,
    temperature: tuning.temperature,
    maxTokens: tuning.maxTokens,
    // In seconds. The signal ends our wait, but the request itself lives until then.
    timeout: network.timeoutMs / 1000,
    maxRetries: 0,
    credentials: settings.apiKey ?? "",
    ...(settings.baseUrl ? { baseUrl: settings.baseUrl } : {}),
    ...(httpsAgent ? { httpsAgent } : {}),
  });
  return model.withStructuredOutput<Record<string, unknown>>(
    { name: "understanding", description, parameters },
    { name: "understanding", method: "functionCalling", includeRaw: true },
  );
}
