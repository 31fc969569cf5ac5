import { createHmac, randomBytes } from "node:crypto";
import { constants } from "node:fs";
import { copyFile, link, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { StartError } from "../domain/errors.ts";

const kept = z.object({
  adminToken: z.string().min(16),
  /** Signs the widget's visitor tokens. */
  widgetKey: z.string().min(16),
  telegramWebhookSecret: z.string().min(16),
});

export type KeptSecrets = z.output<typeof kept>;

/**
 * Secrets that the gateway makes for itself, in `DATA_DIR/secrets.json` (mode 0600): made at the first start, the same
 * ever after, also when several processes share the folder and start at once. Keys that a newer version adds are made
 * then.
 *
 * @returns `isNew` in the one process that has made the file: the admin token is printed only there.
 * @throws StartError when the file is damaged: new secrets would lock everybody out without a word.
 */
export async function keepSecrets(dataDir: string): Promise<{ secrets: KeptSecrets; isNew: boolean }> {
  await mkdir(dataDir, { recursive: true, mode: 0o755 }).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `DATA_DIR ${dataDir} can't be made: ${error.code}`,
      "Name a folder that this user may write to.",
      { cause: error },
    );
  });
  const file = join(dataDir, "secrets.json");
  const stored = await readStored(file);
  if (!stored) {
    const make = () => randomBytes(24).toString("base64url");
    const secrets = { adminToken: make(), widgetKey: make(), telegramWebhookSecret: make() };
    if (await write(file, secrets, createOnly)) return { secrets, isNew: true };
    return keepSecrets(dataDir);
  }
  const whole = kept.safeParse(stored);
  if (whole.success) return { secrets: whole.data, isNew: false };
  const secrets = complete(stored);
  await write(file, secrets, async (made) => rename(made, file).then(() => true));
  return { secrets, isNew: false };
}

async function readStored(file: string): Promise<Partial<KeptSecrets> | undefined> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw damaged(file, error);
  });
  if (text === undefined) return undefined;
  const parsed = kept.partial().safeParse(parseJson(text));
  if (!parsed.success || Object.keys(parsed.data).length === 0) throw damaged(file, parsed.error);
  return parsed.data as Partial<KeptSecrets>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function damaged(file: string, cause: unknown): StartError {
  return new StartError(
    `${file} can't be read as the gateway's secrets`,
    "Bring it back from a backup. If there is none, delete it: a new admin token will be printed, and visitors' conversations in the widget start anew.",
    { cause },
  );
}

/** Made from those that are there, so that processes that start at once come to the same. */
function complete(stored: Partial<KeptSecrets>): KeptSecrets {
  const known = Object.values(stored).join(" ");
  const make = (name: keyof KeptSecrets) => createHmac("sha256", known).update(name).digest("base64url");
  return {
    adminToken: stored.adminToken ?? make("adminToken"),
    widgetKey: stored.widgetKey ?? make("widgetKey"),
    telegramWebhookSecret: stored.telegramWebhookSecret ?? make("telegramWebhookSecret"),
  };
}

/** Written beside and put in its place whole, so that neither a crash nor a reader finds half a file. */
async function write(
  file: string,
  secrets: KeptSecrets,
  place: (made: string, file: string) => Promise<boolean>,
): Promise<boolean> {
  const made = `${file}.${randomBytes(6).toString("hex")}.new`;
  try {
    await writeFile(made, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    return await place(made, file);
  } finally {
    await rm(made, { force: true });
  }
}

/** @returns False when somebody else was quicker. */
async function createOnly(made: string, file: string): Promise<boolean> {
  try {
    // Some file systems know no hard links.
    await link(made, file).catch((error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") throw error;
      return copyFile(made, file, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}
