import type { CrmLead } from "../../ports/crm.ts";
import { toOptionName, type FieldCatalogue, type PortalField } from "./field-catalogue.ts";
import type { Wish, WishValue } from "./wish.ts";

type OwnValue = string | number | Date | readonly string[] | undefined;

/** A user field of ours on the portal. */
export interface OwnField {
  readonly upperName: string;
  /** As people see it on the card. */
  readonly label: string;
  readonly valueOf: (lead: CrmLead) => OwnValue;
}

export const OWN_FIELDS: readonly OwnField[] = [
  { upperName: "UF_CRM_DOZOR_TAGS", label: "Теги", valueOf: (lead) => lead.tags },
  { upperName: "UF_CRM_DOZOR_INTENT", label: "Намерение", valueOf: (lead) => lead.intent },
  { upperName: "UF_CRM_DOZOR_PRIORITY", label: "Приоритет", valueOf: (lead) => lead.priority },
  {
    upperName: "UF_CRM_DOZOR_PREDICTED_VALUE",
    label: "Ожидаемая сумма",
    valueOf: (lead) => lead.predictedValue,
  },
  { upperName: "UF_CRM_DOZOR_CONVERSATION", label: "Переписка", valueOf: (lead) => lead.conversationUrl },
  { upperName: "UF_CRM_DOZOR_REASSIGN_AT", label: "Переназначить в", valueOf: (lead) => lead.reassignAt },
];

/** ISO 8601 to the second, with the offset: the portal does not promise to read milliseconds or `Z`. */
export function toPortalMoment(at: Date): string {
  return `${at.toISOString().slice(0, 19)}+00:00`;
}

function toTexts(value: Exclude<OwnValue, undefined>): readonly string[] {
  if (value instanceof Date) return [toPortalMoment(value)];
  if (typeof value === "string" || typeof value === "number") return [String(value)];
  return value;
}

function toOptions(field: PortalField, texts: readonly string[]) {
  const ids: number[] = [];
  const unknown: string[] = [];
  for (const text of texts) {
    const id = field.options.get(toOptionName(text));
    if (id === undefined) unknown.push(text);
    else if (!ids.includes(id)) ids.push(id);
  }
  return { ids, unknown };
}

function toScalar(field: PortalField, value: Exclude<OwnValue, undefined>): WishValue {
  if (field.type === "money" && typeof value === "number") return `${value}|RUB`;
  if (field.type === "integer" && typeof value === "number") return Math.round(value);
  if (field.type === "double" && typeof value === "number") return value;
  if (field.type === "date" && value instanceof Date) return value.toISOString().slice(0, 10);
  return toTexts(value).join(", ");
}

function kindOf(field: PortalField): Wish["kind"] {
  if (field.type === "datetime") return "moment";
  if (field.type === "date") return "day";
  return field.type === "money" || field.type === "double" || field.type === "integer" ? "number" : "text";
}

/** The field's value in the portal's terms; the owner may have made the field of another type than ours. */
function toWish(
  own: OwnField,
  field: PortalField,
  value: OwnValue,
): { wish: Wish; unknown: readonly string[] } {
  const base = { key: field.key, label: own.label, isOurs: true } as const;
  if (value === undefined) return { wish: { ...base, kind: kindOf(field), value: "" }, unknown: [] };
  if (field.type === "enumeration") {
    const { ids, unknown } = toOptions(field, toTexts(value));
    const wish: Wish = field.isMultiple
      ? { ...base, kind: "set", value: ids }
      : { ...base, kind: "text", value: ids[0] ?? "" };
    return { wish, unknown };
  }
  return {
    wish: field.isMultiple
      ? { ...base, kind: "set", value: toTexts(value) }
      : { ...base, kind: kindOf(field), value: toScalar(field, value) },
    unknown: [],
  };
}

const quoted = (names: readonly string[]) => names.map((name) => `„${name}“`).join(", ");

/**
 * Our user fields by the names this portal gives them. What the portal lacks (a field, an option of a list) is left
 * out and told in `notes`, in Russian.
 */
export function wishOwnFields(
  lead: CrmLead,
  catalogue: FieldCatalogue,
): { readonly wishes: readonly Wish[]; readonly notes: readonly string[] } {
  const wishes: Wish[] = [];
  const notes: string[] = [];
  const absent: string[] = [];
  for (const own of OWN_FIELDS) {
    const field = catalogue.get(own.upperName);
    if (!field) {
      absent.push(own.label);
      continue;
    }
    const { wish, unknown } = toWish(own, field, own.valueOf(lead));
    wishes.push(wish);
    if (unknown.length > 0) notes.push(`в списке „${own.label}“ на портале нет значений: ${quoted(unknown)}`);
  }
  if (absent.length > 0)
    notes.push(`на портале нет полей ${quoted(absent)}: создайте их, как описано в docs/integrator.md`);
  return { wishes, notes };
}
