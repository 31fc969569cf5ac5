import type { Thread } from "./message.ts";

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;
const MASK = (1n << 64n) - 1n;

/**
 * The lane of a thread: a 64-bit FNV-1a hash, as the signed decimal that PostgreSQL's bigint takes. It is computed, not
 * looked up, so that storing a message needs no read; two threads of one lane only wait for each other.
 */
export function laneOf(thread: Thread): string {
  let hash = OFFSET;
  for (const byte of new TextEncoder().encode(thread)) hash = ((hash ^ BigInt(byte)) * PRIME) & MASK;
  return BigInt.asIntN(64, hash).toString();
}
