/** Randomness that a seed repeats exactly. */
export interface Random {
  /** Uniform in [0, 1). */
  (): number;
  /** A whole number, both ends included. */
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<Item>(items: readonly Item[]): Item;
  /** A stream of its own, so that one part's draws do not move another's. */
  fork(name: string): Random;
}

/** Mulberry32: small, fast, and good enough for telling Mondays from Tuesdays. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return Object.assign(next, {
    between,
    chance: (share: number) => next() < share,
    pick: <Item>(items: readonly Item[]): Item => items[between(0, items.length - 1)]!,
    fork: (name: string) => {
      let mixed = seed;
      for (const character of name) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193);
      return createRandom(mixed);
    },
  });
}
