import { buildWordTable } from "../tables/word-table.ts";

/** First names with their short forms, in the nominative. */
const WOMEN = `рузанна ариана радмила фируза мадлена анна аня анюта нюра мария маша маруся екатерина катя катерина катюша елена лена леночка ольга оля оленька наталья наталия наташа татьяна таня светлана света ирина ира иришка юлия юля анастасия настя дарья даша виктория вика ксения ксюша алина александра саша полина поля елизавета лиза софия софья соня валерия лера валентина валя людмила люда мила галина галя надежда надя любовь люба вера нина тамара тома лариса лара оксана яна жанна алла инна инга маргарита рита марго кристина кира диана карина ангелина геля арина ариша василиса варвара варя вероника ника евгения женя эльвира эля элина эмилия эмма регина руслана снежана стелла таисия тая ульяна уля фатима эвелина юлиана ярослава милана майя ева есения злата зоя зинаида зина клавдия клава лилия лиля лидия лида марианна марина маринка антонина тоня раиса рая роза римма розалия серафима тина нелли неля нелля альбина амина асель айгуль айгерим гульнара гуля гузель динара дина зарина зухра лейла лиана мадина малика нурия сабина салима самира фарида эльмира альфия асия венера земфира ильмира камила ляйсан наиля рамиля рената резеда флюра чулпан юнна янина доминика мирослава магдалена пелагея агата аделина аврора виолетта влада владислава дана дарина изабелла каролина лада лика люция мелания мирра олеся леся павлина прасковья селена степанида феня христина эдита эсфирь илона инесса алсу лейсан дилара камилла севара зульфия аида айнур айша анжела анжелика анфиса аглая агния ада аделя алевтина анита аурика беатриса белла божена бэлла виталина вита владлена гаяне глафира глаша гульшат джамиля евдокия ефросинья забава залина иванна иллария иоанна ирма катарина клара лала лаура лилиана лина лия лола лолита луиза любава марьям марьяна марта матрена милена мира муза нана наргиза николь нонна нюша рамина роксана ростислава руфина саида сима стефания сусанна тася тамила тереза устинья фаина фая фрида хава эльза эрика этери юлианна юна ядвига ясмина тося леля люся стася настена дашуля танюша аленка аллочка вероничка люсьена галочка ниночка`;
const MEN = `лукьян марсель ратмир реваз оскар феликс нурлан александр саня шура алексей леша алеша андрей антон тоха аркадий арсений сеня артем тема артур богдан борис боря вадим валентин валерий василий вася виктор витя виталий виталя владимир володя вова владислав влад вячеслав слава геннадий гена георгий гоша жора герман глеб григорий гриша данил данила даниил даня денис дмитрий дима митя евгений егор захар иван ваня игорь илья илюша иннокентий кирилл константин костя лев леонид леня макар максим макс марк марат матвей михаил миша никита николай коля олег павел паша петр петя платон прохор роман рома родион рудольф руслан савелий семен сергей серега сережа серый станислав стас степан степа тарас тимофей тимоша тимур тихон федор федя филипп эдуард эдик юрий юра яков яша ярослав альберт анатолий толя артемий давид демид демьян дамир данияр джамал жан ильдар ильяс ильнур исмаил камиль карен карим магомед мурат мустафа наиль нурлан радик радмир рамиль расул рашид ренат ринат роберт рустам саид салават самвел сурен тагир тигран фарид фарух фаррух хасан шамиль эльдар эмиль эрик арам арман армен арсен артак ашот азамат азат айдар айрат алан алик алмаз амир аслан ахмед булат вазген вахтанг гарик гевор гоар гурген зураб ибрагим ираклий нодар отар бахтиер бекзод темур улугбек шерзод ерлан ермек асхат бауржан серик фома савва елисей мирон остап назар лука ян янис адам эльмар вилли ильшат ильгиз равиль рафаэль рафик раис рамис рамазан рифат аким алибек альфред анвар анзор ардак арслан бахтияр батыр борислав валид вениамин веня вилен гамлет гаджи гагик гайк герасим геворг гия гиви джамшид добрыня евсей егорка ефим ефрем заур идрис кеша иосиф ислам искандер кирюха клим ким кузьма лаврентий леонард леонтий любомир максимилиан мансур мартын мирослав михей митрофан мурад муса мусса натан нариман нестор никифор никодим олжас омар орест осип пантелеймон потап радий рамзан рафаил ростислав рубен рустем садык святослав севастьян серафим серго сулейман султан тамерлан тельман тимоха трофим умар фархад федот харитон хачик шамсиддин эдгар эмин эммануил эрнест эльчин юлиан юрик никитос колян толян димон санек леха андрюха вован`;
const FOREIGN = `john mike michael david james robert william tom thomas peter paul mark alex anna maria kate mary jane sarah lisa emma olivia sophia julia linda susan karen nancy helen daniel andrew chris steve kevin brian george eric adam ben sam nick max leo oleg igor ivan sergey dmitry elena olga irina natalia tatiana svetlana emily charlotte amelia sophie chloe ella lucy alice rachel rebecca laura megan amy hannah jessica jennifer ashley amanda melissa michelle stephanie nicole elizabeth barbara patricia margaret dorothy ruth sharon deborah diana joan evelyn judith janice teresa gloria joshua matthew anthony donald steven kenneth edward ronald timothy jason jeffrey ryan jacob gary nicholas jonathan larry justin brandon benjamin samuel gregory raymond patrick dennis jerry tyler aaron jose henry douglas nathan zachary kyle walter harold jeremy ethan carl keith roger gerald sean arthur noah liam oliver lucas logan harry oscar felix hugo pavel dmitri yulia anastasia ekaterina oksana ahmed omar priya raj hans klaus pierre marie luca marco sofia carlos juan pedro`;

