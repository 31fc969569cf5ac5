import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { copyBusiness } from "../support/business-copy.ts";
import { eventually, runGateway, startGatewayProcess } from "../support/gateway-process.ts";

describe("the start", () => {
  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), "dozor-start-"));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  async function refused(env: Readonly<Record<string, string>>): Promise<string> {
    const run = runGateway({ DATA_DIR: dataDir, ...env });
    expect(await run.exited).toBe(1);
    return run.output();
  }

  it("names every wrong setting at once and repeats no secret", async () => {
    const output = await refused({ PORT: "http", TELEGRAM_BOT_TOKEN: "s3cret", DATABASE_URL: "s3cret" });
    expect(output).toMatch(/PORT must be/);
    expect(output).toMatch(/TELEGRAM_BOT_TOKEN must be/);
    expect(output).toMatch(/DATABASE_URL must/);
    expect(output).not.toContain("s3cret");
  });

  it("shows file, line and cure of a broken business folder", async () => {
    const salon = copyBusiness("beauty");
    const path = join(salon.dir, "services.yaml");
    writeFileSync(path, readFileSync(path, "utf8").replace("price:", "prise:"));
    const output = await refused({ DOZOR_BUSINESS: salon.dir });
    expect(output).toMatch(/services\.yaml:\d+:\d+/);
    expect(output).toMatch(/price/);
    salon.remove();
  });

  it("says that the port is taken", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const address = other.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const output = await refused({ PORT: String(port) });
    expect(output).toContain(`Port ${port} is taken`);
    other.close();
  });

  it("says what to do when the database refuses", async () => {
    const output = await refused({ DATABASE_URL: "postgres://dozor:hidden@127.0.0.1:1/dozor" });
    expect(output).toMatch(/database could not be opened/);
    expect(output).toMatch(/Nothing listens there/);
    expect(output).not.toContain("hidden");
  });

  it("serves page and readiness, keeps its token, and stops without leaving a process", async () => {
    const first = await startGatewayProcess({ DATA_DIR: dataDir, ADMIN_TOKEN: "" });
    const token = /Токен[^:]*: (\S+)/.exec(first.output())?.[1];
    expect(token).toMatch(/^\S{20,}$/);
    expect(await (await fetch(`${first.url}/`)).text()).toContain("widget.js");
    for (const path of ["/readyz", "/demo.css", "/demo.js", "/widget.js", "/console", "/metrics"])
      expect([path, (await fetch(`${first.url}${path}`)).status]).toEqual([path, 200]);
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    expect(await first.stop()).toMatchObject({ code: 0 });
    expect(first.output()).not.toMatch(/could not stop in time/);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");

    const second = await startGatewayProcess({ DATA_DIR: dataDir, ADMIN_TOKEN: "" });
    expect(second.output()).not.toContain("Токен");
    const answer = await fetch(`${second.url}/api/leads`, { headers: { Authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(200);
    await second.stop();
  });

  it("shows the token at the first start that succeeds, whatever failed before", async () => {
    await refused({ DOZOR_BUSINESS: join(dataDir, "nowhere"), ADMIN_TOKEN: "" });
    const gateway = await startGatewayProcess({ DATA_DIR: dataDir, ADMIN_TOKEN: "" });
    expect(gateway.output()).toMatch(/Токен[^:]*: \S{20,}/);
    await gateway.stop();
  });

  it("can be stopped while it waits for a database that does not answer", async () => {
    const silent = createServer();
    const asked = new Promise<void>((done) => silent.once("connection", () => done()));
    await new Promise<void>((done) => silent.listen(0, "127.0.0.1", done));
    const address = silent.address();
    const port = typeof address === "object" && address ? address.port : 0;
    const run = runGateway({ DATA_DIR: dataDir, DATABASE_URL: `postgres://dozor@127.0.0.1:${port}/dozor` });
    await asked;
    run.child.kill("SIGTERM");
    expect(await run.exited).toBe(0);
    silent.close();
  });

  it("says which settings belong to parts that are not there yet", async () => {
    const gateway = await startGatewayProcess({ DATA_DIR: dataDir, WHATSAPP_MODE: "web" });
    expect(gateway.output()).toMatch(/ещё не действует: WHATSAPP_MODE/);
    await gateway.stop();
  });

  it("leaves no database behind when it is killed, and starts again", async () => {
    const first = await startGatewayProcess({ DATA_DIR: dataDir });
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    await first.kill();
    const second = await startGatewayProcess({ DATA_DIR: dataDir });
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200);
    expect(() => process.kill(pid, 0)).toThrow("ESRCH");
    await second.stop();
  });

  it("says that it is not ready while its database can't start, and goes on when it can again", async () => {
    const gateway = await startGatewayProcess({ DATA_DIR: dataDir });
    const control = join(dataDir, "postgres/global/pg_control");
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    renameSync(control, `${control}.away`);
    process.kill(pid, "SIGKILL");
    const isReady = async () => (await fetch(`${gateway.url}/readyz`)).status === 200;
    await eventually("the database is given up for the moment", async () =>
      gateway.output().includes("embedded database down"),
    );
    expect(await isReady()).toBe(false);
    renameSync(`${control}.away`, control);
    await eventually("ready again", isReady);
    expect(await gateway.stop()).toMatchObject({ code: 0 });
  });

  it("goes on after its database was killed", async () => {
    const gateway = await startGatewayProcess({ DATA_DIR: dataDir, LOG_LEVEL: "fatal" });
    const pid = Number(readFileSync(join(dataDir, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
    process.kill(pid, "SIGKILL");
    const session = await eventually("a durable message after the crash", async () => {
      const opened = await fetch(`${gateway.url}/widget/session`, { method: "POST", body: "{}" });
      const { token } = (await opened.json()) as { token: string };
      const sent = await fetch(`${gateway.url}/widget/messages`, {
        method: "POST",
        headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
        body: JSON.stringify({ id: "m1", text: "Сколько стоит маникюр?" }),
      });
      return sent.status === 202 && token;
    });
    await eventually("an answer", async () => {
      const list = await fetch(`${gateway.url}/widget/messages`, {
        headers: { Authorization: `Bearer ${session}` },
      });
      const { messages } = (await list.json()) as { messages: { from: string }[] };
      return messages.some((message) => message.from === "bot");
    });
    await gateway.stop();
  });
});
