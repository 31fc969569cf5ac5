import type { FaultTexts, NameKind, ValueType } from "./fault.ts";

const TYPES: Readonly<Record<ValueType, string>> = {
  text: "a text",
  number: "a number",
  boolean: "true or false",
  list: "a list",
  map: "a set of `key: value`",
};

const NAMES: Readonly<Record<NameKind, string>> = {
  branch: "branch",
  skill: "skill",
  team: "team",
  ladder: "ladder",
  service: "service",
  manager: "person",
  offer: "receiver of an offer",
  category: "category",
  slot: "slot",
  priority: "priority",
  sentiment: "sentiment",
  channel: "channel",
  language: "language",
  role: "role",
  chooser: "way to choose",
  vertical: "vertical",
  action: "action",
  handoff: "night hand-off",
  clock: "clock",
  time: "time",
  placeholder: "placeholder",
  ruleset: "file of rules",
};

const SYNTAX: Readonly<Record<string, string>> = {
  BAD_INDENT: "the indent is off or a bracket is not closed",
  BLOCK_AS_IMPLICIT_KEY: "a colon within a text without quotes",
  MISSING_CHAR: "a quote, comma, space or bracket is missing",
  RESOURCE_EXHAUSTION: "the file is nested too deeply",
  TAB_AS_INDENT: "a tab is used as indent",
  UNCLOSED: "a quote or bracket that opens here is not closed",
  TOO_COMPLEX: "the file is nested too deeply or refers to itself",
};

const nearestHint = (nearest: string | undefined, known: readonly string[], none: string): string =>
  nearest === undefined
    ? known.length > 0
      ? `Possible: ${known.join(", ")}.`
      : none
    : `Did you mean "${nearest}"?`;

