import { isAbsolute, join, resolve } from "node:path";
import { z } from "zod";
import type { ModelPlan } from "../ports/language-model.ts";
import { MODEL_SHAPE, modelFaults, modelPlanOf } from "./model-settings.ts";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]", "::1"]);

const port = z.coerce
  .number({ error: "must be a number from 0 to 65535" })
  .int("must be a whole number")
  .min(0, "must be 0 or more")
  .max(65_535, "must be 65535 or less");
const durationMs = z.coerce
  .number({ error: "must be a number of milliseconds" })
  .int("must be a whole number of milliseconds")
  .min(0, "must be 0 or more")
  .max(60_000, "must be 60000 or less");
const span = (least: number, most: number, what: string) =>
  z.coerce
    .number({ error: `must be a number of ${what}` })
    .int(`must be a whole number of ${what}`)
    .min(least, `must be ${least} or more`)
    .max(most, `must be ${most} or less`);
const httpUrl = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address, like https://example.com" })
  .transform((value) => value.replace(/\/+$/, ""));
const databaseUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: "must look like postgres://user:password@host:5432/database",
});
const redisUrl = z.url({ protocol: /^rediss?$/, error: "must look like redis://:password@host:6379" });
const botToken = z
  .string()
  .regex(/^\d+:[A-Za-z0-9_-]{20,}$/, "must be the token that @BotFather gave, like 123456789:AA…");
const webhookUrl = z.string().superRefine((value, context) => {
  const fault = bitrixFault(value);
  if (fault) context.addIssue({ code: "custom", message: fault });
});
const origins = z.string().transform((value, context) => {
  const list = value.split(",").map((one) => one.trim().replace(/\/+$/, ""));
  if (list.every((one) => URL.canParse(one) && new URL(one).origin === one)) return list;
  context.addIssue({
    code: "custom",
    message: "must be origins separated by commas, like https://example.com",
  });
  return z.NEVER;
});
const secret = z.string().regex(/^[A-Za-z0-9_-]{1,256}$/, "may hold only A-Z a-z 0-9 _ -, at most 256");

function bitrixFault(value: string): string | undefined {
  if (!URL.canParse(value))
    return "must be the incoming webhook, like https://portal.bitrix24.ru/rest/1/secret/";
  const url = new URL(value);
  if (url.protocol !== "https:" && !(url.protocol === "http:" && LOOPBACK.has(url.hostname)))
    return "must start with https:// (http is allowed for loopback addresses only)";
  if (!/^\/rest\/\d+\/[^/]+\/?$/.test(url.pathname)) return "must end in /rest/<user id>/<secret>/";
  return undefined;
}

/** Every setting of CONTRACT section 2 that this version uses. `.env.example` lists the same keys. */
const schema = z.object({
  PORT: port.default(8080),
  HOST: z.string().min(1).default("0.0.0.0"),
  PUBLIC_URL: httpUrl.optional(),
  DOZOR_BUSINESS: z.string().min(1).default("flows/beauty"),
  DATA_DIR: z.string().min(1).default("./data"),
  DATABASE_URL: databaseUrl.optional(),
  REDIS_URL: redisUrl.optional(),
  DOZOR_ROLE: z.enum(["all", "ingest", "worker"], { error: "must be all, ingest or worker" }).default("all"),
  WIDGET_ORIGINS: origins.optional(),
  ADMIN_TOKEN: z.string().min(16, "must have at least 16 characters").optional(),
  TELEGRAM_BOT_TOKEN: botToken.optional(),
  TELEGRAM_MODE: z.enum(["polling", "webhook"], { error: "must be polling or webhook" }).default("polling"),
  TELEGRAM_WEBHOOK_SECRET: secret.optional(),
  TELEGRAM_API_ROOT: httpUrl.default("https://api.telegram.org"),
  MANAGERS_BOT_TOKEN: botToken.optional(),
  BITRIX24_WEBHOOK_URL: webhookUrl.optional(),
  ...MODEL_SHAPE,
  HTTPS_PROXY: httpUrl.optional(),
  NO_PROXY: z.string().optional(),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "must be trace, debug, info, warn, error, fatal or silent",
    })
    .default("info"),
  LOG_FORMAT: z.enum(["json", "pretty"], { error: "must be json or pretty" }).optional(),
  MIN_WAIT_MS: durationMs.default(300),
  BURST_QUIET_MS: durationMs.default(1200),
  // Platforms redeliver for up to a week: a shorter memory would take an old message for a new one.
  RETENTION_DAYS: span(7, 3650, "days").default(30),
  RETENTION_EVENT_MONTHS: span(1, 240, "months").default(24),
});

/** All keys, for `.env.example` and its test. */
export const SETTING_NAMES = Object.keys(schema.shape);

export type Role = "all" | "ingest" | "worker";

export interface Config {
  readonly port: number;
  readonly host: string;
  /** Undefined: known only once the port is, as `http://localhost:<port>`. */
  readonly publicUrl: string | undefined;
  readonly businessDir: string;
  readonly dataDir: string;
  readonly databaseUrl: string | undefined;
  readonly redisUrl: string | undefined;
  /** `ingest` receives and serves pages, `worker` works on what was received, `all` does both. */
  readonly role: Role;
  /** Sites that may embed the widget; empty: any. */
  readonly widgetOrigins: readonly string[];
  readonly adminToken: string | undefined;
  readonly telegram:
    | {
        readonly token: string;
        readonly mode: "polling" | "webhook";
        readonly webhookSecret: string | undefined;
      }
    | undefined;
  readonly telegramApiRoot: string;
  readonly managersBotToken: string | undefined;
  readonly bitrix24WebhookUrl: string | undefined;
  /** The chain of language models; undefined for MODEL=local. */
  readonly model: ModelPlan | undefined;
  readonly proxy: { readonly url: string; readonly except: string | undefined } | undefined;
  readonly logLevel: string;
  readonly logFormat: "json" | "pretty";
  readonly minWaitMs: number;
  readonly burstQuietMs: number;
  /** How long processed inbox rows, delivered effects and turns are kept. */
  readonly retentionDays: number;
  /** How many whole months of events are kept beside the current one. */
  readonly retentionEventMonths: number;
}

