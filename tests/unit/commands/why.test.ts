import { describe, expect, it } from "vitest";
import { whyCommand } from "../../../src/app/commands/why.ts";
import type { TalkOptions } from "../../../src/app/commands/command-world.ts";
import { aBusyStore } from "../../support/console/fake-reads.ts";
import { serveSample } from "../../support/console/serve-sample.ts";
import { createFakeClock } from "../../support/fake-clock.ts";

/** Asks a gateway that listens on a free port of this machine. */
async function why(lead: string, manager: string, options: TalkOptions = {}, token?: string) {
  const printed: string[] = [];
  const muttered: string[] = [];
  const server = await serveSample();
  try {
    const code = await whyCommand(
      lead,
      manager,
      { lang: "ru", ...options },
      {
        settings: { PUBLIC_URL: server.url, ADMIN_TOKEN: token ?? server.token },
        folder: process.cwd(),
        clock: createFakeClock(new Date("2026-03-11T06:00:00Z")),
        print: (text) => printed.push(text),
        mutter: (text) => muttered.push(text),
        isWatched: false,
      },
    );
    return { code, printed: printed.join(""), muttered: muttered.join("") };
  } finally {
    await server.close();
  }
}

const [lead] = aBusyStore().leads;

describe("dozor why", () => {
  it("answers why a manager got the lead, with the decision in sentences", async () => {
    const { code, printed } = await why(lead?.id ?? "", "anna");
    expect(code).toBe(0);
    expect(printed).toContain("Анна");
    for (const sentence of lead?.trace.sentences ?? []) expect(printed).toContain(sentence);
  });

  it("gives the trace as data", async () => {
    const { printed } = await why(lead?.id ?? "", "anna", { json: true });
    expect(JSON.parse(printed)).toMatchObject({
      ok: true,
      manager: { id: "anna" },
      sentence: expect.any(String),
    });
  });

  it.each([
    ["lead_none", "anna"],
    [lead?.id ?? "", "nobody"],
  ])("says so when there is no %s or no %s", async (id, manager) => {
    const { code, muttered } = await why(id, manager);
    expect(code).toBe(1);
    expect(muttered).toContain("Нет такой заявки или такого сотрудника");
  });

  it("says so when the token is wrong", async () => {
    const { code, muttered } = await why(lead?.id ?? "", "anna", {}, "wrong-token-wrong-token");
    expect(code).toBe(1);
    expect(muttered).toContain("не принял ADMIN_TOKEN");
  });
});
