import { plainText } from "./text-tokens.ts";
import { numbersInWords } from "./number-words.ts";

export interface Ungrounded {
  readonly kind: "link" | "email" | "phone" | "date" | "time" | "number" | "promise";
  readonly text: string;
}

const MONTH_STEMS: readonly string[] = [
  "январ|january|jan",
  "феврал|february|feb",
  "март|march|mar",
  "апрел|april|apr",
  "ма[йяе](?![а-я])|may",
  "июн|june|jun",
  "июл|july|jul",
  "август|august|aug",
  "сентябр|september|sep",
  "октябр|october|oct",
  "ноябр|november|nov",
  "декабр|december|dec",
];
const ANY_MONTH = MONTH_STEMS.join("|");

/** Promises that only the owner may make, in the owner's own sentence. */
const PROMISES =
  /гарантиру|гарантия|вы\s+(уже\s+)?записан|вас\s+записал|записал[аи]?\s+вас|запись\s+подтвержден|скидк|верн[её]м|возврат|возмест|компенсир|бесплатн|в\s+подарок|обеща|подари[мт]|кэшбэк|кешбэк|забронировал[аи]?|бронь\s+(?:подтвержден|за\s+вами)|место\s+за\s+вами|точно\s+(будет|сдела)|guarantee|you\s+are\s+booked|you're\s+booked|booking\s+is\s+confirmed|discount|refund|for\s+free|free\s+of\s+charge|we\s+promise|i\s+promise/giu;

interface Token {
  readonly kind: Ungrounded["kind"];
  /** Comparable form: `date:03-13`, `time:18:00`, `number:1800`. */
  readonly key: string;
  readonly text: string;
}

type Keys = (match: RegExpMatchArray) => readonly string[] | undefined;

/** Takes matches out of the text, so that the digits of a phone are not read again as numbers. */
function readerOf(text: string) {
  const tokens: Token[] = [];
  let rest = text;
  return {
    tokens,
    rest: () => rest,
    take(kind: Token["kind"], pattern: RegExp, keysOf: Keys): void {
      let left = "";
      let from = 0;
      for (const match of rest.matchAll(pattern)) {
        const keys = keysOf(match);
        if (!keys) continue;
        for (const key of keys) tokens.push({ kind, key: `${kind}:${key}`, text: match[0] });
        left += `${rest.slice(from, match.index)} ¦ `;
        from = match.index + match[0].length;
      }
      rest = left + rest.slice(from);
    },
  };
}

function padded(value: string | number): string {
  return String(value).padStart(2, "0");
}

function monthOf(word: string): number {
  return MONTH_STEMS.findIndex((stem) => new RegExp(`^(?:${stem})`, "iu").test(word)) + 1;
}

function numberKey(text: string): string {
  const bare = text.replaceAll(/[\s\u00A0\u202F]/g, "").replaceAll(/,(?=\d{3}(?!\d))/g, "");
  return String(Number(bare.replace(",", ".")));
}

function tokensOf(text: string): readonly Token[] {
  // Full-width and other digits are digits; what can't be seen can't keep a number together or apart.
  const reader = readerOf(text.normalize("NFKC").replaceAll(/[\p{Cf}\u00AD]/gu, ""));
  reader.take("email", /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/gu, ([all]) => [all.toLowerCase()]);
  reader.take(
    "link",
    /(?:https?:\/\/|www\.)[^\s<>«»")]+|(?<![\p{L}\d])(?:[a-z\d-]+\.)+[a-z]{2,}(?:\/[^\s<>«»")]*)?(?![\p{L}\d])|(?<![\p{L}\d])[а-яё\d-]+\.(?:рф|ru|com|онлайн|сайт)(?:\/[^\s<>«»")]*)?(?![\p{L}\d])|(?<![\p{L}\d])@[a-z\d_]{4,}/giu,
    ([all]) => [
      all
        .toLowerCase()
        .replace(/^https?:\/\//, "")
        .replace(/^www\./, "")
        .replace(/[.,!?;:/]+$/, ""),
    ],
  );
  reader.take("date", /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/gu, ([, , month, day]) => [`${month}-${day}`]);
  reader.take("phone", /(?<![\d])\+?\d(?:[\s\u00A0()-]{0,2}\d){9,13}(?!\d)/gu, ([all]) => {
    const digits = all.replaceAll(/\D/g, "");
    return /[+()-]/.test(all) || digits.length >= 11 ? [digits.slice(-10)] : undefined;
  });
  reader.take(
    "date",
    new RegExp(
      `(?<!\\d)(\\d{1,2})(?:\\s*[–-]\\s*(\\d{1,2}))?(?:-?(?:го|е|th|st|nd|rd))?\\s+(?:of\\s+)?(${ANY_MONTH})`,
      "giu",
    ),
    ([, from, to, month]) =>
      [from, to]
        .filter((day) => day !== undefined)
        .map((day) => `${padded(monthOf(month ?? ""))}-${padded(day)}`),
  );
  reader.take("time", /(?<!\d)(\d{1,2}):(\d{2})(?!\d)/gu, ([, hour, minute]) => [
    `${Number(hour)}:${minute}`,
  ]);
  reader.take("date", /(?<![\d.])(\d{1,2})\.(\d{2})(?:\.\d{2,4})?(?!\d|\.\d)/gu, ([, day, month]) =>
    Number(month) >= 1 && Number(month) <= 12 ? [`${month}-${padded(day ?? "")}`] : undefined,
  );
  reader.take(
    "number",
    /\d{1,3}(?:[\s\u00A0\u202F]\d{3})+(?!\d)|\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:[.,]\d+)?/gu,
    ([all]) => [numberKey(all)],
  );
  for (const { text: words, value } of numbersInWords(reader.rest())) {
    reader.tokens.push({ kind: "number", key: `number:${value}`, text: words });
  }
  return reader.tokens;
}

