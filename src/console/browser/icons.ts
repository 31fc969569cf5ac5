import { svg } from "./element.ts";

/** Paths on a 24×24 field, drawn with the text's colour. */
const PATHS: Readonly<Record<string, string>> = {
  telegram: "M21 4 3 11l6 2m12-9-4 16-8-7m12-9L9 13m0 0v6l3-3.5",
  whatsapp:
    "M4 20l1.3-4.2A8 8 0 1 1 8.4 19L4 20zM9 9c.3 3 2.900 5.600 6 6l1-2-2.200-1-1 .8A6 6 0 0 1 11 11l.8-1-1-2.200z",
  widget: "M4 5h16v11H11l-4 4v-4H4zM8 9h8M8 12h5",
  form: "M6 3h12v18H6zM9 8h6M9 12h6M9 16h3",
  call: "M6 3h4l1.500 5-2.500 1.500a12 12 0 0 0 5.500 5.500L16 12.500l5 1.500v4c0 1.500-1 2.500-2.500 2.500A15.500 15.500 0 0 1 3.500 5.500C3.500 4 4.500 3 6 3z",
  now: "M12 7v5l3 2M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z",
  conversations: "M4 5h16v11H11l-4 4v-4H4z",
  team: "M9 11a3.500 3.500 0 1 0 0-7 3.500 3.500 0 0 0 0 7zM3 20c0-3.500 2.500-6 6-6s6 2.500 6 6M16 4.500a3.500 3.500 0 0 1 0 6.500M17.500 14.500c2.200.8 3.500 2.800 3.500 5.500",
  week: "M4 6h16v14H4zM4 10h16M8 3v4M16 3v4M8 14h.01M12 14h.01M16 14h.01M8 17h.01M12 17h.01",
  delivery:
    "M3 7h11v9H3zM14 10h4l3 3v3h-7M7 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM17 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4z",
  back: "M15 5l-7 7 7 7",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  moon: "M20 14.500A8.500 8.500 0 0 1 9.500 4 8.500 8.500 0 1 0 20 14.500z",
  exit: "M10 4H5v16h5M15 8l4 4-4 4M19 12H9",
  send: "M4 12 20 4l-4 16-4-7zM20 4l-8 9",
};

/** A drawing beside text that says the same, hence hidden from screen readers. */
export function icon(name: string): SVGElement {
  return svg(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true", focusable: "false" },
    svg("path", { d: PATHS[name] ?? PATHS["conversations"] }),
  );
}

/** The mark of Dozor: a watchman's lantern. */
export function logo(): SVGElement {
  return svg(
    "svg",
    { class: "logo", viewBox: "0 0 32 32", "aria-hidden": "true", focusable: "false" },
    svg("path", { class: "logo-back", d: "M16 1 29 6v9c0 8-5.500 13.500-13 16C8.500 28.500 3 23 3 15V6z" }),
    svg("path", {
      class: "logo-light",
      d: "M16 8c3 3 4.500 5.400 4.500 8a4.500 4.500 0 0 1-9 0c0-2.600 1.500-5 4.500-8z",
    }),
    svg("path", { class: "logo-base", d: "M10.500 23.500h11" }),
  );
}
