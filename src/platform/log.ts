import { pino, type Logger } from "pino";

export type { Logger } from "pino";

/**
 * @param options.level pino level.
 * @param options.format `pretty` for a person's terminal, `json` for machines.
 */
export function createLog(options: { level: string; format: "json" | "pretty" }): Logger {
  const base = logOptions(options.level);
  if (options.format === "json") return pino(base);
  return pino({
    ...base,
    transport: {
      target: "pino-pretty",
      options: { translateTime: "SYS:HH:MM:ss.l", ignore: "pid,hostname" },
    },
  });
}

/** What every log of ours has in common, whatever it is written to. */
export function logOptions(level: string) {
  return {
    level,
    base: null,
    redact: ["token", "*.token", "secret", "*.secret"],
    serializers: { err: describeError },
  };
}

/**
 * What a log needs of an error. Libraries hang whole clients with their queries on theirs, and those hold what contacts
 * wrote.
 */
function describeError(error: unknown): object {
  if (!(error instanceof Error)) return { message: String(error) };
  const code = "code" in error ? error.code : undefined;
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return {
    type: error.name,
    message: error.message,
    ...(code === undefined ? {} : { code }),
    stack: error.stack,
    ...cause,
  };
}
