export type WishValue = string | number | readonly (string | number)[];

/** What we want a field of a record to hold. */
export interface Wish {
  /** As `crm.item.*` names the field. */
  readonly key: string;
  /** As people see it on the card, in Russian. */
  readonly label: string;
  readonly value: WishValue;
  /** How two values are compared; `people` are added to those who are there, never taken away. */
  readonly kind: "text" | "number" | "moment" | "day" | "set" | "person" | "people";
  /**
   * True for fields that only we write. The others belong to the managers too: what they have written stays.
   */
  readonly isOurs: boolean;
  /** Fields that go along whenever this one is written. */
  readonly also?: Readonly<Record<string, string>> | undefined;
}

/** A record as `crm.item.get` returns it. */
export type PortalItem = Readonly<Record<string, unknown>>;

const MINUTE_MS = 60_000;

function toText(value: unknown): string {
  if (typeof value === "string") return value.replaceAll("\r\n", "\n").trim();
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return "";
}

/** Members of a multiple field; an empty one arrives as `[]`, `false` or nothing. */
export function toMembers(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.map(toText).filter((text) => text !== "");
  if (typeof value === "object" && value !== null) return toMembers(Object.values(value));
  const text = value === false ? "" : toText(value);
  return text === "" ? [] : [text];
}

/** `1500`, `"1500.00"`, `"1500|RUB"`. */
function toAmount(value: unknown): number {
  const [amount = ""] = toText(value).split("|");
  return amount === "" ? 0 : Number(amount);
}

/** Whether the portal's field holds nothing that a person or we could have put there. */
export function isEmpty(wish: Wish, stored: unknown): boolean {
  return wish.kind === "number" ? toAmount(stored) === 0 : toMembers(stored).length === 0;
}

/** Whether the portal's value is the wished one, in whatever spelling the portal returns it. */
export function holds(wish: Wish, stored: unknown): boolean {
  switch (wish.kind) {
    case "text":
    case "person":
      return toText(wish.value) === toText(stored);
    case "number":
      return Math.abs(toAmount(wish.value) - toAmount(stored)) < 0.01;
    case "moment":
      return sameMoment(toText(wish.value), toText(stored));
    case "day":
      return toText(wish.value).slice(0, 10) === toText(stored).slice(0, 10);
    case "set": {
      const [wanted, present] = [toMembers(wish.value), toMembers(stored)];
      return wanted.length === present.length && wanted.every((member) => present.includes(member));
    }
    case "people":
      return missingPeople(wish, stored).length === 0;
  }
}

/** A portal may keep minutes only. */
function sameMoment(wanted: string, stored: string): boolean {
  if (wanted === "" || stored === "") return wanted === stored;
  return Math.abs(Date.parse(wanted) - Date.parse(stored)) < MINUTE_MS;
}

export function missingPeople(wish: Wish, stored: unknown): readonly string[] {
  const present = toMembers(stored);
  return toMembers(wish.value).filter((person) => !present.includes(person));
}
