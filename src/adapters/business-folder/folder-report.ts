import { join } from "node:path";

import type { Language } from "../../domain/category.ts";
import type { Fault, FaultDetail } from "./fault.ts";
import { sayFault } from "./fault-texts.ts";
import type { Path, Place, YamlFile } from "./yaml-file.ts";
import { FILE_START } from "./yaml-file.ts";

export interface FaultSpot {
  readonly path: Path;
  /** Underline the key rather than the value. */
  readonly at?: "value" | "key" | undefined;
  /** Where to point when the path can't tell: a syntax fault. */
  readonly place?: Place | undefined;
  readonly severity?: Fault["severity"] | undefined;
  readonly isBridged?: Fault["isBridged"];
}

/** A place in a file of the folder, as a fault names it. */
export interface SourcePlace extends Place {
  readonly file: string;
  /** `rules[3]`, counted from 0. */
  readonly path: string;
}

/** Collects faults of one file. */
export interface FileReport {
  readonly yaml: YamlFile | undefined;
  add(spot: FaultSpot, detail: FaultDetail): void;
  /** Line of the value at `path`, to be named in another fault. */
  lineOf(path: Path): number;
  placeOf(path: Path): SourcePlace;
}

/** Collects faults of a whole folder. */
export interface FolderReport {
  /** @param isList The file is a list at the top: paths then begin with the file's name. */
  forFile(name: string, yaml: YamlFile | undefined, isList?: boolean): FileReport;
  /** Sorted by file as they were opened, then by line. */
  faults(): readonly Fault[];
}

export function createFolderReport(folder: string, language: Language): FolderReport {
  const files: Fault[][] = [];
  return {
    forFile(name, yaml, isList = false) {
      const faults: Fault[] = [];
      files.push(faults);
      const file = name === "" ? folder : join(folder, name);
      const root = isList ? name.replace(/\.ya?ml$/, "") : "";
      return {
        yaml,
        placeOf: (path) => ({
          file,
          path: pathText(yaml?.existing(path) ?? path, root),
          ...(yaml?.placeOf(path) ?? FILE_START),
        }),
        lineOf: (path) => yaml?.placeOf(path).line ?? 1,
        add({ path, at, place, severity, isBridged }, detail) {
          const spot = place ?? yaml?.placeOf(path, at) ?? FILE_START;
          const shownPath = at === "key" ? path : (yaml?.existing(path) ?? path);
          faults.push({
            severity: severity ?? "error",
            ...(isBridged && { isBridged }),
            code: detail.code,
            file,
            ...spot,
            path: pathText(shownPath, root),
            ...sayFault(detail, language),
          });
        },
      };
    },
    faults: () =>
      files.flatMap((faults) => faults.toSorted((a, b) => a.line - b.line || a.column - b.column)),
  };
}

function pathText(path: Path, root: string): string {
  return path.reduce<string>(
    (text, segment) => {
      if (typeof segment === "number") return `${text}[${segment}]`;
      return text === "" ? String(segment) : `${text}.${String(segment)}`;
    },
    path.length > 0 ? root : "",
  );
}
