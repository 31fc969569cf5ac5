/** 32-bit FNV-1a, one character code at a time: features are told apart by their hash, so no dictionary of words is kept. */
export const mixIn = (hash: number, code: number): number => Math.imul(hash ^ code, 0x01000193);

/** Spreads the bits of a finished hash. @returns An unsigned 32-bit integer, never 0. */
export function finishHash(hash: number): number {
  let mixed = hash ^ (hash >>> 15);
  mixed = Math.imul(mixed, 0x2c1b3c6d);
  mixed ^= mixed >>> 12;
  mixed = Math.imul(mixed, 0x297a2d39);
  mixed ^= mixed >>> 15;
  return mixed >>> 0 || 1;
}

/** The running hash of a text after `seed`. */
export function hashOnto(seed: number, text: string): number {
  let hash = seed;
  for (let at = 0; at < text.length; at += 1) hash = mixIn(hash, text.charCodeAt(at));
  return hash;
}
