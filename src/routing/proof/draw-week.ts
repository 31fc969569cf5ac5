import type { ManagerRole } from "../../domain/business.ts";
import type { Language } from "../../domain/category.ts";
import { formatDay } from "../../domain/format.ts";
import type { WeekPicture } from "./coverage-report.ts";

const NAMES_WIDTH = 190;
const DAY_WIDTH = 168;
const ROW_HEIGHT = 22;
const STRIP_HEIGHT = 40;
const TOP = 64;
const DAY_MINUTES = 1440;

const ROLE_COLORS: Record<ManagerRole, string> = { manager: "#2f7d6b", duty: "#b7791f", head: "#6b4fa0" };
const ROLES: Record<Language, Record<ManagerRole, string>> = {
  ru: { manager: "менеджер", duty: "дежурный", head: "руководитель" },
  en: { manager: "manager", duty: "duty", head: "head" },
};
const WORDS = {
  ru: { title: "Кто в смене и где дыры", strip: "Могут взять", hole: "никто не возьмёт", closed: "закрыто" },
  en: { title: "Who is on shift, and the holes", strip: "Can take", hole: "nobody takes", closed: "closed" },
} as const;

/** The week as an SVG of its own: a strip of how many can take leads in each half hour, then a row a person. */
export function drawWeek(week: WeekPicture, business: { name: string; language: Language }): string {
  const { language } = business;
  const words = WORDS[language];
  const width = NAMES_WIDTH + DAY_WIDTH * week.days.length + 16;
  const height = TOP + STRIP_HEIGHT + 10 + week.people.length * ROW_HEIGHT + 44;
  const title = `${business.name}: ${words.title.toLowerCase()}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${escapeXml(title)}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    text(16, 24, title, { size: 15, weight: 600 }),
    ...drawDays(week, height, language),
    ...drawStrip(week, language),
    ...week.people.flatMap((person, index) => drawPerson(person, index, language)),
    ...drawLegend(height - 20, language),
    "</svg>",
  ].join("\n");
}

function xOf(minute: number): number {
  return NAMES_WIDTH + (minute * DAY_WIDTH) / DAY_MINUTES;
}

function drawDays({ days }: WeekPicture, height: number, language: Language): readonly string[] {
  return days.flatMap((day, index) => {
    const x = xOf(index * DAY_MINUTES);
    const noon = x + DAY_WIDTH / 2;
    return [
      `<line x1="${x}" y1="${TOP - 14}" x2="${x}" y2="${height - 40}" stroke="#d7dde2"/>`,
      `<line x1="${noon}" y1="${TOP - 4}" x2="${noon}" y2="${height - 40}" stroke="#eef1f4"/>`,
      text(x + 4, TOP - 18, formatDay(day, language), { color: "#46525c" }),
      text(noon - 14, TOP - 5, "12:00", { size: 9, color: "#8a959e" }),
    ];
  });
}

function drawStrip(week: WeekPicture, language: Language): readonly string[] {
  const words = WORDS[language];
  const most = Math.max(1, ...week.counts);
  const cells = runsOf(week).map(({ from, to, count, isHole, isOpen }) => {
    const [start, end] = [from * week.slotMinutes, to * week.slotMinutes];
    const fill = isHole ? "#d64545" : heat(count, most, isOpen);
    const hint = `${clock(start)}–${clock(end)}: ${isHole ? words.hole : count}${isOpen ? "" : `, ${words.closed}`}`;
    return `<rect x="${round(xOf(start))}" y="${TOP}" width="${round(xOf(end) - xOf(start))}" height="${STRIP_HEIGHT}" fill="${fill}"><title>${escapeXml(hint)}</title></rect>`;
  });
  return [text(16, TOP + STRIP_HEIGHT / 2 + 4, words.strip, { weight: 600 }), ...cells];
}

interface Run {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly isHole: boolean;
  readonly isOpen: boolean;
}

/** Neighbouring half hours that look alike, within one day. */
function runsOf({ counts, holes, isOpen, slotMinutes }: WeekPicture): readonly Run[] {
  const runs: (Run & { to: number })[] = [];
  const perDay = DAY_MINUTES / slotMinutes;
  for (const [slot, count] of counts.entries()) {
    const run = {
      from: slot,
      to: slot + 1,
      count,
      isHole: holes[slot] ?? false,
      isOpen: isOpen[slot] ?? false,
    };
    const last = runs.at(-1);
    const isAlike =
      last &&
      last.count === count &&
      last.isHole === run.isHole &&
      last.isOpen === run.isOpen &&
      slot % perDay !== 0;
    if (isAlike) last.to = slot + 1;
    else runs.push(run);
  }
  return runs;
}

/** Greener for more people; grey hours are closed and nobody is there. */
function heat(count: number, most: number, isOpen: boolean): string {
  if (count === 0) return isOpen ? "#f3d9a4" : "#eceff1";
  const lightness = Math.round(88 - (count / most) * 46);
  return isOpen ? `hsl(165 38% ${lightness}%)` : `hsl(200 12% ${lightness}%)`;
}

function drawPerson(
  { name, role, spans }: WeekPicture["people"][number],
  index: number,
  language: Language,
): readonly string[] {
  const y = TOP + STRIP_HEIGHT + 14 + index * ROW_HEIGHT;
  const label = name.length > 22 ? `${name.slice(0, 21)}…` : name;
  const who = `${name}, ${ROLES[language][role]}`;
  return [
    text(16, y + 12, label, {}),
    ...spans.map(({ from, to }) => {
      const hint = `${who}: ${clock(from)}–${clock(to)}`;
      const x = round(xOf(from));
      return `<rect x="${x}" y="${y}" width="${round(xOf(to) - xOf(from))}" height="${ROW_HEIGHT - 8}" rx="3" fill="${ROLE_COLORS[role]}"><title>${escapeXml(hint)}</title></rect>`;
    }),
  ];
}

function drawLegend(y: number, language: Language): readonly string[] {
  const entries: readonly (readonly [string, string])[] = [
    ...(["manager", "duty", "head"] as const).map(
      (role) => [ROLE_COLORS[role], ROLES[language][role]] as const,
    ),
    ["#d64545", WORDS[language].hole],
  ];
  return entries.flatMap(([color, label], index) => {
    const x = NAMES_WIDTH + index * 150;
    return [
      `<rect x="${x}" y="${y - 10}" width="12" height="12" rx="2" fill="${color}"/>`,
      text(x + 18, y, label, { color: "#46525c" }),
    ];
  });
}

function text(
  x: number,
  y: number,
  words: string,
  { size = 12, weight = 400, color = "#1c2429" }: { size?: number; weight?: number; color?: string },
): string {
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}" font-weight="${weight}" fill="${color}">${escapeXml(words)}</text>`;
}

function clock(minute: number): string {
  const inDay = minute % DAY_MINUTES;
  return `${String(Math.floor(inDay / 60)).padStart(2, "0")}:${String(inDay % 60).padStart(2, "0")}`;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Names come from the owner's files; control characters are not allowed in XML at all. */
function escapeXml(words: string): string {
  return words
    .replaceAll(/\p{Cc}/gu, " ")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
