/** What the address asks for. */
export type Route =
  | { readonly view: "board" }
  | { readonly view: "conversations"; readonly id?: string | undefined }
  | { readonly view: "lead"; readonly id: string }
  | { readonly view: "team" }
  | { readonly view: "week" }
  | { readonly view: "delivery" }
  | { readonly view: "not_found" };

export const ADDRESSES = {
  board: "/console",
  conversations: "/console/conversations",
  team: "/console/team",
  week: "/console/week",
  delivery: "/console/delivery",
} as const;

export function conversationAddress(id: string): string {
  return `${ADDRESSES.conversations}/${encodeURIComponent(id)}`;
}

/** Opens the conversation that the lead belongs to. */
export function leadAddress(id: string): string {
  return `/console/leads/${encodeURIComponent(id)}`;
}

/** Reads an address of the console; `/console#/team` is as good as `/console/team`. */
export function parseRoute(pathname: string, hash = ""): Route {
  const path = hash.startsWith("#/") ? hash.slice(1) : pathname.replace(/^\/console/, "");
  const [view = "", id, ...rest] = path.split("/").filter((part) => part !== "");
  if (rest.length > 0) return { view: "not_found" };
  if (view === "conversations") return id === undefined ? { view } : { view, id: decodeURIComponent(id) };
  if (view === "leads" && id !== undefined) return { view: "lead", id: decodeURIComponent(id) };
  if (id !== undefined) return { view: "not_found" };
  if (view === "" || view === "leads") return { view: "board" };
  return view === "team" || view === "week" || view === "delivery" ? { view } : { view: "not_found" };
}
