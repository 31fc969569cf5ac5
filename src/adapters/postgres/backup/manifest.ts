import { z } from "zod";

/** Raised when a reader of today could not read what is written. */
export const FORMAT = 1;

/** First and last entry of the archive: what it is, and what must be in it. */
export const HEADER_NAME = "backup.json";
export const MANIFEST_NAME = "manifest.json";
export const SECRETS_NAME = "secrets.json";
/** The folder of the database's files. */
export const CLUSTER_NAME = "postgres";

/** Enough to know the format before anything else is read. */
export const formatShape = z.object({
  kind: z.literal("dozor-backup"),
  format: z.int(),
  version: z.string(),
});

export const headerShape = formatShape.extend({
  createdAt: z.iso.datetime().transform((text) => new Date(text)),
  /** PostgreSQL's version number, like 180004. */
  postgres: z.string(),
  /** Operating system and processor, like linux-x64: the files fit others of the same kind only. */
  platform: z.string(),
});

export type BackupHeader = z.output<typeof headerShape>;

export const fileShape = z.object({
  path: z.string(),
  size: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

export type BackupFile = z.output<typeof fileShape>;

export const manifestShape = z.object({
  /** Every transaction whose commit lies before this position of the write-ahead log is in the backup. */
  endsAt: z.string(),
  files: z.array(fileShape),
});
