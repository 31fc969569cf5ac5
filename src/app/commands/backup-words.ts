import type { BackupFault } from "../../adapters/postgres/backup/backup-error.ts";
import type { BackupSummary } from "../../adapters/postgres/backup/write-backup.ts";
import type { RestoreSummary } from "../../adapters/postgres/backup/restore-backup.ts";
import type { Language } from "../../domain/category.ts";

/** What went wrong and what to do about it. */
type FaultText = readonly [what: string, cure: string];

interface BackupWords {
  readonly saving: string;
  readonly restoring: string;
  readonly proving: string;
  readonly saved: (summary: BackupSummary) => string;
  readonly restored: (summary: RestoreSummary) => string;
  readonly backupElsewhere: string;
  readonly restoreElsewhere: string;
  readonly wrongSettings: string;
  readonly fault: (fault: BackupFault) => FaultText;
}

export const BACKUP_WORDS: Readonly<Record<Language, BackupWords>> = {
  ru: {
    saving: "Копирую базу",
    restoring: "Распаковываю и сверяю",
    proving: "Пробую открыть базу…",
    saved: ({ file, bytes, files, isGatewayRunning }) =>
      `Резервная копия готова: ${file}
${megabytes(bytes, "ru")} МБ, файлов: ${count(files, "ru")}, ${isGatewayRunning ? "шлюз работал и не останавливался" : "шлюз был выключен"}.
Внутри база данных и secrets.json (токен входа и ключи): храните копию как пароль.
Папка бизнеса и сеанс WhatsApp в копию не входят.
`,
    restored: ({ createdAt, version, counts, movedTo }) =>
      `Восстановлено из копии от ${moment(createdAt, "ru")} (Дозор ${version}). База открывается.
Диалогов: ${count(counts.conversations, "ru")}, сообщений: ${count(counts.messages, "ru")}, заявок: ${count(counts.leads, "ru")}.
${counts.pending > 0 ? `Не отправлено на момент копии: ${count(counts.pending, "ru")}. Уйдёт после запуска, даже если раньше уже ушло.\n` : ""}${movedTo ? `Прежние данные целы и лежат в ${movedTo}\n` : ""}Запустите шлюз: dozor start
`,
    backupElsewhere: `База задана в DATABASE_URL: её копируют средствами самого сервера PostgreSQL.
Например: pg_dump --format=custom --file=dozor.dump "$DATABASE_URL"
Сохраните и DATA_DIR/secrets.json: в нём токен входа и ключи.
`,
    restoreElsewhere: `База задана в DATABASE_URL: её восстанавливают средствами самого сервера PostgreSQL.
Например: pg_restore --clean --if-exists --dbname="$DATABASE_URL" dozor.dump
Чтобы восстановить встроенную базу, уберите DATABASE_URL.
`,
    wrongSettings: "Неверные настройки:",
    fault: faultRu,
  },
  en: {
    saving: "Copying the database",
    restoring: "Unpacking and comparing",
    proving: "Opening the database…",
    saved: ({ file, bytes, files, isGatewayRunning }) =>
      `The backup is ready: ${file}
${megabytes(bytes, "en")} MB, files: ${count(files, "en")}, ${isGatewayRunning ? "the gateway went on working" : "the gateway was off"}.
It holds the database and secrets.json (sign-in token and keys): keep it like a password.
The business folder and the WhatsApp session are not in it.
`,
    restored: ({ createdAt, version, counts, movedTo }) =>
      `Restored from the backup of ${moment(createdAt, "en")} (Dozor ${version}). The database opens.
Conversations: ${count(counts.conversations, "en")}, messages: ${count(counts.messages, "en")}, leads: ${count(counts.leads, "en")}.
${counts.pending > 0 ? `On their way when the backup was made: ${count(counts.pending, "en")}. They leave after the start, even if they had left before.\n` : ""}${movedTo ? `What was here is whole and now in ${movedTo}\n` : ""}Start the gateway: dozor start
`,
    backupElsewhere: `The database is the one of DATABASE_URL: use the PostgreSQL server's own tools.
For instance: pg_dump --format=custom --file=dozor.dump "$DATABASE_URL"
Keep DATA_DIR/secrets.json as well: it holds the sign-in token and keys.
`,
    restoreElsewhere: `The database is the one of DATABASE_URL: use the PostgreSQL server's own tools.
For instance: pg_restore --clean --if-exists --dbname="$DATABASE_URL" dozor.dump
To restore the embedded database, remove DATABASE_URL.
`,
    wrongSettings: "Wrong settings:",
    fault: faultEn,
  },
};

