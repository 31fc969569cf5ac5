import { Hono } from "hono";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { HttpProblem } from "../../../src/http/problem.ts";
import { aGateway } from "../../support/console/a-gateway.ts";
import { CrmError } from "../../../src/domain/crm-error.ts";

function aMount(): Hono {
  const mount = new Hono();
  mount.get("/broken", () => {
    throw new Error("password=hunter2");
  });
  mount.get("/busy", () => {
    throw new CrmError("unavailable", "crm.item.add", "portal is down");
  });
  mount.get("/refused", () => {
    throw new HttpProblem(409, "already_taken");
  });
  mount.post("/echo", async (c) => c.text(await c.req.text()));
  return mount;
}

describe("errors", () => {
  it("answers an unknown address with a problem document that names its request", async () => {
    const { app } = aGateway();
    const response = await app.request("/nowhere");
    expect(response.status).toBe(404);
    expect(response.headers.get("content-type")).toContain("application/problem+json");
    expect(await response.json()).toEqual({
      type: "about:blank",
      title: "Not Found",
      status: 404,
      code: "not_found",
      requestId: response.headers.get("x-request-id"),
    });
  });

  it("answers a wrong method with 405 and the methods that would do", async () => {
    const response = await aGateway().app.request("/healthz", { method: "DELETE" });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("GET, HEAD");
    expect(await response.json()).toMatchObject({ code: "method_not_allowed" });
  });

  it("answers 500 without a word of what went wrong inside, and logs it", async () => {
    const { app, lines } = aGateway({ mounts: [aMount()] });
    const response = await app.request("/broken");
    expect(response.status).toBe(500);
    const text = await response.text();
    expect(text).toContain("internal_error");
    expect(text).not.toContain("hunter2");
    expect(lines.filter((line) => line.level === "error")).toHaveLength(1);
  });

  it("answers 503 with our code when the failure passes by itself", async () => {
    const response = await aGateway({ mounts: [aMount()] }).app.request("/busy");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "crm_unavailable" });
  });

  it("answers with the status and code that a route has chosen", async () => {
    const response = await aGateway({ mounts: [aMount()] }).app.request("/refused");
    expect(response.status).toBe(409);
    expect(await response.json()).toMatchObject({ code: "already_taken" });
  });

  it.each([
    ["announced", new Uint8Array(1024 * 1024 + 1)],
    [
      "streamed",
      new ReadableStream({
        start(controller) {
          for (let sent = 0; sent < 20; sent += 1) controller.enqueue(new Uint8Array(64 * 1024));
          controller.close();
        },
      }),
    ],
  ])("refuses a body over 1 MiB that is %s", async (_, body) => {
    const { app } = aGateway({ mounts: [aMount()] });
    const headers: Record<string, string> =
      body instanceof Uint8Array ? { "content-length": String(body.length) } : {};
    const request = new Request("http://localhost/echo", {
      method: "POST",
      body,
      headers,
      duplex: "half",
    });
    const response = await app.request(request);
    expect(response.status).toBe(413);
    expect(await response.json()).toMatchObject({ code: "payload_too_large" });
  });

  it("lets a body of exactly 1 MiB through whole", async () => {
    const { app } = aGateway({ mounts: [aMount()] });
    const response = await app.request("/echo", { method: "POST", body: "x".repeat(1024 * 1024) });
    expect((await response.text()).length).toBe(1024 * 1024);
  });
});

describe("headers", () => {
  it.each(["/", "/console", "/healthz", "/api/leads", "/nowhere"])(
    "keeps browsers strict on %s",
    async (path) => {
      const { headers } = await aGateway().app.request(path);
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("content-security-policy")).toMatch(/default-src 'none'/);
      expect(headers.get("content-security-policy")).not.toMatch(/unsafe|\*/);
      expect(headers.get("content-security-policy")).toMatch(/frame-ancestors/);
      expect(headers.get("strict-transport-security")).toBeNull();
    },
  );

  it("asks for HTTPS for a year when the outside address is HTTPS", async () => {
    const { app } = aGateway({ app: { publicUrl: "https://dozor.example.com" } });
    expect((await app.request("/healthz")).headers.get("strict-transport-security")).toContain("max-age=");
  });

  it("keeps a sane request id of the caller and replaces a strange one", async () => {
    const { app } = aGateway();
    const sane = await app.request("/healthz", { headers: { "x-request-id": "trace-12345678" } });
    const strange = await app.request("/healthz", { headers: { "x-request-id": "a b<script>" } });
    expect(sane.headers.get("x-request-id")).toBe("trace-12345678");
    expect(strange.headers.get("x-request-id")).toMatch(/^request-/);
  });
});

