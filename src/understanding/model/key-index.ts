/** Features are looked for among those that begin with the same bits: some twenty of a large model. */
const LEADING_BITS = 12;
const SHIFT = 32 - LEADING_BITS;

/**
 * Makes the sorted keys of a model's features ready for looking up: hashes are spread evenly, so a few steps find one.
 *
 * @param keys Unsigned 32-bit integers in rising order; read in place, not copied.
 * @returns The row of a key, or -1.
 */
export function createKeyIndex(keys: Uint32Array): (key: number) => number {
  const starts = new Uint32Array(2 ** LEADING_BITS + 1);
  for (const key of keys) starts[(key >>> SHIFT) + 1] = (starts[(key >>> SHIFT) + 1] ?? 0) + 1;
  for (let at = 1; at < starts.length; at += 1) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  return (key) => {
    let low = starts[key >>> SHIFT] ?? 0;
    let high = starts[(key >>> SHIFT) + 1] ?? 0;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return keys[low] === key ? low : -1;
  };
}
