import { readdirSync, readFileSync } from "node:fs";

/** An error row of the documents. */
export interface DocumentedError {
  readonly code: string;
  readonly status: number;
  readonly message?: string;
  readonly meaning: string;
}

export interface DocumentedMethod {
  readonly method: string;
  readonly request_example: Readonly<Record<string, unknown>>;
  readonly response_example: Readonly<Record<string, unknown>>;
  readonly errors: readonly DocumentedError[];
}

const folder = new URL("../../fixtures/bitrix24/", import.meta.url);

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, folder), "utf8"));
}

export function documentedMethod(method: string): DocumentedMethod {
  return read(`${method}.json`) as DocumentedMethod;
}

export function documentedMethods(): readonly DocumentedMethod[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(".json") && !file.startsWith("_") && !file.startsWith("event."))
    .map((file) => read(file) as DocumentedMethod);
}

export function systemErrors(): readonly DocumentedError[] {
  return (read("_system-errors.json") as { errors: DocumentedError[] }).errors;
}
