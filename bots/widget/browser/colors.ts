/** Colours of the widget out of the site's one colour, so that every text on them has contrast of 4.5 or more. */

type Rgb = readonly [red: number, green: number, blue: number];

const WHITE: Rgb = [255, 255, 255];
const BLACK: Rgb = [0, 0, 0];

const LAMP = "#ffb84d";

const LIGHT = {
  scheme: "light",
  paper: "#f4f3ee",
  card: "#ffffff",
  bubble: "#ffffff",
  ink: "#1a2225",
  muted: "#5a6569",
  line: "#dfddd4",
  danger: "#b3261e",
  shade: "16 34 38",
} as const;

const DARK = {
  scheme: "dark",
  paper: "#11171a",
  card: "#192024",
  bubble: "#232c31",
  ink: "#e8edee",
  muted: "#9dabb0",
  line: "#313c42",
  danger: "#ffb4ab",
  shade: "0 0 0",
} as const;

/** CSS custom properties of the widget, as the body of a rule. */
export function themeRule(color: string, isDark: boolean): string {
  const base = isDark ? DARK : LIGHT;
  const site = parse(color);
  const paper = parse(base.paper);
  // A dark colour would drown in a dark page, a pale one in a light page.
  const accent = shift(site, isDark ? WHITE : BLACK, (it) => contrast(it, paper) >= (isDark ? 2 : 1.3));
  const on = contrast(accent, WHITE) >= 4.5 ? WHITE : BLACK;
  const deep = mix(accent, on === WHITE ? BLACK : WHITE, 0.22);
  const tint = mix(parse(base.card), accent, isDark ? 0.3 : 0.1);
  const grounds = [paper, parse(base.bubble), parse(base.card), tint];
  const text = shift(accent, isDark ? WHITE : BLACK, (it) => grounds.every((on) => contrast(it, on) >= 4.6));
  const { scheme, ...colors } = base;
  const properties = Object.entries({
    ...colors,
    accent: print(accent),
    deep: print(deep),
    "on-accent": print(on),
    "accent-text": print(text),
    tint: print(tint),
    lamp: LAMP,
    // On a yellow header a yellow lamp would not be seen.
    signal: contrast(parse(LAMP), accent) >= 1.8 ? LAMP : print(on),
  });
  return `color-scheme:${scheme};${properties.map(([name, value]) => `--${name}:${value}`).join(";")}`;
}

/** Moves a colour towards another in small steps until it is good enough. */
function shift(from: Rgb, towards: Rgb, isGood: (color: Rgb) => boolean): Rgb {
  for (let share = 0; share < 1; share += 0.04) {
    const color = mix(from, towards, share);
    if (isGood(color)) return color;
  }
  return towards;
}

function mix(from: Rgb, to: Rgb, share: number): Rgb {
  const part = (a: number, b: number): number => Math.round(a + (b - a) * share);
  return [part(from[0], to[0]), part(from[1], to[1]), part(from[2], to[2])];
}

/** WCAG 2 contrast ratio, 1 to 21. */
function contrast(a: Rgb, b: Rgb): number {
  const [first, second] = [luminance(a), luminance(b)];
  return (Math.max(first, second) + 0.05) / (Math.min(first, second) + 0.05);
}

function luminance(color: Rgb): number {
  const [red, green, blue] = color.map((value) => {
    const share = value / 255;
    return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
}

function parse(color: string): Rgb {
  const part = (at: number): number => Number.parseInt(color.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

function print(color: Rgb): string {
  return `#${color.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}
