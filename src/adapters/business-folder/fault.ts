/** Something in the business folder that the owner should mend. A warning does not stop the business from being used. */
export interface Fault {
  readonly severity: "error" | "warning";
  /**
   * An error that `dozor check` fails on and the gateway can work with: these leads go to whoever else is there. Without
   * it an error keeps the folder from being used.
   */
  readonly isBridged?: true | undefined;
  /** Stable, for `--json` and tests. */
  readonly code: FaultCode;
  /** As it was opened, so that a terminal makes a link of it: `flows/beauty/services.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in characters. */
  readonly column: number;
  /** Characters to underline; at least 1. */
  readonly length: number;
  /** The offending line of the file; absent when the fault is the file itself. */
  readonly sourceLine?: string | undefined;
  /** Where in the file: `services[3].price`, counted from 0. Empty for the whole file. */
  readonly path: string;
  readonly message: string;
  /** How to mend it. */
  readonly hint: string;
}

/** What a name in the folder may refer to. */
export type NameKind =
  | "branch"
  | "skill"
  | "team"
  | "ladder"
  | "service"
  | "manager"
  | "offer"
  | "category"
  | "slot"
  | "priority"
  | "sentiment"
  | "channel"
  | "language"
  | "role"
  | "chooser"
  | "vertical"
  | "action"
  | "handoff"
  | "clock"
  | "time"
  | "placeholder"
  | "ruleset";

export type ValueType = "text" | "number" | "boolean" | "list" | "map";

/** Every kind of fault, with what its sentence needs to name. */
export interface FaultArgs {
  missing_folder: { readonly folder: string };
  missing_file: { readonly file: string; readonly example: string };
  unreadable_file: { readonly reason: string };
  not_utf8: Readonly<Record<string, never>>;
  yaml_syntax: { readonly yamlCode: string; readonly detail: string };
  duplicate_key: { readonly key: string; readonly firstLine: number };
  empty_file: { readonly isRequired: boolean; readonly example: string };
  wrong_top_level: { readonly expected: "list" | "map"; readonly example: string };
  unexpected_file: { readonly file: string; readonly nearest?: string | undefined };

  unknown_key: {
    readonly key: string;
    readonly nearest?: string | undefined;
    readonly allowed: readonly string[];
  };
  missing_key: { readonly key: string; readonly example: string };
  empty_value: { readonly key: string };
  wrong_type: { readonly expected: ValueType; readonly actual: ValueType; readonly value: string };
  unknown_name: {
    readonly kind: NameKind;
    readonly value: string;
    readonly nearest?: string | undefined;
    readonly known: readonly string[];
  };
  empty_text: Readonly<Record<string, never>>;
  empty_list: Readonly<Record<string, never>>;
  bad_number: { readonly value: string; readonly least: number; readonly isWhole: boolean };
  bad_id: { readonly value: string };
  bad_duration: { readonly value: string };
  bad_hours: { readonly value: string };
  empty_hours: { readonly value: string };
  overlapping_hours: { readonly first: string; readonly second: string };
  bad_day: { readonly key: string; readonly nearest?: string | undefined };
  repeated_day: { readonly day: string; readonly firstKey: string };
  bad_date: { readonly value: string };
  reversed_range: { readonly from: string; readonly to: string };
  bad_price: { readonly value: string };
  bad_phone: { readonly value: string };
  bad_url: { readonly value: string };
  unknown_timezone: { readonly value: string; readonly nearest?: string | undefined };

  repeated_text: { readonly firstLine: number };
  duplicate_id: { readonly id: string; readonly firstLine: number };
  duplicate_account: {
    readonly system: "telegram" | "bitrix24";
    readonly value: number;
    readonly firstLine: number;
  };
  reserved_id: { readonly id: string };
  shared_synonym: { readonly word: string; readonly service: string; readonly firstLine: number };
  skill_without_people: { readonly skill: string };
  empty_target: Readonly<Record<string, never>>;
  target_without_people: { readonly target: string };
  rung_without_wait: { readonly offer: string };
  ladder_without_task: { readonly ladder: string };
  ladder_without_person: { readonly ladder: string };
  role_without_people: { readonly role: "duty" | "head"; readonly isFatal: boolean };
  sla_order: { readonly higher: string; readonly lower: string };
  lone_variant: Readonly<Record<string, never>>;
  overlapping_experiments: { readonly other: string; readonly otherLine: number };
  shadowed_rule: { readonly rule: string; readonly by: string; readonly byLine: number };
}

export type FaultCode = keyof FaultArgs;

/** What is wrong, before it is put into words. */
export type FaultDetail<Code extends FaultCode = FaultCode> = {
  [Key in Code]: { readonly code: Key; readonly args: FaultArgs[Key] };
}[Code];

/** Message and hint in one language. */
export interface FaultWords {
  readonly message: string;
  readonly hint: string;
}

export type FaultTexts = { readonly [Code in FaultCode]: (args: FaultArgs[Code]) => FaultWords };
