import { ApiError, badRequest } from "./api-error.ts";
import { quoted, storeMessage, type PeerBot, type PeerChat } from "./peer-bot.ts";
import { checkReplyMarkup, isInline } from "./reply-markup.ts";
import { integerOf, jsonOf, stringOf, type CallParams } from "./request-params.ts";
import type { Json } from "./update-queue.ts";

export interface CallContext {
  readonly bot: PeerBot;
  readonly params: CallParams;
  /** Aborts when the caller hangs up. */
  readonly closed: AbortSignal;
  readonly onHeld: () => void;
}

type Method = (context: CallContext) => unknown;

const MAX_TEXT = 4096;
const MAX_CAPTION = 1024;

function chatOf({ bot, params }: CallContext): PeerChat {
  const chatId = stringOf(params, "chat_id");
  if (!chatId) throw badRequest("chat_id is empty");
  const chat = bot.chats.get(Number(chatId));
  if (!chat) throw badRequest("chat not found");
  return chat;
}

function writableChatOf(context: CallContext): PeerChat {
  const chat = chatOf(context);
  if (chat.isBlocked) throw new ApiError(403, "Forbidden: bot was blocked by the user");
  return chat;
}

function textOf(params: CallParams): string {
  if (stringOf(params, "parse_mode")) throw badRequest("the stand-in reads entities only, no parse_mode");
  const text = (stringOf(params, "text") ?? "").trim();
  if (text === "") throw badRequest("message text is empty");
  if (text.length > MAX_TEXT) throw badRequest("message is too long");
  return text;
}

function entitiesOf(params: CallParams, text: string): Json {
  const entities = jsonOf(params, "entities");
  if (entities === undefined) return {};
  if (!Array.isArray(entities)) throw badRequest("can't parse entities: expected an Array");
  for (const entity of entities) {
    const { offset, length, type, url } = entity as Record<string, unknown>;
    const isInside =
      Number(offset) >= 0 && Number(length) > 0 && Number(offset) + Number(length) <= text.length;
    if (!isInside || typeof type !== "string") throw badRequest("entity beginning or end is out of the text");
    if (type === "text_link" && !URL.canParse(String(url)))
      throw badRequest("can't parse entities: wrong URL");
  }
  return entities.length > 0 ? { entities } : {};
}

function replyOf(context: CallContext, chat: PeerChat): Json {
  const given = jsonOf(context.params, "reply_parameters") as Record<string, unknown> | undefined;
  const id = Number(given?.["message_id"] ?? integerOf(context.params, "reply_to_message_id") ?? 0);
  if (!id) return {};
  const target = chat.messages.get(id);
  if (!target) throw badRequest("message to be replied not found");
  return { reply_to_message: quoted(target) };
}

function post(context: CallContext, chat: PeerChat, content: Json): Json {
  const markup = checkReplyMarkup(jsonOf(context.params, "reply_markup"));
  const reply = replyOf(context, chat);
  const shown = isInline(markup) ? { reply_markup: markup } : {};
  return storeMessage(context.bot, chat, context.bot.user, { ...content, ...reply, ...shown });
}

/** A file that was uploaded, or named by an id that the bot has seen. */
function fileOf({ bot, params }: CallContext, field: string): Json {
  const given = stringOf(params, field);
  const upload = params.files.get(given?.startsWith("attach://") ? given.slice("attach://".length) : field);
  if (upload) {
    const id = `file_${bot.user.id}_${bot.files.size + 1}`;
    bot.files.set(id, { path: `${field}/${upload.fileName}`, bytes: upload.bytes });
    return {
      file_id: id,
      file_unique_id: `u${id}`,
      file_size: upload.bytes.length,
      file_name: upload.fileName,
    };
  }
  if (!given) throw badRequest(`there is no ${field} in the request`);
  if (!bot.files.has(given) && !/^https?:/.test(given))
    throw badRequest("wrong remote file identifier specified: can't unserialize it");
  return { file_id: given, file_unique_id: `u${given}`, file_size: bot.files.get(given)?.bytes.length ?? 0 };
}

