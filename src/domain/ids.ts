/** A string that names one kind of thing, so that a lead's id can't be passed where a conversation's is meant. */
export type Id<Kind extends string> = string & { readonly __kind: Kind };

export type ContactId = Id<"contact">;
export type ConversationId = Id<"conversation">;
export type MessageId = Id<"message">;
export type LeadId = Id<"lead">;
export type OfferId = Id<"offer">;
export type EffectId = Id<"effect">;
/** The `id` of a person in `team.yaml`: chosen by the owner, not made by us. */
export type ManagerId = Id<"manager">;

/** Prefix of each id that we make: `lead_0192…`. The body is time-ordered. */
export const ID_PREFIXES = {
  contact: "cnt",
  conversation: "conv",
  message: "msg",
  lead: "lead",
  offer: "ofr",
  effect: "eff",
} as const;

export type MadeIdKind = keyof typeof ID_PREFIXES;

/** Makes ids. Injected, so that a simulated run repeats exactly. */
export type MakeId = <Kind extends MadeIdKind>(kind: Kind) => Id<Kind>;

/** Trusts that a stored or configured string is the id of this kind. */
export function asId<Kind extends string>(value: string): Id<Kind> {
  return value as Id<Kind>;
}
