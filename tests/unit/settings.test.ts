import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig, SETTING_NAMES } from "../../src/platform/config.ts";

const read = (env: Record<string, string>) => readConfig(env, "/srv/dozor", false);

describe("settings", () => {
  it("are all listed in .env.example, and nothing else is", () => {
    const example = readFileSync(join(import.meta.dirname, "../../.env.example"), "utf8");
    const listed = [...example.matchAll(/^([A-Z0-9_]+)=/gm)].map((match) => match[1]);
    expect(listed.toSorted()).toEqual([...SETTING_NAMES].toSorted());
  });

  it("have a default each, so that an empty environment starts", () => {
    const reading = read({});
    expect(reading).toMatchObject({
      kind: "ok",
      config: {
        port: 8080,
        host: "0.0.0.0",
        businessDir: "/srv/dozor/flows/beauty",
        dataDir: "/srv/dozor/data",
      },
    });
  });

  it("count an empty value as absent, as in a copied .env.example", () => {
    expect(read({ TELEGRAM_BOT_TOKEN: "", DATABASE_URL: " " }).kind).toBe("ok");
  });

  it("name every wrong variable at once, and repeat no value", () => {
    const reading = read({
      PORT: "eighty",
      DATABASE_URL: "mysql://root:hunter2@db/x",
      TELEGRAM_BOT_TOKEN: "not-a-token-hunter2",
      BITRIX24_WEBHOOK_URL: "http://portal.example/rest/1/hunter2/",
    });
    expect(reading.kind).toBe("faulty");
    const faults = reading.kind === "faulty" ? reading.faults : [];
    expect(faults.map((fault) => fault.split(" ")[0]).toSorted()).toEqual([
      "BITRIX24_WEBHOOK_URL",
      "DATABASE_URL",
      "PORT",
      "TELEGRAM_BOT_TOKEN",
    ]);
    expect(faults.join()).not.toContain("hunter2");
  });

  it("tell what does not fit together beside what is wrong by itself", () => {
    const env = { ADMIN_TOKEN: "short", REDIS_URL: "redis://localhost:6379", DOZOR_ROLE: "worker" };
    const faultsOf = (reading: ReturnType<typeof read>) =>
      reading.kind === "faulty" ? reading.faults.map((fault) => fault.split(" ")[0]) : [];
    expect(faultsOf(read(env))).toEqual(["ADMIN_TOKEN", "DOZOR_ROLE", "REDIS_URL"]);
    // Given and wrong is not missing besides.
    expect(faultsOf(read({ ...env, DATABASE_URL: "mysql://x" })).toSorted()).toEqual([
      "ADMIN_TOKEN",
      "DATABASE_URL",
    ]);
  });

  it("name those of parts that are not there yet, instead of ignoring them without a word", () => {
    const reading = read({ WHATSAPP_MODE: "web", BITRIX24_EVENT_TOKEN: "x", CHROMIUM_PATH: "", OTHER: "x" });
    expect(reading).toMatchObject({ kind: "ok", unused: ["BITRIX24_EVENT_TOKEN", "WHATSAPP_MODE"] });
  });

  it("accept a portal over http on this machine only", () => {
    expect(read({ BITRIX24_WEBHOOK_URL: "http://127.0.0.1:4000/rest/1/secret/" }).kind).toBe("ok");
    expect(read({ BITRIX24_WEBHOOK_URL: "http://10.0.0.1/rest/1/secret/" }).kind).toBe("faulty");
  });

  it("want an outside address for Telegram webhooks", () => {
    const env = { TELEGRAM_BOT_TOKEN: `1:${"A".repeat(35)}`, TELEGRAM_MODE: "webhook" };
    expect(read(env).kind).toBe("faulty");
    expect(read({ ...env, PUBLIC_URL: "https://dozor.example" }).kind).toBe("ok");
  });

  it("take the sites of the widget as a list of origins", () => {
    const reading = read({ WIDGET_ORIGINS: "https://salon.ru, https://www.salon.ru/" });
    expect(reading).toMatchObject({
      config: { widgetOrigins: ["https://salon.ru", "https://www.salon.ru"] },
    });
    expect(read({ WIDGET_ORIGINS: "salon.ru" }).kind).toBe("faulty");
  });

  it("refuse one bot for customers and managers", () => {
    const token = `1:${"A".repeat(35)}`;
    expect(read({ TELEGRAM_BOT_TOKEN: token, MANAGERS_BOT_TOKEN: token }).kind).toBe("faulty");
  });
});
