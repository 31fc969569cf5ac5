import type { LeadId } from "../domain/ids.ts";

/** A lead in the CRM's terms, but no vendor's: the adapter maps it to fields. */
export interface CrmLead {
  /** Goes out as `originId`: a repeat finds what was already written. */
  readonly id: LeadId;
  readonly title: string;
  /** Portal user id of the responsible manager. */
  readonly responsible?: number | undefined;
  readonly observers: readonly number[];
  readonly name?: string | undefined;
  readonly company?: string | undefined;
  readonly phone?: string | undefined;
  readonly email?: string | undefined;
  /** `kind` is a channel, `value` the contact's id or name there. */
  readonly messenger?: { readonly kind: string; readonly value: string } | undefined;
  /** Portal SOURCE code and a line of free text about it. */
  readonly sourceCode?: string | undefined;
  readonly sourceDescription?: string | undefined;
  readonly utm: Readonly<Record<string, string>>;
  readonly opportunity?: number | undefined;
  readonly tags: readonly string[];
  readonly intent: string;
  readonly priority: string;
  readonly predictedValue: number;
  readonly conversationUrl: string;
  /** When the ladder will move on, if it is running. */
  readonly reassignAt?: Date | undefined;
}

export interface CrmWritten {
  readonly externalId: string;
  readonly entity: "lead" | "deal";
  readonly url?: string | undefined;
  /** What the CRM dropped or changed, field by field, found by reading back. Empty when all is as written. */
  readonly drift: readonly string[];
}

/** What we need of a CRM. Every write may be repeated: it looks first and adds nothing twice. Errors are `CrmError`s. */
export interface Crm {
  readonly name: "bitrix24";
  /** Checks that the CRM answers and who we are there; rejects with a CrmError. */
  check(): Promise<{ readonly portal: string; readonly user: string }>;
  createLead(lead: CrmLead): Promise<CrmWritten>;
  updateLead(written: Pick<CrmWritten, "externalId" | "entity">, lead: CrmLead): Promise<CrmWritten>;
  /** `key` marks the comment so that a repeat finds it. */
  addComment(written: Pick<CrmWritten, "externalId" | "entity">, key: string, text: string): Promise<void>;
  /** A to-do with a deadline for the responsible person. */
  addTodo(
    written: Pick<CrmWritten, "externalId" | "entity">,
    todo: {
      readonly key: string;
      readonly title: string;
      readonly text: string;
      readonly deadline: Date;
      readonly responsible?: number | undefined;
    },
  ): Promise<void>;
}
