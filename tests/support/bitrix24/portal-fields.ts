export type PortalEntity = "lead" | "deal" | "contact";

/** A field as `crm.item.fields` describes it. */
export interface PortalFieldInfo {
  readonly type: string;
  readonly isRequired: boolean;
  readonly isReadOnly: boolean;
  readonly isImmutable: boolean;
  readonly isMultiple: boolean;
  readonly isDynamic: boolean;
  readonly title: string;
  readonly upperName: string;
  readonly items?: readonly { readonly ID: string; readonly VALUE: string }[];
}

/** A user field of the portal, made by its owner or by `userfieldconfig.add`. */
export interface PeerUserField {
  /** `UF_CRM_…` */
  readonly name: string;
  readonly type: string;
  readonly isMultiple?: boolean;
  /** Texts of a list's options. */
  readonly options?: readonly string[];
  /** Kinds of record that have it; all when absent. */
  readonly on?: readonly PortalEntity[];
  /** What `crm.item.*` calls it; by default what the portal's rules make of the name. */
  readonly key?: string;
}

const PRIORITIES = ["критический", "высокий", "обычный", "низкий"];
const INTENTS = ["Запись", "Заявка от компании", "Вопрос о цене и условиях", "Жалоба"];

/** The user fields that the gateway writes. */
export const DOZOR_FIELDS: readonly PeerUserField[] = [
  {
    name: "UF_CRM_DOZOR_TAGS",
    type: "enumeration",
    isMultiple: true,
    options: [...INTENTS, ...PRIORITIES, "Маникюр", "VIP"],
  },
  { name: "UF_CRM_DOZOR_INTENT", type: "enumeration", options: INTENTS },
  { name: "UF_CRM_DOZOR_PRIORITY", type: "enumeration", options: PRIORITIES },
  { name: "UF_CRM_DOZOR_PREDICTED_VALUE", type: "double" },
  { name: "UF_CRM_DOZOR_CONVERSATION", type: "url" },
  { name: "UF_CRM_DOZOR_REASSIGN_AT", type: "datetime" },
];

type Shape = readonly [key: string, type: string, flags?: "readonly" | "multiple"];

const COMMON: readonly Shape[] = [
  ["id", "integer", "readonly"],
  ["createdTime", "datetime", "readonly"],
  ["updatedTime", "datetime", "readonly"],
  ["createdBy", "user", "readonly"],
  ["updatedBy", "user", "readonly"],
  ["assignedById", "user"],
  ["opened", "boolean"],
  ["comments", "text"],
  ["sourceId", "crm_status"],
  ["sourceDescription", "text"],
  ["originatorId", "string"],
  ["originId", "string"],
  ["lastActivityBy", "user", "readonly"],
  ["lastActivityTime", "datetime", "readonly"],
  ["utmSource", "string"],
  ["utmMedium", "string"],
  ["utmCampaign", "string"],
  ["utmContent", "string"],
  ["utmTerm", "string"],
  ["observers", "user", "multiple"],
];

const STAGED: readonly Shape[] = [
  ["title", "string"],
  ["stageId", "crm_status"],
  ["stageSemanticId", "string", "readonly"],
  ["movedBy", "user", "readonly"],
  ["movedTime", "datetime", "readonly"],
  ["opportunity", "double"],
  ["isManualOpportunity", "boolean"],
  ["currencyId", "crm_currency"],
  ["companyId", "crm_company"],
  ["contactId", "crm_contact"],
  ["contactIds", "crm_contact", "multiple"],
];

const REACHABLE: readonly Shape[] = [
  ["name", "string"],
  ["lastName", "string"],
  ["secondName", "string"],
  ["honorific", "crm_status"],
  ["birthdate", "date"],
  ["post", "string"],
  ["fm", "crm_multifield", "multiple"],
];

const SHAPES: Record<PortalEntity, readonly Shape[]> = {
  lead: [...COMMON, ...STAGED, ...REACHABLE, ["companyTitle", "string"], ["statusDescription", "text"]],
  deal: [
    ...COMMON,
    ...STAGED,
    ["typeId", "crm_status"],
    ["categoryId", "crm_category"],
    ["leadId", "crm_lead"],
    ["probability", "integer"],
    ["additionalInfo", "string"],
    ["closedate", "date"],
  ],
  contact: [
    ...COMMON,
    ...REACHABLE,
    ["typeId", "crm_status"],
    ["companyId", "crm_company"],
    ["leadId", "crm_lead"],
  ],
};

function toUpperName(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}

/** The portal's spelling of a user field: letters become camel case, a name of digits keeps its underscore. */
export function toUserFieldKey(name: string): string {
  const rest = name.slice("UF_CRM_".length);
  if (/^\d+$/.test(rest)) return `ufCrm_${rest}`;
  const words = rest.toLowerCase().split("_");
  return `ufCrm${words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join("")}`;
}

const FIRST_OPTION_ID = 71;

/** Descriptions by key. Option ids go on counting over all lists, as on a real portal. */
export function describeFields(
  entity: PortalEntity,
  userFields: readonly PeerUserField[],
  required: readonly string[],
): Map<string, PortalFieldInfo> {
  const described = new Map<string, PortalFieldInfo>();
  for (const [key, type, flag] of SHAPES[entity]) {
    described.set(key, {
      type,
      isRequired: required.includes(key),
      isReadOnly: flag === "readonly",
      isImmutable: false,
      isMultiple: flag === "multiple",
      isDynamic: false,
      title: toUpperName(key),
      upperName: toUpperName(key),
    });
  }
  let optionId = FIRST_OPTION_ID;
  for (const field of userFields) {
    const items = (field.options ?? []).map((VALUE) => ({ ID: String((optionId += 2)), VALUE }));
    if (field.on && !field.on.includes(entity)) continue;
    described.set(field.key ?? toUserFieldKey(field.name), {
      type: field.type,
      isRequired: false,
      isReadOnly: false,
      isImmutable: false,
      isMultiple: field.isMultiple ?? false,
      isDynamic: true,
      title: field.name,
      upperName: field.name,
      ...(field.type === "enumeration" ? { items } : {}),
    });
  }
  return described;
}
