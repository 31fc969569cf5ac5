import { toList, toText } from "./params.ts";
import { PortalFailure } from "./portal-failure.ts";

type Row = Readonly<Record<string, unknown>>;

const OPERATOR = /^(>=|<=|!=|!@|!%|>|<|=|@|!|%)?(.+)$/;

function members(value: unknown): readonly string[] {
  return (toList(value) ?? [value]).map(toText);
}

function compare(a: unknown, b: unknown): number {
  const [x, y] = [Number(toText(a)), Number(toText(b))];
  if (toText(a) !== "" && toText(b) !== "" && !Number.isNaN(x) && !Number.isNaN(y)) return x - y;
  const [s, t] = [toText(a), toText(b)];
  return s < t ? -1 : s > t ? 1 : 0;
}

/** A multiple field fits when one of its members does. */
function isOneOf(stored: unknown, wanted: unknown): boolean {
  const options = new Set(members(wanted));
  return members(stored).some((member) => options.has(member));
}

function holds(row: Row, operator: string, field: string, wanted: unknown): boolean {
  const stored = row[field];
  switch (operator) {
    case "":
    case "=":
    case "@":
      return isOneOf(stored, wanted);
    case "!":
    case "!=":
    case "!@":
      return !isOneOf(stored, wanted);
    case "%":
      return toText(stored).toLowerCase().includes(toText(wanted).toLowerCase());
    case "!%":
      return !toText(stored).toLowerCase().includes(toText(wanted).toLowerCase());
    case ">":
      return compare(stored, wanted) > 0;
    case ">=":
      return compare(stored, wanted) >= 0;
    case "<":
      return compare(stored, wanted) < 0;
    default:
      return compare(stored, wanted) <= 0;
  }
}

/**
 * Whether a row passes a filter: operators stand before the key, numbered keys are groups with their own `logic`.
 *
 * @param isKnown Whether a field may be filtered by; an unknown one is refused, as `crm.item.list` does.
 */
export function matches(
  row: Row,
  filter: Readonly<Record<string, unknown>>,
  isKnown: (field: string) => boolean,
): boolean {
  const { logic, ...conditions } = filter;
  const results = Object.entries(conditions).map(([key, wanted]) => {
    if (/^\d+$/.test(key)) return matches(row, { ...(wanted as Row) }, isKnown);
    const [, operator = "", field = ""] = OPERATOR.exec(key) ?? [];
    if (!isKnown(field)) {
      throw new PortalFailure(
        400,
        "INVALID_ARG_VALUE",
        `Invalid filter: field '${field}' is not allowed in filter`,
      );
    }
    return holds(row, operator, field, wanted);
  });
  return logic === "OR" ? results.some(Boolean) : results.every(Boolean);
}

/** Sorts by `{field: "ASC" | "DESC"}`, the first field first. */
export function sorted<Kind extends Row>(
  rows: readonly Kind[],
  order: Readonly<Record<string, unknown>>,
): Kind[] {
  const fields = Object.entries(order);
  return rows.toSorted((a, b) => {
    for (const [field, direction] of fields) {
      const difference = compare(a[field], b[field]);
      if (difference !== 0) return toText(direction).toUpperCase() === "DESC" ? -difference : difference;
    }
    return 0;
  });
}

const PAGE_SIZE = 50;

export interface Page<Kind> {
  readonly rows: readonly Kind[];
  readonly total: number;
  readonly next?: number;
}

/** @param start Offset; -1 skips counting: no `next`, and 0 for a total. */
export function paged<Kind>(rows: readonly Kind[], start: number): Page<Kind> {
  if (start === -1) return { rows: rows.slice(0, PAGE_SIZE), total: 0 };
  const from = Number.isNaN(start) ? 0 : start;
  const next = from + PAGE_SIZE;
  return {
    rows: rows.slice(from, next),
    total: rows.length,
    ...(next < rows.length ? { next } : {}),
  };
}
