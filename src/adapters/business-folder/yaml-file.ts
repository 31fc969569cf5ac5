import { isAlias, isCollection, isMap, isScalar, isSeq, LineCounter, parseDocument, visit } from "yaml";
import type { Document, Node, ParsedNode } from "yaml";

import type { FaultDetail } from "./fault.ts";

export type Path = readonly PropertyKey[];

/** A stretch of one line in a file. Line and column count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  readonly length: number;
  readonly sourceLine?: string | undefined;
}

export const FILE_START: Place = { line: 1, column: 1, length: 1 };

export interface YamlProblem {
  readonly severity: "error" | "warning";
  readonly place: Place;
  readonly path: Path;
  readonly detail: FaultDetail;
}

/** A parsed file that still knows where every value stands. */
export interface YamlFile {
  /** Plain values, unchecked; `undefined` when the syntax is broken. */
  readonly root: unknown;
  readonly isEmpty: boolean;
  readonly problems: readonly YamlProblem[];
  /** Place of the value (or its key) at `path`; of the deepest part of the path that exists when it does not. */
  placeOf(path: Path, at?: "value" | "key"): Place;
  /** The part of `path` that stands in the file. */
  existing(path: Path): Path;
}

interface Found {
  readonly node: Node | null | undefined;
  readonly key: Node | undefined;
  readonly depth: number;
}

const BROKEN: Pick<YamlFile, "placeOf" | "existing"> = { placeOf: () => FILE_START, existing: () => [] };

/** Parses YAML 1.2 without ever throwing; what is wrong with the syntax comes as `problems`. */
export function parseYamlFile(text: string): YamlFile {
  const counter = new LineCounter();
  const lines = text.split(/\r?\n/);
  try {
    return readDocument(text, counter, lines);
  } catch (error) {
    // Thousands of nested brackets exhaust the parser's stack; alias bombs stop the conversion.
    const detail = error instanceof Error ? error.message : String(error);
    const fault: FaultDetail = { code: "yaml_syntax", args: { yamlCode: "TOO_COMPLEX", detail } };
    const problem: YamlProblem = { severity: "error", place: FILE_START, path: [], detail: fault };
    return { root: undefined, isEmpty: false, problems: [problem], ...BROKEN };
  }
}

function readDocument(text: string, counter: LineCounter, lines: readonly string[]): YamlFile {
  const document = parseDocument(text, {
    lineCounter: counter,
    prettyErrors: false,
    uniqueKeys: false, // we tell both lines ourselves
    logLevel: "error",
  });
  const placeAt = (from: number, to: number) => placeOfOffsets(counter, lines, from, to);
  const problems = syntaxProblems(document, placeAt);
  problems.push(...structureProblems(document, placeAt));
  const isBroken = problems.some((problem) => problem.detail.code === "yaml_syntax" && isError(problem));
  return {
    root: isBroken ? undefined : toPlain(document),
    isEmpty: !isBroken && isNothing(document.contents),
    problems,
    existing: (path) => path.slice(0, find(document, path).depth),
    placeOf: (path, at = "value") => {
      const { node, key, depth } = find(document, path);
      const isKeyWanted = at === "key" && depth === path.length;
      const chosen = key && (isKeyWanted || isNothing(node)) ? key : (node ?? key);
      const range = chosen?.range;
      return range ? placeAt(range[0], range[1]) : FILE_START;
    },
  };
}

/** One problem a line: the others are its echo. */
function syntaxProblems(
  document: Document.Parsed,
  placeAt: (from: number, to: number) => Place,
): YamlProblem[] {
  const lines = new Set<number>();
  return [...document.errors, ...document.warnings].flatMap((error): YamlProblem[] => {
    const opening = isUnclosed(error.message) ? openingBefore(document, error.pos[0]) : undefined;
    const place = opening === undefined ? placeAt(...error.pos) : placeAt(opening, opening + 1);
    if (lines.has(place.line)) return [];
    lines.add(place.line);
    const isTabbed = /^ *\t/.test(place.sourceLine ?? "");
    const yamlCode = isTabbed ? "TAB_AS_INDENT" : opening === undefined ? error.code : "UNCLOSED";
    const args = { yamlCode, detail: error.message };
    const severity = error.name === "YAMLWarning" ? "warning" : "error";
    return [{ severity, place, path: [], detail: { code: "yaml_syntax", args } }];
  });
}

