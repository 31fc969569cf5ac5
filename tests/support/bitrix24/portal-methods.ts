import type { StoredMultifield } from "./field-values.ts";
import { matches, paged } from "./filter.ts";
import { fieldsOf, ITEM_METHODS, type MethodAnswer } from "./crm-items.ts";
import { TIMELINE_METHODS } from "./crm-timeline.ts";
import { mapParam, numberParam, param, textParam, toList, toText, type Params } from "./params.ts";
import { phpMap } from "./php-form.ts";
import { PortalFailure } from "./portal-failure.ts";
import type { PeerUserField, PortalEntity } from "./portal-fields.ts";
import type { Portal, PortalPerson } from "./portal.ts";
import { toPortalTime } from "./portal-time.ts";

export type Method = (portal: Portal, params: Params) => MethodAnswer;

function renderPerson(portal: Portal, person: PortalPerson) {
  return {
    ID: String(person.id),
    ACTIVE: person.isActive ?? true,
    NAME: person.name,
    LAST_NAME: person.lastName,
    SECOND_NAME: "",
    EMAIL: `person${person.id}@example.com`,
    LAST_LOGIN: toPortalTime(portal.now()),
    DATE_REGISTER: "2024-07-15T00:00:00+00:00",
    TIME_ZONE: "",
    IS_ONLINE: person.isOnline ? "Y" : "N",
    TIMESTAMP_X: {},
    LAST_ACTIVITY_DATE: {},
    PERSONAL_GENDER: "",
    PERSONAL_WWW: "",
    PERSONAL_BIRTHDAY: "",
    PERSONAL_MOBILE: "",
    PERSONAL_CITY: "",
    WORK_PHONE: "",
    WORK_POSITION: "",
    UF_EMPLOYMENT_DATE: "",
    UF_DEPARTMENT: [1],
    USER_TYPE: "employee",
  };
}

function findByPhoneOrMail(portal: Portal, params: Params): MethodAnswer {
  const type = textParam(params, "type");
  if (type === "") throw new PortalFailure(400, "", "Communication type is not defined");
  if (type !== "PHONE" && type !== "EMAIL") {
    throw new PortalFailure(400, "", `Communication type '${type}' is not supported in current context`);
  }
  const values = (toList(param(params, "values")) ?? []).map(toText).slice(0, 20);
  if (values.length === 0) throw new PortalFailure(400, "", "Communication values is not defined");
  const wanted = textParam(params, "entity_type");
  const entities: readonly PortalEntity[] = ["lead", "contact"];
  const found: Record<string, number[]> = {};
  for (const entity of entities) {
    if (wanted !== "" && wanted !== entity.toUpperCase()) continue;
    const ids = [...portal.records[entity].values()]
      .filter((record) =>
        ((record["fm"] ?? []) as readonly StoredMultifield[]).some(
          (field) => field.typeId === type && values.includes(field.value),
        ),
      )
      .map((record) => record.id);
    if (ids.length > 0) found[entity.toUpperCase()] = ids.slice(0, 20);
  }
  return { result: phpMap(found) };
}

const ENTITY_OF_FIELDS: Readonly<Record<string, PortalEntity>> = {
  CRM_LEAD: "lead",
  CRM_DEAL: "deal",
  CRM_CONTACT: "contact",
};

function renderFieldConfig(portal: Portal, entityId: string, field: PeerUserField, id: number) {
  const infos = fieldsOf(portal, ENTITY_OF_FIELDS[entityId] ?? "lead");
  const items = [...infos.values()].find((info) => info.upperName === field.name)?.items ?? [];
  return {
    id: String(id),
    entityId,
    fieldName: field.name,
    userTypeId: field.type,
    xmlId: null,
    sort: "100",
    multiple: field.isMultiple ? "Y" : "N",
    mandatory: "N",
    showFilter: "N",
    showInList: "Y",
    editInList: "Y",
    isSearchable: "N",
    settings: [],
    languageId: { ru: "ru" },
    editFormLabel: { ru: field.name },
    listColumnLabel: { ru: null },
    listFilterLabel: { ru: null },
    errorMessage: { ru: null },
    helpMessage: { ru: null },
    ...(field.type === "enumeration"
      ? {
          enum: items.map((item, index) => ({
            id: item.ID,
            userFieldId: String(id),
            value: item.VALUE,
            def: "N",
            sort: String((index + 1) * 100),
            xmlId: `option-${item.ID}`,
          })),
        }
      : {}),
  };
}

function addFieldConfig(portal: Portal, params: Params): MethodAnswer {
  const field = mapParam(params, "field");
  const name = toText(field["fieldName"]);
  const entityId = toText(field["entityId"]);
  const entity = ENTITY_OF_FIELDS[entityId];
  if (name === "") throw new PortalFailure(400, "", "The 'FIELD_NAME' field is not found");
  if (toText(field["userTypeId"]) === "") {
    throw new PortalFailure(400, "", "The 'USER_TYPE_ID' field is not found");
  }
  if (!entity) throw new PortalFailure(400, "", "No settings for UserFieldAccess");
  const isThere = portal.userFields.some(
    (known) => known.name === name && (known.on ?? [entity]).includes(entity),
  );
  if (isThere) throw new PortalFailure(400, "", `Field ${name} for object ${entityId} already exists`);
  const options = (toList(field["enum"]) ?? []).map((option) =>
    toText(new Map(Object.entries(option ?? {})).get("value")),
  );
  const added: PeerUserField = {
    name,
    type: toText(field["userTypeId"]),
    isMultiple: toText(field["multiple"]) === "Y",
    on: [entity],
    ...(options.length > 0 ? { options } : {}),
  };
  portal.userFields = [...portal.userFields, added];
  return { result: { field: renderFieldConfig(portal, entityId, added, portal.nextId()) } };
}

