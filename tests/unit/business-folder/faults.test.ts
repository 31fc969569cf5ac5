import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { describe, expect, it } from "vitest";

import type { Fault, FaultCode } from "../../../src/adapters/business-folder/fault.ts";
import type { BusinessLoad } from "../../../src/adapters/business-folder/load-business.ts";
import { loadBusiness } from "../../../src/adapters/business-folder/load-business.ts";
import { aFolder, spoil } from "./folder.ts";

interface Slip {
  /** What the owner did. */
  readonly slip: string;
  readonly file: string;
  /** The piece replaced; absent: `to` is the whole file. */
  readonly from?: string;
  readonly to: string;
  /** Text that begins exactly where the fault must point, the last one of its kind. */
  readonly at: string;
  readonly code: FaultCode;
  readonly path?: string;
  /** A word of the message or the hint. */
  readonly says: string;
  readonly isWarning?: boolean;
  /** What follows from the slip elsewhere. */
  readonly brings?: readonly FaultCode[];
}

const SYNTAX: readonly Slip[] = [
  {
    slip: "forgets to close a quote",
    file: "knowledge.yaml",
    to: '- id: a\n  question: "Где вы?\n  answer: Здесь\n',
    at: '"Где',
    code: "yaml_syntax",
    says: "кавычка",
  },
  {
    slip: "forgets to close a bracket",
    file: "services.yaml",
    from: "skills: [sewing]\n- id",
    to: "skills: [sewing\n- id",
    at: "[sewing\n",
    code: "yaml_syntax",
    says: "скобка",
  },
  {
    slip: "indents with a tab",
    file: "knowledge.yaml",
    to: "- id: a\n\tanswer: x\n",
    at: "answer",
    code: "yaml_syntax",
    says: "пробелами",
  },
  {
    slip: "writes a colon in a text without quotes",
    file: "business.yaml",
    from: "name: Ателье",
    to: "name: Ателье: лучшее",
    at: "Ателье: лучшее",
    code: "yaml_syntax",
    says: "кавычки",
  },
  {
    slip: "writes a key twice",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: "timezone: Europe/Moscow\nname: Другое",
    at: "name: Другое",
    code: "duplicate_key",
    says: "строке 1",
  },
  {
    slip: "refers to an anchor that is not there",
    file: "team.yaml",
    from: '{ daily: "00:00-24:00" }',
    to: "*all",
    at: "*all",
    code: "yaml_syntax",
    says: "ссылка",
  },
  {
    slip: "leaves a required file empty",
    file: "team.yaml",
    to: "# потом\n",
    at: "# потом",
    code: "empty_file",
    says: "Файл пуст",
  },
  {
    slip: "writes a map where a list should be",
    file: "services.yaml",
    to: "hem: { name: Подшить }\n",
    at: "hem",
    code: "wrong_top_level",
    says: "список",
  },
  {
    slip: "writes a list where a map should be",
    file: "business.yaml",
    to: "- name: Ателье\n",
    at: "- name",
    code: "wrong_top_level",
    says: "ключ",
  },
];

