import type { Service } from "../../domain/business.ts";
import type { Entry } from "./check-shape.ts";
import { valueAt } from "./check-shape.ts";
import type { FileReport } from "./folder-report.ts";
import type { Path } from "./yaml-file.ts";

/** Two entries of the list at `path` with the same `key`: unchecked values, so faulty entries take part. */
export function checkUnique(report: FileReport, path: Path, key: string): void {
  forEachRepeat(report, path, key, (value, repeat, firstLine) => {
    if (typeof value !== "string") return;
    report.add({ path: repeat }, { code: "duplicate_id", args: { id: value, firstLine } });
  });
}

/** The same text twice in the list of the file: the second would say nothing new, or the contrary. */
export function checkTexts(report: FileReport): void {
  forEachRepeat(report, [], "text", (_, repeat, firstLine) => {
    report.add({ path: repeat }, { code: "repeated_text", args: { firstLine } });
  });
}

/** Two people with one account: an alert would reach the wrong one. */
export function checkAccounts(report: FileReport): void {
  for (const system of ["telegram", "bitrix24"] as const) {
    forEachRepeat(report, [], system, (value, repeat, firstLine) => {
      if (typeof value !== "number") return;
      report.add({ path: repeat }, { code: "duplicate_account", args: { system, value, firstLine } });
    });
  }
}

function forEachRepeat(
  report: FileReport,
  path: Path,
  key: string,
  tell: (value: unknown, repeat: Path, firstLine: number) => void,
): void {
  const list = valueAt(report.yaml?.root, path);
  if (!Array.isArray(list)) return;
  const first = new Map<unknown, Path>();
  for (const index of list.keys()) {
    const place = [...path, index, key];
    const value = valueAt(report.yaml?.root, place);
    if (value === undefined || value === null) continue;
    const earlier = first.get(value);
    if (earlier) tell(value, place, report.lineOf(earlier));
    else first.set(value, place);
  }
}

/** A word that two services claim leaves the bot guessing. */
export function checkSynonyms(report: FileReport, services: readonly Entry<Service>[]): void {
  const owners = new Map<string, { readonly service: Service; readonly line: number }>();
  const words = services.flatMap(({ value: service, path }) => [
    { service, word: service.name, place: [...path, "name"] },
    ...service.synonyms.map((word, index) => ({ service, word, place: [...path, "synonyms", index] })),
  ]);
  for (const { service, word, place } of words) {
    const key = word.toLowerCase().replaceAll("ё", "е");
    const owner = owners.get(key);
    if (!owner) owners.set(key, { service, line: report.lineOf(place) });
    else if (owner.service.id !== service.id) {
      const args = { word, service: owner.service.name, firstLine: owner.line };
      report.add({ path: place, severity: "warning" }, { code: "shared_synonym", args });
    }
  }
}
