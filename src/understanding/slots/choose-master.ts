import type { Category } from "../../domain/category.ts";
import { firstNameOf } from "../gazetteer/names.ts";
import { isSpecialist } from "../phrases/service-heads.ts";
import { isAdjective, isBreak } from "../phrases/phrase-words.ts";
import type { Signals } from "../read-signals.ts";

const ROLE =
  /^(?:мастер|врач|доктор|тренер|барбер|стилист|косметолог|механик|специалист|инструктор|терапевт|стоматолог|хирург|массажист|визажист|колорист|парикмахер|лаборант|приемщик)(?:а|у|ом|ша|ши|шу)?$/u;
const OURS = /^(?:ваш|вашу|вашего|вашей|вашему|вашим|ваша)$/u;
const BEFORE = /^(?:к|ко|у)$/u;
const SURNAME =
  /^[А-ЯЁ][а-яё]+(?:ов|ев|ёв|ин|ын|ск|цк|енк|ук|юк|ян|дзе|швили|их|ых)(?:а|у|ой|ым|е|ая|ую|ий|ого|ому|им|о)?$/u;
const PATRONYMIC = /^[А-ЯЁа-яё]+(?:(?:овн|евн|ичн)(?:а|ы|е|у|ой)|(?:ович|евич|ьич)(?:а|у|ем|ом|е)?)$/u;
const ADDRESSED =
  /^\s*(?<name>[А-ЯЁ][а-яё]+)[,!]\s*(?:здоров|привет|здравствуй|добр|салют|хай|давай|запиши|можешь|можно|подскажи|это|ты|слушай|выручай|свобод|есть|найд|прив|доброго|перекинь|перенеси|отмени)/u;
/** Another than before is wanted. */
const CHANGED = / (?:передел|перепиш|перезапиш|перестав|поменя|замен|перенес)\p{L}* /u;
/** "A blow-dry with Marina", "see Anna on Friday". */
const WITH =
  /(?<![A-Za-z])(?:with|to see|see|by) (?!Mr|Mrs|Ms|Dr|You|Your|My|A |The |No |Any)(?<name>[A-Z][a-z]{2,})(?![a-z])(?! (?:card|pay|Pay))/u;
const DOCTOR = /(?:^|[^\p{L}])(?:Dr|Doctor|Mrs|Ms|Mr)\.?\s+(?<name>[A-Z]\p{Ll}+)/u;

const NOT_PEOPLE =
  /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|English|Russian|Apple|Google|Visa|Mastercard|Telegram|Whatsapp|Instagram|Kaspi|Sber)/u;

const isCapital = (raw: string): boolean => /^[А-ЯЁ][а-яё-]{2,}$/u.test(raw);

/** A surname in the nominative, by the word before it: «к Лосевой», «вашего Громова». */
export function surnameAfter(raw: string, before: string): string {
  if (/(?:ск|цк)(?:ая|ую|ой)$/u.test(raw)) return raw.replace(/(?:ая|ую|ой)$/u, "ая");
  if (/(?:ск|цк)(?:ого|ому|им)$/u.test(raw)) return raw.replace(/(?:ого|ому|им)$/u, "ий");
  if (/(?:ов|ев|ёв|ин|ын)ой$/u.test(raw)) return raw.replace(/ой$/u, "а");
  if (/(?:ов|ев|ёв|ин|ын)ым$/u.test(raw)) return raw.replace(/ым$/u, "");
  if (/(?:ов|ев|ёв|ин|ын)у$/u.test(raw))
    return /^(?:к|ко|врачу|доктору|мастеру|тренеру|вашему)$/u.test(before)
      ? raw.slice(0, -1)
      : `${raw.slice(0, -1)}а`;
  if (
    /(?:ов|ев|ёв|ин|ын)а$/u.test(raw) &&
    /^(?:у|на|вашего|врача|доктора|мастера|тренера|барбера)$/u.test(before)
  )
    return raw.slice(0, -1);
  if (/^(?:к|ко)$/u.test(before) && /[бвгджзклмнпрстфхчшщ]у$/u.test(raw)) return raw.slice(0, -1);
  return raw;
}

function patronymicOf(raw: string): string {
  return raw.replace(/(овн|евн|ичн)(?:ы|е|у|ой)$/u, "$1а").replace(/(ович|евич|ьич)(?:а|у|ем|ом|е)$/u, "$1");
}

