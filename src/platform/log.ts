import { pino, type Logger } from "pino";

export type { Logger } from "pino";

/**
 * @param options.level pino level.
 * @param options.format `pretty` for a person's terminal, `json` for machines.
 */
export function createLog(options: { level: string; format: "json" | "pretty" }): Logger {
  const base = { level: options.level, base: null, redact: ["token", "*.token", "secret", "*.secret"] };
  if (options.format === "json") return pino(base);
  return pino({
    ...base,
    transport: {
      target: "pino-pretty",
      options: { translateTime: "SYS:HH:MM:ss.l", ignore: "pid,hostname" },
    },
  });
}
