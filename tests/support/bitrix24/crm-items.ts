import { readFileSync } from "node:fs";
import { applyMultifields, normalise, type StoredMultifield } from "./field-values.ts";
import { matches, paged, sorted } from "./filter.ts";
import { mapParam, numberParam, param, textParam, toList, toText, type Params } from "./params.ts";
import { PortalFailure } from "./portal-failure.ts";
import { describeFields, type PortalEntity, type PortalFieldInfo } from "./portal-fields.ts";
import type { Portal, PortalRecord } from "./portal.ts";
import { toPortalTime } from "./portal-time.ts";

/** What a method answers beside the `time` block. */
export interface MethodAnswer {
  readonly result: unknown;
  readonly total?: number;
  readonly next?: number;
}

const ENTITIES: Readonly<Record<string, PortalEntity>> = { "1": "lead", "2": "deal", "3": "contact" };
export const TYPE_IDS: Record<PortalEntity, number> = { lead: 1, deal: 2, contact: 3 };

/** Every key of a documented answer, emptied: what a record of this kind looks like before anything is known of it. */
function emptyRecord(file: string): Readonly<Record<string, unknown>> {
  const url = new URL(`../../fixtures/bitrix24/${file}`, import.meta.url);
  const { response_example } = JSON.parse(readFileSync(url, "utf8")) as {
    response_example: { result: { item: Record<string, unknown> } };
  };
  return Object.fromEntries(
    Object.entries(response_example.result.item)
      .filter(([key]) => !/^(?:uf|parentId)/.test(key))
      .map(([key, value]) => [key, Array.isArray(value) ? [] : null]),
  );
}

const LEAD = emptyRecord("crm.item.get.json");
const DEAL = emptyRecord("crm.item.add.json");
const EMPTY: Record<PortalEntity, Readonly<Record<string, unknown>>> = {
  lead: LEAD,
  deal: DEAL,
  contact: Object.fromEntries(
    Object.entries(LEAD).filter(([key]) => !/^(?:title|stage|moved|opportunity|currency|isManual)/.test(key)),
  ),
};

export function fieldsOf(portal: Portal, entity: PortalEntity): Map<string, PortalFieldInfo> {
  return describeFields(entity, portal.userFields, portal.required[entity] ?? []);
}

function entityOf(params: Params): PortalEntity {
  const entity = ENTITIES[textParam(params, "entityTypeId")];
  if (!entity) throw new PortalFailure(400, "NOT_FOUND", "SPA not found");
  return entity;
}

function recordOf(portal: Portal, entity: PortalEntity, id: number): PortalRecord {
  const record = portal.records[entity].get(id);
  if (!record) throw new PortalFailure(400, "NOT_FOUND", "Item not found");
  return record;
}

function usesOriginalNames(params: Params): boolean {
  return ["Y", "true", "1"].includes(toText(param(params, "useOriginalUfNames")));
}

function flat(record: PortalRecord): Record<string, unknown> {
  const fm = (record["fm"] ?? []) as readonly StoredMultifield[];
  const first = (typeId: string, valueType?: string) =>
    fm.find((field) => field.typeId === typeId && (!valueType || field.valueType === valueType))?.value ?? "";
  return {
    hasPhone: first("PHONE") ? "Y" : "N",
    hasEmail: first("EMAIL") ? "Y" : "N",
    phone: first("PHONE"),
    phoneMobile: first("PHONE", "MOBILE"),
    phoneWork: first("PHONE", "WORK"),
    email: first("EMAIL"),
    emailWork: first("EMAIL", "WORK"),
  };
}