/** Fault texts in English. */
export const ENGLISH_FAULTS: FaultTexts = {
  missing_folder: ({ folder }) => ({
    message: `There is no business folder "${folder}"`,
    hint: "Check DOZOR_BUSINESS, or copy the ready example flows/beauty and change it.",
  }),
  missing_file: ({ file, example }) => ({
    message: `The required file ${file} is missing`,
    hint: `Create ${file}, for example: ${example}`,
  }),
  unreadable_file: ({ reason }) => ({
    message: `The file can't be read (${reason})`,
    hint: "Check that it is a plain file and that the program may read it.",
  }),
  not_utf8: () => ({ message: "The file is not in UTF-8", hint: "Save it again in UTF-8." }),
  yaml_syntax: ({ yamlCode, detail }) => ({
    message: `Broken YAML: ${SYNTAX[yamlCode] ?? detail}`,
    hint:
      yamlCode === "TAB_AS_INDENT"
        ? "Replace tabs with spaces."
        : "Check indents, brackets and quotes on this line and the one above; quote a text that has a colon.",
  }),
  duplicate_key: ({ key, firstLine }) => ({
    message: `The key "${key}" already stands on line ${firstLine}`,
    hint: "Keep one of the two.",
  }),
  empty_file: ({ isRequired, example }) => ({
    message: isRequired ? "The file is empty" : "The file is empty, defaults are used",
    hint: `Fill it, for example: ${example}${isRequired ? "" : ". Or delete it."}`,
  }),
  wrong_top_level: ({ expected, example }) => ({
    message: `The file must hold ${expected === "list" ? 'a list whose entries begin with "-"' : TYPES.map}`,
    hint: `For example: ${example}`,
  }),
  unexpected_file: ({ file, nearest }) => ({
    message: `The file ${file} is not read: no business file has this name`,
    hint: nearest ? `Should it be called ${nearest}?` : "Delete it or move it elsewhere.",
  }),
  unknown_key: ({ key, nearest, allowed }) => ({
    message: `Unknown key "${key}"`,
    hint: nearestHint(nearest, allowed, "Delete it."),
  }),
  missing_key: ({ key, example }) => ({
    message: `The key "${key}" is missing`,
    hint: `Add it, for example: ${example}`,
  }),
  empty_value: ({ key }) => ({
    message: `Nothing is written after "${key}:"`,
    hint: "Write a value or delete the line.",
  }),
  wrong_type: ({ expected, actual, value }) => ({
    message: `Needed here: ${TYPES[expected]}, but it says: ${value}`,
    hint:
      expected === "text" && (actual === "number" || actual === "boolean")
        ? `Put it in quotes: "${value}".`
        : expected === "number" && actual === "text"
          ? "Write the number in digits, without quotes and words."
          : expected === "boolean"
            ? "Write true or false, without quotes."
            : `Expected ${TYPES[expected]}, got ${TYPES[actual]}.`,
  }),
  unknown_name: ({ kind, value, nearest, known }) => ({
    message: `Unknown ${NAMES[kind]} "${value}"`,
    hint: nearestHint(nearest, known, "The files have no such names yet: add one or delete the mention."),
  }),
  empty_text: () => ({ message: "The text is empty", hint: "Write a text or delete the line." }),
  empty_list: () => ({
    message: "The list is empty",
    hint: "Write at least one value or delete the whole key.",
  }),
  bad_number: ({ value, least, isWhole }) => ({
    message: `"${value}" does not fit: ${isWhole ? "a whole" : "a"} number of at least ${least} is needed`,
    hint: "Write it in digits, without quotes, spaces and words; a negative one will not do.",
  }),
  bad_id: ({ value }) => ({
    message: `"${value}" can't be an id`,
    hint: "An id has Latin letters, digits, _ and -, at most 40, as in manicure_gel. What people read goes to name.",
  }),
  bad_duration: ({ value }) => ({
    message: `"${value}" is not a duration`,
    hint: "Write a number and a letter: 60s seconds, 15m minutes, 24h hours, 2d days. An hour and a half is 90m.",
  }),
  bad_hours: ({ value }) => ({
    message: `"${value}" is not a span of hours`,
    hint: 'Write "10:00-21:00", with a break "10:00-14:00, 15:00-19:00", overnight "21:00-02:00", all day "00:00-24:00", behind a day: mon-fri, sat, daily.',
  }),
  empty_hours: ({ value }) => ({
    message: value === "" ? "No hours are given" : `The span "${value}" is empty`,
    hint: 'Leave a day off out; all day is "00:00-24:00".',
  }),
  overlapping_hours: ({ first, second }) => ({
    message: `The hours "${first}" and "${second}" overlap`,
    hint: "Move the border or join them into one span.",
  }),
  bad_day: ({ key, nearest }) => ({
    message: `"${key}" is not a day of the week`,
    hint: nearestHint(
      nearest,
      [],
      "Days are mon, tue, wed, thu, fri, sat, sun, ranges mon-fri, every day daily.",
    ),
  }),
  repeated_day: ({ day, firstKey }) => ({
    message: `The day ${day} is given twice: it is already in "${firstKey}"`,
    hint: `Keep ${day} in one place, for example mon-sat apart from sun.`,
  }),
  bad_date: ({ value }) => ({
    message: `"${value}" is not a date`,
    hint: 'Write year-month-day: "2026-05-09", a range is "2026-01-01..2026-01-08".',
  }),
  reversed_range: ({ from, to }) => ({
    message: `The beginning is above the end: ${from} > ${to}`,
    hint: "Swap them.",
  }),
  bad_price: ({ value }) => ({
    message: `"${value}" is not a price`,
    hint: "Write rubles as a number of at least zero: price: 1800, or a span: price: { from: 4000, to: 9000 }.",
  }),
  bad_phone: ({ value }) => ({
    message: `The phone "${value}" does not exist`,
    hint: 'Write it with the country code and in quotes: "+73812000001".',
  }),
  bad_url: ({ value }) => ({
    message: `"${value}" is not the address of a page`,
    hint: 'An address begins with https://, as in "https://example.com/privacy".',
  }),
  unknown_timezone: ({ value, nearest }) => ({
    message: `The time zone "${value}" is unknown`,
    hint: nearestHint(nearest, [], "Write continent and city: Europe/Moscow, Asia/Omsk."),
  }),
  repeated_text: ({ firstLine }) => ({
    message: `This message already stands on line ${firstLine}`,
    hint: "Delete one of the two: a message has one category.",
  }),
  duplicate_id: ({ id, firstLine }) => ({
    message: `"${id}" is already taken on line ${firstLine}`,
    hint: "Rename one of the two entries or delete it.",
  }),
  duplicate_account: ({ system, value, firstLine }) => ({
    message: `The ${system} id ${value} already belongs to someone else (line ${firstLine})`,
    hint: "One id is one person: mend the wrong one.",
  }),
  reserved_id: ({ id }) => ({
    message: `The id "${id}" is taken: it is a word of ladders`,
    hint: "Name the person otherwise: next, duty, head and all are words of ladders.",
  }),
  shared_synonym: ({ word, service, firstLine }) => ({
    message: `The word "${word}" already leads to the service "${service}" (line ${firstLine})`,
    hint: "Keep it with one service, or the bot has to guess.",
  }),
  skill_without_people: ({ skill }) => ({
    message: `Nobody in team.yaml has the skill "${skill}"`,
    hint: "Add it to the skills of whoever deals with requests for this service.",
  }),
  empty_target: () => ({
    message: "It does not say who gets the lead",
    hint: "Name at least one of team, skill, branch, role, manager.",
  }),
  target_without_people: ({ target }) => ({
    message: `Nobody in team.yaml fits { ${target} }`,
    hint: "Drop a condition or add it to a fitting person.",
  }),
  rung_without_wait: ({ offer }) => ({
    message: `It does not say how long to wait on the rung "${offer}"`,
    hint: "Add it: { offer: next, wait: 60s }. Only the last rung goes without.",
  }),
  ladder_without_task: ({ ladder }) => ({
    message: `The ladder "${ladder}" ends in nothing: its last rung has no task`,
    hint: "End it with a person and a task: { offer: head, task: Call back }.",
  }),
  ladder_without_person: ({ ladder }) => ({
    message: `The ladder "${ladder}" may end with nobody: there may be no "next"`,
    hint: "Make the last rung head, duty, all or a person's id: { offer: head, task: Call back }.",
  }),
  role_without_people: ({ role, isFatal }) => ({
    message: `Nobody in team.yaml has the role ${role}${isFatal || role === "head" ? "" : ": nobody takes urgent and critical leads at night"}`,
    hint: `Give someone role: ${role}.`,
  }),
  sla_order: ({ higher, lower }) => ({
    message: `The term of "${lower}" is shorter than that of the more important "${higher}"`,
    hint: "The more important, the shorter: critical ≤ high ≤ normal ≤ low.",
  }),
  lone_variant: () => ({
    message: "The experiment has fewer than two variants: there is nothing to compare",
    hint: "For example: variants: [{ id: now, share: 50 }, { id: new, share: 50, routing: routing.new.yaml }]; a variant without routing works by routing.yaml.",
  }),
  overlapping_experiments: ({ other, otherLine }) => ({
    message: `The experiment runs on the same days as "${other}" (line ${otherLine})`,
    hint: 'Keep them apart: dates: "2026-03-01..2026-03-31". Without dates an experiment always runs.',
  }),
  shadowed_rule: ({ rule, by, byLine }) => ({
    message: `The rule "${rule}" never applies: "${by}" (line ${byLine}) takes everything`,
    hint: "Move it up or narrow the upper one.",
  }),
};
