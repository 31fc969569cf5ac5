/**
 * What nobody asks of a business: data of other people, secrets of the house, and orders to the bot or its "settings".
 * Read from the flat text (lower case, «е» for «ё», no punctuation). A master's working phone or the address of the salon
 * are fair questions; a home address, a private number, and whatever belongs to another customer are not.
 */
export function isAttack(flat: string): boolean {
  return ATTACKS.some((attack) => attack.test(flat));
}

const ASK =
  "(?:дай|дайте|скинь|скиньте|кинь|киньте|пришли|пришлите|продиктуй|продиктуйте|назови|назовите|скажи|скажите|сообщи|сообщите|вышли|вышлите|покажи|покажите|выдай|выдайте|выведи|подскажи|подскажите|отправь|отправьте|напиши|напишите|перечисли|раскрой|узнать|нужен|нужны|нужно|give|send|tell|show|list|what)";
const DATA =
  "(?:телефон\\S*|номер|номера|номерок|адрес|адреса|контакт\\S*|фамили\\S*|паспорт\\S*|фио|почту|инстаграм\\S*|диагноз\\S*|карточк\\S*|данные|координаты|phone|number|numbers|address|addresses|contacts|details)";
const PRIVATE = "(?:личн\\S*|домашн\\S*|мобильн\\S*|сотов\\S*|home|personal|private)";
const STAFF =
  "(?:мастер\\S*|врач\\S*|доктор\\S*|тренер\\S*|барбер\\S*|массажист\\S*|косметолог\\S*|парикмахер\\S*|стилист\\S*|хирург\\S*|стоматолог\\S*|слесар\\S*|механик\\S*|администратор\\S*|директор\\S*|менеджер\\S*|сотрудни\\S*|девочк\\S*|хозяйк\\S*|инженер\\S*|master|doctor|trainer|barber|stylist|employee|staff|manager)";
const OTHERS =
  "(?:клиент(?:а|ки|ов|ок)|пациент(?:а|ки|ов|ок)|покупател(?:я|ей)|заказчик(?:а|ов)|хозяин\\S*|владел\\S*|девушк(?:и|у|ы)|женщин\\S*|мужчин\\S*|мужик\\S*|парн(?:я|ю)|соседа|соседки|чужо\\S*|того кто|той кто|тех кто|customers?|clients?|patients?|owner)";

const ATTACKS: readonly RegExp[] = [
  new RegExp(` ${ASK} (?:\\S+ ){0,4}${DATA} (?:\\S+ ){0,3}${OTHERS} `, "u"),
  new RegExp(` ${ASK} (?:\\S+ ){0,3}${PRIVATE} (?:\\S+ ){0,4}${STAFF} `, "u"),
  new RegExp(
    ` ${ASK} (?:\\S+ ){0,3}(?:где живет|home address|адрес) (?:\\S+ )?(?:ваш\\S* |your )?${STAFF} `,
    "u",
  ),
  / (?:парол\S*|логин\S*) (?:от|для|к|админ\S*|директор\S*|сотрудник\S*|руковод\S*) (?:\S+ ){0,2}(?:1с|црм|crm|базы|базе|админк\S*|сервер\S*|камер\S*|сейф\S*|касс\S*|систем\S*|почты директора|вашей|вашего|директора|бухгалтер\S*) /u,
  / (?:закупочн\S*|себестоимост\S*) (?:\S+ ){0,5}(?:парол\S*|маржу|наценк\S*|без утайки|по секрету) | (?:назови|выдай|слей|раскрой|reveal|tell me) (?:\S+ ){0,3}(?:закупочн\S*|себестоимост\S*|маржу|наценку|purchase prices|your margin|cost prices) /u,
  / (?:отключи|отключай|выключи|сними|убери|обойди|сбрось|disable|turn off|bypass|remove) (?:\S+ ){0,3}(?:фильтр|фильтры|цензур\S*|ограничени\S*|защит\S*|запреты|модераци\S*|filters?|safety|restrictions|guardrails|censorship) /u,
  / (?:translate|show|reveal|print|repeat|summari[sz]e|leak|output|paste) (?:\S+ ){0,3}(?:hidden|secret|system|internal|initial) (?:instructions?|prompts?|rules|settings|messages?) /u,
  / (?:переведи|покажи|раскрой|перескажи|процитируй|скопируй|вставь|пришли) (?:\S+ ){0,3}(?:скрыт\S*|секретн\S*|внутренн\S*|системн\S*|служебн\S*) (?:инструкци\S*|настройк\S*|указани\S*|правил\S*|команд\S*|заметк\S*) /u,
  / (?:я|это) (?:твой|ваш|твоя|ваша) (?:новый |новая )?(?:генеральный|ген директор|гендиректор|директор|начальник|начальница|создатель|хозяин|владелец|программист|админ|босс|шеф) (?:\S+ ){0,4}(?:отвечай|отключ\S*|выполняй|слушай\S*|приказ\S*|делай|выдай|скинь|переведи|немедленно|поставь|забудь|дай) /u,
  / (?:отвечай|ругайся|пиши) (?:\S+ ){0,2}(?:матом|стихами|только да|как пират|без цензуры) /u,
  / i am your (?:boss|owner|ceo|creator|developer|admin) /u,
];
