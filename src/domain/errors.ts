/**
 * Base of every error of ours. `code` is stable (API, logs, metrics), `retryable` decides repeats, and `action` tells
 * the person who reads it what to do. A message never holds personal data or secrets.
 */
export abstract class GatewayError extends Error {
  abstract readonly code: string;
  abstract readonly retryable: boolean;
  abstract readonly action: string;
  override get name(): string {
    return this.constructor.name;
  }
}

/** The start can't go on: settings, business folder, port or database. The command ends with exit code 1. */
export class StartError extends GatewayError {
  readonly code = "start_failed";
  readonly retryable = false;
  readonly action: string;
  constructor(message: string, action: string, options: { cause?: unknown } = {}) {
    super(message, options);
    this.action = action;
  }
}
