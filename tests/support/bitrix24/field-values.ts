import { toList, toText } from "./params.ts";
import type { PortalFieldInfo } from "./portal-fields.ts";
import { PortalFailure } from "./portal-failure.ts";
import { toPortalTime } from "./portal-time.ts";

function invalid(field: string): PortalFailure {
  return new PortalFailure(400, "CRM_FIELD_ERROR_VALUE_NOT_VALID", `Invalid value for field "${field}"`);
}

function toMoment(info: PortalFieldInfo, value: unknown): string | null {
  if (toText(value) === "") return null;
  const at = Date.parse(toText(value));
  if (Number.isNaN(at)) throw invalid(info.title);
  return toPortalTime(new Date(at));
}

function toNumber(info: PortalFieldInfo, value: unknown): number | null {
  if (toText(value) === "") return null;
  const number = Number(toText(value));
  if (Number.isNaN(number)) throw invalid(info.title);
  return number;
}

/** One value as the portal stores and returns it; an option that a list does not have is lost. */
function toStored(info: PortalFieldInfo, value: unknown): unknown {
  switch (info.type) {
    case "boolean":
      return value === true || toText(value) === "Y" || toText(value) === "1" ? "Y" : "N";
    case "datetime":
    case "date":
      return toMoment(info, value);
    case "enumeration":
      return info.items?.some((item) => item.ID === toText(value)) ? Number(toText(value)) : null;
    case "double":
    case "integer":
    case "user":
    case "crm_contact":
    case "crm_company":
    case "crm_lead":
    case "crm_category":
      return toNumber(info, value);
    default:
      return toText(value);
  }
}

export function normalise(info: PortalFieldInfo, value: unknown): unknown {
  if (!info.isMultiple) return toStored(info, value);
  const list = toList(value);
  if (!list && toText(value) !== "") {
    throw new PortalFailure(
      400,
      "100",
      `Expected iterable value for multiple field, but got ${typeof value} instead`,
    );
  }
  return (list ?? [])
    .map((member) => toStored({ ...info, isMultiple: false }, member))
    .filter((member) => member !== null && member !== "");
}

export interface StoredMultifield {
  readonly id: number;
  readonly typeId: string;
  readonly valueType: string;
  readonly value: string;
}

/** Applies an `fm`: a list or `n…` keys add, a record's id changes, an id with an empty value deletes. */
export function applyMultifields(
  stored: readonly StoredMultifield[],
  change: unknown,
  nextId: () => number,
): readonly StoredMultifield[] {
  const result = new Map(stored.map((field) => [field.id, field]));
  for (const [key, raw] of Object.entries(typeof change === "object" && change !== null ? change : {})) {
    const entry = new Map(Object.entries(typeof raw === "object" && raw !== null ? raw : {}));
    const value = toText(entry.get("value"));
    const known = Array.isArray(change) ? undefined : result.get(Number(key));
    if (known && value === "") result.delete(known.id);
    else if (known) result.set(known.id, { ...known, value });
    else if (value !== "") {
      const id = nextId();
      result.set(id, {
        id,
        valueType: toText(entry.get("valueType")) || "WORK",
        value,
        typeId: toText(entry.get("typeId")),
      });
    }
  }
  return [...result.values()];
}
