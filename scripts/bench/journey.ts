import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { systemClock } from "../../src/platform/system-clock.ts";
import { build } from "../build.mjs";
import { spread, printFigures, type Row } from "./figures.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const VISITORS = 200;
const EVERY_MS = 25;
const WAIT_MS = 300;

/** What a visitor of the site feels: how fast a message is durable, and when the first words of an answer come. */
export async function run(): Promise<void> {
  await build();
  const dataDir = mkdtempSync(join(tmpdir(), "dozor-journey-"));
  const gateway = spawn(process.execPath, ["dist/server/cli.js", "start"], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      PORT: "18998",
      HOST: "127.0.0.1",
      DATA_DIR: dataDir,
      LOG_LEVEL: "error",
    },
    stdio: "ignore",
  });
  const base = "http://127.0.0.1:18998";
  while ((await fetch(`${base}/readyz`).catch(() => undefined))?.status !== 200) await systemClock.sleep(20);
  await visit(base);
  const visits: Promise<{ ackMs: number; replyMs: number }>[] = [];
  for (let n = 0; n < VISITORS; n += 1) {
    visits.push(visit(base));
    await systemClock.sleep(EVERY_MS);
  }
  const done = await Promise.all(visits);
  gateway.kill("SIGTERM");
  await new Promise((gone) => gateway.once("close", gone));
  rmSync(dataDir, { recursive: true, force: true });
  const acks = done.map((one) => one.ackMs);
  const replies = done.map((one) => one.replyMs);
  const rows: Row[] = [
    { figure: `ack of POST /widget/messages, ${1000 / EVERY_MS}/s, p50/p99`, value: `${spread(acks)} ms` },
    {
      figure: `first reply on the stream (waits ${WAIT_MS} ms for the rest of a burst), p50/p99`,
      value: `${spread(replies)} ms`,
    },
  ];
  printFigures("journey", rows, { acks: spread(acks), replies: spread(replies) });
}

async function visit(base: string): Promise<{ ackMs: number; replyMs: number }> {
  const opened = await fetch(`${base}/widget/session`, { method: "POST", body: "{}" });
  const { token } = (await opened.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const leaving = new AbortController();
  const stream = await fetch(`${base}/widget/stream`, { headers, signal: leaving.signal });
  const began = performance.now();
  const sent = await fetch(`${base}/widget/messages`, {
    method: "POST",
    headers,
    body: JSON.stringify({ id: "m1", text: "Сколько стоит маникюр с покрытием?" }),
  });
  if (sent.status !== 202) throw new Error(`the message was answered with ${sent.status}`);
  const ackMs = performance.now() - began;
  const decoder = new TextDecoder();
  for await (const chunk of stream.body ?? []) {
    if (decoder.decode(chunk, { stream: true }).includes('"from":"bot"')) break;
  }
  const replyMs = performance.now() - began;
  leaving.abort();
  return { ackMs, replyMs };
}