describe("access log", () => {
  it("names the route and never the address, its query or tokens", async () => {
    const { app, lines } = aGateway();
    await app.request("/api/leads/lead_0001?token=secret", { headers: { authorization: "Bearer guess" } });
    await app.request("/rest/1/s3cr3t/profile");
    const text = JSON.stringify(lines);
    expect(text).not.toMatch(/secret|guess|s3cr3t|lead_0001/);
    expect(
      lines
        .filter((line) => line.message === "request answered")
        .map((line) => Reflect.get(line.fields, "route")),
    ).toEqual(["/api/leads/:id", "none"]);
  });
});

describe("health", () => {
  it("is alive without looking at anything", async () => {
    const { app } = aGateway({ parts: [{ name: "database", state: "down" }] });
    expect((await app.request("/healthz")).status).toBe(200);
  });

  it("is ready when each part is up or off", async () => {
    const { app } = aGateway({
      parts: [
        { name: "database", state: "up" },
        { name: "telegram", state: "off" },
      ],
    });
    expect((await app.request("/readyz")).status).toBe(200);
  });

  it("says which part keeps it from being ready", async () => {
    const parts = [
      { name: "database", state: "up" },
      { name: "whatsapp", state: "needs_login", detail: "Scan the code" },
    ] as const;
    const response = await aGateway({ parts }).app.request("/readyz");
    expect(response.status).toBe(503);
    expect(await response.json()).toEqual({ ready: false, parts });
  });

  it("stays ready while only the CRM is down, because leads wait for it", async () => {
    const parts = [{ name: "bitrix24", state: "down", isRequired: false }] as const;
    expect((await aGateway({ parts }).app.request("/readyz")).status).toBe(200);
  });

  it("is not ready when readiness itself can't be read", async () => {
    const { app } = aGateway({ app: { readiness: () => Promise.reject(new Error("no database")) } });
    expect((await app.request("/readyz")).status).toBe(503);
  });

  it("shows the metrics as Prometheus text", async () => {
    const response = await aGateway().app.request("/metrics");
    expect(response.headers.get("content-type")).toContain("text/plain");
    expect(await response.text()).toContain("dozor_up 1");
  });
});

describe("telegram webhook", () => {
  it("passes the request on and answers as the channel does", async () => {
    const { app } = aGateway({
      app: {
        telegramWebhook: async (request) =>
          new Response(await request.text(), { status: request.headers.has("x-secret") ? 200 : 401 }),
      },
    });
    const body = '{"update_id":1}';
    const wrong = await app.request("/webhooks/telegram", { method: "POST", body });
    const right = await app.request("/webhooks/telegram", {
      method: "POST",
      body,
      headers: { "x-secret": "1" },
    });
    expect(wrong.status).toBe(401);
    expect(await right.text()).toBe(body);
  });

  it("does not exist while the bot is off", async () => {
    const response = await aGateway().app.request("/webhooks/telegram", { method: "POST", body: "{}" });
    expect(response.status).toBe(404);
  });
});

describe("console files", () => {
  const built = () => {
    const dir = mkdtempSync(join(tmpdir(), "console-"));
    writeFileSync(join(dir, "index.html"), '<!doctype html><html lang="ru"></html>');
    writeFileSync(join(dir, "app.js"), "export {};");
    writeFileSync(join(dir, "notes.txt"), "private");
    return dir;
  };

  it("shows the page on each of its addresses, in the business's language, never framed", async () => {
    const { app } = aGateway({ app: { consoleDir: built() } });
    for (const path of ["/console", "/console/team", "/console/conversations/conv_1"]) {
      const response = await app.request(path);
      expect(await response.text()).toContain('<html lang="ru">');
      expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    }
  });

  it("answers 304 for a file that the browser has already", async () => {
    const { app } = aGateway({ app: { consoleDir: built() } });
    const first = await app.request("/console/app.js");
    const etag = first.headers.get("etag") ?? "";
    expect(first.headers.get("content-type")).toContain("text/javascript");
    expect((await app.request("/console/app.js", { headers: { "if-none-match": etag } })).status).toBe(304);
  });

  it.each(["/console/notes.txt", "/console/..%2fapp.js", "/console/missing.js"])(
    "does not give out %s",
    async (path) => {
      const { app } = aGateway({ app: { consoleDir: built() } });
      expect((await app.request(path)).status).toBe(404);
    },
  );

  it("says how to build the console when it is missing", async () => {
    const response = await aGateway().app.request("/console");
    expect(response.status).toBe(503);
    expect(await response.json()).toMatchObject({ code: "console_not_built" });
  });
});
