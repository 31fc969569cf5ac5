import { toText } from "./params.ts";

/** A form body as PHP reads and writes it: `filter[>id]=5&select[]=id`. */
export type PhpValue = string | { [key: string]: PhpValue };

/** Nested maps with string leaves; lists become maps with keys "0", "1" …, as PHP's do. */
export function parsePhpForm(body: string): Record<string, PhpValue> {
  const root: Record<string, PhpValue> = {};
  for (const [name, value] of new URLSearchParams(body)) {
    const head = /^[^[]+/.exec(name)?.[0];
    if (head === undefined) continue;
    const keys = [head, ...[...name.matchAll(/\[([^\]]*)\]/g)].map((match) => match[1]!)];
    let here = root;
    for (const [depth, raw] of keys.entries()) {
      const key = raw === "" ? String(Object.keys(here).length) : raw;
      if (depth === keys.length - 1) {
        here[key] = value;
        break;
      }
      const next = here[key];
      here = typeof next === "object" ? next : (here[key] = {});
    }
  }
  return root;
}

/** The other way round; every scalar becomes text. */
export function toPhpForm(data: Readonly<Record<string, unknown>>): string {
  const form = new URLSearchParams();
  const put = (name: string, value: unknown) => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) put(`${name}[${key}]`, inner);
    } else form.append(name, toText(value));
  };
  for (const [key, value] of Object.entries(data)) put(key, value);
  return form.toString();
}

/** PHP writes an empty map as an empty list. */
export function phpMap(map: Readonly<Record<string, unknown>>): unknown {
  return Object.keys(map).length === 0 ? [] : map;
}
