const NO_BREAK = "\u00A0";
const UNIT =
  "₽|%|минут\\p{L}*|час\\p{L}*|день|дня|дней|сутки|суток|января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря|minutes?|hours?|days?|January|February|March|April|May|June|July|August|September|October|November|December";
const BEFORE_UNIT = new RegExp(`(?<=\\d) (?=(?:${UNIT})(?!\\p{L}))`, "gu");

/**
 * Puts no-break spaces where a line must not end: inside a price and a phone number, before its unit or month, and before
 * a dash. Nothing else of the text changes.
 */
export function keepTogether(text: string): string {
  return text
    .replaceAll(/(?<=(?<!\d)\d{1,3}) (?=\d{3}(?!\d))/gu, NO_BREAK)
    .replaceAll(/(?<=\d\u00A0\d{3}) (?=\d{3}(?!\d))/gu, NO_BREAK)
    .replaceAll(/(?<=\+7) (?=\d{3})/gu, NO_BREAK)
    .replaceAll(BEFORE_UNIT, NO_BREAK)
    .replaceAll(/(?<=\S) (?=[—–] )/gu, NO_BREAK);
}
