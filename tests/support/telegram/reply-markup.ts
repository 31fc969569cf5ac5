import { badRequest } from "./api-error.ts";
import type { Json } from "./update-queue.ts";

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function rowsOf(markup: Json, field: string): Json[][] {
  const rows = markup[field];
  if (!Array.isArray(rows)) throw badRequest(`object expected as reply markup`);
  return rows.map((row: unknown) => {
    if (!Array.isArray(row))
      throw badRequest(`field "${field}" of the reply markup must be an Array of Arrays`);
    return row.map((button: unknown) => {
      if (typeof button === "string") return { text: button };
      if (!isObject(button)) throw badRequest("keyboard button must be a String or an Object");
      if (typeof button["text"] !== "string" || button["text"].trim() === "")
        throw badRequest("keyboard button text must be non-empty");
      return button;
    });
  });
}

function checkInlineButton(button: Json): void {
  const data = button["callback_data"];
  if (data !== undefined) {
    if (typeof data !== "string" || data === "" || Buffer.byteLength(data) > 64)
      throw badRequest("BUTTON_DATA_INVALID");
    return;
  }
  const url = button["url"];
  if (typeof url !== "string") throw badRequest("text buttons are unallowed in the inline keyboard");
  const isPublic = URL.canParse(url) && new URL(url).hostname.includes(".") && /^(https?|tg):/.test(url);
  if (!isPublic) throw badRequest(`inline keyboard button URL '${url}' is invalid: Wrong HTTP URL`);
}

/** Checks a keyboard as the Bot API does; an inline one without buttons counts as none. */
export function checkReplyMarkup(markup: unknown): Json | undefined {
  if (markup === undefined || markup === null) return undefined;
  if (!isObject(markup)) throw badRequest("object expected as reply markup");
  if ("inline_keyboard" in markup) {
    const rows = rowsOf(markup, "inline_keyboard").filter((row) => row.length > 0);
    for (const button of rows.flat()) checkInlineButton(button);
    return rows.length > 0 ? { inline_keyboard: rows } : undefined;
  }
  if ("keyboard" in markup) return { ...markup, keyboard: rowsOf(markup, "keyboard") };
  if ("remove_keyboard" in markup || "force_reply" in markup) return markup;
  throw badRequest("object expected as reply markup");
}

/** Only inline keyboards are part of a message; the others belong to the customer's screen. */
export function isInline(markup: Json | undefined): boolean {
  return markup !== undefined && "inline_keyboard" in markup;
}