/** The parser notices a missing quote or bracket where the text ends; the owner looks for where it was opened. */
function isUnclosed(message: string): boolean {
  return /Missing closing|and end with a/.test(message);
}

function openingBefore(document: Document.Parsed, offset: number): number | undefined {
  let opening: number | undefined;
  visit(document, {
    Node(_, node) {
      const isQuoted = isScalar(node) && node.type?.startsWith("QUOTE") === true;
      const isBracket = isCollection(node) && node.flow === true;
      const [from, to] = offsetsOf(node);
      if ((isQuoted || isBracket) && from < offset && offset <= to + 1)
        opening = Math.max(opening ?? 0, from);
    },
  });
  return opening;
}

const isError = (problem: YamlProblem): boolean => problem.severity === "error";

function isNothing(node: Node | null | undefined): boolean {
  return !node || (isScalar(node) && node.value === null);
}

function toPlain(document: Document.Parsed): unknown {
  const plain: unknown = document.toJS({ maxAliasCount: 1_000 });
  return plain;
}

/** Repeated keys, and aliases without an anchor: the parser lets both pass, or fails on them without a place. */
function structureProblems(
  document: Document.Parsed,
  placeAt: (from: number, to: number) => Place,
): YamlProblem[] {
  const problems: YamlProblem[] = [];
  const add = (node: Node, detail: FaultDetail): void => {
    const [from, to] = node.range ?? [0, 1];
    problems.push({ severity: "error", place: placeAt(from, to), path: [], detail });
  };
  visit(document, {
    Map(_, map) {
      const firstLines = new Map<string, number>();
      for (const { key } of map.items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        const firstLine = firstLines.get(name);
        if (firstLine !== undefined) add(key, { code: "duplicate_key", args: { key: name, firstLine } });
        else firstLines.set(name, placeAt(...offsetsOf(key)).line);
      }
    },
    Alias(_, alias) {
      const args = { yamlCode: "BAD_ALIAS", detail: `*${alias.source}` };
      if (!alias.resolve(document)) add(alias, { code: "yaml_syntax", args });
    },
  });
  return problems;
}

function offsetsOf(node: Node): [number, number] {
  return node.range ? [node.range[0], node.range[1]] : [0, 1];
}

function resolve(document: Document.Parsed, node: unknown): Node | null {
  if (isAlias(node)) return node.resolve(document) ?? null;
  return isMap(node) || isSeq(node) || isScalar(node) ? node : null;
}

function find(document: Document.Parsed, path: Path): Found {
  const contents: ParsedNode | null = document.contents;
  let found: Found = { node: contents, key: undefined, depth: 0 };
  for (const segment of path) {
    const parent = resolve(document, found.node);
    const depth = found.depth + 1;
    if (isMap(parent)) {
      const pair = parent.items.findLast(({ key }) => isScalar(key) && String(key.value) === String(segment));
      if (!pair || !isScalar(pair.key)) break;
      found = { node: asNode(pair.value), key: pair.key, depth };
    } else if (isSeq(parent) && Number(segment) < parent.items.length) {
      found = { node: asNode(parent.items[Number(segment)]), key: undefined, depth };
    } else break;
  }
  return found;
}

function asNode(value: unknown): Node | null {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value) ? value : null;
}

function placeOfOffsets(counter: LineCounter, lines: readonly string[], from: number, to: number): Place {
  const { line, col } = counter.linePos(from);
  const row = Math.min(Math.max(line, 1), Math.max(lines.length, 1));
  const sourceLine = lines[row - 1] ?? "";
  const column = line > row ? sourceLine.length + 1 : Math.max(col, 1);
  const length = Math.min(Math.max(to - from, 1), Math.max(sourceLine.length - column + 1, 1));
  return { line: row, column, length, sourceLine };
}