/** What a fact or the contact's words allow: the token itself, and the plain numbers it is made of. */
function allowedBy(token: Token): readonly string[] {
  switch (token.kind) {
    case "date": {
      const day = Number(token.key.slice(-2));
      return [token.key, `number:${day}`];
    }
    case "time": {
      const [hour = "", minute = ""] = token.key.slice("time:".length).split(":");
      return [token.key, `number:${Number(hour)}`, ...(minute === "00" ? [] : [`number:${Number(minute)}`])];
    }
    case "number": {
      const value = Number(token.key.slice("number:".length));
      return value <= 24 ? [token.key, `time:${value}:00`] : [token.key];
    }
    case "link":
    case "email":
    case "phone":
    case "promise":
      return [token.key];
  }
}

function allowedIn(source: string): readonly string[] {
  return tokensOf(source).flatMap(allowedBy);
}

const MAX_REMEMBERED = 5000;
const remembered = new Map<string, readonly string[]>();

/** The same facts are looked into at every turn: what they allow is worked out once. */
function allowedByFact(fact: string): readonly string[] {
  const known = remembered.get(fact);
  if (known) return known;
  const allowed = allowedIn(fact);
  if (remembered.size < MAX_REMEMBERED) remembered.set(fact, allowed);
  return allowed;
}

/** The sentence around a match, so that a promise passes only as a whole sentence of the owner's. */
function sentenceAround(text: string, at: number): string {
  const start = Math.max(...[". ", "! ", "? ", "\n"].map((end) => text.lastIndexOf(end, at))) + 1;
  const ends = [". ", "! ", "? ", "\n"].map((end) => text.indexOf(end, at)).filter((end) => end >= 0);
  return text.slice(Math.max(0, start), ends.length > 0 ? Math.min(...ends) + 1 : text.length);
}

function promisesIn(text: string, facts: readonly string[]): readonly Ungrounded[] {
  const promises = [...text.matchAll(PROMISES)];
  const owners = promises.length === 0 ? [] : facts.map(plainText);
  return promises
    .filter((match) => {
      const sentence = plainText(sentenceAround(text, match.index));
      return !owners.some((fact) => fact.includes(sentence));
    })
    .map((match) => ({ kind: "promise", text: match[0] }));
}

/** Digits that only number a list of choices say nothing. */
function withoutListMarks(text: string): string {
  return text.replaceAll(/^\s*\d{1,2}[.)]\s/gmu, "");
}

/**
 * What an outgoing text claims without ground: every number, price, time, date, link, address of mail and phone must
 * occur in the facts or in the contact's words, in any spelling («1 800 ₽», "1800", «тысяча восемьсот»), and a promise
 * must be a sentence of the facts, whatever the contact says.
 *
 * @returns Empty when the text may go out.
 */
export function findUngrounded(
  text: string,
  facts: readonly string[],
  contactWords: string,
): readonly Ungrounded[] {
  const claimed = tokensOf(withoutListMarks(text));
  const allowed =
    claimed.length === 0 ? new Set() : new Set([...facts.flatMap(allowedByFact), ...allowedIn(contactWords)]);
  const claims = claimed
    .filter(({ key }) => !allowed.has(key))
    .map(({ kind, text: words }) => ({ kind, text: words }));
  return [...claims, ...promisesIn(text, facts)];
}
