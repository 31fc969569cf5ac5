import type { FaultTexts, NameKind, ValueType } from "./fault.ts";

const TYPES: Readonly<Record<ValueType, string>> = {
  text: "текст",
  number: "число",
  boolean: "true или false",
  list: "список",
  map: "набор «ключ: значение»",
};

/** The adjective agrees with the noun, hence whole phrases. */
const UNKNOWN: Readonly<Record<NameKind, string>> = {
  branch: "Неизвестный филиал",
  skill: "Неизвестное умение",
  team: "Неизвестная команда",
  ladder: "Неизвестная лестница",
  service: "Неизвестная услуга",
  manager: "Неизвестный сотрудник",
  offer: "Непонятно, кому предлагать заявку:",
  category: "Неизвестная категория",
  slot: "Неизвестный слот",
  priority: "Неизвестный приоритет",
  sentiment: "Неизвестный настрой клиента",
  channel: "Неизвестный канал",
  language: "Неизвестный язык",
  role: "Неизвестная роль",
  chooser: "Неизвестный способ выбора",
  vertical: "Неизвестный вид деятельности",
  action: "Неизвестное действие",
  handoff: "Неизвестный порядок ночью",
  clock: "Неизвестный отсчёт времени",
  time: "Непонятное время",
  placeholder: "Неизвестная подстановка",
  ruleset: "Нет файла с правилами",
};

const SYNTAX: Readonly<Record<string, string>> = {
  BAD_ALIAS: "ссылка «*» без своего «&»",
  BAD_DQ_ESCAPE: "непонятная последовательность после «\\» в кавычках",
  BAD_INDENT: "сбит отступ или не закрыта скобка",
  BAD_SCALAR_START: "значение не может начинаться с этого знака",
  BLOCK_AS_IMPLICIT_KEY: "двоеточие внутри текста без кавычек",
  BLOCK_IN_FLOW: "внутри { } и [ ] нельзя переходить на запись с отступами",
  MISSING_CHAR: "не хватает знака: кавычки, запятой, пробела или скобки",
  MULTILINE_IMPLICIT_KEY: "ключ занял больше одной строки: похоже, пропущено двоеточие или кавычка",
  MULTIPLE_DOCS: "в файле больше одного документа (строка «---»)",
  RESOURCE_EXHAUSTION: "файл слишком запутан: глубокая вложенность",
  TAB_AS_INDENT: "отступ сделан табуляцией",
  TAG_RESOLVE_FAILED: "непонятная пометка с «!»",
  TOO_COMPLEX: "файл слишком запутан: глубокая вложенность или ссылки по кругу",
  UNCLOSED: "не закрыта кавычка или скобка, открытая здесь",
  UNEXPECTED_TOKEN: "здесь не ожидался этот знак",
};

const nearestHint = (nearest: string | undefined, known: readonly string[], none: string): string =>
  nearest === undefined
    ? known.length > 0
      ? `Можно: ${known.join(", ")}.`
      : none
    : `Возможно, вы имели в виду «${nearest}»?`;

