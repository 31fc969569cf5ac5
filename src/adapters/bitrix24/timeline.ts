import { z } from "zod";
import type { Crm } from "../../ports/crm.ts";
import { ENTITY_TYPE_IDS } from "./entity.ts";
import { toMark, toMarkedText } from "./mark.ts";
import { portalId } from "./rest-answer.ts";
import type { RestClient } from "./rest-client.ts";
import { toPortalMoment } from "./user-fields.ts";

type Timeline = Pick<Crm, "addComment" | "addTodo">;

const comments = z.array(z.looseObject({ COMMENT: z.string().nullish() }));
const activities = z.array(z.looseObject({ DESCRIPTION: z.string().nullish() }));
const todoResult = z.looseObject({ id: portalId });

/** A record with more entries than that is not ours alone; the newest are looked at. */
const MAX_PAGES = 20;
const MAX_TITLE_LENGTH = 250;

/** Comments and to-dos on a record's timeline. Neither has a key of its own, so each carries a mark in its text. */
export function createTimeline(client: RestClient): Timeline {
  /** Looks through the pages, newest first, for the mark. */
  async function isMarked(
    mark: string,
    page: (
      start: number,
    ) => Promise<{ readonly texts: readonly string[]; readonly next?: number | undefined }>,
  ): Promise<boolean> {
    let start: number | undefined = 0;
    for (let count = 0; count < MAX_PAGES && start !== undefined; count += 1) {
      const { texts, next } = await page(start);
      if (texts.some((text) => text.includes(mark))) return true;
      start = next;
    }
    return false;
  }

  return {
    async addComment(written, key, text) {
      const owner = { ENTITY_ID: Number(written.externalId), ENTITY_TYPE: written.entity };
      const isThere = await isMarked(toMark(key), async (start) => {
        const params = { filter: owner, select: ["ID", "COMMENT"], order: { ID: "DESC" }, start };
        const { result, next } = await client.read("crm.timeline.comment.list", params, comments);
        return { texts: result.map((comment) => comment.COMMENT ?? ""), next };
      });
      if (isThere) return;
      const fields = { ...owner, COMMENT: toMarkedText(key, text) };
      await client.write("crm.timeline.comment.add", { fields }, portalId);
    },
    async addTodo(written, todo) {
      const ownerTypeId = ENTITY_TYPE_IDS[written.entity];
      const ownerId = Number(written.externalId);
      const isThere = await isMarked(toMark(todo.key), async (start) => {
        const filter = { OWNER_TYPE_ID: ownerTypeId, OWNER_ID: ownerId };
        const params = { filter, select: ["ID", "DESCRIPTION"], order: { ID: "DESC" }, start };
        const { result, next } = await client.read("crm.activity.list", params, activities);
        return { texts: result.map((activity) => activity.DESCRIPTION ?? ""), next };
      });
      if (isThere) return;
      const fields = {
        ownerTypeId,
        ownerId,
        deadline: toPortalMoment(todo.deadline),
        title: Array.from(todo.title).slice(0, MAX_TITLE_LENGTH).join(""),
        description: toMarkedText(todo.key, todo.text),
        ...(todo.responsible === undefined ? {} : { responsibleId: todo.responsible }),
      };
      await client.write("crm.activity.todo.add", fields, todoResult);
    },
  };
}
