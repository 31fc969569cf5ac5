export interface Identifiers {
  readonly orderId?: string | undefined;
  readonly tenderNo?: string | undefined;
  readonly errorCode?: string | undefined;
  readonly used: readonly { readonly start: number; readonly end: number }[];
}

/** A number as documents bear it: digits with letters, dashes or slashes, at least one digit. */
const CODE = String.raw`(?=[\p{L}\d/.-]*\d)[\p{L}\d]{1,12}(?:[-/.][\p{L}\d]{1,12}){0,4}`;
const SIGN = String.raw`(?:номер\p{L}*|ном|н|n|no|num|number|#|№|за|под)?\.?\s*(?:номер\p{L}*|#|№)?\s*`;
const code = (words: string): RegExp =>
  new RegExp(String.raw`(?<![\p{L}])(?:${words})[\s:]*${SIGN}(?<code>${CODE})(?![\p{L}\d])`, "iu");

const TENDER_NUMBER = code(
  String.raw`закупк\p{L}*|процедур\p{L}*|извещени\p{L}*|аукцион\p{L}*|тендер\p{L}*|конкурс\p{L}*|котировк\p{L}*|торг\p{L}*|реестров\p{L}+(?: номер)?|rfp|rfq|rfi|itt|tender|bid`,
);
const ORDER_NUMBER = code(
  String.raw`заказ(?!-)\p{L}*|заявк\p{L}*|счет(?!-?\s?фактур)\p{L}*|накладн\p{L}*|договор\p{L}*|наряд\p{L}*|отправлени\p{L}*|посылк\p{L}*|трек\p{L}*|брон\p{L}*|обращени\p{L}*|тикет\p{L}*|упд|зн|партии|отгрузк\p{L}*|order|invoice|booking|shipment|parcel|ticket|po`,
);
const SIGNED = new RegExp(String.raw`[№#]\s*(?<code>${CODE})(?![\p{L}\d])`, "iu");
/** «Предзаказывал, номер 0087»: a number without a word for what it numbers, too short for a phone. */
const NUMBERED = /(?<!телефон\p{L}*\s)(?<![\p{L}])номер\p{L}*[:\s]+(?<code>\d{3,8})(?!\s?[\d-])/iu;
/** «ИФНС №18», «школа № 5»: called by a number. */
const CALLED =
  /(?:ифнс|фнс|школ\p{L}*|сад\p{L}*|детсад\p{L}*|лице\p{L}*|гимнази\p{L}*|больниц\p{L}*|поликлиник\p{L}*|пекарн\p{L}*|магазин\p{L}*|цех\p{L}*|участ\p{L}*|корпус\p{L}*|кабинет\p{L}*|лини\p{L}*|дом\p{L}*|лот\p{L}*)\s*$/iu;
const SHORT_CODE = /(?<![\p{L}\d-])(?<code>[А-ЯA-Z]{1,3}-\d{1,6}|\d{2,6}-[А-ЯA-Z]{1,2})(?![\p{L}\d-])/u;
const LONE_TENDER = /(?<!\d)(?<code>\d{11}|0\d{18})(?!\d)/u;
const ERROR_CODE =
  /(?<![\p{L}\d])(?:код(?:ом|а)?(?: ошибки)?|ошибк\p{L}+|error(?: code)?)\s*[:№#]?\s*(?<code>[a-zа-я]{0,3}-?\d{1,5}[a-z]?)(?![\p{L}\d])/iu;
const LONE_ERROR =
  /(?<![\p{L}\d])(?<code>[EFЕ]-?\d{2,5}|[Ee][Rr]{1,2}-?\d{1,4}|[А-ЯA-Z]-?\d{2,3})(?![\p{L}\d-])/u;

interface Found {
  readonly code: string;
  readonly start: number;
  readonly end: number;
}

function find(pattern: RegExp, text: string): Found | undefined {
  const match = pattern.exec(text);
  const value = match?.groups?.["code"];
  if (!match || !value || /^(?:0?[1-9]|[12]\d|3[01])[./](?:0[1-9]|1[0-2])(?:[./]\d{2,4})?$/.test(value))
    return undefined;
  return { code: value.replace(/[.-]$/u, ""), start: match.index, end: match.index + match[0].length };
}

/** Numbers of orders, tenders and errors, as written. */
export function findIdentifiers(text: string): Identifiers {
  const tender = find(TENDER_NUMBER, text) ?? find(LONE_TENDER, text);
  const signed = find(SIGNED, text);
  const isCalled = signed !== undefined && CALLED.test(text.slice(0, signed.start));
  const order =
    find(ORDER_NUMBER, text) ??
    (isCalled ? undefined : signed) ??
    find(SHORT_CODE, text) ??
    find(NUMBERED, text);
  const error = find(ERROR_CODE, text) ?? find(LONE_ERROR, text);
  return {
    tenderNo: tender && tender.code.length > 1 ? tender.code : undefined,
    orderId: order && (order.code.length > 1 || /\d/.test(order.code)) ? order.code : undefined,
    errorCode: error?.code,
    used: [tender, order, error].filter((part) => part !== undefined),
  };
}