/** A record as it is answered. @param select Keys; `*` or none means all, and only then does `fm` come along. */
function render(portal: Portal, entity: PortalEntity, record: PortalRecord, params: Params) {
  const select = (toList(param(params, "select")) ?? []).map(toText);
  const all = {
    ...EMPTY[entity],
    ...record,
    ...(entity === "deal" ? {} : flat(record)),
    entityTypeId: TYPE_IDS[entity],
  };
  const infos = fieldsOf(portal, entity);
  const isAll = select.length === 0 || select.includes("*");
  const wanted = (key: string) => isAll || key === "id" || (select.includes(key) && key !== "fm");
  return Object.fromEntries(
    Object.entries(all)
      .filter(([key]) => wanted(key))
      .map(([key, value]) => {
        const info = infos.get(key);
        return [usesOriginalNames(params) && info?.isDynamic ? info.upperName : key, value];
      }),
  );
}

/** What of the sent fields is kept: unknown, read-only and dropped ones vanish without a word. */
function readFields(portal: Portal, entity: PortalEntity, params: Params, before: PortalRecord | undefined) {
  const sent = mapParam(params, "fields");
  const kept: Record<string, unknown> = {};
  for (const [key, info] of fieldsOf(portal, entity)) {
    const name = key in sent ? key : usesOriginalNames(params) && info.isDynamic ? info.upperName : key;
    if (!(name in sent) || info.isReadOnly || portal.dropped.includes(info.upperName)) continue;
    kept[key] =
      key === "fm"
        ? applyMultifields((before?.["fm"] ?? []) as readonly StoredMultifield[], sent[name], () =>
            portal.nextId(),
          )
        : normalise(info, sent[name]);
  }
  return kept;
}

function checkRequired(
  portal: Portal,
  entity: PortalEntity,
  record: Readonly<Record<string, unknown>>,
): void {
  for (const [key, info] of fieldsOf(portal, entity)) {
    const value = record[key];
    const isEmpty = value === undefined || value === null || value === "" || toList(value)?.length === 0;
    if (info.isRequired && isEmpty) throw new PortalFailure(400, "", `The field "${info.title}" is required`);
  }
}

const EVENTS: Record<PortalEntity, string> = {
  lead: "ONCRMLEAD",
  deal: "ONCRMDEAL",
  contact: "ONCRMCONTACT",
};

function recordStage(portal: Portal, entity: PortalEntity, record: PortalRecord, typeId: number): void {
  if (entity === "contact") return;
  portal.stageHistory.push({
    id: portal.nextId(),
    entity,
    ownerId: record.id,
    stageId: toText(record["stageId"]),
    typeId,
    at: portal.now(),
  });
}

/** Changes a record as this employee: in the portal's window, by a robot, or through REST. */
export function changeRecord(
  portal: Portal,
  entity: PortalEntity,
  id: number,
  fields: Readonly<Record<string, unknown>>,
  employeeId: number,
): PortalRecord {
  const before = recordOf(portal, entity, id);
  const at = toPortalTime(portal.now());
  const isMoved = fields["stageId"] !== undefined && fields["stageId"] !== before["stageId"];
  const contacts = toList(fields["contactIds"]);
  const record: PortalRecord = {
    ...before,
    ...fields,
    ...(contacts ? { contactId: contacts[0] ?? 0 } : {}),
    updatedBy: employeeId,
    updatedTime: at,
    ...(isMoved ? { movedBy: employeeId, movedTime: at } : {}),
    id,
  };
  portal.records[entity].set(id, record);
  if (isMoved) recordStage(portal, entity, record, 2);
  portal.onChange({ code: `${EVENTS[entity]}UPDATE`, id });
  return record;
}

