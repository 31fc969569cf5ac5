/**
 * A copy of a value as a jsonb column gives it back: without `undefined`, NUL characters and half surrogate pairs, keys
 * in jsonb's order (shorter first, then by bytes). Moments stay `Date`s. What depends on the order of keys then behaves
 * in memory as it does over the database.
 */
export function asStored<Value>(value: Value): Value {
  return copy(value) as Value;
}

/** The same for bodies that are read back as plain JSON: moments become ISO texts. */
export function asJson(value: unknown): unknown {
  return copy(JSON.parse(JSON.stringify(value ?? null)));
}

function copy(value: unknown): unknown {
  if (typeof value === "string")
    return (value.includes("\u0000") ? value.replaceAll("\u0000", "") : value).toWellFormed();
  if (value instanceof Date) return new Date(value);
  if (Array.isArray(value)) return value.map(copy);
  if (value === null || typeof value !== "object") return value;
  const kept = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = kept.toSorted(([a], [b]) => compareKeys(a, b));
  return Object.fromEntries(sorted.map(([key, inner]) => [key, copy(inner)]));
}

const ASCII = /^[\x20-\x7e]*$/u;

function compareKeys(a: string, b: string): number {
  if (ASCII.test(a) && ASCII.test(b)) return a.length - b.length || (a < b ? -1 : Number(a > b));
  const bytes = [Buffer.from(a), Buffer.from(b)] as const;
  return bytes[0].length - bytes[1].length || Buffer.compare(...bytes);
}
