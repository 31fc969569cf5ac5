import type { Agent } from "node:http";
import { z } from "zod";
import type { Language } from "../../src/domain/category.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Log } from "../../src/ports/log.ts";
import type { ManagerAlerts } from "../../src/ports/manager-alerts.ts";
import type { ManagerDesk } from "../../src/ports/manager-desk.ts";
import { createManagersApi, ManagersCallError, type ManagersApi } from "./api-client.ts";
import { createBackgroundCalls } from "./background-calls.ts";
import { handleUpdate } from "./handle-update.ts";
import { createRecovery, receiveUpdates, type ManagersRun } from "./receive-updates.ts";
import { createAlertSender } from "./send-alerts.ts";
import { textsOf, type ManagersTexts } from "./texts.ts";

const CALL_TIMEOUT_MS = 20_000;

export interface ManagersBotOptions {
  readonly token: string;
  readonly apiRoot: string;
  readonly desk: ManagerDesk;
  /** The business's language. */
  readonly language: Language;
  readonly clock: Clock;
  readonly log: Log;
  /** The customers' bot's agent, when there is a proxy. */
  readonly agent?: Agent | undefined;
}

export interface ManagersBot extends ManagerAlerts {
  /**
   * Receives presses, replies and commands until the signal aborts. Alerts can be sent without it.
   *
   * @throws StartError on a wrong token.
   */
  run(run: ManagersRun): Promise<void>;
}

const identitySchema = z.object({ id: z.number(), username: z.string() });
type BotIdentity = z.output<typeof identitySchema>;

/** The managers' Telegram bot: offers with Take and Decline, answers to customers by reply, pause and resume. */
export function createManagersBot(options: ManagersBotOptions): ManagersBot {
  const { desk, clock, log } = options;
  const api = createManagersApi(options);
  const texts = textsOf(options.language);
  const calls = createBackgroundCalls(api, log);
  let known: BotIdentity | undefined;

  async function identify(signal?: AbortSignal): Promise<BotIdentity> {
    known ??= await api
      .call("getMe", (raw, abort) => raw.getMe(abort), identitySchema, { timeoutMs: CALL_TIMEOUT_MS, signal })
      .catch((error: unknown) => {
        throw notExecuted(error);
      });
    return known;
  }

  return {
    ...createAlertSender({ api, desk, texts, log, botUsername: async () => (await identify()).username }),
    async run(run) {
      const recovery = createRecovery({ clock, log, run });
      try {
        const botId = await connect();
        if (botId === undefined) return;
        const handle = (body: unknown) => handleUpdate(body, { desk, calls, texts, log, botId });
        await receiveUpdates({ api, botId, run, clock, recovery, handle });
      } finally {
        await calls.settled();
      }

      async function connect(): Promise<number | undefined> {
        while (!run.signal.aborted) {
          try {
            const { id } = await identify(run.signal);
            await prepare(api, texts, log, run.signal);
            return id;
          } catch (error) {
            await recovery.failed(error);
          }
        }
        return undefined;
      }
    },
  };
}

/** Asking who we are sends nobody anything: a failure of it never makes an alert's outcome unknown. */
function notExecuted(error: unknown): unknown {
  return error instanceof ManagersCallError && error.failure === "unknown_outcome"
    ? new ManagersCallError("getMe", "unavailable", error.reason)
    : error;
}

/** Takes the bot back from a webhook that would stand in the way, and puts the commands into its menu. */
async function prepare(api: ManagersApi, texts: ManagersTexts, log: Log, signal: AbortSignal): Promise<void> {
  const limits = { timeoutMs: CALL_TIMEOUT_MS, signal };
  const { url } = await api.call(
    "getWebhookInfo",
    (raw, abort) => raw.getWebhookInfo(abort),
    z.object({ url: z.string() }),
    limits,
  );
  if (url) {
    await api.call("deleteWebhook", (raw, abort) => raw.deleteWebhook({}, abort), z.unknown(), limits);
    log.warn({ channel: "managers", code: "webhook_removed" }, "webhook of the bot was removed");
  }
  const commands = [...texts.commands];
  try {
    await api.call(
      "setMyCommands",
      (raw, abort) => raw.setMyCommands({ commands }, abort),
      z.unknown(),
      limits,
    );
  } catch (error) {
    // The menu is a comfort: the commands work without it.
    const code = error instanceof ManagersCallError ? error.code : "unknown";
    log.warn({ channel: "managers", code }, "command menu was not set");
  }
}