function listFieldConfigs(portal: Portal, params: Params): MethodAnswer {
  const filter = mapParam(params, "filter");
  const rows = Object.entries(ENTITY_OF_FIELDS).flatMap(([entityId, entity]) =>
    portal.userFields
      .filter((field) => (field.on ?? [entity]).includes(entity))
      .map((field, index) => {
        const { enum: _options, ...row } = renderFieldConfig(portal, entityId, field, 6_000 + index);
        return row;
      }),
  );
  const fitting = rows.filter((row) => matches(row, filter, () => true));
  const { rows: page, ...rest } = paged(fitting, numberParam(params, "start"));
  return { result: { fields: page }, ...rest };
}

export const PORTAL_METHODS: Readonly<Record<string, Method>> = {
  ...ITEM_METHODS,
  ...TIMELINE_METHODS,
  profile: (portal) => {
    const person = portal.people.find((candidate) => candidate.id === portal.webhookUserId);
    return {
      result: {
        ID: String(portal.webhookUserId),
        ADMIN: person?.isAdmin ?? false,
        NAME: person?.name ?? "",
        LAST_NAME: person?.lastName ?? "",
        PERSONAL_GENDER: "",
        TIME_ZONE: "",
      },
    };
  },
  scope: (portal) => ({ result: [...portal.scopes] }),
  "server.time": (portal) => ({ result: toPortalTime(portal.now()) }),
  "method.get": (portal, params) => {
    const name = textParam(params, "name");
    const isExisting = name in PORTAL_METHODS;
    const isAvailable = isExisting && scopesOf(name).every((scope) => portal.scopes.includes(scope));
    return { result: { isExisting, isAvailable } };
  },
  "crm.settings.mode.get": (portal) => ({ result: portal.mode === "classic" ? 1 : 2 }),
  "crm.duplicate.findbycomm": findByPhoneOrMail,
  "crm.category.list": () => ({
    result: {
      categories: [
        { id: 0, name: "Общая", sort: 300, entityTypeId: 2, isDefault: "Y", originId: "", originatorId: "" },
      ],
    },
    total: 1,
  }),
  "crm.status.list": (portal, params) => {
    const rows = portal.directories.map((entry, index) => ({
      ID: String(101 + index),
      ENTITY_ID: entry.entityId,
      STATUS_ID: entry.statusId,
      NAME: entry.name,
      NAME_INIT: "",
      SORT: String((index + 1) * 10),
      SYSTEM: "N",
      CATEGORY_ID: null,
      COLOR: "#39A8EF",
      SEMANTICS: entry.semantics,
      EXTRA: { SEMANTICS: entry.semantics === "S" ? "success" : "process", COLOR: "#39A8EF" },
    }));
    const fitting = rows.filter((row) => matches(row, mapParam(params, "filter"), () => true));
    return { result: fitting, total: fitting.length };
  },
  "crm.status.add": (portal, params) => {
    const fields = mapParam(params, "fields");
    const entry = {
      entityId: toText(fields["ENTITY_ID"]),
      statusId: toText(fields["STATUS_ID"]),
      name: toText(fields["NAME"]),
      semantics: null,
    };
    if (entry.statusId === "") throw new PortalFailure(400, "", "The field STATUS_ID is required.");
    const isThere = portal.directories.some(
      (known) => known.entityId === entry.entityId && known.statusId === entry.statusId,
    );
    if (isThere) throw new PortalFailure(400, "ERROR_CORE", "The specified status ID already exists");
    portal.directories.push(entry);
    return { result: portal.nextId() };
  },
  "user.get": (portal, params) => {
    const { start: _start, sort: _sort, order: _order, select: _select, ADMIN_MODE: _mode, ...rest } = params;
    const filter = { ...rest, ...mapParam(params, "FILTER") };
    delete filter["FILTER"];
    delete filter["filter"];
    const rows = portal.people.map((person) => renderPerson(portal, person));
    const fitting = rows.filter((row) => matches(row, filter, () => true));
    const { rows: page, ...counts } = paged(fitting, numberParam(params, "start"));
    return { result: page, ...counts };
  },
  "userfieldconfig.add": addFieldConfig,
  "userfieldconfig.list": listFieldConfigs,
};

/** Permissions that a method needs; none for the basic ones. */
export function scopesOf(method: string): readonly string[] {
  if (method.startsWith("userfieldconfig.")) return ["userfieldconfig", "crm"];
  if (method.startsWith("crm.")) return ["crm"];
  return method.startsWith("user.") ? ["user"] : [];
}
