import { describe, expect, it } from "vitest";
import { rehearseCommand, type RehearseOptions } from "../../../src/app/commands/rehearse.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

const NOON = new Date("2026-03-11T06:00:00Z");

/** Runs the command in a world of its own. */
async function rehearse(options: RehearseOptions) {
  const printed: string[] = [];
  const muttered: string[] = [];
  const code = await rehearseCommand(
    { lang: "ru", business: "tests/fixtures/business/with-holes", ...options },
    {
      settings: {},
      folder: process.cwd(),
      clock: createFakeClock(NOON),
      print: (text) => printed.push(text),
      mutter: (text) => muttered.push(text),
      isWatched: false,
    },
  );
  return { code, printed: printed.join(""), muttered: muttered.join("") };
}

describe("dozor rehearse", () => {
  it("tells who is offered the lead, when, and how it ends if nobody reacts", async () => {
    const { code, printed } = await rehearse({ at: "2026-03-11T12:00", branch: "center" });
    expect(code).toBe(0);
    const lines = printed.split("\n").map((line) => line.trim());
    expect(lines).toContain("12:00:00  Предложена: Анна (следующий), до 12:01:00");
    expect(lines).toContain("12:01:00  Время вышло: Анна");
    expect(lines).toContain("12:01:00  Ступень пуста «дежурный»: Вера не в смене");
    expect(lines).toContain("12:01:00  Задача «Перезвонить»: Глеб");
    expect(printed).toContain("12:30:00  ⏰ Срок ответа прошёл: «Запись». Заявка у: Глеб.");
  });

  it("lets a lead of the night wait for the opening after the weekend", async () => {
    const { printed } = await rehearse({ at: "2026-03-14T23:05", branch: "center" });
    expect(printed).toContain("23:05:00  Ждёт открытия: 16 марта, пн, 10:00:00");
    expect(printed).toContain("16 марта, пн, 10:00:00 Предложена: Анна");
  });

  it("shows the hole that the coverage proof names", async () => {
    const { printed } = await rehearse({ at: "2026-03-14T14:05", branch: "center" });
    expect(printed).toContain("14:05:00  Ступень пуста «следующий»: Анна не в смене");
    expect(printed).toContain("14:05:00  Задача «Перезвонить»: Глеб");
  });

  it("understands service and branch in the customer's words", async () => {
    const { printed } = await rehearse({ at: "2026-03-11T12:00", service: "стрижку", branch: "на Речной" });
    expect(printed).toContain("Заявка: Запись · Telegram · Стрижка · Набережная");
  });

  it("gives the decision and the timeline as JSON", async () => {
    const { printed } = await rehearse({ at: "2026-03-11T12:00+06:00", category: "complaint", json: true });
    expect(JSON.parse(printed)).toMatchObject({
      at: "2026-03-11T06:00:00.000Z",
      trace: { rule: "Жалобы", chosen: "gleb" },
      ladder: { name: "heads", end: { status: "ended" } },
      events: [
        { kind: "offered", managerIds: ["gleb"], until: "2026-03-11T06:01:00.000Z" },
        {},
        {},
        {},
        {},
        {},
        {},
      ],
    });
  });

  it.each([
    [{ at: "вчера" }, "«вчера» — не время"],
    [{ at: "2026-02-31T10:00" }, "не время"],
    [{ at: "2026-03-11T25:00" }, "не время"],
    [{ service: "вертолёт" }, "--service: «вертолёт» нет среди: manicure, haircut, brows"],
    [{ branch: "луна" }, "--branch: «луна» нет среди: center, river"],
    [{ manager: "ivan" }, "--manager: «ivan» нет среди: anna, boris, vera, gleb, olga"],
  ])("calls %j a wrong use", async (options, complaint) => {
    const { code, muttered, printed } = await rehearse(options);
    expect(code).toBe(2);
    expect(printed).toBe("");
    expect(muttered).toContain(complaint);
  });

  it("shows the faults of a folder that can't be read", async () => {
    const { code, muttered } = await rehearse({ business: "tests/fixtures/nowhere" });
    expect(code).toBe(1);
    expect(muttered).toContain("Папки бизнеса");
  });
});
