import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { formatFaults, type ShownFault } from "../../adapters/business-folder/format-faults.ts";
import { loadBusiness, type BusinessSource } from "../../adapters/business-folder/load-business.ts";
import type { Business } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import { formatDay, plural } from "../../domain/format.ts";
import { toLocalTime } from "../../domain/calendar.ts";
import { readSettings } from "../../platform/read-settings.ts";
import { systemClock } from "../../platform/system-clock.ts";
import type { CoverageReport, Finding } from "../../routing/proof/coverage-report.ts";
import { underVariant } from "../../routing/experiments/assign-variant.ts";
import { drawWeek } from "../../routing/proof/draw-week.ts";
import { proveCoverage } from "../../routing/proof/prove-coverage.ts";

export interface CheckOptions {
  readonly json: boolean;
  readonly language: Language;
  /** File for the picture of the week. */
  readonly svg?: string | undefined;
  /** Shows notes too. */
  readonly all?: boolean | undefined;
  /** Leads at once that every ladder should hold. */
  readonly peak?: number | undefined;
  /** First day of the proof, ISO; today when absent. */
  readonly from?: string | undefined;
}

/** @returns Exit code: 0 when the folder can be started with and covers its hours, 1 when it has faults or holes. */
export async function checkCommand(dir: string | undefined, options: CheckOptions): Promise<number> {
  const { language } = options;
  const folder = resolve(dir ?? readSettings(process.cwd())["DOZOR_BUSINESS"] ?? "flows/beauty");
  const load = await loadBusiness(folder, { language });
  if (load.kind === "faulty") {
    print(options.json ? { ok: false, faults: load.faults } : formatFaults(load.faults, toFormat(language)));
    return 1;
  }
  const { source, warnings, business } = load;
  const from = options.from === undefined ? systemClock.now() : new Date(`${options.from}T12:00:00Z`);
  const prove = (one: Business) => proveCoverage(one, { from, peak: options.peak, language });
  const report = prove(business);
  const variants = proveVariants(business, report, { source, warnings }, prove);
  if (options.svg !== undefined)
    await writeFile(resolve(options.svg), drawWeek(report.week, { name: business.name, language }));
  const findings = report.findings.filter((finding) => !isTold(finding, source, warnings));
  const told = [{ source, findings }, ...variants].flatMap((part) =>
    part.findings.map((finding) => ({ finding, source: part.source })),
  );
  const isCovered = [...warnings, ...told.map(({ finding }) => finding)].every(
    ({ severity }) => severity !== "error",
  );
  if (options.json) {
    print({
      ok: isCovered,
      faults: warnings,
      coverage: { ...report, findings: findings.map((one) => toJson(one, source)) },
      variants: variants.map(({ name, report: { proof }, ...part }) => ({
        name,
        proof,
        findings: part.findings.map((one) => toJson(one, part.source)),
      })),
    });
    return isCovered ? 0 : 1;
  }
  const shown = options.all ? told : told.filter(({ finding }) => finding.severity !== "note");
  const faults = [...warnings, ...shown.map((one) => toFault(one.finding, one.source))];
  if (faults.length > 0) print(formatFaults(faults, toFormat(language)));
  print(summary(business.name, report, told.length - shown.length, language));
  for (const { name, report: own } of variants) print(summary(name, own, 0, language));
  return isCovered ? 0 : 1;
}

/** The same proof for the rules of each variant of an experiment; what the whole folder is told already is left out. */
function proveVariants(
  business: Business,
  base: CoverageReport,
  { source, warnings }: { readonly source: BusinessSource; readonly warnings: readonly ShownFault[] },
  prove: (business: Business) => CoverageReport,
) {
  const known = new Set(base.findings.map(({ place, message }) => `${place.file}\u0000${message}`));
  return (business.experiments ?? []).flatMap(({ id, variants }) =>
    variants.flatMap(({ id: variant, ruleFile }) => {
      if (ruleFile === undefined) return [];
      const report = prove(underVariant(business, { id, variant }));
      const placed: Places = {
        placeOf: (file, path) =>
          file === "routing" ? source.placeInRules(ruleFile, path) : source.placeOf(file, path),
      };
      const findings = report.findings.filter(
        (finding) =>
          (finding.place.file === "routing" || !known.has(`${finding.place.file}\u0000${finding.message}`)) &&
          !isTold(finding, placed, warnings),
      );
      return [{ name: `${business.name} · ${id}: ${variant}`, report, findings, source: placed }];
    }),
  );
}

type Places = Pick<BusinessSource, "placeOf">;

function toFormat(language: Language) {
  return { language, color: process.stdout.isTTY };
}

function print(what: string | object): void {
  process.stdout.write(`${typeof what === "string" ? what : JSON.stringify(what)}\n`);
}

/** What the reading of the folder has told already, at the same line. */
const SAME_AS: Readonly<Partial<Record<Finding["code"], string>>> = {
  rule_never_reached: "shadowed_rule",
  service_without_people: "skill_without_people",
};

function isTold(finding: Finding, source: Places, warnings: readonly ShownFault[]): boolean {
  const code = SAME_AS[finding.code];
  const { line, file } = source.placeOf(finding.place.file, finding.place.path);
  return warnings.some((warning) => warning.code === code && warning.file === file && warning.line === line);
}

function toFault(finding: Finding, source: Places): ShownFault {
  const { code, severity, message, hint } = finding;
  return { code, severity, message, hint, ...source.placeOf(finding.place.file, finding.place.path) };
}

function toJson(finding: Finding, source: Places) {
  const { place, ...rest } = finding;
  const { file, line, column, path } = source.placeOf(place.file, place.path);
  return { ...rest, file, line, column, path };
}

function summary(name: string, report: CoverageReport, hidden: number, language: Language): string {
  const { proof, from, to, timezone, findings } = report;
  const holes = findings.filter(({ code }) => code === "coverage_hole").length;
  const day = (at: Date) => formatDay(toLocalTime(at, timezone).day, language);
  const span = `${day(from)} – ${day(new Date(to.getTime() - 1))}`;
  if (language === "en") {
    const verdict = holes === 0 ? "every lead finds a person at every minute" : `holes: ${holes}`;
    return `${name}: ${verdict}. Proved for ${span}: ${proof.classes} classes of requests over ${proof.stretches} stretches of time.${hidden > 0 ? ` Notes not shown: ${hidden} (--all).` : ""}`;
  }
  const verdict =
    holes === 0
      ? "в любую минуту заявку есть кому взять"
      : `${holes} ${plural(holes, "дыра", "дыры", "дыр")} в покрытии`;
  const notes = hidden > 0 ? ` Замечаний скрыто: ${hidden} (показать: --all).` : "";
  return `${name}: ${verdict}. Доказано на ${span}: ${proof.classes} ${plural(proof.classes, "вид", "вида", "видов")} заявок × ${proof.stretches} ${plural(proof.stretches, "промежуток", "промежутка", "промежутков")} времени.${notes}`;
}