/** Words that are also names too short or common to trust without a capital letter or a cue. */
export const AMBIGUOUS_NAMES = new Set(
  "света слава вера любовь надежда лев роман роза марк мила лада рая злата майя тома ника лика поля серый люба тема гена тина макс ева дана ян боря адам дина ира стас max mark ben alan mary max nick роберт жан геля карен аля тая лена вита клим ким ада мира муза радий потап лала пелагея лина тася уля ясмина ислам султан омар фома осип леля лаура карим белла сима эрик юна лола стелла эмин алан муса зоя рубен гарик хава альберт идрис гия садык".split(
    " ",
  ),
);

function formsOf(name: string): readonly string[] {
  const stem = name.slice(0, -1);
  if (name.endsWith("ия")) return [name, `${stem}и`, `${stem}ю`, `${stem}ей`];
  if (name.endsWith("а"))
    return [name, `${stem}ы`, `${stem}и`, `${stem}е`, `${stem}у`, `${stem}ой`, `${stem}ей`];
  if (name.endsWith("я")) return [name, `${stem}и`, `${stem}е`, `${stem}ю`, `${stem}ей`];
  if (name.endsWith("й")) return [name, `${stem}я`, `${stem}ю`, `${stem}ем`, `${stem}е`];
  if (name.endsWith("ь")) return [name, `${stem}я`, `${stem}ю`, `${stem}ем`, `${stem}и`, `${stem}ью`];
  if (name === "павел") return [name, "павла", "павлу", "павлом"];
  if (name === "лев") return [name, "льва", "льву", "львом"];
  if (name === "петр") return [name, "петра", "петру", "петром"];
  if (/[бвгджзклмнпрстфхцчшщ]$/u.test(name)) return [name, `${name}а`, `${name}у`, `${name}ом`, `${name}е`];
  return [name];
}

/** First names in all their cases, and of each form the number of the name it is a form of. */
const { forms: FORMS, bases: BASES } = (() => {
  const forms = buildWordTable();
  const bases: number[] = [];
  const russian = [...WOMEN.split(" "), ...MEN.split(" ")];
  for (const name of [...russian, ...FOREIGN.split(" ")]) {
    const base = forms.add(name);
    for (const form of formsOf(name)) if (form !== "любой") bases[forms.add(form)] ??= base;
  }
  // A name is itself before it is a form of another.
  for (const name of russian) bases[forms.add(name)] = forms.add(name);
  return { forms: forms.build(), bases: Uint16Array.from(bases) };
})();

/** First Russian names in all their cases, lower case. */
export function* russianNameForms(): Generator<string> {
  for (let index = 0; index < FORMS.size; index += 1) {
    const form = FORMS.wordAt(index);
    if (/^[а-я]+$/u.test(form)) yield form;
  }
}

const YO: Readonly<Record<string, string>> = {
  артем: "Артём",
  семен: "Семён",
  петр: "Пётр",
  федор: "Фёдор",
  леша: "Лёша",
  алена: "Алёна",
  сережа: "Серёжа",
  леня: "Лёня",
};

/** The nominative of a first name in any case («Ольгу» → «Ольга»), capitalised; `undefined` for other words. */
export function firstNameOf(word: string): string | undefined {
  const form = FORMS.indexOf(word.toLowerCase().replaceAll("ё", "е"));
  if (form < 0) return undefined;
  const base = FORMS.wordAt(BASES[form] ?? form);
  return YO[base] ?? base.charAt(0).toUpperCase() + base.slice(1);
}

const LATIN_NAMES = new Set(FOREIGN.split(" "));

/** Whether a lower-case word is a first name in Latin letters. */
export function isLatinName(word: string): boolean {
  return LATIN_NAMES.has(word);
}

const SURNAME =
  /^[а-яё]{2,}(?:ов|ев|ёв|ин|ын|ский|цкий|ова|ева|ёва|ина|ына|ская|цкая|ову|еву|ину|ову|овой|евой|иной|скую|скому|скому|ову|ову|еву|енко|чук|юк|ян|дзе|швили|ова|ых|их)$/iu;

/** Whether a capitalised word looks like a surname by its ending. */
export function isSurnameLike(word: string): boolean {
  return /^[А-ЯЁ]/u.test(word) && SURNAME.test(word) && word.length >= 4;
}

/** The nominative of a woman's surname in an oblique case; others as they are. */
export function surnameOf(word: string): string {
  return word
    .replace(/(ов|ев|ёв|ин|ын)(?:у|ой)$/u, "$1а")
    .replace(/(ск|цк)(?:ую|ой)$/u, "$1ая")
    .replace(/(ск|цк)(?:ого|ому|им)$/u, "$1ий")
    .replace(/(ов|ев|ёв)(?:ым)$/u, "$1");
}
