import { countdown } from "../countdown.ts";
import { el, type Child } from "../element.ts";
import { durationText, exactTimeText } from "../format.ts";
import { weekWords } from "../week-words.ts";
import { nameOf, words } from "../words.ts";
import type { Lead } from "../wire.ts";
import { folded } from "./lead-panel.ts";

type Offer = Lead["offers"][number];
type Rung = Lead["ladder"]["rungs"][number];

/** Rung by rung: who was offered the lead and what came of it, who is thinking now, who would be next. */
export function renderLadder(lead: Lead): HTMLElement {
  const { ladder } = lead;
  // Once it is over, the rungs above were never climbed and never will be.
  const isOver = ladder.status === "taken" || ladder.status === "closed";
  const earlier = lead.offers.slice(0, lead.offersBefore);
  return folded(
    words.ladder,
    `ladder-${lead.id}`,
    true,
    el(
      "ol.ladder",
      { "aria-label": `${words.ladderName} ${ladder.name}` },
      earlier.length === 0
        ? null
        : el(
            "li.rung",
            { "data-state": "past" },
            el("p.rung-name", {}, weekWords.beforeChange),
            earlier.map((offer) => renderOffer(offer, lead)),
          ),
      ladder.status === "held"
        ? el(
            "li.rung",
            { "data-state": "now" },
            words.heldUntil,
            " ",
            countdown("step", ladder.until, lead.createdAt),
          )
        : null,
      ladder.rungs.map((rung, index) =>
        isOver && rungState(index, lead) === "future" ? null : renderRung(rung, index, lead),
      ),
      renderEnd(lead),
    ),
  );
}

/** How it ended, whoever it was offered to: a colleague may take what was never offered to them. */
function renderEnd({ ladder }: Lead): HTMLElement | null {
  if (ladder.status !== "taken" && ladder.status !== "closed") return null;
  return el(
    "li.rung",
    { "data-state": "done" },
    el(
      "p.rung-event",
      { "data-outcome": "taken" },
      ladder.status === "taken"
        ? [el("strong", {}, ladder.by.name), `: ${words.outcomes.taken} ${nameOf(words.via, ladder.via)}`]
        : el("strong", {}, words.groups.closed),
      el("span.quiet-text", {}, ` · ${exactTimeText(ladder.at)}`),
    ),
  );
}

function renderRung(rung: Rung, index: number, lead: Lead): HTMLElement {
  const offers = offersOn(index, lead);
  const skips = lead.skips.filter((skip) => skip.rung === index);
  return el(
    "li.rung",
    { "data-state": rungState(index, lead) },
    el("p.rung-name", {}, nameOf(words.rungNames, rung.offer), el("span.quiet-text", {}, rungTerms(rung))),
    offers.map((offer) => renderOffer(offer, lead)),
    skips.map((skip) =>
      el(
        "p.rung-event",
        { "data-outcome": "skipped" },
        el("strong", {}, skip.manager?.name ?? words.skipped),
        `: ${skip.manager ? `${words.skipped}, ` : ""}${nameOf(words.exclusions, skip.reason)}`,
      ),
    ),
    lead.ladder.status === "ended" && index === lead.ladder.rungs.length - 1
      ? el(
          "p.rung-event",
          {},
          el("strong", {}, lead.ladder.taskFor.name),
          `: ${words.rungTask} «${lead.ladder.task}»`,
        )
      : null,
  );
}

/** Offers of a rung; those of a ladder before are not of its rungs. */
function offersOn(index: number, { offers, offersBefore }: Lead): readonly Offer[] {
  return offers.slice(offersBefore).filter((offer) => offer.rung === index);
}

function rungState(index: number, lead: Lead): "past" | "now" | "future" {
  const { ladder, skips } = lead;
  if (ladder.status === "offering" && ladder.rung === index) return "now";
  if (ladder.status === "ended") return index === ladder.rungs.length - 1 ? "now" : "past";
  const isTouched = offersOn(index, lead).length > 0 || skips.some((skip) => skip.rung === index);
  return isTouched ? "past" : "future";
}

function rungTerms(rung: Rung): string {
  if (rung.task !== undefined) return ` · ${words.rungTask}: ${rung.task}`;
  return rung.waitMs === undefined ? "" : ` · ${words.rungWait} ${durationText(rung.waitMs)}`;
}

function renderOffer(offer: Offer, lead: Lead): HTMLElement {
  const outcome: Child =
    offer.endedAt !== undefined
      ? nameOf(words.outcomes, offer.outcome ?? "withdrawn")
      : lead.ladder.status === "offering"
        ? [
            `${words.offeredNow} `,
            countdown("step", lead.ladder.expiresAt, offer.deliveredAt ?? offer.offeredAt),
          ]
        : lead.ladder.status === "taken"
          ? weekWords.afterPromise
          : "";
  return el(
    "p.rung-event",
    { "data-outcome": offer.outcome ?? "open" },
    el("strong", {}, offer.manager.name),
    ": ",
    outcome,
    el(
      "span.quiet-text",
      {},
      ` · ${exactTimeText(offer.endedAt ?? offer.offeredAt)} · ${deliveryText(offer)}`,
    ),
  );
}

function deliveryText(offer: Offer): string {
  if (offer.deliveredAt === undefined) return words.notDelivered;
  return `${words.delivered} ${durationText(Date.parse(offer.deliveredAt) - Date.parse(offer.offeredAt))}`;
}
