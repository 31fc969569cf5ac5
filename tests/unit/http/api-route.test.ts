import { describe, expect, it } from "vitest";
import { aManager, aBusiness, hoursOn } from "../../support/builders/business.ts";
import { ADMIN_TOKEN, aGateway } from "../../support/console/a-gateway.ts";

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const ALWAYS = hoursOn(WEEK, 0, 24);

const business = aBusiness({
  team: [
    aManager("anna", { bitrix24: 11, shifts: ALWAYS }),
    aManager("boris", { name: "Борис", shifts: ALWAYS, skills: ["hair"] }),
    aManager("dina", { name: "Дина", role: "duty", shifts: ALWAYS }),
    aManager("olga", { name: "Ольга", role: "head", shifts: ALWAYS }),
  ],
  rules: [
    {
      name: "Ногти",
      when: { skill: ["nails"] },
      to: { skill: "nails" },
      choose: ["least_loaded"],
      ladder: "standard",
    },
    { name: "Срочно", when: { urgent: true }, to: { role: "head" }, choose: [], ladder: "urgent" },
  ],
});

async function ask(path: string, body?: object) {
  const { app } = aGateway({ business });
  const headers = { authorization: `Bearer ${ADMIN_TOKEN}`, "content-type": "application/json" };
  const response = await app.request(
    path,
    body ? { method: "POST", headers, body: JSON.stringify(body) } : { headers },
  );
  return { status: response.status, body: JSON.parse(await response.text()) };
}

const ringOf = (body: { ring: { managers: { id: string }[]; timeoutSeconds: number }[] }) =>
  body.ring.map(({ managers, timeoutSeconds }) => [managers.map(({ id }) => id).join("+"), timeoutSeconds]);

describe("POST /api/route", () => {
  it("tells an exchange whom to ring one after another, and why", async () => {
    const { status, body } = await ask("/api/route", { service: "manicure" });
    expect(status).toBe(200);
    expect(ringOf(body)).toEqual([
      ["anna", 60],
      ["dina", 90],
      ["olga", 60],
    ]);
    expect(body).toMatchObject({
      rule: "Ногти",
      ladder: "standard",
      service: "manicure",
      trace: { chosen: "anna" },
    });
    expect(body.ring[0].managers[0]).toEqual({ id: "anna", name: "Анна", role: "manager", bitrix24: 11 });
    expect(body.trace.sentences[0]).toContain("Правило «Ногти»");
  });

  it("rings everybody of the ladder at once when asked to", async () => {
    const { body } = await ask("/api/route", { mode: "parallel", service: "manicure" });
    expect(ringOf(body)).toEqual([["anna+dina+olga", 90]]);
  });

  it("rings a step for all as one group, without those who were rung before", async () => {
    const { body } = await ask("/api/route", { urgent: true });
    expect(ringOf(body)).toEqual([
      ["olga", 60],
      ["anna+boris+dina", 60],
    ]);
  });

  it.each([
    [{ service: "вертолёт" }, "service"],
    [{ branch: "луна" }, "branch"],
    [{ manager: "ivan" }, "manager"],
    [{ category: "booking" }, "category"],
    [{ mode: "random" }, "mode"],
    [{ value: -1 }, "value"],
  ])("refuses %j with the key that is wrong", async (question, path) => {
    const { status, body } = await ask("/api/route", question);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it("refuses keys it does not know, and callers without the token", async () => {
    expect((await ask("/api/route", { colour: "red" })).status).toBe(400);
    const { app } = aGateway({ business });
    expect((await app.request("/api/route", { method: "POST", body: "{}" })).status).toBe(401);
  });
});

describe("GET /api/coverage", () => {
  it("gives the proof and the week for the console", async () => {
    const { status, body } = await ask("/api/coverage");
    expect(status).toBe(200);
    expect(body.coverage).toMatchObject({ language: "ru", findings: expect.any(Array) });
    expect(body.coverage.week.counts).toHaveLength(7 * 48);
  });
});
