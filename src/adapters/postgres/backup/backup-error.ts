import { GatewayError } from "../../../domain/errors.ts";

/** Why a backup could not be made or restored. Texts of `reason` are a program's own words, in English. */
export type BackupFault =
  | { readonly kind: "no_database"; readonly folder: string }
  | { readonly kind: "unreachable"; readonly reason: string }
  | { readonly kind: "inside_database"; readonly file: string }
  | { readonly kind: "tablespaces" }
  | { readonly kind: "not_made"; readonly file: string; readonly reason: string }
  | { readonly kind: "unreadable"; readonly file: string; readonly reason: string }
  | { readonly kind: "not_a_backup"; readonly file: string }
  | { readonly kind: "newer_format"; readonly version: string }
  | { readonly kind: "damaged"; readonly what: string }
  | { readonly kind: "in_use"; readonly folder: string }
  | { readonly kind: "not_empty"; readonly folder: string }
  | { readonly kind: "does_not_open"; readonly reason: string; readonly madeOn: string };

/** A backup or a restore came to nothing; what was there before is untouched. */
export class BackupError extends GatewayError {
  readonly code = "backup_failed";
  readonly retryable = false;
  readonly action = "The command says what to do.";
  readonly fault: BackupFault;
  constructor(fault: BackupFault, options: { cause?: unknown } = {}) {
    super(`Backup or restore failed: ${fault.kind}`, options);
    this.fault = fault;
  }
}

/** The reason in an error's own words. */
export function reasonOf(error: unknown): string {
  return error instanceof Error && error.message ? error.message : String(error);
}