const VALUES: readonly Slip[] = [
  {
    slip: "mistypes a key",
    file: "services.yaml",
    from: "price: 700",
    to: "prise: 700",
    at: "prise",
    code: "unknown_key",
    path: "services[0].prise",
    says: "«price»",
  },
  {
    slip: "invents a key",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: "timezone: Europe/Moscow\nfounded: 1999",
    at: "founded",
    code: "unknown_key",
    says: "average_value",
  },
  {
    slip: "forgets a required key",
    file: "business.yaml",
    from: "    city: Тверь\n",
    to: "",
    at: "id: main",
    code: "missing_key",
    path: "branches[0]",
    says: "city: Омск",
  },
  {
    slip: "forgets to whom the rest goes",
    file: "routing.yaml",
    from: "default: { to: { team: sales } }\n",
    to: "",
    at: "rules:",
    code: "missing_key",
    says: "«default»",
  },
  {
    slip: "leaves a key without a value",
    file: "services.yaml",
    from: "price: 700",
    to: "price:",
    at: "price:\n",
    code: "empty_value",
    path: "services[0].price",
    says: "удалите строку",
  },
  {
    slip: "writes a number where a text belongs",
    file: "business.yaml",
    from: "name: Ателье",
    to: "name: 1234",
    at: "1234",
    code: "wrong_type",
    says: '"1234"',
  },
  {
    slip: "writes yes for true",
    file: "services.yaml",
    from: "price: 700",
    to: "vip: yes",
    at: "yes",
    code: "wrong_type",
    says: "true",
  },
  {
    slip: "writes a text where a list of entries belongs",
    file: "business.yaml",
    to: "name: Ателье\ntimezone: Europe/Moscow\nbranches: Тверь\n",
    at: "Тверь",
    code: "wrong_type",
    says: "список",
  },
  {
    slip: "has no branch",
    file: "business.yaml",
    to: "name: Ателье\ntimezone: Europe/Moscow\nbranches: []\n",
    at: "[]",
    code: "empty_list",
    says: "хотя бы одно",
    brings: ["unknown_name"],
  },
  {
    slip: "leaves a text blank",
    file: "team.yaml",
    from: "name: Вера",
    to: 'name: "  "',
    at: '"  "',
    code: "empty_text",
    says: "Впишите",
  },
  {
    slip: "writes an id in Russian",
    file: "services.yaml",
    from: "id: hem",
    to: "id: подшив",
    at: "подшив\n",
    code: "bad_id",
    says: "латинскими",
  },
  {
    slip: "writes a duration in words",
    file: "services.yaml",
    from: "duration: 30m",
    to: "duration: полчаса",
    at: "полчаса",
    code: "bad_duration",
    says: "15m",
  },
  {
    slip: "writes a duration without a unit",
    file: "routing.yaml",
    from: "next, wait: 60s",
    to: "next, wait: 60",
    at: "60 }",
    code: "bad_duration",
    path: "ladders.standard[0].wait",
    says: "60s",
  },
  {
    slip: "writes a wait of nothing",
    file: "routing.yaml",
    from: "next, wait: 60s",
    to: "next, wait: 00s",
    at: "00s",
    code: "bad_duration",
    says: "длительность",
  },
  {
    slip: "writes hours without minutes",
    file: "business.yaml",
    from: '"10:00-19:00"',
    to: '"10-19"',
    at: '"10-19"',
    code: "bad_hours",
    path: "branches[0].hours.mon-fri",
    says: "10:00-21:00",
  },
  {
    slip: "writes an hour that does not exist",
    file: "business.yaml",
    from: '"10:00-19:00"',
    to: '"10:00-25:00"',
    at: '"10:00-25:00"',
    code: "bad_hours",
    says: "24:00",
  },
  {
    slip: "leaves the hours of a day empty",
    file: "business.yaml",
    from: 'sat: "11:00-16:00"',
    to: 'sat: ""',
    at: '""',
    code: "empty_hours",
    says: "Выходной",
  },
  {
    slip: "writes a span that holds nothing",
    file: "business.yaml",
    from: '"11:00-16:00"',
    to: '"11:00-11:00"',
    at: '"11:00-11:00"',
    code: "empty_hours",
    says: "круглосуточно",
  },
  {
    slip: "lets hours of one day overlap",
    file: "business.yaml",
    from: '"10:00-19:00"',
    to: '"10:00-14:00, 13:00-19:00"',
    at: '"10:00-14:00, 13',
    code: "overlapping_hours",
    says: "накладываются",
  },
  {
    slip: "lets a night run into the next day's hours",
    file: "business.yaml",
    from: '"10:00-19:00"',
    to: '"10:00-19:00, 21:00-12:00"',
    at: '"10:00-19:00, 21',
    code: "overlapping_hours",
    says: "накладываются",
  },
  {
    slip: "gives a day twice",
    file: "business.yaml",
    from: "sat: ",
    to: "fri-sat: ",
    at: "fri-sat: ",
    code: "repeated_day",
    says: "mon-fri",
  },
  {
    slip: "mistypes a day",
    file: "business.yaml",
    from: "mon-fri",
    to: "mon-fir",
    at: "mon-fir",
    code: "bad_day",
    says: "«mon-fri»",
  },
  {
    slip: "writes days in Russian",
    file: "business.yaml",
    from: "mon-fri",
    to: "пн-пт",
    at: "пн-пт",
    code: "bad_day",
    says: "daily",
  },
  {
    slip: "writes a date the Russian way",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: 'timezone: Europe/Moscow\nholidays: ["01.01.2026"]',
    at: '"01.01',
    code: "bad_date",
    path: "holidays[0]",
    says: "год-месяц-день",
  },
  {
    slip: "names a day that no calendar has",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: 'timezone: Europe/Moscow\nholidays: "2026-02-30"',
    at: '"2026-02-30"',
    code: "bad_date",
    path: "holidays",
    says: "не дата",
  },
  {
    slip: "turns a range of dates round",
    file: "team.yaml",
    from: "role: head",
    to: 'role: head\n  absences: ["2026-03-20..2026-03-16"]',
    at: '"2026-03-20..',
    code: "reversed_range",
    says: "местами",
  },
  {
    slip: "writes rubles after the price",
    file: "services.yaml",
    from: "price: 700",
    to: "price: 700 руб.",
    at: "700 руб",
    code: "bad_price",
    says: "числом",
  },
  {
    slip: "writes a negative price",
    file: "services.yaml",
    from: "price: 700",
    to: "price: -700",
    at: "-700",
    code: "bad_price",
    says: "не меньше нуля",
  },
  {
    slip: "writes a negative end of a price",
    file: "services.yaml",
    from: "from: 12000",
    to: "from: -1",
    at: "-1",
    code: "bad_number",
    path: "services[1].price.from",
    says: "отрицательное",
  },
  {
    slip: "turns a price round",
    file: "services.yaml",
    from: "to: 40000",
    to: "to: 400",
    at: "400 }",
    code: "reversed_range",
    path: "services[1].price.to",
    says: "12000 > 400",
  },
  {
    slip: "writes half a phone",
    file: "business.yaml",
    from: '"+74822000001"',
    to: '"+7482"',
    at: '"+7482"',
    code: "bad_phone",
    says: "с кодом страны",
  },
  {
    slip: "writes an address of a page without its beginning",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: 'timezone: Europe/Moscow\nconsent: { version: "1", url: example.com }',
    at: "example.com",
    code: "bad_url",
    says: "https://",
  },
  {
    slip: "mistypes the time zone",
    file: "business.yaml",
    from: "Europe/Moscow",
    to: "Europe/Mosow",
    at: "Europe/Mosow",
    code: "unknown_timezone",
    says: "Europe/Moscow",
  },
  {
    slip: "gives a person no capacity",
    file: "team.yaml",
    from: "role: head",
    to: "role: head\n  capacity: 0",
    at: "0",
    code: "bad_number",
    says: "не меньше 1",
  },
];

