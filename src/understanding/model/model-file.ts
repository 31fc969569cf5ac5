import { readFileSync } from "node:fs";
import { z } from "zod";
import type { StoredModel } from "./linear-model.ts";

/**
 * A trained model is one file beside the code, so that it is read as it is: nothing to decode, no copy among the strings
 * of the program. Its first line is JSON that says what the model is, filled up with spaces so that what follows is
 * aligned: the keys of its features in rising order (32 bits each), then their weights row by row (a byte each), one weight
 * for each class. Little-endian, like every machine that we run on.
 */
const HEADER = z.looseObject({
  classes: z.array(z.string()).min(1),
  temperature: z.number().positive(),
  bias: z.array(z.number()),
  scales: z.array(z.number()),
  rows: z.number().int().min(0),
});

const KEY_BYTES = 4;
const NEWLINE = 10;

/** A model, and whatever else the header of its file tells: what it was taught on, how well it did. */
export interface ModelFile {
  readonly model: StoredModel;
  readonly header: Readonly<Record<string, unknown>>;
}

/**
 * Reads `<name>.bin` beside this code: a millisecond or two.
 *
 * @throws Error when the file is missing, or shorter or longer than its header says: the build is broken.
 */
export function readModelFile(name: string): ModelFile {
  const bytes = readFileSync(new URL(`./${name}.bin`, import.meta.url));
  return decodeModel(bytes, name);
}

/** The bytes themselves where the numbers at `at` can be read in place: a file as it was read always is such. */
function alignedAt(bytes: Buffer, at: number): Uint8Array {
  return (bytes.byteOffset + at) % KEY_BYTES === 0 ? bytes : Uint8Array.from(bytes);
}

/** @throws Error as `readModelFile` does; `name` is for its message. */
export function decodeModel(bytes: Buffer, name: string): ModelFile {
  const keysAt = bytes.indexOf(NEWLINE) + 1;
  const header = HEADER.parse(JSON.parse(bytes.toString("utf8", 0, keysAt)));
  const weightsAt = keysAt + header.rows * KEY_BYTES;
  if (bytes.length !== weightsAt + header.rows * header.classes.length)
    throw new Error(`The model ${name} is not as long as its header says`);
  const { buffer, byteOffset } = alignedAt(bytes, keysAt);
  const keys = new Uint32Array(buffer, byteOffset + keysAt, header.rows);
  const weights = new Int8Array(buffer, byteOffset + weightsAt, header.rows * header.classes.length);
  const { classes, temperature, bias, scales } = header;
  return { model: { classes, temperature, bias, scales, keys, weights }, header };
}

/** What a model is written down as; `about` joins its header. */
export function encodeModel(model: StoredModel, about: Readonly<Record<string, unknown>>): Buffer {
  const { classes, temperature, bias, scales, keys, weights } = model;
  const text = JSON.stringify({ ...about, classes, temperature, bias, scales, rows: keys.length });
  const length = Buffer.byteLength(text) + 1;
  const filling = " ".repeat((KEY_BYTES - (length % KEY_BYTES)) % KEY_BYTES);
  return Buffer.concat([
    Buffer.from(`${text}${filling}\n`),
    Buffer.from(keys.buffer, keys.byteOffset, keys.byteLength),
    Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength),
  ]);
}
