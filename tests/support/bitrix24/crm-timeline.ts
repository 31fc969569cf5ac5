import { ENTITY_BY_TYPE, ownerExists } from "./owners.ts";
import { matches, paged, sorted } from "./filter.ts";
import type { MethodAnswer } from "./crm-items.ts";
import { mapParam, numberParam, textParam, toText, type Params } from "./params.ts";
import { PortalFailure } from "./portal-failure.ts";
import type { PortalEntity } from "./portal-fields.ts";
import type { Portal, PortalActivity, PortalComment, StageChange } from "./portal.ts";
import { toPortalTime } from "./portal-time.ts";

function renderComment(comment: PortalComment) {
  return {
    ID: String(comment.id),
    ENTITY_ID: String(comment.entityId),
    ENTITY_TYPE: comment.entity,
    CREATED: toPortalTime(comment.createdAt),
    COMMENT: comment.text,
    AUTHOR_ID: String(comment.authorId),
    FILES: [],
  };
}

function renderActivity(activity: PortalActivity) {
  const deadline = toPortalTime(activity.deadline);
  return {
    ID: String(activity.id),
    OWNER_ID: String(activity.ownerId),
    OWNER_TYPE_ID: String(activity.ownerTypeId),
    TYPE_ID: "6",
    PROVIDER_ID: "CRM_TODO",
    PROVIDER_TYPE_ID: "TODO",
    PROVIDER_GROUP_ID: null,
    ASSOCIATED_ENTITY_ID: "0",
    SUBJECT: activity.title,
    CREATED: toPortalTime(activity.createdAt),
    LAST_UPDATED: toPortalTime(activity.createdAt),
    START_TIME: deadline,
    END_TIME: deadline,
    DEADLINE: deadline,
    COMPLETED: activity.isCompleted ? "Y" : "N",
    STATUS: activity.isCompleted ? "2" : "1",
    RESPONSIBLE_ID: String(activity.responsibleId),
    PRIORITY: "2",
    NOTIFY_TYPE: "0",
    NOTIFY_VALUE: "0",
    DESCRIPTION: activity.description,
    DESCRIPTION_TYPE: "2",
    DIRECTION: "0",
    LOCATION: "",
    SETTINGS: [],
    ORIGINATOR_ID: null,
    ORIGIN_ID: null,
    AUTHOR_ID: "1",
    EDITOR_ID: "1",
    PROVIDER_PARAMS: [],
    PROVIDER_DATA: null,
    RESULT_MARK: "0",
    RESULT_VALUE: null,
    RESULT_SUM: null,
    RESULT_CURRENCY_ID: null,
    RESULT_STATUS: "0",
    RESULT_STREAM: "0",
    RESULT_SOURCE_ID: null,
    AUTOCOMPLETE_RULE: "0",
  };
}

function renderStageChange(change: StageChange): Record<string, unknown> {
  const row = {
    ID: change.id,
    TYPE_ID: change.typeId,
    OWNER_ID: change.ownerId,
    CREATED_TIME: toPortalTime(change.at),
  };
  return change.entity === "lead"
    ? { ...row, STATUS_SEMANTIC_ID: "P", STATUS_ID: change.stageId }
    : { ...row, CATEGORY_ID: 0, STAGE_SEMANTIC_ID: "P", STAGE_ID: change.stageId };
}

/** Sifts, sorts, pages and trims rows the way the lists of the older methods do. */
function list(rows: readonly Record<string, unknown>[], params: Params): MethodAnswer {
  const select = Object.values(mapParam(params, "select")).map(toText);
  const fitting = rows.filter((row) => matches(row, mapParam(params, "filter"), () => true));
  const { rows: page, ...rest } = paged(
    sorted(fitting, mapParam(params, "order")),
    numberParam(params, "start"),
  );
  const isWanted = (key: string) => select.length === 0 || select.includes("*") || select.includes(key);
  return {
    result: page.map((row) => Object.fromEntries(Object.entries(row).filter(([key]) => isWanted(key)))),
    ...rest,
  };
}

/** Writes a comment as this employee. */
export function addComment(
  portal: Portal,
  comment: { readonly entity: PortalEntity; readonly entityId: number; readonly text: string },
  authorId: number,
): PortalComment {
  const written = { ...comment, id: portal.nextId(), authorId, createdAt: portal.now() };
  portal.comments.push(written);
  const record = portal.records[comment.entity].get(comment.entityId);
  if (record) {
    const activity = { lastActivityBy: authorId, lastActivityTime: toPortalTime(portal.now()) };
    portal.records[comment.entity].set(record.id, { ...record, ...activity });
  }
  portal.onChange({ code: "ONCRMTIMELINECOMMENTADD", id: written.id });
  return written;
}

export const TIMELINE_METHODS: Readonly<Record<string, (portal: Portal, params: Params) => MethodAnswer>> = {
  "crm.timeline.comment.add": (portal, params) => {
    if (!("fields" in params)) throw new PortalFailure(400, "100", "Required fields are not provided");
    const fields = mapParam(params, "fields");
    const text = toText(fields["COMMENT"]);
    if (text === "") throw new PortalFailure(400, "INVALID_ARG_VALUE", "Empty comment");
    const entity = toText(fields["ENTITY_TYPE"]);
    const entityId = Number(fields["ENTITY_ID"]);
    if (!ownerExists(portal, entity, entityId)) {
      throw new PortalFailure(400, "OWNER_NOT_FOUND", "Owner of the item not found");
    }
    return { result: addComment(portal, { entity, entityId, text }, portal.webhookUserId).id };
  },
  "crm.timeline.comment.list": (portal, params) => list(portal.comments.map(renderComment), params),
  "crm.activity.todo.add": (portal, params) => {
    const ownerTypeId = numberParam(params, "ownerTypeId");
    const ownerId = numberParam(params, "ownerId");
    if (Number.isNaN(ownerTypeId) || Number.isNaN(ownerId) || textParam(params, "deadline") === "") {
      throw new PortalFailure(400, "100", "Required fields are missing");
    }
    const deadline = new Date(textParam(params, "deadline"));
    if (Number.isNaN(deadline.getTime())) {
      throw new PortalFailure(400, "WRONG_DATETIME_FORMAT", "Incorrect date format");
    }
    if (!ownerExists(portal, ENTITY_BY_TYPE[ownerTypeId] ?? "", ownerId)) {
      throw new PortalFailure(400, "OWNER_NOT_FOUND", "Owner of the entity not found");
    }
    const activity: PortalActivity = {
      id: portal.nextId(),
      ownerTypeId,
      ownerId,
      deadline,
      title: textParam(params, "title"),
      description: textParam(params, "description"),
      responsibleId: Number(textParam(params, "responsibleId") || portal.webhookUserId),
      createdAt: portal.now(),
      isCompleted: false,
    };
    portal.activities.push(activity);
    portal.onChange({ code: "ONCRMACTIVITYADD", id: activity.id });
    return { result: { id: activity.id } };
  },
  "crm.activity.list": (portal, params) => list(portal.activities.map(renderActivity), params),
  "crm.stagehistory.list": (portal, params) => {
    const typeId = numberParam(params, "entityTypeId");
    const rows = portal.stageHistory
      .filter((change) => change.entity === ENTITY_BY_TYPE[typeId])
      .map(renderStageChange);
    const { result, ...page } = list(rows, params);
    return { result: { items: result }, ...page };
  },
};
