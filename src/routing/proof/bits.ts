/** Sets of small whole numbers as bits of a bigint: people, rules, states of time. */
export const NONE = 0n;

const BITS: bigint[] = [];

export function bitOf(index: number): bigint {
  return (BITS[index] ??= 1n << BigInt(index));
}

export function hasBit(set: bigint, index: number): boolean {
  return ((set >> BigInt(index)) & 1n) === 1n;
}

/** The lowest member, or -1 of an empty set. */
export function lowestBit(set: bigint): number {
  if (set === NONE) return -1;
  let index = 0;
  let rest = set;
  while ((rest & 0xffffffffn) === 0n) {
    rest >>= 32n;
    index += 32;
  }
  const word = Number(rest & 0xffffffffn);
  return index + 31 - Math.clz32(word & -word);
}

/** Members in rising order. */
export function bitsOf(set: bigint): readonly number[] {
  const members: number[] = [];
  let offset = 0;
  for (let rest = set; rest !== NONE; rest >>= 32n, offset += 32) {
    for (let word = Number(rest & 0xffffffffn); word !== 0; word = (word & (word - 1)) >>> 0) {
      members.push(offset + 31 - Math.clz32(word & -word));
    }
  }
  return members;
}
