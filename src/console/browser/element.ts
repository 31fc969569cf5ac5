export type Child = Node | string | number | false | null | undefined | readonly Child[];
export type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Makes an element: `el("button.primary", { type: "button" }, "Взять")`. Text always becomes a text node, so what a
 * customer wrote can't become markup. Clicks are not bound here: an element names its `data-action` (see actions.ts),
 * because a redrawn tree is only compared with the shown one.
 */
export function el(tag: string, attributes: Attributes = {}, ...children: readonly Child[]): HTMLElement {
  const [name = "div", ...classes] = tag.split(".");
  const element = document.createElement(name);
  if (classes.length > 0) element.className = classes.join(" ");
  setAttributes(element, attributes);
  append(element, children);
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** The same for a drawing. */
export function svg(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly SVGElement[]
): SVGElement {
  const element = document.createElementNS(SVG, tag);
  setAttributes(element, attributes);
  element.append(...children);
  return element;
}

function setAttributes(element: Element, attributes: Attributes): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    // `data-` and `aria-` say "false" aloud; elsewhere an attribute that is there is true.
    if (typeof value === "boolean" && !/^(data|aria)-/.test(name)) element.toggleAttribute(name, value);
    else element.setAttribute(name, String(value));
  }
}

function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (child === null || child === undefined || child === false) continue;
    if (typeof child === "string" || typeof child === "number") element.append(String(child));
    else if (child instanceof Node) element.append(child);
    else append(element, child);
  }
}

/** A link that any address from outside may be given to: other schemes than http(s) and tel become plain text. */
export function link(href: string, attributes: Attributes, ...children: readonly Child[]): HTMLElement {
  return /^(https?:\/\/|tel:|\/)/i.test(href)
    ? el("a", { ...attributes, href }, ...children)
    : el("span", {}, ...children);
}
