import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** Who may import whom; the table of the README's "Map". Vendor packages are listed only where they are forbidden. */
const STAGES = ["inbound", "understanding", "conversation", "routing", "handoff", "outbox", "watch"];
const CORE = ["src/domain", "src/ports"];

interface Area {
  readonly name: string;
  /** Areas it may import beside itself. */
  readonly may: readonly string[];
  /** Packages it may import; `any` for adapters. */
  readonly packages: readonly string[] | "any";
}

/** Libraries without a vendor behind them: parsing, searching, wording. No SDK, no network, no store. */
const PURE_LIBRARIES = [
  "zod",
  "minisearch",
  "snowball-stemmers",
  "libphonenumber-js",
  "libphonenumber-js/max",
  "chrono-node",
];

/** Trained models lie beside the code as files and are code in all but form: one file of a stage reads them. */
const MODEL_READER = "src/understanding/model/model-file.ts";

const AREAS: readonly Area[] = [
  { name: "src/domain", may: [], packages: [] },
  { name: "src/ports", may: ["src/domain"], packages: [] },
  ...STAGES.map((stage) => ({ name: `src/${stage}`, may: CORE, packages: PURE_LIBRARIES })),
  { name: "src/adapters/*", may: CORE, packages: "any" as const },
  { name: "src/platform", may: CORE, packages: "any" as const },
  { name: "src/http", may: CORE, packages: "any" as const },
  { name: "src/console", may: CORE, packages: "any" as const },
  { name: "bots/*", may: CORE, packages: "any" as const },
  { name: "src/app", may: ["src", "bots"], packages: "any" as const },
];

interface Import {
  readonly file: string;
  readonly target: string;
}

const SPECIFIER =
  /(?:^|[\s;])(?:import|export)\s[^"';]*?from\s*["']([^"']+)["']|import\s*\(\s*["']([^"']+)["']|^import\s+["']([^"']+)["']/gm;

function filesBelow(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

function importsOf(file: string): Import[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return [...text.matchAll(SPECIFIER)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? "";
    const target = specifier.startsWith(".")
      ? relative(ROOT, resolve(ROOT, dirname(file), specifier))
      : specifier;
    return { file, target };
  });
}

function areaOf(path: string): Area | undefined {
  return AREAS.find((area) =>
    area.name.endsWith("/*") ? path.startsWith(area.name.slice(0, -1)) : path.startsWith(`${area.name}/`),
  );
}

/** `bots/telegram` and `bots/widget` are one area in the table but never import each other. */
function cellOf(path: string, area: Area): string {
  return area.name.endsWith("/*")
    ? path.split("/").slice(0, area.name.split("/").length).join("/")
    : area.name;
}

function faultOf({ file, target }: Import): string | undefined {
  const area = areaOf(file);
  if (!area) return `${file} belongs to no area of the map`;
  const isOurs = target.startsWith("src/") || target.startsWith("bots/");
  if (!isOurs) {
    if (file === MODEL_READER && target === "node:fs") return undefined;
    const isFree = area.packages === "any" || area.packages.includes(target) || target.startsWith("./");
    return isFree ? undefined : `${file} imports the package ${target}`;
  }
  if (target.startsWith(`${cellOf(file, area)}/`)) return undefined;
  return area.may.some((allowed) => target.startsWith(`${allowed}/`))
    ? undefined
    : `${file} imports ${target}`;
}

const files = ["src", "bots"].flatMap(filesBelow);
const imports = files.flatMap(importsOf);

describe("the map of the code", () => {
  it("is really looked at", () => {
    expect(files.length).toBeGreaterThan(150);
    expect(imports.length).toBeGreaterThan(500);
    const empty = AREAS.filter((area) => !files.some((file) => areaOf(file) === area));
    expect(empty.map(({ name }) => name)).toEqual([]);
  });

  it("has no arrow that the table does not allow", () => {
    expect(imports.map(faultOf).filter(Boolean)).toEqual([]);
  });

  it("finds a forbidden arrow", () => {
    expect(faultOf({ file: "src/routing/a.ts", target: "src/conversation/b.ts" })).toBeDefined();
    expect(faultOf({ file: "src/domain/a.ts", target: "zod" })).toBeDefined();
    expect(faultOf({ file: "src/understanding/a.ts", target: "node:fs" })).toBeDefined();
    expect(faultOf({ file: "bots/telegram/a.ts", target: "bots/widget/b.ts" })).toBeDefined();
    expect(faultOf({ file: "src/http/a.ts", target: "src/app/b.ts" })).toBeDefined();
    expect(
      faultOf({ file: "src/adapters/postgres/a.ts", target: "src/adapters/bitrix24/b.ts" }),
    ).toBeDefined();
  });
});

describe("time, randomness and the environment", () => {
  const FORBIDDEN: readonly [string, RegExp][] = [
    ["new Date() without a moment", /new Date\(\)/],
    ["Date.now()", /\bDate\.now\(/],
    ["setTimeout", /(?<!\.)\bsetTimeout\(/],
    ["setInterval", /\bsetInterval\(/],
    ["Math.random", /\bMath\.random\b/],
    ["process.env", /\bprocess\.env\b/],
  ];
  /** Composition hands the real ones in; browser code has no gateway to ask. */
  const isFree = (file: string) =>
    file.startsWith("src/platform/") || file.includes("/browser/") || file === "src/app/commands/start.ts";

  it.each(FORBIDDEN)("come from outside: no %s beyond src/platform", (_what, pattern) => {
    const found = files
      .filter((file) => !isFree(file))
      .filter((file) =>
        pattern.test(readFileSync(join(ROOT, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "")),
      );
    expect(found).toEqual([]);
  });
});