const NAMES: readonly Slip[] = [
  {
    slip: "labels an example with no category of ours",
    file: "examples.yaml",
    to: "- { text: где моё платье, category: order_state }\n",
    at: "order_state",
    code: "unknown_name",
    path: "examples[0].category",
    says: "«order_status»",
  },
  {
    slip: "mistypes a branch of a service",
    file: "services.yaml",
    from: "branches: [main]",
    to: "branches: [mian]",
    at: "mian",
    code: "unknown_name",
    path: "services[1].branches[0]",
    says: "«main»",
  },
  {
    slip: "mistypes a ladder",
    file: "routing.yaml",
    from: "ladder: urgent",
    to: "ladder: urgnet",
    at: "urgnet",
    code: "unknown_name",
    says: "«urgent»",
  },
  {
    slip: "mistypes a category",
    file: "routing.yaml",
    from: "category: complaint",
    to: "category: complain",
    at: "complain",
    code: "unknown_name",
    path: "rules[0].when.category",
    says: "«complaint»",
  },
  {
    slip: "names a service that is not offered",
    file: "routing.yaml",
    from: "service: dress",
    to: "service: coat",
    at: "coat",
    code: "unknown_name",
    says: "hem, dress",
  },
  {
    slip: "mistypes a team",
    file: "routing.yaml",
    from: "team: sales",
    to: "team: salse",
    at: "salse",
    code: "unknown_name",
    path: "default.to.team",
    says: "«sales»",
  },
  {
    slip: "mistypes a skill",
    file: "routing.yaml",
    from: "skill: sewing",
    to: "skill: sowing",
    at: "sowing",
    code: "unknown_name",
    says: "«sewing»",
  },
  {
    slip: "sends leads to somebody who left",
    file: "routing.yaml",
    from: "{ skill: sewing }",
    to: "{ manager: ivan }",
    at: "ivan",
    code: "unknown_name",
    says: "vera, gleb, zoya",
  },
  {
    slip: "mistypes who is offered the lead",
    file: "routing.yaml",
    from: "{ offer: next, wait: 60s }",
    to: "{ offer: nxt, wait: 60s }",
    at: "nxt",
    code: "unknown_name",
    says: "«next»",
  },
  {
    slip: "mistypes a slot",
    file: "flow.yaml",
    to: "lead_b2c: { ask: [servise] }\n",
    at: "servise",
    code: "unknown_name",
    path: "lead_b2c.ask[0]",
    says: "«service»",
  },
  {
    slip: "mistypes a category of the flow",
    file: "flow.yaml",
    to: "lead_b2: { ask: [service] }\n",
    at: "lead_b2",
    code: "unknown_key",
    says: "«lead_b2b»",
  },
  {
    slip: "asks a question about an unknown slot",
    file: "flow.yaml",
    to: 'questions:\n  dates: { say: "Когда?" }\n',
    at: "dates",
    code: "unknown_key",
    says: "«date»",
  },
  {
    slip: "mistypes a placeholder of a text",
    file: "flow.yaml",
    to: 'complaint: { say: "Ответим за {slo}" }\n',
    at: '"Ответим',
    code: "unknown_name",
    says: "«sla»",
  },
  {
    slip: "mistypes a placeholder of the title",
    file: "crm.yaml",
    to: 'bitrix24: { title: "{categry}" }\n',
    at: '"{categry}"',
    code: "unknown_name",
    says: "«category»",
  },
  {
    slip: "names a channel that we do not serve",
    file: "crm.yaml",
    to: "bitrix24: { source: { telegramm: TG } }\n",
    at: "telegramm",
    code: "unknown_key",
    says: "«telegram»",
  },
  {
    slip: "mistypes a role",
    file: "team.yaml",
    from: "role: head",
    to: "role: haed",
    at: "haed",
    code: "unknown_name",
    says: "«head»",
  },
  {
    slip: "sorts people by whim",
    file: "routing.yaml",
    from: "default: { to: { team: sales } }",
    to: "default: { to: { team: sales }, choose: least_load }",
    at: "least_load",
    code: "unknown_name",
    says: "«least_loaded»",
  },
  {
    slip: "misnames the time of a rule",
    file: "routing.yaml",
    from: "value_from: 1000",
    to: "time: closd",
    at: "closd",
    code: "unknown_name",
    says: "«closed»",
  },
];

