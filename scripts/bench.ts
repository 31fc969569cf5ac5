/** `npm run bench -- <name>`: prints a table and one JSON line, each figure beside a plain base of the same run. */
const BENCHES: Readonly<Record<string, () => Promise<{ run: () => Promise<void> }>>> = {
  journey: () => import("./bench/journey.ts"),
  engine: () => import("./bench/engine.ts"),
  routing: () => import("./bench/routing.ts"),
  understanding: () => import("./bench/understanding.ts"),
};

const name = process.argv[2] ?? "";
const load = BENCHES[name];
if (!load) {
  process.stderr.write(`Which bench? npm run bench -- ${Object.keys(BENCHES).join(" | ")}\n`);
  process.exit(2);
}
await (await load()).run();
process.exit(0);
