import { describe, expect, it } from "vitest";
import { chooseLanguage } from "../../../src/app/commands/command-world.ts";
import { createProgressBar } from "../../../src/app/commands/progress-bar.ts";
import { aCommandWorld } from "../../support/a-command-world.ts";

describe("the language of a command", () => {
  it.each([
    [undefined, {}, "ru"],
    [undefined, { LANG: "C.UTF-8" }, "ru"],
    [undefined, { LANG: "ru_RU.UTF-8" }, "ru"],
    [undefined, { LANG: "en_US.UTF-8" }, "en"],
    [undefined, { LANG: "en_US.UTF-8", LC_ALL: "ru_RU.UTF-8" }, "ru"],
    ["ru", { LANG: "en_US.UTF-8" }, "ru"],
    ["en", { LANG: "ru_RU.UTF-8" }, "en"],
  ])("with --lang %s and the locale %o is %s", (lang, settings, expected) => {
    expect(chooseLanguage(lang, settings)).toBe(expected);
  });
});

describe("a progress bar", () => {
  it("is drawn for a person, at most ten times a second, and always when all is done", async () => {
    const { world, said, clock } = aCommandWorld({ isWatched: true });
    const bar = createProgressBar(world, "Копирую");
    bar.update(25, 100);
    bar.update(30, 100);
    expect(said.muttered).toMatch(/^\rКопирую █{8}░{22} {2}25 %$/);
    await clock.advance(100);
    bar.update(50, 100);
    bar.update(100, 100);
    expect(said.muttered.match(/\d+ %/g)).toEqual(["25 %", "50 %", "100 %"]);
    bar.clear();
    expect(said.muttered.endsWith("\r\u001b[2K")).toBe(true);
  });

  it("says nothing where nobody watches", () => {
    const { world, said } = aCommandWorld();
    const bar = createProgressBar(world, "Копирую");
    bar.update(1, 1);
    bar.clear();
    expect(said).toEqual({ printed: "", muttered: "" });
  });

  it("counts nothing as all done", () => {
    const { world, said } = aCommandWorld({ isWatched: true });
    createProgressBar(world, "x").update(0, 0);
    expect(said.muttered).toContain("100 %");
  });
});
