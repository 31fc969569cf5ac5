/**
 * The stand-in by hand: `npx tsx tests/support/telegram/peer-cli.ts 8081 123456:customers_bot_token_1234 [more tokens]`.
 * Type `<customer's number> <text>` to write to the first bot, `<number> #<message> <data>` to press a button.
 */
import { createInterface } from "node:readline";
import { startTelegramPeer } from "./peer.ts";

const [port = "8081", ...tokens] = process.argv.slice(2);
const peer = await startTelegramPeer({ port: Number(port) });
for (const token of tokens) peer.addBot(token);
const [first = ""] = tokens;
console.log(`TELEGRAM_API_ROOT=${peer.apiRoot}`);

let shown = 0;
const show = () => {
  const calls = tokens.flatMap((token) => peer.sent(token)).filter((call) => call.status !== "held");
  for (const call of calls.toSorted((a, b) => a.at.getTime() - b.at.getTime()).slice(shown))
    if (call.method !== "getUpdates")
      console.log(`${call.method} ${call.httpStatus ?? call.status} ${JSON.stringify(call.params)}`);
  shown = calls.length;
};
const timer = setInterval(show, 300);

const input = createInterface({ input: process.stdin });
input.on("line", (line) => {
  const press = /^(-?\d+)\s+#(\d+)\s+(\S+)$/.exec(line);
  const said = /^(-?\d+)\s+(.+)$/.exec(line);
  try {
    if (press) peer.pressButton(first, Number(press[1]), Number(press[2]), press[3]!);
    else if (said) peer.customerSays(first, Number(said[1]), said[2]!);
    else console.log("write: <number> <text>, or <number> #<message> <data>");
  } catch (error) {
    console.log(error instanceof Error ? error.message : error);
  }
});
input.on("close", () => {
  clearInterval(timer);
  void peer.stop();
});
