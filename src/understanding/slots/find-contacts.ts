import { findPhoneNumbersInText } from "libphonenumber-js";

export interface Contacts {
  /** E.164. */
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** Parts of the text they were read from, so that nothing else is read from the same digits. */
  readonly used: readonly { readonly start: number; readonly end: number }[];
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/u;
const MIN_DIGITS = 7;

/** A bare ten-digit number that begins with 9 is a Russian mobile without its prefix. */
const BARE_MOBILE = /(?<!\d)9\d{2}[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}(?!\d)/u;

/** Phone and e-mail of a text. `taken` marks digits that are something else (INN, order number). */
export function findContacts(
  text: string,
  taken: readonly { readonly start: number; readonly end: number }[] = [],
): Contacts {
  const email = EMAIL.exec(text);
  const used: { start: number; end: number }[] = email
    ? [{ start: email.index, end: email.index + email[0].length }]
    : [];
  const phone = findPhone(blankOut(text, [...taken, ...used]));
  if (phone) used.push(phone);
  return { phone: phone?.number, email: email?.[0].toLowerCase().replace(/\.$/u, ""), used };
}

function findPhone(text: string): { number: string; start: number; end: number } | undefined {
  if ((text.match(/\d/g)?.length ?? 0) < MIN_DIGITS) return undefined;
  const [found] = findPhoneNumbersInText(text, "RU");
  if (found && isLikelyPhone(text.slice(found.startsAt, found.endsAt)))
    return { number: found.number.number, start: found.startsAt, end: found.endsAt };
  const bare = BARE_MOBILE.exec(text);
  if (!bare) return undefined;
  return {
    number: `+7${bare[0].replaceAll(/\D/g, "")}`,
    start: bare.index,
    end: bare.index + bare[0].length,
  };
}

/** Ten digits without a prefix are a phone only as a mobile: else a passport or an account would pass for one. */
function isLikelyPhone(written: string): boolean {
  const digits = written.replaceAll(/\D/g, "");
  return written.startsWith("+") || digits.length !== 10 || digits.startsWith("9");
}

/** The same text with parts replaced by spaces: offsets stay. */
export function blankOut(
  text: string,
  parts: readonly { readonly start: number; readonly end: number }[],
  filler = " ",
): string {
  let result = text;
  for (const { start, end } of parts) {
    result = result.slice(0, start) + filler.repeat(end - start) + result.slice(end);
  }
  return result;
}
