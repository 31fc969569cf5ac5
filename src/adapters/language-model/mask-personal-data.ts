import { findPhoneNumbersInText } from "libphonenumber-js";

/** A text that may leave the machine, and the way back. */
export interface Masked {
  readonly text: string;
  /** Puts the real values back; `undefined` when the text names a mark that was never set. */
  restore(text: string): string | undefined;
}

type Kind =
  | "EMAIL"
  | "LINK"
  | "HANDLE"
  | "CARD"
  | "SNILS"
  | "PASSPORT"
  | "PHONE"
  | "INN"
  | "VIN"
  | "PLATE"
  | "BIRTHDATE"
  | "ADDRESS"
  | "NUMBER"
  | "NAME";

const LONGEST_TEXT = 2000;

/** In this order: what is found first hides its digits from the rest. */
const PATTERNS: readonly (readonly [Kind, RegExp])[] = [
  ["EMAIL", /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu],
  ["LINK", /\b(?:https?:\/\/|www\.|t\.me\/|wa\.me\/|vk\.com\/)\S+/giu],
  ["HANDLE", /(?<![\p{L}\p{N}])@[A-Za-z]\w{3,}/gu],
  ["INN", /(?<=(?:инн|inn)\D{0,5})\d{10}(?:\d{2})?(?!\d)/giu],
  ["VIN", /\b(?=[A-Z0-9]*\d)[A-HJ-NPR-Z0-9]{17}\b/giu],
  [
    "PLATE",
    /(?<![\p{L}\p{N}])[АВЕКМНОРСТУХABEKMHOPCTYX]\s?\d{3}\s?[АВЕКМНОРСТУХABEKMHOPCTYX]{2}\s?\d{2,3}(?!\d)/giu,
  ],
  ["BIRTHDATE", /(?<!\d)\d{1,2}[./-]\d{1,2}[./-](?:19\d{2}|200\d|201\d)(?!\d)/gu],
  ["SNILS", /(?<!\d)\d{3}[\s-]\d{3}[\s-]\d{3}[\s-]?\d{2}(?!\d)/gu],
  ["PASSPORT", /(?<!\d)\d{2}\s?\d{2}\s?(?:(?:№|No?|номер)\s?|\s)\d{6}(?!\d)/giu],
  ["CARD", /(?<!\d)\d(?:[\s-]?\d){15}(?!\d)/gu],
  [
    "ADDRESS",
    /(?<!\p{L})(?:ул|улица|улице|пр-т|проспект|проспекте|пер|переулок|переулке|бульвар|шоссе|наб|набережная|мкр)\.?\s+[\p{L}\p{N}][\p{L}\p{N}\s-]{1,30}?,?\s*(?:д\.?|дом|доме)?\s*\d+\p{L}?(?:[,\s]+(?:кв\.?|квартира|к\.?|корп\.?|корпус|оф\.?|офис|под\.?|подъезд)\s*\d+)*/giu,
  ],
];

/** The net under them all: nine digits or more in a row, however they are divided. */
const LONG_NUMBER = /(?<!\d)\+?\d(?:[\s\u2010-\u2015\-()]{0,3}\d){8,}(?!\d)/gu;

/** Four digits or more beside a mark: what is left of a longer number of which a pattern took a part. */
const REST_OF_NUMBER =
  /(?<=\][\s\u2010-\u2015\-()]{0,3})\d(?:[\s-]{0,3}\d){3,}|\d(?:[\s-]{0,3}\d){3,}(?=[\s\u2010-\u2015\-()]{0,3}\[)/gu;

function kindOfNumber(written: string): Kind {
  const digits = written.replaceAll(/\D/g, "");
  const isMobile = /^(?:[78]\d{10}|9\d{9})$/.test(digits);
  return isMobile || (written.startsWith("+") && digits.length <= 15) ? "PHONE" : "NUMBER";
}

/** Without invisible and control characters, in one form of each letter, cut, and unable to look like our own marks. */
export function cleanText(raw: string): string {
  return raw
    .slice(0, LONGEST_TEXT)
    .normalize("NFKC")
    .replaceAll(/\r\n?|[\u2028\u2029]/g, "\n")
    .replaceAll("\t", " ")
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\p{Cs}]/gu, (character) => (character === "\n" ? "\n" : ""))
    .replaceAll("<", "‹")
    .replaceAll(">", "›")
    .replaceAll("[", "(")
    .replaceAll("]", ")")
    .replaceAll("{{", "((")
    .replaceAll("}}", "))")
    .trim();
}

/** Phones that the net misses because of dots or an extension. */
function maskPhones(text: string, mark: (kind: Kind, value: string) => string): string {
  return findPhoneNumbersInText(text, "RU").reduceRight(
    (masked, { startsAt, endsAt }) =>
      masked.slice(0, startsAt) + mark("PHONE", text.slice(startsAt, endsAt)) + masked.slice(endsAt),
    text,
  );
}

const escaped = (word: string): string => word.replaceAll(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`);

function maskNames(
  text: string,
  names: readonly string[],
  mark: (kind: Kind, value: string) => string,
): string {
  const words = names
    .flatMap((name) => name.split(/\s+/))
    .map((word) => cleanText(word))
    .filter((word) => /^\p{L}[\p{L}'’-]+$/u.test(word))
    .toSorted((a, b) => b.length - a.length);
  if (words.length === 0) return text;
  const any = new RegExp(
    String.raw`(?<![\p{L}\p{N}_[])(?:${words.map(escaped).join("|")})(?![\p{L}\p{N}_])`,
    "giu",
  );
  return text.replaceAll(any, (found) => mark("NAME", found));
}

/**
 * Replaces what tells who the contact is by marks like `[PHONE_1]`: phones, e-mails, links and handles, cards, SNILS,
 * passports, tax numbers, cars, birth dates, street addresses, `names`, and any other long number. Too much rather than
 * too little: rules have read all of it already, and a model needs none of it to tell what is wanted.
 *
 * @param names Words that name people, found by whoever knows how.
 */
export function maskPersonalData(raw: string, names: readonly string[]): Masked {
  const valueOf = new Map<string, string>();
  const markOf = new Map<string, string>();
  const counts = new Map<Kind, number>();
  const mark = (kind: Kind, value: string): string => {
    const known = markOf.get(`${kind} ${value}`);
    if (known !== undefined) return known;
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    const made = `[${kind}_${count}]`;
    markOf.set(`${kind} ${value}`, made);
    valueOf.set(made, value);
    return made;
  };
  let text = cleanText(raw);
  for (const [kind, pattern] of PATTERNS) text = text.replaceAll(pattern, (found) => mark(kind, found));
  text = text.replaceAll(LONG_NUMBER, (found) => mark(kindOfNumber(found), found));
  text = maskPhones(text, mark);
  text = text.replaceAll(REST_OF_NUMBER, (found) => mark("NUMBER", found));
  text = maskNames(text, names, mark);
  return { text, restore: (masked) => restore(masked, valueOf) };
}

function restore(text: string, valueOf: ReadonlyMap<string, string>): string | undefined {
  let isKnown = true;
  const restored = text.replaceAll(/\[[A-Z]+_\d+\]/g, (mark) => {
    const value = valueOf.get(mark);
    if (value === undefined) isKnown = false;
    return value ?? "";
  });
  return isKnown ? restored : undefined;
}
