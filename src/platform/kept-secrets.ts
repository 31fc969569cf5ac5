import { randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";

const kept = z.object({
  adminToken: z.string().min(16),
  /** Signs the widget's visitor tokens. */
  widgetKey: z.string().min(16),
  telegramWebhookSecret: z.string().min(16),
});

export type KeptSecrets = z.output<typeof kept>;

/**
 * Secrets that the gateway makes for itself, in `DATA_DIR/secrets.json` (mode 0600): made at the first start, the same
 * ever after. Keys that a newer version adds are made then.
 *
 * @returns `isNew` when the file was made just now: the admin token is printed only then.
 */
export async function keepSecrets(dataDir: string): Promise<{ secrets: KeptSecrets; isNew: boolean }> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 });
  const file = join(dataDir, "secrets.json");
  const stored = await readStored(file);
  const make = () => randomBytes(24).toString("base64url");
  const secrets = {
    adminToken: stored.adminToken ?? make(),
    widgetKey: stored.widgetKey ?? make(),
    telegramWebhookSecret: stored.telegramWebhookSecret ?? make(),
  };
  if (Object.keys(stored).length < Object.keys(secrets).length) {
    // Written beside and renamed, so that a crash never leaves half a file.
    await writeFile(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    await rename(`${file}.new`, file);
  }
  return { secrets, isNew: stored.adminToken === undefined };
}

async function readStored(file: string): Promise<Partial<KeptSecrets>> {
  const text = await readFile(file, "utf8").catch(() => undefined);
  if (text === undefined) return {};
  const parsed = kept.partial().safeParse(JSON.parse(text));
  return parsed.success ? (parsed.data as Partial<KeptSecrets>) : {};
}