export type ConfigReading =
  /** `unused`: names of settings that are given and belong to parts that are not there yet. */
  | { readonly kind: "ok"; readonly config: Config; readonly unused: readonly string[] }
  /** One line per wrong variable: its name and what it must be. Values are never repeated: they may be secrets. */
  | { readonly kind: "faulty"; readonly faults: readonly string[] };

/**
 * Reads all settings at once. An empty value counts as absent, as in most `.env` files.
 *
 * @param env The process's environment merged over `.env`.
 * @param base Folder that relative paths count from.
 * @param isTerminal Whether a person watches: then logs are pretty unless told otherwise.
 */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
  base: string,
  isTerminal: boolean,
): ConfigReading {
  const given = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, env[name]?.trim()] as const).filter(([, value]) => value),
  );
  const parsed = schema.safeParse(given);
  const faults = parsed.success
    ? crossFaults(parsed.data)
    : [
        ...parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`),
        ...faultsOfTheRest(given, parsed.error),
      ];
  if (!parsed.success || faults.length > 0) return { kind: "faulty", faults };
  return { kind: "ok", config: toConfig(parsed.data, base, isTerminal), unused: unusedIn(env) };
}

/** What does not fit together among the settings that are right by themselves: all faults come at once. */
function faultsOfTheRest(given: Readonly<Record<string, unknown>>, error: z.ZodError): readonly string[] {
  const wrong = new Set(error.issues.map((issue) => String(issue.path[0])));
  const rest = schema.safeParse(
    Object.fromEntries(Object.entries(given).filter(([name]) => !wrong.has(name))),
  );
  if (!rest.success) return [];
  // A setting that is there and wrong is told once, not as missing besides.
  return crossFaults(rest.data).filter((fault) => ![...wrong].some((name) => fault.includes(name)));
}

/** Settings of parts that this version does not have yet. */
const NOT_YET = /^(?:WHATSAPP_[A-Z_]+|CHROMIUM_(?:PATH|ARGS)|BITRIX24_EVENT_TOKEN)$/u;

const unusedIn = (env: Readonly<Record<string, string | undefined>>): readonly string[] =>
  Object.keys(env)
    .filter((name) => NOT_YET.test(name) && env[name]?.trim())
    .toSorted();

function crossFaults(settings: z.output<typeof schema>): string[] {
  const faults: string[] = modelFaults(settings, settings.HTTPS_PROXY !== undefined);
  if (settings.TELEGRAM_MODE === "webhook" && settings.TELEGRAM_BOT_TOKEN && !settings.PUBLIC_URL)
    faults.push("PUBLIC_URL must be set to the outside https address when TELEGRAM_MODE is webhook");
  if (settings.TELEGRAM_BOT_TOKEN && settings.TELEGRAM_BOT_TOKEN === settings.MANAGERS_BOT_TOKEN)
    faults.push(
      "MANAGERS_BOT_TOKEN must be another bot than TELEGRAM_BOT_TOKEN: make a second one with @BotFather",
    );
  if (settings.DOZOR_ROLE !== "all" && !settings.DATABASE_URL)
    faults.push("DOZOR_ROLE must be all without DATABASE_URL: the embedded database serves one process");
  if (settings.REDIS_URL && !settings.DATABASE_URL)
    faults.push(
      "REDIS_URL needs DATABASE_URL: Redis joins several processes, and those need a common database",
    );
  return faults;
}

function toConfig(settings: z.output<typeof schema>, base: string, isTerminal: boolean): Config {
  const path = (value: string) => (isAbsolute(value) ? value : resolve(join(base, value)));
  return {
    port: settings.PORT,
    host: settings.HOST,
    publicUrl: settings.PUBLIC_URL,
    businessDir: path(settings.DOZOR_BUSINESS),
    dataDir: path(settings.DATA_DIR),
    databaseUrl: settings.DATABASE_URL,
    redisUrl: settings.REDIS_URL,
    role: settings.DOZOR_ROLE,
    widgetOrigins: settings.WIDGET_ORIGINS ?? [],
    adminToken: settings.ADMIN_TOKEN,
    telegram: settings.TELEGRAM_BOT_TOKEN
      ? {
          token: settings.TELEGRAM_BOT_TOKEN,
          mode: settings.TELEGRAM_MODE,
          webhookSecret: settings.TELEGRAM_WEBHOOK_SECRET,
        }
      : undefined,
    telegramApiRoot: settings.TELEGRAM_API_ROOT,
    managersBotToken: settings.MANAGERS_BOT_TOKEN,
    bitrix24WebhookUrl: settings.BITRIX24_WEBHOOK_URL,
    model: modelPlanOf(settings, base),
    proxy: settings.HTTPS_PROXY ? { url: settings.HTTPS_PROXY, except: settings.NO_PROXY } : undefined,
    logLevel: settings.LOG_LEVEL,
    logFormat: settings.LOG_FORMAT ?? (isTerminal ? "pretty" : "json"),
    minWaitMs: settings.MIN_WAIT_MS,
    burstQuietMs: settings.BURST_QUIET_MS,
    retentionDays: settings.RETENTION_DAYS,
    retentionEventMonths: settings.RETENTION_EVENT_MONTHS,
  };
}
