/**
 * One part of the gateway as `/readyz` and the console show it. `up` and `off` are fine, anything else is not: `off`
 * means that the owner has not turned it on.
 */
export interface ReadinessPart {
  /** `database`, `widget`, `telegram`, `whatsapp`, `managers_bot`, `bitrix24`, `model`, `redis`. */
  readonly name: string;
  readonly state: "up" | "off" | "starting" | "degraded" | "needs_login" | "down";
  /** What is wrong and what to do, in English, without secrets. */
  readonly detail?: string | undefined;
  /** False for a part whose failure is bridged (the CRM, a model): shown, but no reason for 503. Default true. */
  readonly isRequired?: boolean | undefined;
}

/** Whether the gateway does all that it was told to do. */
export function isReady(parts: readonly ReadinessPart[]): boolean {
  return parts.every((part) => part.isRequired === false || part.state === "up" || part.state === "off");
}