const CROSS: readonly Slip[] = [
  {
    slip: "labels one message twice",
    file: "examples.yaml",
    to: "- { text: где платье, category: order_status }\n- { text: где платье, category: price_info }\n",
    at: "где платье, category: price_info",
    code: "repeated_text",
    says: "строке 1",
  },
  {
    slip: "uses an id twice",
    file: "services.yaml",
    from: "id: dress",
    to: "id: hem",
    at: "hem\n  name: Платье",
    code: "duplicate_id",
    path: "services[1].id",
    says: "строке 1",
    brings: ["unknown_name"],
  },
  {
    slip: "names two rules alike",
    file: "routing.yaml",
    from: "name: Платья",
    to: "name: Жалобы",
    at: "Жалобы\n    when: { category: [",
    code: "duplicate_id",
    says: "строке 2",
  },
  {
    slip: "gives two people one Telegram",
    file: "team.yaml",
    from: "200000003",
    to: "200000001",
    at: "200000001\n  role: head",
    code: "duplicate_account",
    path: "team[2].telegram",
    says: "строка 4",
  },
  {
    slip: "gives two people one portal user",
    file: "team.yaml",
    from: "bitrix24: 2",
    to: "bitrix24: 1",
    at: "1\n  telegram: 200000002",
    code: "duplicate_account",
    says: "bitrix24",
  },
  {
    slip: "calls a person like a rung",
    file: "team.yaml",
    from: "id: vera",
    to: "id: next",
    at: "next",
    code: "reserved_id",
    says: "лестницы",
  },
  {
    slip: "does not say how long to wait",
    file: "routing.yaml",
    from: "{ offer: next, wait: 60s }",
    to: "{ offer: next }",
    at: "{ offer: next }",
    code: "rung_without_wait",
    path: "ladders.standard[0]",
    says: "wait: 60s",
  },
  {
    slip: "ends a ladder without a task",
    file: "routing.yaml",
    from: "{ offer: head, task: Перезвонить }",
    to: "{ offer: head }",
    at: "{ offer: head }",
    code: "ladder_without_task",
    says: "task",
  },
  {
    slip: "ends a ladder with nobody in particular",
    file: "routing.yaml",
    from: "{ offer: head, task: Перезвонить }",
    to: "{ offer: next, task: Перезвонить }",
    at: "next, task",
    code: "ladder_without_person",
    says: "head",
  },
  {
    slip: "has a ladder without rungs",
    file: "routing.yaml",
    from: "ladders:\n",
    to: "ladders:\n  empty: []\n",
    at: "[]",
    code: "ladder_without_task",
    says: "«empty»",
  },
  {
    slip: "offers to a head that nobody is",
    file: "team.yaml",
    from: "role: head",
    to: "role: manager",
    at: "head, task",
    code: "role_without_people",
    says: "руководителя",
    brings: ["target_without_people"],
  },
  {
    slip: "promises the important later than the ordinary",
    file: "routing.yaml",
    from: "ladders:\n",
    to: "sla: { critical: 5m, high: 1h, normal: 30m }\nladders:\n",
    at: "30m",
    code: "sla_order",
    path: "sla.normal",
    says: "critical ≤ high",
  },
  {
    slip: "turns the values of a rule round",
    file: "routing.yaml",
    from: "value_from: 1000",
    to: "value_from: 1000, value_to: 10",
    at: "10 }",
    code: "reversed_range",
    says: "1000 > 10",
  },
  {
    slip: "asks for a combination that nobody has",
    file: "routing.yaml",
    from: "{ skill: sewing }",
    to: "{ skill: sewing, role: head }",
    at: "{ skill: sewing, role",
    code: "target_without_people",
    path: "rules[1].to",
    says: "skill: sewing, role: head",
  },
  {
    slip: "gives a rule no target",
    file: "routing.yaml",
    from: "{ skill: sewing }",
    to: "{}",
    at: "{}",
    code: "empty_target",
    says: "team, skill",
  },
  {
    slip: "hands the night to a duty that nobody has",
    file: "business.yaml",
    from: "timezone: Europe/Moscow",
    to: "timezone: Europe/Moscow\nnight: { handoff: dut }",
    at: "dut ",
    code: "unknown_name",
    says: "«duty»",
  },
  {
    slip: "writes an empty list of conditions",
    file: "routing.yaml",
    from: "category: complaint",
    to: "category: []",
    at: "[]",
    code: "empty_list",
    says: "хотя бы одно",
  },
];

