/** Parameters of a call: from JSON, or from a form, where lists are maps and numbers are text. */
export type Params = Readonly<Record<string, unknown>>;

/** The portal takes `filter`, `FILTER` and `Filter` alike. */
export function param(params: Params, name: string): unknown {
  const key = Object.keys(params).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  return key === undefined ? undefined : params[key];
}

export function numberParam(params: Params, name: string): number {
  return Number(param(params, name));
}

export function textParam(params: Params, name: string): string {
  return toText(param(params, name));
}

export function toText(value: unknown): string {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? String(value)
    : "";
}

export function mapParam(params: Params, name: string): Record<string, unknown> {
  return toMap(param(params, name));
}

export function toMap(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

/** A list, or a form's map with keys "0", "1" …; `undefined` when it is neither. */
export function toList(value: unknown): readonly unknown[] | undefined {
  if (Array.isArray(value)) return value;
  return typeof value === "object" && value !== null ? Object.values(value) : undefined;
}
