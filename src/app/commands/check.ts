import { resolve } from "node:path";
import { formatFaults } from "../../adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../../adapters/business-folder/load-business.ts";
import type { Language } from "../../domain/category.ts";
import { readSettings } from "../../platform/read-settings.ts";

/** @returns Exit code: 0 when the folder can be started with, 1 when it has faults. */
export async function checkCommand(
  dir: string | undefined,
  options: { readonly json: boolean; readonly language: Language },
): Promise<number> {
  const folder = resolve(dir ?? readSettings(process.cwd())["DOZOR_BUSINESS"] ?? "flows/beauty");
  const load = await loadBusiness(folder, { language: options.language });
  const faults = load.kind === "ok" ? load.warnings : load.faults;
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ ok: load.kind === "ok", faults })}\n`);
  } else if (faults.length > 0) {
    process.stdout.write(
      `${formatFaults(faults, { language: options.language, color: process.stdout.isTTY })}\n`,
    );
  } else if (load.kind === "ok") {
    process.stdout.write(`${summary(load.business.name, folder, options.language)}\n`);
  }
  return load.kind === "ok" ? 0 : 1;
}

function summary(name: string, folder: string, language: Language): string {
  return language === "ru" ? `${name}: ошибок нет (${folder})` : `${name}: no faults (${folder})`;
}
