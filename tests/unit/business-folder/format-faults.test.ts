import { describe, expect, it } from "vitest";

import type { Fault } from "../../../src/adapters/business-folder/fault.ts";
import { countFaults, formatFaults } from "../../../src/adapters/business-folder/format-faults.ts";

function aFault(overrides: Partial<Fault> = {}): Fault {
  return {
    severity: "error",
    code: "unknown_key",
    file: "flows/beauty/services.yaml",
    line: 12,
    column: 19,
    length: 5,
    sourceLine: "- { id: manicure, prise: 1800 }",
    path: "services[3].prise",
    message: "Неизвестный ключ «prise»",
    hint: "Возможно, вы имели в виду «price»?",
    ...overrides,
  };
}

const faults = (errors: number, warnings = 0): Fault[] => [
  ...Array.from({ length: errors }, () => aFault()),
  ...Array.from({ length: warnings }, () => aFault({ severity: "warning" })),
];

const plain = { language: "ru", color: false } as const;

describe("formatFaults", () => {
  it("shows place, message, the line with a caret under the spot, and the cure", () => {
    expect(formatFaults([aFault()], plain)).toBe(
      [
        "flows/beauty/services.yaml:12:19 ошибка: Неизвестный ключ «prise» (services[3].prise)",
        "  12 | - { id: manicure, prise: 1800 }",
        "     |                   ^^^^^",
        "  как исправить: Возможно, вы имели в виду «price»?",
        "",
        "1 ошибка",
      ].join("\n"),
    );
  });

  it("shows only the file when the file itself is the fault", () => {
    const text = formatFaults([aFault({ sourceLine: undefined, path: "" })], plain);
    expect(text.split("\n")[0]).toBe("flows/beauty/services.yaml ошибка: Неизвестный ключ «prise»");
    expect(text).not.toContain("|");
  });

  it("cuts a long line around the fault and keeps the caret under it", () => {
    const sourceLine = `${"а".repeat(300)}prise${"б".repeat(300)}`;
    const [, source = "", caret = ""] = formatFaults([aFault({ sourceLine, column: 301 })], plain).split(
      "\n",
    );
    expect(source.length).toBeLessThan(120);
    expect(source.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("prise");
  });

  it("keeps the caret in place behind tabs", () => {
    const [, source = "", caret = ""] = formatFaults(
      [aFault({ sourceLine: "\t\tprise: 1", column: 3 })],
      plain,
    ).split("\n");
    expect(caret.indexOf("^")).toBe(source.indexOf("prise"));
    expect(caret).toContain("\t\t^");
  });

  it("lets no control character of a mangled file reach the terminal", () => {
    const text = formatFaults([aFault({ sourceLine: "prise\u001B[2J\u0007", column: 1 })], plain);
    expect(text.includes("\u0007") || text.includes("\u001B")).toBe(false);
  });

  it("colours only when told to", () => {
    expect(formatFaults([aFault()], { language: "ru", color: true })).toContain(
      "\u001B[31;1mошибка\u001B[0m",
    );
    expect(formatFaults([aFault()], plain)).not.toContain("\u001B[");
  });

  it("speaks English when told to", () => {
    const text = formatFaults([aFault()], { language: "en", color: false });
    expect(text).toContain(" error: ");
    expect(text).toContain("1 error");
  });
});

describe("countFaults", () => {
  it.each([
    [1, 0, "1 ошибка"],
    [3, 0, "3 ошибки"],
    [5, 0, "5 ошибок"],
    [11, 0, "11 ошибок"],
    [21, 0, "21 ошибка"],
    [104, 0, "104 ошибки"],
    [0, 2, "2 предупреждения"],
    [1, 12, "1 ошибка, 12 предупреждений"],
    [0, 0, "Ошибок нет"],
  ])("counts %i and %i as «%s»", (errors, warnings, expected) => {
    expect(countFaults(faults(errors, warnings), "ru")).toBe(expected);
  });

  it("counts in English", () => {
    expect(countFaults(faults(1, 2), "en")).toBe("1 error, 2 warnings");
  });
});
