const BLOCK = 512;
const MAX_NAME = 100;

/** Two empty blocks end an archive. */
export const TAR_END = Buffer.alloc(2 * BLOCK);

export interface TarHeader {
  /** Path with slashes, at most 100 bytes; a folder's ends in a slash. */
  readonly name: string;
  /** Bytes that follow the header, before padding. */
  readonly size: number;
}

export interface TarEntry extends TarHeader {
  /** The content, to be read before the next entry is asked for; what is left unread is skipped. */
  readonly body: AsyncIterable<Buffer>;
}

/**
 * The 512 bytes before an entry's content, in the ustar format that any `tar` reads.
 *
 * @throws RangeError when the name or the size does not fit the format.
 */
export function tarHeader(entry: TarHeader, modifiedAt: Date): Buffer {
  if (Buffer.byteLength(entry.name) > MAX_NAME) throw new RangeError(`the path ${entry.name} is too long`);
  if (entry.size >= 8 ** 11) throw new RangeError(`the file ${entry.name} is too large`);
  const isFolder = entry.name.endsWith("/");
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, length: number) =>
    block.write(`${value.toString(8).padStart(length - 1, "0")}\0`, at, "latin1");
  block.write(entry.name, 0);
  octal(isFolder ? 0o700 : 0o600, 100, 8);
  octal(0, 108, 8);
  octal(0, 116, 8);
  octal(entry.size, 124, 12);
  octal(Math.floor(modifiedAt.getTime() / 1000), 136, 12);
  block.write(isFolder ? "5" : "0", 156, "latin1");
  block.write("ustar\u000000", 257, "latin1");
  block.write(`${checksumOf(block).toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return block;
}

/** Zeros that fill an entry's last block. */
export function tarPadding(size: number): Buffer {
  return Buffer.alloc((BLOCK - (size % BLOCK)) % BLOCK);
}

/** The archive is cut off or is none: it can't be read further. */
export class TarError extends Error {}

/** Reads an archive as it streams in. @throws TarError when it is cut off or a header is broken. */
export async function* readTar(source: AsyncIterable<Buffer>): AsyncGenerator<TarEntry, void, undefined> {
  const reader = createReader(source);
  for (;;) {
    const block = await reader.exactly(BLOCK);
    if (block.every((byte) => byte === 0)) return;
    const header = parseHeader(block);
    let left = header.size;
    const body = async function* (): AsyncGenerator<Buffer, void, undefined> {
      while (left > 0) {
        const chunk = await reader.some(left);
        left -= chunk.length;
        yield chunk;
      }
    };
    yield { ...header, body: body() };
    while (left > 0) left -= (await reader.some(left)).length;
    await reader.exactly(tarPadding(header.size).length);
  }
}

function parseHeader(block: Buffer): TarHeader {
  const text = (from: number, to: number) => block.toString("utf8", from, to).split("\0")[0] ?? "";
  const size = Number.parseInt(text(124, 136), 8);
  if (Number.parseInt(text(148, 156), 8) !== checksumOf(block) || !Number.isSafeInteger(size))
    throw new TarError("a header of the archive is broken");
  return { name: text(0, 100), size };
}

/** Sum of the header's bytes with the checksum's own field counted as spaces. */
function checksumOf(block: Buffer): number {
  return block.reduce((sum, byte, at) => sum + (at >= 148 && at < 156 ? 32 : byte), 0);
}

function createReader(source: AsyncIterable<Buffer>) {
  const chunks = source[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  /** At least one byte, at most `most`. */
  const some = async (most: number): Promise<Buffer> => {
    while (rest.length === 0) {
      const next = await chunks.next();
      if (next.done) throw new TarError("the archive is cut off");
      rest = next.value;
    }
    const taken = rest.subarray(0, most);
    rest = rest.subarray(taken.length);
    return taken;
  };
  const exactly = async (length: number): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let left = length; left > 0;) {
      const part = await some(left);
      parts.push(part);
      left -= part.length;
    }
    return Buffer.concat(parts);
  };
  return { some, exactly };
}
