/** The part of pino that the adapter needs. */
export interface Log {
  warn(fields: object, message: string): void;
}
