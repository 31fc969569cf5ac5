/**
 * Load generator, a process of its own: keeps `clients` connections busy with POSTs for `ms`, or `rate` a second in all.
 * Plain sockets: the generator must cost less than what it measures. Prints one JSON line.
 */
import { connect } from "node:net";

const [port = "0", clients = "64", ms = "5000", rate = "0", threads = "2000"] = process.argv.slice(2);
const until = performance.now() + Number(ms);
const latencies: number[] = [];
let failed = 0;
let sent = 0;
const run = Math.random().toString(36).slice(2, 8);

function client(index: number): Promise<void> {
  return new Promise((done) => {
    const socket = connect(Number(port), "127.0.0.1");
    socket.setNoDelay(true);
    let startedAt = 0;
    const next = () => {
      if (performance.now() >= until) {
        socket.end();
        done();
        return;
      }
      sent += 1;
      const body = JSON.stringify({
        id: `${run}-${index}-${sent}`,
        thread: `t${run}${sent % Number(threads)}`,
        text: "Здравствуйте! Сколько стоит маникюр с покрытием и когда можно прийти на этой неделе?",
      });
      startedAt = performance.now();
      socket.write(
        `POST /ack HTTP/1.1\r\nHost: bench\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
      );
    };
    socket.on("connect", () => {
      if (Number(rate) > 0) setTimeout(next, Math.random() * 100);
      else next();
    });
    socket.on("data", (chunk) => {
      const now = performance.now();
      latencies.push(now - startedAt);
      if (!chunk.includes("HTTP/1.1 202")) failed += 1;
      if (Number(rate) === 0) next();
      else setTimeout(next, Math.max(0, (1000 * Number(clients)) / Number(rate) - (now - startedAt)));
    });
    socket.on("error", () => {
      failed += 1;
      done();
    });
  });
}

const startedAt = performance.now();
await Promise.all(Array.from({ length: Number(clients) }, (_, index) => client(index)));
const seconds = (performance.now() - startedAt) / 1000;
const sorted = latencies.toSorted((a, b) => a - b);
const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
process.stdout.write(
  `${JSON.stringify({ count: latencies.length - failed, failed, perSecond: (latencies.length - failed) / seconds, p50: at(0.5), p99: at(0.99) })}\n`,
);
process.exit(0);
