/**
 * The stand-in by hand: `npx tsx tests/support/bitrix24/peer-cli.ts [port] [simple]`. Prints the webhook's address for
 * BITRIX24_WEBHOOK_URL and every call; Ctrl-C ends it.
 */
import { startBitrix24Peer } from "./peer.ts";

const [port = "8024", mode] = process.argv.slice(2);
const peer = await startBitrix24Peer({ port: Number(port), mode: mode === "simple" ? "simple" : "classic" });
console.log(`BITRIX24_WEBHOOK_URL=${peer.webhookUrl}`);

let shown = 0;
const timer = setInterval(() => {
  for (const call of peer.journal.slice(shown)) {
    console.log(`${call.method} ${call.httpStatus ?? call.status} ${JSON.stringify(call.params)}`);
  }
  shown = peer.journal.length;
}, 300);
process.once("SIGINT", () => {
  clearInterval(timer);
  void peer.stop();
});
