import { el, svg } from "../element.ts";
import { nameOf, words } from "../words.ts";
import { counted, weekWords } from "../week-words.ts";
import type { Coverage } from "../wire.ts";

type Week = Coverage["week"];

const DAY_MINUTES = 1440;
const HOURS = [0, 6, 12, 18, 24] as const;
const ROW_HEIGHT = 28;
/** Shades from few to many; the style sheet gives the colours. */
const SHADES = 4;

/** Half hours in a row that look alike. */
interface Run {
  readonly from: number;
  to: number;
  readonly count: number;
  readonly look: string;
}

/** A row a day: how many can take leads at each half hour. What the colours tell stands under the row in words too. */
export function renderWeek(week: Week): HTMLElement {
  const most = Math.max(1, ...week.counts);
  return el(
    "div.week",
    {},
    el(
      "ul.week-days",
      {},
      week.days.map((day, index) => renderDay(day, runsOf(week, index, most))),
    ),
    el(
      "p.week-hours",
      { "aria-hidden": "true" },
      HOURS.map((hour) => el("span", {}, `${String(hour).padStart(2, "0")}:00`)),
    ),
    renderLegend(),
  );
}

function renderDay(day: string, runs: readonly Run[]): HTMLElement {
  const name = dayName(day);
  const holes = spansOf(runs.filter(({ look }) => look === "hole"));
  // By night one on duty is what a business means to have.
  const thin = spansOf(runs.filter(({ look, count }) => count === 1 && look.startsWith("open")));
  const told = [
    holes === "" ? null : el("p.week-note", { "data-tone": "bad" }, weekWords.dayHoles(holes)),
    thin === "" ? null : el("p.week-note", { "data-tone": "thin" }, weekWords.dayThin(thin)),
  ];
  return el(
    "li.week-day",
    { "data-key": day },
    el("span.week-name", {}, name),
    el("div.week-row", {}, svgRow(name, runs), told),
  );
}

function svgRow(name: string, runs: readonly Run[]): HTMLElement {
  const box = el("div.week-strip", {});
  box.append(
    svg(
      "svg",
      {
        viewBox: `0 0 ${DAY_MINUTES} ${ROW_HEIGHT}`,
        preserveAspectRatio: "none",
        role: "img",
        "aria-label": `${name}: ${runs.map(describeRun).join("; ")}`,
      },
      ...runs.map((run) => {
        const title = svg("title", {});
        title.textContent = describeRun(run);
        const place = { x: run.from, y: 0, width: run.to - run.from, height: ROW_HEIGHT };
        return svg("rect", { ...place, "data-look": run.look }, title);
      }),
    ),
  );
  return box;
}

function runsOf({ counts, holes, isOpen, slotMinutes }: Week, day: number, most: number): readonly Run[] {
  const runs: Run[] = [];
  const perDay = DAY_MINUTES / slotMinutes;
  for (let slot = 0; slot < perDay; slot += 1) {
    const index = day * perDay + slot;
    const count = counts[index] ?? 0;
    const look = lookOf(count, most, holes[index] ?? false, isOpen[index] ?? false);
    const last = runs.at(-1);
    if (last && last.look === look && last.count === count) last.to += slotMinutes;
    else runs.push({ from: slot * slotMinutes, to: (slot + 1) * slotMinutes, count, look });
  }
  return runs;
}

function lookOf(count: number, most: number, isHole: boolean, isOpen: boolean): string {
  if (isHole) return "hole";
  if (count === 0) return isOpen ? "empty" : "closed";
  const shade = Math.min(SHADES, Math.ceil((count / most) * SHADES));
  return `${isOpen ? "open" : "night"}-${shade}`;
}

function describeRun({ from, to, count, look }: Run): string {
  const span = `${clock(from)}–${clock(to)}`;
  if (look === "hole") return `${span} ${weekWords.nobodyTakes}`;
  if (look === "closed") return `${span} ${weekWords.closed}`;
  return `${span} ${counted(count, weekWords.people)}`;
}

/** Spans that touch are one. */
function spansOf(runs: readonly Run[]): string {
  const spans: { from: number; to: number }[] = [];
  for (const { from, to } of runs) {
    const last = spans.at(-1);
    if (last && last.to === from) last.to = to;
    else spans.push({ from, to });
  }
  return spans.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(", ");
}

function renderLegend(): HTMLElement {
  const { legend } = weekWords;
  const entries = [
    ["open-1", legend.few],
    ["open-4", legend.lots],
    ["hole", legend.hole],
    ["empty", legend.empty],
    ["night-1", legend.night],
    ["closed", legend.closed],
  ] as const;
  return el(
    "ul.week-legend",
    {},
    entries.map(([look, name]) => el("li", {}, el("span.swatch", { "data-look": look }), name)),
  );
}

/** Everybody's hours by day, as a table that scrolls sideways where it must. */
export function renderShifts(week: Week): HTMLElement {
  return el(
    "div.table-scroll",
    { tabindex: 0, role: "region", "aria-label": weekWords.shifts },
    el(
      "table.shifts",
      {},
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          el("th", { scope: "col" }, words.team),
          week.days.map((day) => el("th", { scope: "col" }, dayName(day))),
        ),
      ),
      el(
        "tbody",
        {},
        week.people.map(({ id, name, role, spans }) =>
          el(
            "tr",
            { "data-key": id },
            el("th", { scope: "row" }, name, el("span.quiet-text", {}, nameOf(words.roles, role))),
            week.days.map((_, day) => renderHours(spans, day)),
          ),
        ),
      ),
    ),
  );
}

/** A shift over midnight stands on the day it began on. */
function renderHours(spans: Week["people"][number]["spans"], day: number): HTMLElement {
  const own = spans.filter(({ from }) => Math.floor(from / DAY_MINUTES) === day);
  if (own.length === 0) return el("td.no-shift", {}, el("span", { "aria-label": weekWords.dayOff }, "—"));
  return el(
    "td",
    {},
    own.map(({ from, to }) => el("span.shift", {}, `${clock(from)}–${clock(to)}`)),
  );
}

/** `пн, 16 мар.`; the day is the business's own, so no time zone moves it. */
function dayName(day: string): string {
  return new Intl.DateTimeFormat(words.locale, {
    weekday: "short",
    day: "numeric",
    month: "short",
    timeZone: "UTC",
  }).format(Date.parse(`${day}T12:00:00Z`));
}

function clock(minute: number): string {
  const inDay = minute > 0 && minute % DAY_MINUTES === 0 ? DAY_MINUTES : minute % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}
