/** Building the page without markup strings: nothing a visitor or a server writes is ever read as HTML. */

const SVG = "http://www.w3.org/2000/svg";

interface Properties {
  readonly class?: string;
  readonly text?: string;
  /** Attributes; `undefined` leaves one out. */
  readonly attributes?: Readonly<Record<string, string | undefined>>;
}

export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  properties: Properties = {},
  children: readonly (Node | undefined)[] = [],
): HTMLElementTagNameMap[Tag] {
  const node = document.createElement(tag);
  if (properties.class) node.className = properties.class;
  if (properties.text !== undefined) node.textContent = properties.text;
  for (const [name, value] of Object.entries(properties.attributes ?? {})) {
    if (value !== undefined) node.setAttribute(name, value);
  }
  for (const child of children) if (child) node.append(child);
  return node;
}

/** An icon on a 24×24 grid. A shape is a path; `fill:` before it fills instead of drawing a line. */
export function icon(name: string, ...shapes: readonly string[]): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon ${name}`);
  svg.setAttribute("aria-hidden", "true");
  for (const shape of shapes) {
    const path = document.createElementNS(SVG, "path");
    const isFilled = shape.startsWith("fill:");
    path.setAttribute("d", isFilled ? shape.slice(5) : shape);
    if (isFilled) path.setAttribute("class", "filled");
    svg.append(path);
  }
  return svg;
}

/** Our mark: a speech bubble with a watchman's lamp in it. */
export function lampIcon(): SVGSVGElement {
  const svg = icon(
    "mark",
    "fill:M12 3.4c5.2 0 9.1 3.4 9.1 7.8s-3.9 7.8-9.1 7.8c-.9 0-1.8-.1-2.7-.3l-4.1 2.1c-.6.3-1.3-.2-1.1-.9l.7-3.2a7.3 7.3 0 0 1-1.9-5.5c0-4.4 3.9-7.8 9.1-7.8Z",
    "fill:M12 8.4a2.8 2.8 0 1 0 0 5.6 2.8 2.8 0 0 0 0-5.6Z",
  );
  svg.lastElementChild?.setAttribute("class", "lamp");
  return svg;
}

/** A style sheet that a strict content security policy allows; a style element where a browser has no such sheets. */
export function addStyles(root: ShadowRoot, css: string): (css: string) => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
    return (changed) => sheet.replaceSync(changed);
  } catch {
    const style = element("style", { text: css });
    root.prepend(style);
    return (changed) => {
      style.textContent = changed;
    };
  }
}