/** Puts a new record in, as this employee. */
export function addRecord(
  portal: Portal,
  entity: PortalEntity,
  fields: Readonly<Record<string, unknown>>,
  employeeId: number,
): PortalRecord {
  const at = toPortalTime(portal.now());
  const contacts = toList(fields["contactIds"]);
  const record: PortalRecord = {
    createdBy: employeeId,
    updatedBy: employeeId,
    createdTime: at,
    updatedTime: at,
    assignedById: employeeId,
    opened: "Y",
    ...(entity === "contact"
      ? {}
      : { stageId: "NEW", stageSemanticId: "P", movedBy: employeeId, movedTime: at }),
    lastActivityBy: employeeId,
    lastActivityTime: at,
    ...fields,
    ...(contacts ? { contactId: contacts[0] ?? 0 } : {}),
    id: portal.nextId(),
  };
  portal.records[entity].set(record.id, record);
  recordStage(portal, entity, record, 1);
  portal.onChange({ code: `${EVENTS[entity]}ADD`, id: record.id });
  return record;
}

/** Automation of the entry stage: gives a new record to another employee, at once or a little later. */
function runRobot(portal: Portal, entity: PortalEntity, id: number): void {
  const { robot } = portal;
  if (!robot || entity === "contact") return;
  const act = () => {
    if (portal.records[entity].has(id)) changeRecord(portal, entity, id, { assignedById: robot.assignTo }, 0);
  };
  if (robot.delayMs === 0) act();
  else setTimeout(act, robot.delayMs).unref();
}

/** Simple CRM has no leads: one that is added turns into a contact and a deal at once. */
function convert(portal: Portal, lead: PortalRecord): void {
  const { fm, name, title, assignedById, opportunity } = lead;
  const contact = addRecord(portal, "contact", { name, fm, assignedById, leadId: lead.id }, 0);
  addRecord(
    portal,
    "deal",
    { title, assignedById, opportunity, leadId: lead.id, contactIds: [contact.id] },
    0,
  );
  changeRecord(portal, "lead", lead.id, { stageId: "CONVERTED" }, 0);
}

export const ITEM_METHODS: Readonly<Record<string, (portal: Portal, params: Params) => MethodAnswer>> = {
  "crm.item.fields": (portal, params) => {
    const infos = fieldsOf(portal, entityOf(params));
    const entries = [...infos].filter(([, info]) => info.type !== "crm_multifield");
    return { result: { fields: Object.fromEntries(entries) } };
  },
  "crm.item.add": (portal, params) => {
    const entity = entityOf(params);
    const fields = readFields(portal, entity, params, undefined);
    checkRequired(portal, entity, fields);
    const record = addRecord(portal, entity, fields, portal.webhookUserId);
    const answer = { result: { item: render(portal, entity, record, { ...params, select: ["*"] }) } };
    if (entity === "lead" && portal.mode === "simple") convert(portal, record);
    runRobot(portal, entity, record.id);
    return answer;
  },
  "crm.item.update": (portal, params) => {
    const entity = entityOf(params);
    const before = recordOf(portal, entity, numberParam(params, "id"));
    const fields = readFields(portal, entity, params, before);
    checkRequired(portal, entity, { ...before, ...fields });
    const record = changeRecord(portal, entity, before.id, fields, portal.webhookUserId);
    return { result: { item: render(portal, entity, record, { ...params, select: ["*"] }) } };
  },
  "crm.item.get": (portal, params) => {
    const entity = entityOf(params);
    const record = recordOf(portal, entity, numberParam(params, "id"));
    return { result: { item: render(portal, entity, record, params) } };
  },
  "crm.item.delete": (portal, params) => {
    const entity = entityOf(params);
    const { id } = recordOf(portal, entity, numberParam(params, "id"));
    portal.records[entity].delete(id);
    portal.onChange({ code: `${EVENTS[entity]}DELETE`, id });
    return { result: [] };
  },
  "crm.item.list": (portal, params) => {
    const entity = entityOf(params);
    const infos = fieldsOf(portal, entity);
    const fitting = [...portal.records[entity].values()].filter((record) =>
      matches(record, mapParam(params, "filter"), (field) => infos.has(field)),
    );
    const { rows, ...page } = paged(sorted(fitting, mapParam(params, "order")), numberParam(params, "start"));
    return { result: { items: rows.map((record) => render(portal, entity, record, params)) }, ...page };
  },
};