function captionOf(params: CallParams): Json {
  const caption = (stringOf(params, "caption") ?? "").trim();
  if (caption.length > MAX_CAPTION) throw badRequest("message caption is too long");
  return caption ? { caption } : {};
}

function sendMedia(field: "document" | "voice" | "photo"): Method {
  return (context) => {
    const chat = writableChatOf(context);
    const file = fileOf(context, field);
    const media =
      field === "photo"
        ? [{ ...file, width: 90, height: 90 }]
        : field === "voice"
          ? { ...file, duration: 1 }
          : file;
    return post(context, chat, { [field]: media, ...captionOf(context.params) });
  };
}

function numberOf(params: CallParams, name: string): number {
  const value = Number(stringOf(params, name) ?? Number.NaN);
  if (Number.isNaN(value)) throw badRequest(`${name} is empty`);
  return value;
}

function editable(context: CallContext): { chat: PeerChat; message: Json; id: number } {
  const chat = chatOf(context);
  const id = integerOf(context.params, "message_id");
  if (id === undefined) throw badRequest("message identifier is not specified");
  const message = chat.messages.get(id);
  if (!message) throw badRequest("message to edit not found");
  if (message["from"] !== context.bot.user) throw badRequest("message can't be edited");
  return { chat, message, id };
}

function applyEdit(context: CallContext, changeText: boolean): Json {
  const { chat, message, id } = editable(context);
  const markup = checkReplyMarkup(jsonOf(context.params, "reply_markup"));
  const { reply_markup: _old, ...rest } = message;
  const text = changeText ? textOf(context.params) : undefined;
  const { entities: _oldEntities, ...bare } = rest;
  const next: Json = {
    ...(text === undefined ? rest : { ...bare, text, ...entitiesOf(context.params, text) }),
    ...(isInline(markup) ? { reply_markup: markup } : {}),
  };
  const shape = (value: Json) =>
    JSON.stringify([value["text"], value["entities"] ?? null, value["reply_markup"] ?? null]);
  if (shape(next) === shape(message))
    throw badRequest(
      "message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message",
    );
  const edited = { ...next, edit_date: Math.floor(Date.now() / 1000) };
  chat.messages.set(id, edited);
  return edited;
}

function getUpdates({ bot, params, closed, onHeld }: CallContext): unknown {
  if (bot.webhook.settings())
    throw new ApiError(
      409,
      "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
  const kinds = jsonOf(params, "allowed_updates");
  if (Array.isArray(kinds)) bot.queue.allow(kinds.map(String));
  return bot.queue.poll({
    offset: integerOf(params, "offset") ?? 0,
    limit: Math.min(Math.max(integerOf(params, "limit") ?? 100, 1), 100),
    timeoutMs: Math.min(integerOf(params, "timeout") ?? 0, 50) * 1000,
    onHeld,
    closed,
  });
}

function setWebhook({ bot, params }: CallContext): true {
  const url = stringOf(params, "url") ?? "";
  const secret = stringOf(params, "secret_token");
  if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret))
    throw badRequest("secret token contains unallowed characters");
  const isLoopback = /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url);
  if (url && !url.startsWith("https://") && !isLoopback)
    throw badRequest("bad webhook: An HTTPS URL must be provided for webhook");
  const kinds = jsonOf(params, "allowed_updates");
  if (Array.isArray(kinds)) bot.queue.allow(kinds.map(String));
  if (stringOf(params, "drop_pending_updates") === "true") bot.queue.clear();
  bot.webhook.set(
    url ? { url, secret, maxConnections: integerOf(params, "max_connections") ?? 40 } : undefined,
  );
  return true;
}

function getWebhookInfo({ bot }: CallContext): Json {
  const settings = bot.webhook.settings();
  const error = bot.webhook.lastError();
  return {
    url: settings?.url ?? "",
    has_custom_certificate: false,
    pending_update_count: bot.queue.pending().length,
    ...(error ? { last_error_date: error.date, last_error_message: error.message } : {}),
    ...(settings ? { max_connections: settings.maxConnections } : {}),
    ...(bot.queue.allowed() ? { allowed_updates: bot.queue.allowed() } : {}),
  };
}

