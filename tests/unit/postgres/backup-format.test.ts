import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { segmentsBetween } from "../../../src/adapters/postgres/backup/cluster-files.ts";
import {
  readTar,
  TAR_END,
  TarError,
  tarHeader,
  tarPadding,
} from "../../../src/adapters/postgres/backup/tar.ts";

const AT = new Date("2026-03-11T08:00:00Z");

interface Entry {
  readonly name: string;
  readonly content: Buffer;
}

const pack = (entries: readonly Entry[]) =>
  Buffer.concat([
    ...entries.flatMap(({ name, content }) => [
      tarHeader({ name, size: content.length }, AT),
      content,
      tarPadding(content.length),
    ]),
    TAR_END,
  ]);

async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function unpack(source: AsyncIterable<Buffer>, reads: (name: string) => boolean = () => true) {
  const found: Entry[] = [];
  for await (const entry of readTar(source)) {
    const parts: Buffer[] = [];
    if (reads(entry.name)) for await (const chunk of entry.body) parts.push(chunk);
    found.push({ name: entry.name, content: Buffer.concat(parts) });
  }
  return found;
}

describe("the archive of a backup", () => {
  const anEntry = fc.record({
    name: fc.stringMatching(/^[a-z0-9_]{1,20}(\/[a-z0-9_.]{1,20}){0,3}$/),
    content: fc.uint8Array({ maxLength: 2000 }).map((bytes) => Buffer.from(bytes)),
  });

  it("gives back what was packed, however it is cut into chunks", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anEntry, { maxLength: 6 }),
        fc.integer({ min: 1, max: 1500 }),
        async (entries, size) => {
          expect(await unpack(inChunks(pack(entries), size))).toEqual(entries);
        },
      ),
    );
  });

  it("skips what the reader leaves unread", async () => {
    const entries = [
      { name: "a", content: Buffer.alloc(1000, 1) },
      { name: "b", content: Buffer.from("wanted") },
    ];
    const found = await unpack(inChunks(pack(entries), 700), (name) => name === "b");
    expect(found.map(({ name, content }) => [name, content.toString()])).toEqual([
      ["a", ""],
      ["b", "wanted"],
    ]);
  });

  it("notices every cut before its end, and every changed byte of a header", async () => {
    const packed = pack([{ name: "a", content: Buffer.from("hello") }]);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 1024 + 511 }), async (length) => {
        await expect(unpack(inChunks(packed.subarray(0, length), 100))).rejects.toThrow(TarError);
      }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: 147 }),
        fc.integer({ min: 1, max: 255 }),
        async (at, change) => {
          const broken = Buffer.from(packed);
          broken[at] = (broken[at] ?? 0) ^ change;
          await expect(unpack(inChunks(broken, 512))).rejects.toThrow(TarError);
        },
      ),
    );
  });

  it("refuses a path that the format can't hold", () => {
    expect(() => tarHeader({ name: "ы".repeat(51), size: 0 }, AT)).toThrow(RangeError);
  });
});

describe("segments of the write-ahead log", () => {
  const MIB_16 = 16 * 1024 * 1024;

  it("are named as the server names them, across the end of a log file", () => {
    expect(segmentsBetween("0000000100000002000000FE", "000000010000000300000001", MIB_16)).toEqual([
      "0000000100000002000000FE",
      "0000000100000002000000FF",
      "000000010000000300000000",
      "000000010000000300000001",
    ]);
    expect(segmentsBetween("00000001000000000000000A", "00000001000000000000000A", MIB_16)).toHaveLength(1);
  });

  it("are as many as lie between", () => {
    const name = (number: number) =>
      `00000001${[Math.floor(number / 256), number % 256].map((part) => part.toString(16).toUpperCase().padStart(8, "0")).join("")}`;
    fc.assert(
      fc.property(fc.nat(100_000), fc.nat(600), (first, more) => {
        const names = segmentsBetween(name(first), name(first + more), MIB_16);
        expect(names).toHaveLength(more + 1);
        expect(names.at(-1)).toBe(name(first + more));
      }),
    );
  });
});
