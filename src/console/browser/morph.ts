/**
 * Makes `shown` look like `wanted` with as few changes as possible, so that focus, scrolling, typed text and open
 * details survive a redraw. Children with the same `data-key` are the same child; the rest are matched in order.
 */
export function morph(shown: Element, wanted: Element): void {
  if (shown.isEqualNode(wanted)) return;
  morphAttributes(shown, wanted);
  // What a person types or chooses is theirs.
  if (shown instanceof HTMLTextAreaElement) return;
  morphChildren(shown, wanted);
}

function morphAttributes(shown: Element, wanted: Element): void {
  for (const { name } of Array.from(shown.attributes)) {
    if (!wanted.hasAttribute(name) && !isPersons(shown, name)) shown.removeAttribute(name);
  }
  for (const { name, value } of Array.from(wanted.attributes)) {
    if (!isPersons(shown, name) && shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
}

/** Whether the attribute follows the person at the screen rather than the data. */
function isPersons(element: Element, name: string): boolean {
  return (name === "open" && element instanceof HTMLDetailsElement) || name === "data-busy";
}

function morphChildren(shown: Element, wanted: Element): void {
  const keyed = new Map<string, Element>();
  for (const child of shown.children) {
    const key = child.getAttribute("data-key");
    if (key !== null) keyed.set(key, child);
  }
  let next: ChildNode | null = shown.firstChild;
  for (const child of Array.from(wanted.childNodes)) {
    const match = findMatch(child, next, keyed);
    if (!match) {
      shown.insertBefore(child, next);
      continue;
    }
    if (match === next) next = next.nextSibling;
    else shown.insertBefore(match, next);
    if (match instanceof Element && child instanceof Element) morph(match, child);
    else if (match.nodeValue !== child.nodeValue) match.nodeValue = child.nodeValue;
  }
  while (next) {
    const gone: ChildNode = next;
    next = next.nextSibling;
    gone.remove();
  }
}

function findMatch(
  wanted: ChildNode,
  next: ChildNode | null,
  keyed: ReadonlyMap<string, Element>,
): ChildNode | undefined {
  const key = wanted instanceof Element ? wanted.getAttribute("data-key") : null;
  if (key !== null) {
    const same = keyed.get(key);
    return same?.nodeName === wanted.nodeName ? same : undefined;
  }
  if (next?.nodeName !== wanted.nodeName) return undefined;
  return next instanceof Element && next.hasAttribute("data-key") ? undefined : next;
}