/** Every method of the stand-in, by the Bot API's own name in lower case: the real one ignores case too. */
export const METHODS: Readonly<Record<string, Method>> = {
  getme: ({ bot }) => bot.user,
  getupdates: getUpdates,
  setwebhook: setWebhook,
  deletewebhook: ({ bot, params }) => {
    if (stringOf(params, "drop_pending_updates") === "true") bot.queue.clear();
    bot.webhook.set(undefined);
    return true;
  },
  getwebhookinfo: getWebhookInfo,
  sendmessage: (context) => {
    const chat = writableChatOf(context);
    const text = textOf(context.params);
    return post(context, chat, { text, ...entitiesOf(context.params, text) });
  },
  editmessagetext: (context) => applyEdit(context, true),
  editmessagereplymarkup: (context) => applyEdit(context, false),
  deletemessage: (context) => {
    if (!chatOf(context).messages.delete(integerOf(context.params, "message_id") ?? 0))
      throw badRequest("message to delete not found");
    return true;
  },
  answercallbackquery: ({ bot, params }) => {
    const id = stringOf(params, "callback_query_id") ?? "";
    if ((stringOf(params, "text") ?? "").length > 200) throw badRequest("MESSAGE_TOO_LONG");
    if (!bot.queries.has(id))
      throw badRequest("query is too old and response timeout expired or query ID is invalid");
    return true;
  },
  sendchataction: (context) => {
    writableChatOf(context);
    if (!stringOf(context.params, "action")) throw badRequest("wrong parameter action in request");
    return true;
  },
  sendphoto: sendMedia("photo"),
  senddocument: sendMedia("document"),
  sendvoice: sendMedia("voice"),
  sendlocation: (context) =>
    post(context, writableChatOf(context), {
      location: {
        latitude: numberOf(context.params, "latitude"),
        longitude: numberOf(context.params, "longitude"),
      },
    }),
  sendcontact: (context) => {
    const phone = stringOf(context.params, "phone_number");
    const name = stringOf(context.params, "first_name");
    if (!phone) throw badRequest("phone number is empty");
    if (!name) throw badRequest("first name is empty");
    return post(context, writableChatOf(context), { contact: { phone_number: phone, first_name: name } });
  },
  copymessage: (context) => {
    const source = context.bot.chats.get(Number(stringOf(context.params, "from_chat_id")));
    const original = source?.messages.get(integerOf(context.params, "message_id") ?? 0);
    if (!original) throw badRequest("message to copy not found");
    const {
      message_id: _id,
      from: _from,
      chat: _chat,
      date: _date,
      reply_markup: _markup,
      ...content
    } = original;
    return { message_id: post(context, writableChatOf(context), content)["message_id"] };
  },
  setmessagereaction: (context) => {
    const chat = writableChatOf(context);
    const id = integerOf(context.params, "message_id") ?? 0;
    const message = chat.messages.get(id);
    if (!message) throw badRequest("message to react not found");
    chat.messages.set(id, { ...message, reactions: jsonOf(context.params, "reaction") ?? [] });
    return true;
  },
  getfile: ({ bot, params }) => {
    const id = stringOf(params, "file_id") ?? "";
    const file = bot.files.get(id);
    if (!file) throw badRequest("wrong file_id or the file is temporarily unavailable");
    return { file_id: id, file_unique_id: `u${id}`, file_size: file.bytes.length, file_path: file.path };
  },
  setmycommands: ({ bot, params }) => {
    const commands = jsonOf(params, "commands");
    if (!Array.isArray(commands)) throw badRequest("can't parse commands: expected an Array");
    for (const entry of commands) {
      const { command, description } = entry as Record<string, unknown>;
      if (!/^[a-z0-9_]{1,32}$/.test(String(command))) throw badRequest("BOT_COMMAND_INVALID");
      if (typeof description !== "string" || description === "" || description.length > 256)
        throw badRequest("BOT_COMMAND_DESCRIPTION_INVALID");
    }
    bot.commands.set(stringOf(params, "language_code") ?? "", commands);
    return true;
  },
  getmycommands: ({ bot, params }) => bot.commands.get(stringOf(params, "language_code") ?? "") ?? [],
  getchat: (context) => chatOf(context).chat,
};
