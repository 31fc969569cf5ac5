import { isFrequentWord } from "../spelling/vocabulary.ts";

export interface FoundCompany {
  readonly company?: string | undefined;
  readonly inn?: string | undefined;
  readonly used: readonly { readonly start: number; readonly end: number }[];
}

const FORMS =
  "ООО|УК|ОАО|ЗАО|ПАО|АО|НАО|ТОО|МУП|ГУП|ФГУП|ФГБУ|ГБУ|ГБУЗ|МБУ|МКУ|МБОУ|ГКУ|НКО|АНО|КФХ|СНТ|ТСЖ|ОДО|ЧП|ИП|LLC|Ltd";
const QUOTED = String.raw`[«"“„'](?<quoted>[^«»"“”„'\n]{2,60})[»"”“']`;
const NAME_WORD = String.raw`[A-ZА-ЯЁ0-9][\p{L}\p{N}&.-]*`;
/** What firms write behind their name: «ООО Ромашка ИНН 5504…». */
const NOT_A_LABEL = String.raw`(?!(?:ИНН|КПП|ОГРН|ОГРНИП|ОКПО|БИК|Тел|Телефон|Почта)(?!\p{L}))`;
const FORMED = new RegExp(
  String.raw`(?<![\p{L}])(?<form>${FORMS})\s+(?:${QUOTED}|(?<plain>${NAME_WORD}(?:\s+${NOT_A_LABEL}[A-ZА-ЯЁ]\p{L}[\p{L}\p{N}&-]*){0,3}))`,
  "u",
);
const LOWER_FORMED = new RegExp(
  String.raw`(?<![\p{L}])(?<form>${FORMS})\s+(?:${QUOTED}|(?<plain>[\p{L}][\p{L}\p{N}&-]{2,}))`,
  "iu",
);
const NAMED = new RegExp(
  String.raw`(?<![\p{L}])(?:[Кк]омпани[яиюей]{1,2}|[Фф]ирм[аыеуой]{1,2}|[Оо]рганизаци[яиюей]{1,2}|[Пп]редприяти[еяюм]{1,2}|[Хх]олдинг\p{L}{0,2}|[Зз]авод\p{L}{0,2}|[Гг]рупп[аыеу] компаний|[Аа]гентств\p{L}{1,2}|[Аа]втосалон\p{L}{0,2}|[Сс]ет[ьи]|[Mm]y company|[Cc]ompany)\s+(?:${QUOTED}|(?<plain>[A-ZА-ЯЁ][\p{L}\p{N}&-]+(?:\s+[A-ZА-ЯЁ][\p{L}\p{N}&-]+){0,2}))`,
  "u",
);
const KIND =
  /(?<![\p{L}])мы\s+(?:[-–—]\s*)?(?:(?:небольшая|крупная|местная|молодая|одна)\s+)?(?<kind>\p{L}{4,}(?:ая|яя|кая|ное|ский)\s+(?:компания|фирма|организация|фабрика|сеть|студия|предприятие|холдинг|завод)|\p{L}{2,}-компания)/iu;

const INN_WORD =
  /(?<![\p{L}])(?:и[нгеротп]н|[имтпау]нн|ин[нгеротп]|ин|нн|ни?н|ии?нн|инн[нио]|inn)(?:\s*\/\s*кпп)?\s*[:№#-]?\s*(?:организации|компании|ип|наш|наша)?\s*[:-]?\s*(?<digits>\d[\d ]{8,14}\d)(?!\d)/iu;
const BARE_INN = /(?<!\d)(?<digits>\d{10}|\d{12})(?!\d)/gu;

const WEIGHTS_10 = [2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_11 = [7, 2, 4, 10, 3, 5, 9, 4, 6, 8];
const WEIGHTS_12 = [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8];

function checkDigit(digits: string, weights: readonly number[]): number {
  const sum = weights.reduce((total, weight, at) => total + weight * Number(digits.charAt(at)), 0);
  return (sum % 11) % 10;
}

/** Whether a taxpayer number of 10 or 12 digits has right check digits. */
export function isValidInn(digits: string): boolean {
  if (/^\d{10}$/.test(digits)) return checkDigit(digits, WEIGHTS_10) === Number(digits.charAt(9));
  if (!/^\d{12}$/.test(digits)) return false;
  return (
    checkDigit(digits, WEIGHTS_11) === Number(digits.charAt(10)) &&
    checkDigit(digits, WEIGHTS_12) === Number(digits.charAt(11))
  );
}

const capitalise = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function companyOf(text: string): { name: string; start: number; end: number } | undefined {
  const formed = FORMED.exec(text) ?? LOWER_FORMED.exec(text);
  const groups = formed?.groups;
  if (formed && groups) {
    const form = (groups["form"] ?? "").toUpperCase();
    const name = groups["quoted"] ?? capitalise(groups["plain"] ?? "");
    const end = formed.index + formed[0].length;
    const full = form === "ИП" && !groups["quoted"] ? `ИП ${name}` : `${form} «${name.trim()}»`;
    const isLower =
      formed.groups?.["quoted"] === undefined && /^\p{Ll}/u.test(formed.groups?.["plain"] ?? "");
    const isWord = isLower && (name.length < 4 || isFrequentWord(name.toLowerCase()));
    if (!isStopName(name) && !isWord) return { name: full, start: formed.index, end };
  }
  const named = NAMED.exec(text);
  const name = named?.groups?.["quoted"] ?? named?.groups?.["plain"];
  if (named && name) return { name: name.trim(), start: named.index, end: named.index + named[0].length };
  const kind = KIND.exec(text);
  const words = kind?.groups?.["kind"];
  return kind && words
    ? { name: words.toLowerCase(), start: kind.index, end: kind.index + kind[0].length }
    : undefined;
}

function isStopName(name: string): boolean {
  return /^(?:на|и|или|для|с|по|без|в|работаете|можно|нужен|нужно|нужна|хотим|ищем|инн|счет|оплата|договор|выставьте|не|за|под|от)$/iu.test(
    name,
  );
}

/**
 * Company and INN. After the word «ИНН» any 10 or 12 digits count, since people mistype and a wrong number is still what
 * they gave; bare digits count with right check digits, beside a company, or when INN was what we asked for.
 */
export function findCompany(text: string, isInnExpected: boolean): FoundCompany {
  const company = companyOf(text);
  const inn = innOf(text, isInnExpected || company !== undefined);
  const used = [company, inn].filter((part) => part !== undefined);
  return { company: company?.name, inn: inn?.digits, used };
}

function innOf(text: string, isLikely: boolean): { digits: string; start: number; end: number } | undefined {
  const worded = INN_WORD.exec(text);
  const digits = worded?.groups?.["digits"]?.replaceAll(" ", "");
  if (worded && digits && (digits.length === 10 || digits.length === 12)) {
    return { digits, start: worded.index, end: worded.index + worded[0].length };
  }
  for (const match of text.matchAll(BARE_INN)) {
    const bare = match[0];
    const isMobile = bare.length === 10 && bare.startsWith("9");
    if (isLikely ? !isMobile : isValidInn(bare) && !isMobile) {
      return { digits: bare, start: match.index, end: match.index + bare.length };
    }
  }
  return undefined;
}