/** The person named at a word: first name with a patronymic or surname after it, or a surname alone. */
function personAt({ text }: Signals, at: number, isRole: boolean): string | undefined {
  const word = text.words[at];
  if (!word) return undefined;
  const before = text.words[at - 1]?.norm ?? "";
  // «К Руслану»: after «к» a man, whatever woman would be called so in another case.
  const man = /^(?:к|ко)$/u.test(before) && word.raw.endsWith("у") ? word.raw.slice(0, -1) : undefined;
  const isMan = man !== undefined && firstNameOf(man)?.toLowerCase() === man.toLowerCase();
  const first = isMan ? firstNameOf(man) : firstNameOf(word.raw);
  const next = isBreak(text, at) ? undefined : text.words[at + 1]?.raw;
  if (first !== undefined && (isCapital(word.raw) || isRole)) {
    if (next !== undefined && PATRONYMIC.test(next)) return `${first} ${patronymicOf(next)}`;
    return next !== undefined && SURNAME.test(next) ? `${first} ${surnameAfter(next, before)}` : first;
  }
  const isSurname = isCapital(word.raw) && (SURNAME.test(word.raw) || isRole);
  const isWord = !SURNAME.test(word.raw) && isAdjective(word.norm);
  return isSurname && !isWord ? surnameAfter(word.raw, before) : undefined;
}

/** «К Лосевой, переделайте на Громова»: whom the contact wants instead. */
function wantedInstead(signals: Signals): string | undefined {
  const { words } = signals.text;
  const to = words.findLastIndex(
    ({ norm, raw }, at) =>
      words[at - 1]?.norm === "на" &&
      isCapital(raw) &&
      norm.length > 3 &&
      personAt(signals, at, false) !== undefined,
  );
  const hasFormer = words.some(
    ({ raw }, at) =>
      /^(?:к|ко|с|от|у|вместо)$/u.test(words[at - 1]?.norm ?? "") &&
      isCapital(raw) &&
      at !== to &&
      personAt(signals, at, false) !== undefined,
  );
  return to >= 0 && hasFormer ? personAt(signals, to, false) : undefined;
}

function byRole(signals: Signals): string | undefined {
  const { words } = signals.text;
  for (const [at, word] of words.entries()) {
    const before = words[at - 1];
    if (!before || isBreak(signals.text, at - 1)) continue;
    const isRole = ROLE.test(before.norm) || OURS.test(before.norm);
    if (!isRole && !BEFORE.test(before.norm)) continue;
    if (!isCapital(word.raw) && (!isRole || firstNameOf(word.raw) === undefined)) continue;
    // «Врач Пестов», but «ваш Отель» and a sentence that opens with a role and goes on with a town are nobody.
    const found = personAt(signals, at, ROLE.test(before.norm));
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Whether a lower-case adjective before a specialist was taken for a surname: «к детскому ортопеду». */
function isDescription(master: string, { text }: Signals): boolean {
  const at = text.words.findIndex(({ raw }) =>
    raw.toLowerCase().startsWith(master.toLowerCase().slice(0, -2)),
  );
  const [word, next] = [text.words[at], text.words[at + 1]];
  return (
    word !== undefined &&
    !isCapital(word.raw) &&
    isAdjective(word.norm) &&
    next !== undefined &&
    (isSpecialist(next.norm) || ROLE.test(next.norm))
  );
}

/** The specialist that a turn speaks of or to, in the nominative. */
export function chooseMaster(signals: Signals, category: Category): string | undefined {
  const doctor = DOCTOR.exec(signals.text.clean)?.groups?.["name"];
  if (doctor !== undefined) return doctor;
  const isEnglish = signals.text.script === "latin" && signals.text.repaired === "none";
  const specialist = isEnglish ? WITH.exec(signals.text.clean)?.groups?.["name"] : undefined;
  if (
    specialist !== undefined &&
    /^(?:lead_b2c|cancel_reschedule|complaint)$/u.test(category) &&
    !NOT_PEOPLE.test(specialist)
  )
    return specialist;
  if (category === "document_request") return undefined;
  const isChanged = category === "cancel_reschedule" || CHANGED.test(signals.text.flat);
  const instead = isChanged ? wantedInstead(signals) : undefined;
  if (instead !== undefined) return instead;
  const role = byRole(signals);
  if (role !== undefined) return role;
  const { master } = signals.slots.names;
  if (master !== undefined) return isDescription(master, signals) ? undefined : master;
  const addressed = ADDRESSED.exec(signals.text.clean)?.groups?.["name"];
  return addressed === undefined ? undefined : firstNameOf(addressed);
}
