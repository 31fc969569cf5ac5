import type { YamlFile } from "./yaml-file.ts";

/**
 * Names that other files may refer to. They are read from the unchecked values, so that one fault in an entry does not
 * make every mention of it a fault too. `undefined`: the file can't be read and nothing can be said.
 */
export interface KnownNames {
  readonly branches: readonly string[] | undefined;
  readonly services: readonly string[] | undefined;
  /** Skills of people and of services: the ones a rule may speak of. */
  readonly skills: readonly string[] | undefined;
  readonly teams: readonly string[] | undefined;
  readonly managers: readonly string[] | undefined;
  readonly ladders: readonly string[] | undefined;
}

export interface FolderFiles {
  readonly business?: YamlFile | undefined;
  readonly services?: YamlFile | undefined;
  readonly team?: YamlFile | undefined;
  readonly routing?: YamlFile | undefined;
}

export function knownNames({ business, services, team, routing }: FolderFiles): KnownNames {
  const branches = entries(field(business?.root, "branches"));
  const people = entries(team?.root);
  const offers = entries(services?.root);
  return {
    branches: branches && unique(textsOf(branches, "id")),
    services: offers && unique(textsOf(offers, "id")),
    skills: people && offers && unique([...textsOf(people, "skills"), ...textsOf(offers, "skills")]),
    teams: people && unique(textsOf(people, "teams")),
    managers: people && unique(textsOf(people, "id")),
    ladders: keysOf(field(routing?.root, "ladders")),
  };
}

/** A property of an unchecked value. */
export function field(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  const found: unknown = Reflect.get(value, key);
  return found;
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function entries(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

function keysOf(value: unknown): readonly string[] | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.keys(value)
    : undefined;
}

function textsOf(list: readonly unknown[], key: string): readonly string[] {
  return list
    .flatMap((entry): unknown => field(entry, key))
    .filter((value): value is string => typeof value === "string");
}
