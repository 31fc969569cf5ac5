const STREET = String.raw`(?:ул|улица|улице|улицу|пр|пр-т|пр-кт|просп|проспект|проспекте|пер|переулок|переулке|б-р|бульвар|бульваре|ш|шоссе|наб|набережная|набережной|мкр|микрорайон|микрорайоне|пл|площадь|площади|проезд|проезде|тракт)`;
const HOUSE = String.raw`(?:д\.?\s*|дом\s*)?\d{1,4}\s?[а-яё]?(?![\p{L}\d])(?:\s?[/к-]\s?\d{1,3})?`;
const ROOM = String.raw`(?:,?\s*(?:кв|квартира|оф|офис|корп|корпус|стр|строение|этаж|подъезд|цех)\.?\s*\d{1,4})*`;
const NAME = String.raw`(?:\d{1,2}[- ]?(?:го|ой|я|й|ая)?\s+)?\p{L}[\p{L}-]+(?:\s\p{L}[\p{L}-]+)?`;
const BEFORE = new RegExp(String.raw`(?<![\p{L}-])${STREET}\.?\s+${NAME},?\s*${HOUSE}${ROOM}`, "iu");
const AFTER = new RegExp(
  String.raw`(?<![\p{L}-])\p{L}[\p{L}-]+(?:ая|ый|ий|ой)\s(?:ул|улица|улице|пер|переулок|пр|проспект|наб|набережная|проезд|площадь)\.?,?\s*${HOUSE}${ROOM}`,
  "iu",
);

export interface FoundAddress {
  readonly address: string;
  /** Part of the clean text. */
  readonly start: number;
  readonly end: number;
}

/** A street with a house, as the contact wrote it: where an engineer, a car or goods should go. */
export function findAddress(clean: string): FoundAddress | undefined {
  const match = BEFORE.exec(clean) ?? AFTER.exec(clean);
  if (!match) return undefined;
  const address = match[0].trim();
  return { address, start: match.index, end: match.index + match[0].length };
}
