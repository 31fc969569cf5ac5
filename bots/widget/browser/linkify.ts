import { element } from "./dom.ts";

const ADDRESS = /https?:\/\/[^\s<>"«»]+/gi;
/** Belongs to the sentence rather than to the address. */
const TRAILING = /[.,:;!?…'"»]+$/;

/** Text with its http(s) addresses made links; everything else, markup included, stays plain text. */
export function linkify(text: string, opensOutside: string): (Node | string)[] {
  const parts: (Node | string)[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    if (!isAddress(address)) continue;
    parts.push(text.slice(end, match.index), linkTo(address, opensOutside));
    end = match.index + address.length;
  }
  parts.push(text.slice(end));
  return parts.filter((part) => part !== "");
}

export function linkTo(address: string, opensOutside: string, label = address): HTMLAnchorElement {
  return element("a", {
    text: label,
    attributes: {
      href: address,
      target: "_blank",
      rel: "noopener noreferrer nofollow ugc",
      title: opensOutside,
    },
  });
}

/** Whether an address may be made a link at all. */
export function isAddress(text: string): boolean {
  try {
    return ["http:", "https:"].includes(new URL(text).protocol);
  } catch {
    return false;
  }
}

/** "(see https://a.example/b)." names `https://a.example/b`; "https://a.example/b_(c)" keeps its brackets. */
function trimAddress(text: string): string {
  let address = text.replace(TRAILING, "");
  while (address.endsWith(")") && address.split(")").length > address.split("(").length) {
    address = address.slice(0, -1).replace(TRAILING, "");
  }
  return address;
}
