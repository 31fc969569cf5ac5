// One start of the built understanding: what creation costs, what the first turn costs, how much memory stays.
import { fileURLToPath } from "node:url";

const root = new URL("../../../dist/bench/", import.meta.url);
const folder = fileURLToPath(new URL("../../../flows/beauty", import.meta.url));
const { loadBusiness } = await import(new URL("load-business.js", root).href);
const load = await loadBusiness(folder);

const megabytes = () => {
  globalThis.gc?.();
  return process.memoryUsage().rss / 1024 / 1024;
};
const withoutMb = megabytes();
const startedAt = performance.now();
const { createLocalUnderstander } = await import(new URL("understand-message.js", root).href);
const understander = createLocalUnderstander(load.business);
const createMs = performance.now() - startedAt;
await new Promise((resolve) => setTimeout(resolve, 50));
const { signal } = new AbortController();
const firstAt = performance.now();
const turn = { text: "Запишите на маникюр в пятницу к шести, Ольга", receivedAt: new Date() };
await understander.understand(turn, { slots: {} }, signal);
const firstMs = performance.now() - firstAt;
for (let turns = 0; turns < 500; turns += 1) {
  await understander.understand({ ...turn, text: `${turn.text} ${turns}` }, { slots: {} }, signal);
}
process.stdout.write(JSON.stringify({ createMs, firstMs, withoutMb, withMb: megabytes() }));