const WARNINGS: readonly Slip[] = [
  {
    slip: "offers a service that nobody can do",
    file: "services.yaml",
    from: "skills: [sewing]\n- id",
    to: "skills: [sewing, ironing]\n- id",
    at: "ironing",
    code: "skill_without_people",
    path: "services[0].skills[1]",
    says: "«ironing»",
    isWarning: true,
  },
  {
    slip: "lets one word lead to two services",
    file: "services.yaml",
    from: "name: Платье на заказ",
    to: "name: Платье на заказ\n  synonyms: [Подшив]",
    at: "Подшив]",
    code: "shared_synonym",
    says: "строка 3",
    isWarning: true,
  },
  {
    slip: "puts a narrow rule under a wide one",
    file: "routing.yaml",
    from: "category: [lead_b2c, lead_b2b], service: dress, value_from: 1000",
    to: "category: complaint, vip: true",
    at: "Платья",
    code: "shadowed_rule",
    path: "rules[1].name",
    says: "строка 2",
    isWarning: true,
  },
  {
    slip: "has nobody on duty",
    file: "team.yaml",
    from: "role: duty",
    to: "role: manager",
    at: "id: vera",
    code: "role_without_people",
    says: "role: duty",
    isWarning: true,
  },
];

/** Makes the slip in a copy of the small folder and loads it. */
async function faultsAfter({ file, from, to }: Slip): Promise<{ dir: string; faults: readonly Fault[] }> {
  const dir = await aFolder();
  if (from === undefined) await writeFile(join(dir, file), to);
  else await spoil(dir, file, from, to);
  return { dir, faults: faultsOf(await loadBusiness(dir)) };
}

function faultsOf(load: BusinessLoad): readonly Fault[] {
  return load.kind === "ok" ? load.warnings : load.faults;
}

