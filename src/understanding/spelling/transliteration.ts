/** Longest first: a pair of letters must not be read as two. */
const RULES: readonly (readonly [string, string])[] = [
  ["tsya", "тся"],
  ["tsja", "тся"],
  ["tsia", "тся"],
  ["shch", "щ"],
  ["sch", "щ"],
  ["yo", "е"],
  ["jo", "е"],
  ["zh", "ж"],
  ["kh", "х"],
  ["ts", "ц"],
  ["tz", "ц"],
  ["ch", "ч"],
  ["sh", "ш"],
  ["yu", "ю"],
  ["ju", "ю"],
  ["iu", "ю"],
  ["ya", "я"],
  ["ja", "я"],
  ["ia", "ия"],
  ["ye", "е"],
  ["je", "е"],
  ["yi", "ый"],
  ["iy", "ий"],
  ["ij", "ий"],
  ["yj", "ый"],
  ["yy", "ый"],
  ["ay", "ай"],
  ["ey", "ей"],
  ["oy", "ой"],
  ["uy", "уй"],
  ["aj", "ай"],
  ["ej", "ей"],
  ["oj", "ой"],
  ["uj", "уй"],
  ["a", "а"],
  ["b", "б"],
  ["v", "в"],
  ["g", "г"],
  ["d", "д"],
  ["e", "е"],
  ["z", "з"],
  ["i", "и"],
  ["j", "й"],
  ["k", "к"],
  ["l", "л"],
  ["m", "м"],
  ["n", "н"],
  ["o", "о"],
  ["p", "п"],
  ["r", "р"],
  ["s", "с"],
  ["t", "т"],
  ["u", "у"],
  ["f", "ф"],
  ["h", "х"],
  ["c", "ц"],
  ["y", "ы"],
  ["x", "х"],
  ["w", "в"],
  ["q", "к"],
  ["'", "ь"],
  ["’", "ь"],
  ["`", "ь"],
  ["4", "ч"],
];

/** Russian words whose soft sign Latin letters drop. */
const SOFTENED = new Map([
  ["сколко", "сколько"],
  ["ест", "есть"],
  ["ден", "день"],
  ["толко", "только"],
  ["болше", "больше"],
  ["денги", "деньги"],
  ["зпис", "запись"],
  ["запис", "запись"],
  ["хотелос", "хотелось"],
  ["пят", "пять"],
  ["шест", "шесть"],
  ["сем", "семь"],
  ["восем", "восемь"],
  ["девят", "девять"],
  ["десят", "десять"],
  ["очен", "очень"],
  ["суда", "сюда"],
  ["ногти", "ногти"],
  ["стричся", "стричься"],
  ["день", "день"],
  ["болит", "болит"],
  ["писмо", "письмо"],
  ["ошибка", "ошибка"],
  ["приниматет", "принимаете"],
  ["недел", "недель"],
  ["мастер", "мастер"],
  ["февралия", "февраля"],
  ["апрелия", "апреля"],
  ["иулия", "июля"],
  ["маникур", "маникюр"],
  ["педикур", "педикюр"],
  ["прайс", "прайс"],
  ["чена", "цена"],
  ["ега", "йога"],
  ["егу", "йогу"],
  ["еги", "йоги"],
  ["еге", "йоге"],
  ["подстричся", "подстричься"],
]);

function convert(lower: string): string {
  let result = "";
  let at = 0;
  while (at < lower.length) {
    const rule = RULES.find(([latin]) => lower.startsWith(latin, at));
    result += rule?.[1] ?? lower.charAt(at);
    at += rule?.[0].length ?? 1;
  }
  return result;
}

/** A word of Russian in Latin letters, in Cyrillic: «zapisatsya» → «записатся». Keeps a capital first letter. */
export function fromTransliteration(word: string): string {
  const russian = convert(word.toLowerCase());
  const spelled = SOFTENED.get(russian) ?? russian;
  const isCapital = word.charAt(0) !== word.charAt(0).toLowerCase();
  return isCapital ? spelled.charAt(0).toUpperCase() + spelled.slice(1) : spelled;
}
