import type { IncomingMessage } from "node:http";
import { badRequest } from "./api-error.ts";

export interface UploadedFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly bytes: Buffer;
}

/** Parameters of a call as they came: forms carry everything as strings, JSON keeps its types. */
export interface CallParams {
  readonly values: Readonly<Record<string, unknown>>;
  readonly files: ReadonlyMap<string, UploadedFile>;
}

const NO_FILES: ReadonlyMap<string, UploadedFile> = new Map();

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

/** Reads JSON, URL-encoded and multipart bodies, with the query string below them, as the Bot API does. */
export function readParams(query: URLSearchParams, contentType: string, body: Buffer): CallParams {
  const base: Record<string, unknown> = Object.fromEntries(query);
  if (body.length === 0) return { values: base, files: NO_FILES };
  if (contentType.startsWith("application/json")) {
    let parsed: unknown;
    try {
      parsed = JSON.parse(body.toString("utf8"));
    } catch {
      throw badRequest("can't parse JSON object");
    }
    if (typeof parsed !== "object" || parsed === null) throw badRequest("object expected as a JSON body");
    return { values: { ...base, ...parsed }, files: NO_FILES };
  }
  if (contentType.startsWith("application/x-www-form-urlencoded"))
    return {
      values: { ...base, ...Object.fromEntries(new URLSearchParams(body.toString("utf8"))) },
      files: NO_FILES,
    };
  if (contentType.startsWith("multipart/form-data")) {
    const form = readMultipart(contentType, body);
    return { values: { ...base, ...form.values }, files: form.files };
  }
  throw badRequest(`unsupported content type`);
}

/** A value of the part's content-disposition; clients differ in whether they quote it. */
function headerValue(head: string, name: string): string | undefined {
  const [, quoted, bare] = new RegExp(`[;\\s]${name}=(?:"([^"]*)"|([^;\\r\\n]+))`, "i").exec(head) ?? [];
  const value = quoted ?? bare;
  return value === undefined ? undefined : Buffer.from(value, "latin1").toString("utf8");
}

function readMultipart(contentType: string, body: Buffer) {
  const boundary = /boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (!boundary) throw badRequest("multipart boundary is missing");
  const values: Record<string, unknown> = {};
  const files = new Map<string, UploadedFile>();
  // latin1 keeps every byte as one character, so offsets in text and bytes agree.
  const text = body.toString("latin1");
  for (const part of text.split(`--${boundary}`).slice(1, -1)) {
    const split = part.indexOf("\r\n\r\n");
    if (split < 0) continue;
    const head = part.slice(0, split);
    const content = Buffer.from(part.slice(split + 4, part.length - 2), "latin1");
    const name = headerValue(head, "name");
    if (name === undefined) continue;
    const fileName = headerValue(head, "filename");
    if (fileName === undefined) values[name] = content.toString("utf8");
    else {
      const type = /content-type:\s*([^\r\n]+)/i.exec(head)?.[1] ?? "application/octet-stream";
      files.set(name, { fileName, contentType: type, bytes: content });
    }
  }
  return { values, files };
}

export function stringOf(params: CallParams, name: string): string | undefined {
  const value = params.values[name];
  if (typeof value === "string") return value;
  return typeof value === "number" || typeof value === "boolean" ? String(value) : undefined;
}

export function integerOf(params: CallParams, name: string): number | undefined {
  const text = stringOf(params, name);
  if (text === undefined || text === "") return undefined;
  const value = Number(text);
  if (!Number.isInteger(value)) throw badRequest(`invalid ${name} specified`);
  return value;
}

/** A value that forms carry as JSON text. */
export function jsonOf(params: CallParams, name: string): unknown {
  const value = params.values[name];
  if (typeof value !== "string") return value;
  if (value === "") return undefined;
  try {
    return JSON.parse(value);
  } catch {
    throw badRequest(`can't parse ${name} JSON object`);
  }
}