const SLIPS = [...SYNTAX, ...VALUES, ...NAMES, ...CROSS, ...WARNINGS];

describe("an owner who", () => {
  it.each(SLIPS)("$slip ($code) is told where and how to mend it", async (slip) => {
    const { faults, dir } = await faultsAfter(slip);
    const fault = faults.find(({ code }) => code === slip.code);
    if (!fault) throw new Error(faults.map(({ code, message }) => `${code}: ${message}`).join("\n"));
    const text = await readFile(fault.file, "utf8");
    const before = text.slice(0, text.lastIndexOf(slip.at)).split("\n");
    expect(fault).toMatchObject({
      line: before.length,
      column: (before.at(-1) ?? "").length + 1,
      severity: slip.isWarning ? "warning" : "error",
      ...(slip.path === undefined ? {} : { path: slip.path }),
    });
    expect(fault.file.startsWith(dir)).toBe(true);
    expect(`${fault.message} ${fault.hint}`).toContain(slip.says);
  });

  it.each(SLIPS)("$slip ($code) hears of that and what follows, in either language", async (slip) => {
    const { faults, dir } = await faultsAfter(slip);
    expect(new Set(faults.map(({ code }) => code))).toEqual(new Set([slip.code, ...(slip.brings ?? [])]));
    const english = faultsOf(await loadBusiness(dir, { language: "en" }));
    const words = english.map(({ message, hint }) => `${message} ${hint}`);
    expect(words).toHaveLength(faults.length);
    expect(words.every((text) => text.length > 20 && !text.includes("undefined"))).toBe(true);
  });
});

describe("all faults at once", () => {
  it("come from every file, in order, none hiding another", async () => {
    const dir = await aFolder();
    await spoil(dir, "business.yaml", "Europe/Moscow", "Nowhere/City");
    await spoil(dir, "business.yaml", "city: Тверь", "town: Тверь");
    await spoil(dir, "services.yaml", "price: 700", "price: дёшево");
    await spoil(dir, "services.yaml", "[main]", "[mian]");
    await spoil(dir, "team.yaml", "role: duty", "role: dty");
    await spoil(dir, "routing.yaml", "ladder: urgent", "ladder: urgnt");
    await spoil(dir, "routing.yaml", "service: dress", "service: dres");
    await writeFile(join(dir, "flow.yaml"), "lead_b2c: { ask: [servce], max_questions: -1 }\n");
    const faults = faultsOf(await loadBusiness(dir));
    expect(faults.map((fault) => `${fault.file.slice(dir.length + 1)}:${fault.line} ${fault.code}`)).toEqual([
      "business.yaml:2 unknown_timezone",
      "business.yaml:4 missing_key",
      "business.yaml:6 unknown_key",
      "services.yaml:4 bad_price",
      "services.yaml:11 unknown_name",
      "flow.yaml:1 unknown_name",
      "flow.yaml:1 bad_number",
      "team.yaml:12 unknown_name",
      "routing.yaml:5 unknown_name",
      "routing.yaml:7 unknown_name",
    ]);
  });

  it("do not blame mentions of a name whose own file can't be read", async () => {
    const dir = await aFolder();
    await writeFile(join(dir, "team.yaml"), "- id: [\n");
    const faults = faultsOf(await loadBusiness(dir));
    expect(faults.map(({ code }) => code)).toEqual(["yaml_syntax"]);
  });

  it("tell an error when the night goes to a duty that nobody has", async () => {
    const dir = await aFolder();
    await spoil(dir, "team.yaml", "role: duty", "role: manager");
    await spoil(dir, "business.yaml", "timezone:", "night: { handoff: duty }\ntimezone:");
    expect(await loadBusiness(dir)).toMatchObject({
      kind: "faulty",
      faults: [{ code: "role_without_people", line: 2, column: 19, severity: "error" }],
    });
  });

  it("keep nobody from starting when only people are missing for some leads", async () => {
    const dir = await aFolder();
    await spoil(dir, "team.yaml", "role: head", "role: manager");
    const load = await loadBusiness(dir);
    expect(load.kind).toBe("ok");
    const gaps = faultsOf(load).filter(({ severity }) => severity === "error");
    expect(gaps.map(({ code, isBridged }) => [code, isBridged])).toEqual([
      ["target_without_people", true],
      ["role_without_people", true],
    ]);
  });
});
