import type { CrmLead } from "../../ports/crm.ts";
import { z } from "zod";
import { portalId } from "./rest-answer.ts";

/** A phone, an address of mail or a messenger on a record. */
export interface Multifield {
  readonly typeId: "PHONE" | "EMAIL" | "IM";
  readonly valueType: string;
  readonly value: string;
}

const LABELS: Record<Multifield["typeId"], string> = { PHONE: "Телефон", EMAIL: "Почта", IM: "Мессенджер" };

const IM_TYPES: Readonly<Record<string, string>> = { telegram: "TELEGRAM", vk: "VK", viber: "VIBER" };

const stored = z.array(z.looseObject({ id: portalId.optional(), typeId: z.string(), value: z.string() }));

function toPhone(value: string): Multifield {
  const isMobile = /^\+?[78]9\d{9}$/u.test(value.replace(/[\s()-]/gu, ""));
  return { typeId: "PHONE", valueType: isMobile ? "MOBILE" : "WORK", value };
}

/** The phone inside a WhatsApp address; a `@lid` looks like one and is none. */
function whatsappPhone(value: string): string | undefined {
  const digits = /^\+?(?<digits>\d{10,15})(?:@(?:c\.us|s\.whatsapp\.net))?$/u.exec(value)?.groups?.["digits"];
  return digits ? `+${digits}` : undefined;
}

/** The portal has no WhatsApp among its messengers: there it is a phone. The widget's and forms' ids mean nothing to it. */
function toMessenger({
  kind,
  value,
}: {
  readonly kind: string;
  readonly value: string;
}): Multifield | undefined {
  if (kind === "whatsapp") {
    const phone = whatsappPhone(value);
    return phone ? toPhone(phone) : { typeId: "IM", valueType: "OTHER", value: `whatsapp:${value}` };
  }
  if (kind === "call") return toPhone(value);
  const valueType = IM_TYPES[kind];
  return valueType ? { typeId: "IM", valueType, value } : undefined;
}

/** Phones are the same when their last ten digits are: the portal may rewrite 8 to +7, or add blanks. */
export function toIdentity({ typeId, value }: { readonly typeId: string; readonly value: string }): string {
  return typeId === "PHONE"
    ? `PHONE ${value.replace(/\D/gu, "").slice(-10)}`
    : `${typeId} ${value.trim().toLowerCase()}`;
}

/** Ways to reach the contact, each once. */
export function toMultifields(lead: CrmLead): readonly Multifield[] {
  const all = [
    lead.phone === undefined ? undefined : toPhone(lead.phone),
    lead.email === undefined
      ? undefined
      : ({ typeId: "EMAIL", valueType: "WORK", value: lead.email } as const),
    lead.messenger === undefined ? undefined : toMessenger(lead.messenger),
  ].filter((field) => field !== undefined);
  return all.filter(
    (field, index) => all.findIndex((other) => toIdentity(other) === toIdentity(field)) === index,
  );
}

/** Those of `wanted` that the record's `fm` lacks. */
export function missingMultifields(wanted: readonly Multifield[], fm: unknown): readonly Multifield[] {
  const parsed = stored.safeParse(fm);
  const present = new Set((parsed.success ? parsed.data : []).map(toIdentity));
  return wanted.filter((field) => !present.has(toIdentity(field)));
}

/** As `crm.item.update` takes additions; ids of what is there would change it. */
export function toAdditions(fields: readonly Multifield[]): Readonly<Record<string, Multifield>> {
  return Object.fromEntries(fields.map((field, index) => [`n${index}`, field]));
}

export function multifieldLabel(field: Multifield): string {
  return LABELS[field.typeId];
}
