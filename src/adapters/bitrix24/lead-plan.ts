import type { CrmLead } from "../../ports/crm.ts";
import type { FieldCatalogue } from "./field-catalogue.ts";
import { toMultifields, type Multifield } from "./multifields.ts";
import { wishOwnFields } from "./user-fields.ts";
import type { Wish, WishValue } from "./wish.ts";

/** A lead in the fields of one kind of record. */
export interface RecordPlan {
  readonly wishes: readonly Wish[];
  readonly multifields: readonly Multifield[];
  /** What the portal has no place for, in Russian. */
  readonly notes: readonly string[];
}

/** What the portal's columns hold; more would be cut in silence and look like a change. */
const MAX_TEXT_LENGTH = 255;
const MAX_NAME_LENGTH = 50;

const UTM_FIELDS = [
  ["source", "utmSource"],
  ["medium", "utmMedium"],
  ["campaign", "utmCampaign"],
  ["content", "utmContent"],
  ["term", "utmTerm"],
] as const;

/** Cuts by characters, not by halves of an emoji. */
function clip(text: string, maxLength: number): string {
  const characters = Array.from(text.trim());
  return characters.length <= maxLength
    ? characters.join("")
    : `${characters.slice(0, maxLength - 1).join("")}…`;
}

function shared(key: string, label: string, value: string | undefined, maxLength = MAX_TEXT_LENGTH): Wish[] {
  const text = value === undefined ? "" : clip(value, maxLength);
  return text === "" ? [] : [{ key, label, kind: "text", value: text, isOurs: false }];
}

function people(lead: CrmLead): Wish[] {
  const wishes: Wish[] = [];
  const add = (key: string, label: string, kind: Wish["kind"], value: WishValue) =>
    wishes.push({ key, label, kind, value, isOurs: true });
  if (lead.responsible !== undefined) add("assignedById", "Ответственный", "person", lead.responsible);
  if (lead.observers.length > 0) add("observers", "Наблюдатели", "people", lead.observers);
  return wishes;
}

function source(lead: CrmLead): Wish[] {
  return [
    ...shared("sourceId", "Источник", lead.sourceCode),
    ...shared("sourceDescription", "Об источнике", lead.sourceDescription),
    ...UTM_FIELDS.flatMap(([name, key]) =>
      shared(key, `UTM ${name}`, lead.utm[`utm_${name}`] ?? lead.utm[name]),
    ),
  ];
}

function amount(lead: CrmLead): Wish[] {
  if (lead.opportunity === undefined) return [];
  const also = { currencyId: "RUB", isManualOpportunity: "Y" };
  return [
    { key: "opportunity", label: "Сумма", kind: "number", value: lead.opportunity, isOurs: false, also },
  ];
}

/** Classic CRM: everything about the request and the person on one lead. */
export function planLead(lead: CrmLead, catalogue: FieldCatalogue): RecordPlan {
  const own = wishOwnFields(lead, catalogue);
  return {
    wishes: [
      ...shared("title", "Название", lead.title),
      ...shared("name", "Имя", lead.name, MAX_NAME_LENGTH),
      ...shared("companyTitle", "Компания", lead.company),
      ...people(lead),
      ...source(lead),
      ...amount(lead),
      ...own.wishes,
    ],
    multifields: toMultifields(lead),
    notes: own.notes,
  };
}

/** Simple CRM, the request. A deal has no field for a company's name, so it goes into the comment. */
export function planDeal(lead: CrmLead, catalogue: FieldCatalogue): RecordPlan {
  const own = wishOwnFields(lead, catalogue);
  return {
    wishes: [
      ...shared("title", "Название", lead.title),
      ...shared(
        "comments",
        "Комментарий",
        lead.company === undefined ? undefined : `Компания: ${lead.company}`,
      ),
      ...people(lead),
      ...source(lead),
      ...amount(lead),
      ...own.wishes,
    ],
    multifields: [],
    notes: own.notes,
  };
}

/** Simple CRM, the person. A contact needs a name; the request's title stands in until one is known. */
export function planContact(lead: CrmLead): RecordPlan {
  return {
    wishes: [
      ...shared("name", "Имя", lead.name ?? lead.title, MAX_NAME_LENGTH),
      ...people({ ...lead, observers: [] }),
      ...source(lead),
    ],
    multifields: toMultifields(lead),
    notes: [],
  };
}

/** What a new record is added with: empty values are left to the portal's defaults. */
export function toNewFields(plan: RecordPlan): Readonly<Record<string, unknown>> {
  const fields: Record<string, unknown> = {};
  for (const wish of plan.wishes) {
    const isNothing = wish.value === "" || (Array.isArray(wish.value) && wish.value.length === 0);
    if (!isNothing) Object.assign(fields, { [wish.key]: wish.value }, wish.also);
  }
  return plan.multifields.length > 0 ? { ...fields, fm: plan.multifields } : fields;
}