function faultRu(fault: BackupFault): FaultText {
  switch (fault.kind) {
    case "no_database":
      return [
        `В папке ${fault.folder} нет базы`,
        "Проверьте DATA_DIR: база появляется при первом запуске шлюза.",
      ];
    case "unreachable":
      return [`База не отвечает: ${fault.reason}`, "Запустите команду от того же пользователя, что и шлюз."];
    case "inside_database":
      return [`Файл ${fault.file} лежит внутри самой базы`, "Выберите другую папку, лучше на другом диске."];
    case "tablespaces":
      return [
        "У базы есть табличные пространства вне её папки",
        "Скопируйте её средствами PostgreSQL: pg_basebackup.",
      ];
    case "not_made":
      return [
        `Копия ${fault.file} не получилась: ${fault.reason}`,
        "Проверьте место на диске и права на папку и повторите; прежняя копия цела.",
      ];
    case "unreadable":
      return [`${fault.file}: ${fault.reason}`, "Проверьте имя файла, права и место на диске."];
    case "not_a_backup":
      return [
        `${fault.file} не похож на резервную копию Дозора`,
        "Укажите файл, который создала команда dozor backup.",
      ];
    case "newer_format":
      return [`Копию создала более новая версия (${fault.version})`, "Обновите Дозор и повторите."];
    case "damaged":
      return [`Копия повреждена: ${fault.what}`, "Возьмите другую копию. Данные на этой машине не тронуты."];
    case "in_use":
      return [`Папкой ${fault.folder} сейчас пользуется шлюз`, "Остановите его и повторите."];
    case "not_empty":
      return [
        `В папке ${fault.folder} уже есть данные`,
        "Повторите с --force: прежние данные переедут в соседнюю папку и не будут удалены.",
      ];
    case "does_not_open":
      return [
        `База из копии не открывается: ${fault.reason}`,
        `Копия сделана на ${fault.madeOn}: нужна такая же система. Данные на этой машине не тронуты.`,
      ];
  }
}

function faultEn(fault: BackupFault): FaultText {
  switch (fault.kind) {
    case "no_database":
      return [
        `There is no database in ${fault.folder}`,
        "Check DATA_DIR: the gateway's first start makes one.",
      ];
    case "unreachable":
      return [`The database does not answer: ${fault.reason}`, "Run this as the same user as the gateway."];
    case "inside_database":
      return [
        `${fault.file} lies inside the database itself`,
        "Choose another folder, best on another disk.",
      ];
    case "tablespaces":
      return ["The database has tablespaces outside its folder", "Use PostgreSQL's own pg_basebackup."];
    case "not_made":
      return [
        `The backup ${fault.file} could not be made: ${fault.reason}`,
        "Check the disk's free space and the folder's rights, then repeat; an earlier backup is untouched.",
      ];
    case "unreadable":
      return [`${fault.file}: ${fault.reason}`, "Check the file's name, rights and the disk's free space."];
    case "not_a_backup":
      return [
        `${fault.file} does not look like a backup of Dozor`,
        "Name a file that dozor backup has made.",
      ];
    case "newer_format":
      return [`A newer version (${fault.version}) made this backup`, "Update Dozor and repeat."];
    case "damaged":
      return [
        `The backup is damaged: ${fault.what}`,
        "Take another one. The data on this machine is untouched.",
      ];
    case "in_use":
      return [`A gateway is using ${fault.folder}`, "Stop it and repeat."];
    case "not_empty":
      return [
        `There is data in ${fault.folder} already`,
        "Repeat with --force: what is there moves to a folder beside and is not deleted.",
      ];
    case "does_not_open":
      return [
        `The database of the backup does not open: ${fault.reason}`,
        `It was made on ${fault.madeOn}: the same kind of system is needed. The data on this machine is untouched.`,
      ];
  }
}

function megabytes(bytes: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / 1e6);
}

function count(value: number, language: Language): string {
  return new Intl.NumberFormat(language).format(value);
}

function moment(at: Date, language: Language): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "long" }).format(at);
}
