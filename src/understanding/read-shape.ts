import type { GroupName } from "./lexicon.ts";
import type { NormalText } from "./normalise-text.ts";

/** What the grammar of a turn says where the lexicon knows no word of it: who does what, asked or told. */
export interface Shape {
  /** «Не пикает», «не держит»: a thing does not do what it should. */
  readonly failsToDo: boolean;
  /** «Принимаете…?», «возите…?»: what the company does at all. */
  readonly asksWhatWeDo: boolean;
  /** «Упаковали мой набор?»: whether something was done. */
  readonly asksIfDone: boolean;
  /** «Администратор разговаривала…»: what our people did, told as a story and not as thanks. */
  readonly tellsWhatWeDid: boolean;
  /** «Возим», «поставляем», «настраиваем»: a firm tells what it does, and neither asks nor needs anything. */
  readonly tellsWhatTheyDo: boolean;
  /** Passive and impersonal, with a number or a heading: «Запись №12 отменена». */
  readonly soundsAutomatic: boolean;
  /** Passive and impersonal, without that. */
  readonly isPassive: boolean;
}

const FAILS =
  / не (?!знает|может|хочет|хватает|будет|стоит|дает скидк|нужн|надо|буд|работает с|принимает)\p{L}{3,}(?:ает|яет|ует|ет|ит|ают|яют|ют|ут|ят|ется|ится|ются|утся|ятся) /u;

const WE_DO = /^\p{L}{2,}(?:аем|яем|уем|юем|одим|озим|авим|оим|лим|рим|жим|дим|зим|вим|пим|ваем)$/u;

/** What customers say of themselves in the same form. */
const CUSTOMERS_DO = new Set(
  "хотим ищем просим ждем можем будем нуждаемся рассматриваем планируем думаем работаем закупаем берем возьмем готовим снимаем пишем идем придем приедем едем поедем строим комплектуем собираем собираемся запрашиваем направляем высылаем подбираем интересуемся желаем имеем знаем понимаем видим смотрим сможем успеем оплатим платим заплатим купим приобретем закажем заказываем делаем открываем запускаем расширяем меняем переносим отменяем отказываемся требуем настаиваем прилагаем напоминаем уведомляем сообщаем приглашаем объявляем проводим выбираем благодарим поздравляем живем хотелибы моем всем чем нем своем днем временем путем каждым своим моим твоим вашим нашим этим таким самым каким одним другим большим ждём затем зачем совсем ничем почем причем утром возвращаем возвращаемся начисляем выставим начислим вызываем обслуживаемся представляем сотрудничаем торгуем проходим договоримся обсудим подумаем решим посоветуемся подпишем заключим закупим вернем сдаем получаем используем эксплуатируем".split(
    " ",
  ),
);

const DID =
  / (?!хотел|хотела|хотели|дел|мастера|была бы|был бы)\p{L}{2,}(?:ал|ял|ил|ел|ул|ала|яла|ила|ела|ула|али|яли|или|ели|ули|лась|лся|лись|лось|шел|шла|шли)(?= )/u;

const YOU_DO =
  / (?!подскаж|скаж|запиш|пришл|скин|напиш|позвон|перезвон|отмен|перенес|помог|вышл|отправ|выстав|посовет|прим|возьм)\p{L}{2,}(?:аете|яете|уете|юете|ивете|одите|озите|имете|авите|аните|ючите|елите) /u;

const ALL_DONE = / (?!если|или|были|дали ли|хотели)\p{L}{3,}(?:али|яли|или|ели|ули|сли|зли)(?: ли)?(?= )/u;

const OURS = / (?:мой|моя|мое|мои|мою|моего|моей|наш|наша|наше|наши|нашу|заказ\S*|уже|ли) /u;

const YOURS_DID =
  / ваш(?:а|и|е)? \p{L}{4,} (?:\p{L}+ )?\p{L}{2,}(?:ал|ял|ил|ел|ала|яла|ила|ела|али|яли|или|ели|ерял|еряла|ушил|ушила)(?:а|и|о)?(?= )/u;

const PASSIVE =
  / (?:принят|отменен|подтвержден|создан|заверш|обновлен|доставлен|зарегистрирован|недоступ|доступ|проведен|зачислен|списан|выполнен|удален|изменен|добавлен|назначен|просрочен|закрыт|активирован|заблокирован|оплачен|получен|отправлен|опубликован|продлен|истек|присоединил|сформирован|обработан|исчерпан|поступил)(?:а|о|ы|н|на|но|ны|ен|ена|ено|ены|ает|ла|ло|ли|ся|ась)? /u;

const PERSONAL =
  / (?:я|мне|меня|мной|мы|нам|нас|мой|моя|мое|мои|мою|наш|наша|наши|нашу|просим|прошу|подскажите|скажите|можно|хочу|хотим|пожалуйста|когда|где|почему|i|my|we|our|please) /u;

const LABEL = /(?:^[\p{L}\d][\p{L}\d .-]{1,28}:|№|#|\d{3,}|\[[^\]]+\])/u;

/** Reads the shape of a turn; `has` tells which groups of the lexicon it holds. */
export function readShape(text: NormalText, has: (...anyOf: readonly GroupName[]) => boolean): Shape {
  const { flat, hasQuestion } = text;
  const isImpersonal = PASSIVE.test(flat) && !PERSONAL.test(flat) && !hasQuestion;
  return {
    failsToDo: FAILS.test(flat),
    asksWhatWeDo: hasQuestion && YOU_DO.test(flat) && !has("book", "want", "has_booking", "offering"),
    asksIfDone:
      hasQuestion &&
      ALL_DONE.test(flat) &&
      OURS.test(flat) &&
      !has("complaint_word", "complaint_money", "job_word", "media_word"),
    tellsWhatWeDid:
      (has("staff") || YOURS_DID.test(flat)) &&
      !hasQuestion &&
      !has(
        "thanks",
        "want",
        "need",
        "book",
        "offering",
        "job_word",
        "machine",
        "bargain",
        "spam",
        "injection",
        "media_word",
      ) &&
      DID.test(flat),
    isPassive: isImpersonal,
    soundsAutomatic: isImpersonal && LABEL.test(text.clean),
    tellsWhatTheyDo:
      !hasQuestion &&
      !has("need", "want", "book", "has_booking", "past_visit") &&
      text.words.some(({ norm }) => WE_DO.test(norm) && !CUSTOMERS_DO.has(norm)),
  };
}

const HOW_LONG =
  / (?:сколько|долго ли|долго|как долго) (?:\p{L}+ )?(?:ждать|ожидать|делается|делаются|готовится|готовятся)(?= )/u;
const OWN_THING =
  / (?:мой|моя|мое|мои|моего|моих|мою|наш|наша|наше|наши|нашу|еще|уже|осталось|заказ\S*|посылк\S*|груз\S*|машин\S*) /u;

/** Whether a flat text asks how long something takes at all, not when one's own thing will come. */
export function asksWait(flat: string): boolean {
  return HOW_LONG.test(flat) && !OWN_THING.test(flat);
}
