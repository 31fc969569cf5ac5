import { resolve } from "node:path";
import { formatFaults } from "../../adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../../adapters/business-folder/load-business.ts";
import type { Business } from "../../domain/business.ts";
import { toInstant, toLocalTime } from "../../domain/calendar.ts";
import type { RequestDescription } from "../../domain/route-plan.ts";
import { requestFromDescription } from "../../routing/request-from-description.ts";
import { rehearseLead } from "../rehearse-lead.ts";
import { chooseLanguage, type CommandWorld, type TalkOptions } from "./command-world.ts";
import { formatRehearsal } from "./rehearse-words.ts";

export interface RehearseOptions extends TalkOptions, RequestDescription {
  readonly business?: string | undefined;
  /** `2026-03-13T23:40` on the business's wall clock, or a moment with its offset; now when absent. */
  readonly at?: string | undefined;
}

/** Plays one lead on a fake clock. @returns Exit code: 0, 1 for a faulty folder, 2 for a moment or name that makes no sense. */
export async function rehearseCommand(options: RehearseOptions, world: CommandWorld): Promise<number> {
  const language = chooseLanguage(options.lang, world.settings);
  const dir = options.business ?? world.settings["DOZOR_BUSINESS"] ?? "flows/beauty";
  const load = await loadBusiness(resolve(world.folder, dir), { language });
  if (load.kind === "faulty") {
    world.mutter(`${formatFaults(load.faults, { language, color: world.isWatched })}\n`);
    return 1;
  }
  const business = { ...load.business, language };
  const at = readMoment(options.at, business, world.clock.now());
  if (!at) {
    world.mutter(
      language === "ru"
        ? `«${options.at}» — не время: пишите 2026-03-13T23:40\n`
        : `"${options.at}" is no time: write 2026-03-13T23:40\n`,
    );
    return 2;
  }
  // The customer writes in the business's own language unless told otherwise.
  const described = requestFromDescription({ language: load.business.language, ...options }, business);
  if (described.kind === "unknown") {
    const { key, value, known } = described;
    const hint = known.join(", ");
    world.mutter(
      language === "ru"
        ? `--${key}: «${value}» нет среди: ${hint}\n`
        : `--${key}: "${value}" is none of: ${hint}\n`,
    );
    return 2;
  }
  const rehearsal = rehearseLead(described.request, business, at);
  if (options.json) {
    const { lead, events } = rehearsal;
    const { request, trace, ladderName, rungs, slaDueAt, ladder } = lead;
    world.print(
      `${JSON.stringify({ at, request, trace, ladder: { name: ladderName, rungs, end: ladder }, slaDueAt, events })}\n`,
    );
  } else world.print(formatRehearsal(rehearsal, business));
  return 0;
}

/** A wall-clock time of the business, a moment with an offset, or now. */
function readMoment(text: string | undefined, { timezone }: Business, now: Date): Date | undefined {
  if (text === undefined) return now;
  const local = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d)$/u.exec(text);
  const [, day = "", hour = "", minute = ""] = local ?? [];
  const at = local ? toInstant(day, Number(hour) * 60 + Number(minute), timezone) : new Date(text);
  if (Number.isNaN(at.getTime())) return undefined;
  // 31 February or 25:00 would silently become another time.
  const isReal =
    !local || (Number(hour) < 24 && Number(minute) < 60 && toLocalTime(at, timezone).day === day);
  return isReal && (local || /T.*(?:Z|[+-]\d\d:?\d\d)$/u.test(text)) ? at : undefined;
}