/** Fault texts in Russian. */
export const RUSSIAN_FAULTS: FaultTexts = {
  missing_folder: ({ folder }) => ({
    message: `Папки бизнеса «${folder}» нет`,
    hint: "Проверьте DOZOR_BUSINESS или скопируйте готовый пример flows/beauty и поправьте под себя.",
  }),
  missing_file: ({ file, example }) => ({
    message: `Нет обязательного файла ${file}`,
    hint: `Создайте ${file}, например: ${example}`,
  }),
  unreadable_file: ({ reason }) => ({
    message: `Файл не читается (${reason})`,
    hint: "Проверьте, что это обычный файл и у программы есть право его читать.",
  }),
  not_utf8: () => ({
    message: "Файл сохранён не в UTF-8",
    hint: "Пересохраните файл в кодировке UTF-8.",
  }),
  yaml_syntax: ({ yamlCode, detail }) => ({
    message: `Нарушена запись YAML: ${SYNTAX[yamlCode] ?? detail}`,
    hint:
      yamlCode === "TAB_AS_INDENT"
        ? "Замените табуляцию пробелами."
        : "Проверьте отступы, скобки и кавычки в этой строке и строкой выше; текст с двоеточием берите в кавычки.",
  }),
  duplicate_key: ({ key, firstLine }) => ({
    message: `Ключ «${key}» уже есть в строке ${firstLine}`,
    hint: "Оставьте один из двух.",
  }),
  empty_file: ({ isRequired, example }) => ({
    message: isRequired ? "Файл пуст" : "Файл пуст, работают значения по умолчанию",
    hint: `Заполните его, например: ${example}${isRequired ? "" : ". Или удалите файл."}`,
  }),
  wrong_top_level: ({ expected, example }) => ({
    message: `В файле должен быть ${expected === "list" ? "список, где каждая запись начинается с «-»" : "набор «ключ: значение»"}`,
    hint: `Например: ${example}`,
  }),
  unexpected_file: ({ file, nearest }) => ({
    message: `Файл ${file} не читается: такого имени нет среди файлов бизнеса`,
    hint: nearest
      ? `Возможно, он должен называться ${nearest}?`
      : "Удалите его или перенесите в другую папку.",
  }),
  unknown_key: ({ key, nearest, allowed }) => ({
    message: `Неизвестный ключ «${key}»`,
    hint: nearestHint(nearest, allowed, "Удалите его."),
  }),
  missing_key: ({ key, example }) => ({
    message: `Не хватает ключа «${key}»`,
    hint: `Добавьте, например: ${example}`,
  }),
  empty_value: ({ key }) => ({
    message: `После «${key}:» ничего не написано`,
    hint: "Впишите значение или удалите строку.",
  }),
  wrong_type: ({ expected, actual, value }) => ({
    message: `Здесь нужно: ${TYPES[expected]}, а написано: ${value}`,
    hint:
      expected === "text" && (actual === "number" || actual === "boolean")
        ? `Возьмите в кавычки: "${value}".`
        : expected === "number" && actual === "text"
          ? "Напишите число цифрами, без кавычек и слов."
          : expected === "boolean"
            ? "Пишите true (да) или false (нет), без кавычек."
            : `Ожидается ${TYPES[expected]}, а это ${TYPES[actual]}.`,
  }),
  unknown_name: ({ kind, value, nearest, known }) => ({
    message: `${UNKNOWN[kind]} «${value}»`,
    hint: nearestHint(
      nearest,
      known,
      "Такого имени в файлах пока нет ни одного: заведите его или удалите ссылку.",
    ),
  }),
  empty_text: () => ({ message: "Пустой текст", hint: "Впишите текст или удалите строку." }),
  empty_list: () => ({
    message: "Пустой список",
    hint: "Впишите хотя бы одно значение или удалите ключ целиком.",
  }),
  bad_number: ({ value, least, isWhole }) => ({
    message: `«${value}» не подходит: нужно ${isWhole ? "целое " : ""}число не меньше ${least}`,
    hint: "Напишите число цифрами, без кавычек, пробелов и слов; отрицательное не годится.",
  }),
  bad_id: ({ value }) => ({
    message: `«${value}» не годится в id`,
    hint: "id пишется латинскими буквами, цифрами, «_» и «-», до 40 знаков, например manicure_gel. Название для людей ставьте в name.",
  }),
  bad_duration: ({ value }) => ({
    message: `«${value}» не похоже на длительность`,
    hint: "Пишите число и букву: 60s — секунды, 15m — минуты, 24h — часы, 2d — дни. Полтора часа — 90m.",
  }),
  bad_hours: ({ value }) => ({
    message: `«${value}» не похоже на часы работы`,
    hint: 'Пишите так: "10:00-21:00", с перерывом "10:00-14:00, 15:00-19:00", через ночь "21:00-02:00", круглосуточно "00:00-24:00"; перед ними день: mon-fri, sat, daily.',
  }),
  empty_hours: ({ value }) => ({
    message: value === "" ? "Часы не указаны" : `Промежуток «${value}» пуст`,
    hint: 'Выходной день просто не пишут; круглосуточно — "00:00-24:00".',
  }),
  overlapping_hours: ({ first, second }) => ({
    message: `Часы «${first}» и «${second}» накладываются`,
    hint: "Сдвиньте границу или слейте их в один промежуток.",
  }),
  bad_day: ({ key, nearest }) => ({
    message: `«${key}» — не день недели`,
    hint: nearestHint(
      nearest,
      [],
      "Дни пишутся mon, tue, wed, thu, fri, sat, sun, промежутки — mon-fri, каждый день — daily.",
    ),
  }),
  repeated_day: ({ day, firstKey }) => ({
    message: `День ${day} указан дважды: он уже есть в «${firstKey}»`,
    hint: `Оставьте ${day} в одном месте, например mon-sat отдельно от sun.`,
  }),
  bad_date: ({ value }) => ({
    message: `«${value}» — не дата`,
    hint: 'Пишите год-месяц-день: "2026-05-09", промежуток — "2026-01-01..2026-01-08".',
  }),
  reversed_range: ({ from, to }) => ({
    message: `Начало больше конца: ${from} > ${to}`,
    hint: "Поменяйте их местами.",
  }),
  bad_price: ({ value }) => ({
    message: `«${value}» не похоже на цену`,
    hint: "Пишите рубли числом не меньше нуля: price: 1800, или вилкой: price: { from: 4000, to: 9000 }.",
  }),
  bad_phone: ({ value }) => ({
    message: `Телефон «${value}» не существует`,
    hint: 'Пишите с кодом страны и в кавычках: "+73812000001".',
  }),
  bad_url: ({ value }) => ({
    message: `«${value}» — не адрес страницы`,
    hint: 'Адрес начинается с https://, например "https://example.com/privacy".',
  }),
  unknown_timezone: ({ value, nearest }) => ({
    message: `Часовой пояс «${value}» неизвестен`,
    hint: nearestHint(nearest, [], "Пишите часть света и город латиницей: Europe/Moscow, Asia/Omsk."),
  }),
  repeated_text: ({ firstLine }) => ({
    message: `Такое сообщение уже есть в строке ${firstLine}`,
    hint: "Удалите одно из двух: у сообщения один вид обращения.",
  }),
  duplicate_id: ({ id, firstLine }) => ({
    message: `«${id}» уже занято в строке ${firstLine}`,
    hint: "Дайте одной из двух записей другое имя или удалите лишнюю.",
  }),
  duplicate_account: ({ system, value, firstLine }) => ({
    message: `Номер ${value} в ${system} уже у другого сотрудника (строка ${firstLine})`,
    hint: "Один номер — один человек: исправьте тот, что ошибочен.",
  }),
  reserved_id: ({ id }) => ({
    message: `id «${id}» занят: на лестнице это слово значит другое`,
    hint: "Назовите сотрудника иначе: next, duty, head, all — слова самой лестницы.",
  }),
  shared_synonym: ({ word, service, firstLine }) => ({
    message: `Слово «${word}» уже ведёт к услуге «${service}» (строка ${firstLine})`,
    hint: "Оставьте его у одной услуги, иначе бот будет выбирать наугад.",
  }),
  skill_without_people: ({ skill }) => ({
    message: `Умения «${skill}» нет ни у кого в team.yaml`,
    hint: "Допишите его в skills тому, кто ведёт заявки на эту услугу.",
  }),
  empty_target: () => ({
    message: "Не сказано, кому отдавать заявку",
    hint: "Назовите хотя бы одно: team, skill, branch, role или manager.",
  }),
  target_without_people: ({ target }) => ({
    message: `Никто в team.yaml не подходит под { ${target} }`,
    hint: "Уберите лишнее условие или допишите его подходящему сотруднику.",
  }),
  rung_without_wait: ({ offer }) => ({
    message: `Не сказано, сколько ждать ответа на ступени «${offer}»`,
    hint: "Добавьте срок: { offer: next, wait: 60s }. Без срока ждут только на последней ступени.",
  }),
  ladder_without_task: ({ ladder }) => ({
    message: `Лестница «${ladder}» кончается ничем: на последней ступени нет задачи`,
    hint: "Закончите её человеком и задачей: { offer: head, task: Перезвонить }.",
  }),
  ladder_without_person: ({ ladder }) => ({
    message: `Лестница «${ladder}» может кончиться никем: «next» бывает некому отдать`,
    hint: "Последней ступенью поставьте head, duty, all или id сотрудника: { offer: head, task: Перезвонить }.",
  }),
  role_without_people: ({ role, isFatal }) => ({
    message:
      role === "duty"
        ? `В team.yaml нет ни одного дежурного${isFatal ? "" : ": срочное и критическое ночью некому отдать"}`
        : "В team.yaml нет ни одного руководителя",
    hint: `Поставьте кому-нибудь role: ${role}.`,
  }),
  sla_order: ({ higher, lower }) => ({
    message: `Срок «${lower}» короче, чем у более важного «${higher}»`,
    hint: "Чем важнее заявка, тем короче срок: critical ≤ high ≤ normal ≤ low.",
  }),
  lone_variant: () => ({
    message: "В эксперименте меньше двух вариантов: сравнивать не с чем",
    hint: "Например: variants: [{ id: now, share: 50 }, { id: new, share: 50, routing: routing.new.yaml }]; вариант без routing работает по routing.yaml.",
  }),
  overlapping_experiments: ({ other, otherLine }) => ({
    message: `Эксперимент идёт в те же дни, что и «${other}» (строка ${otherLine})`,
    hint: 'Разведите их: dates: "2026-03-01..2026-03-31". Без dates эксперимент идёт всегда.',
  }),
  shadowed_rule: ({ rule, by, byLine }) => ({
    message: `Правило «${rule}» никогда не сработает: всё забирает «${by}» (строка ${byLine})`,
    hint: "Поставьте его выше или сузьте условие у верхнего.",
  }),
};
