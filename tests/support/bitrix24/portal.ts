import type { PeerUserField, PortalEntity } from "./portal-fields.ts";

export interface PortalRecord {
  readonly id: number;
  readonly [field: string]: unknown;
}

export interface PortalPerson {
  readonly id: number;
  readonly name: string;
  readonly lastName: string;
  readonly isAdmin?: boolean;
  readonly isActive?: boolean;
  readonly isOnline?: boolean;
}

export interface PortalComment {
  readonly id: number;
  readonly entity: PortalEntity;
  readonly entityId: number;
  readonly text: string;
  readonly authorId: number;
  readonly createdAt: Date;
}

export interface PortalActivity {
  readonly id: number;
  readonly ownerTypeId: number;
  readonly ownerId: number;
  readonly title: string;
  readonly description: string;
  readonly deadline: Date;
  readonly responsibleId: number;
  readonly createdAt: Date;
  readonly isCompleted: boolean;
}

export interface StageChange {
  readonly id: number;
  readonly entity: PortalEntity;
  readonly ownerId: number;
  readonly stageId: string;
  /** 1 created, 2 moved. */
  readonly typeId: number;
  readonly at: Date;
}

export interface Directory {
  readonly entityId: string;
  readonly statusId: string;
  readonly name: string;
  readonly semantics: "S" | "F" | null;
}

/** Something happened that an outgoing webhook may tell of. */
export interface PortalChange {
  readonly code: string;
  readonly id: number;
}

/** What a portal holds, and the settings of it that matter to a caller. */
export interface Portal {
  readonly now: () => Date;
  readonly webhookUserId: number;
  mode: "classic" | "simple";
  scopes: readonly string[];
  userFields: readonly PeerUserField[];
  /** Fields that a record can't be saved without. */
  required: Partial<Record<PortalEntity, readonly string[]>>;
  /** Known fields that are dropped all the same, without a word. */
  dropped: readonly string[];
  robot: { readonly assignTo: number; readonly delayMs: number } | undefined;
  readonly people: PortalPerson[];
  readonly records: Record<PortalEntity, Map<number, PortalRecord>>;
  readonly comments: PortalComment[];
  readonly activities: PortalActivity[];
  readonly stageHistory: StageChange[];
  readonly directories: Directory[];
  nextId(): number;
  /** Told of every change. */
  onChange: (change: PortalChange) => void;
}

const PEOPLE: readonly PortalPerson[] = [
  { id: 1, name: "Дежурный", lastName: "Администратор", isAdmin: true, isOnline: true },
  { id: 11, name: "Анна", lastName: "Первая", isOnline: true },
  { id: 12, name: "Борис", lastName: "Второй", isOnline: true },
  { id: 17, name: "Вера", lastName: "Третья" },
  { id: 19, name: "Глеб", lastName: "Уволенный", isActive: false },
];

function stages(entityId: string, codes: readonly string[], won: string, lost: string): Directory[] {
  return codes.map((statusId) => ({
    entityId,
    statusId,
    name: statusId,
    semantics: statusId === won ? "S" : statusId === lost ? "F" : null,
  }));
}

const SOURCES = [
  "CALL",
  "EMAIL",
  "WEB",
  "ADVERTISING",
  "WEBFORM",
  "TELEGRAM",
  "WHATSAPP",
  "SITE_WIDGET",
  "OTHER",
];

export interface PortalSettings {
  readonly now: () => Date;
  readonly webhookUserId: number;
  readonly mode: Portal["mode"];
  readonly scopes: readonly string[];
  readonly userFields: readonly PeerUserField[];
  readonly required: Portal["required"];
}

export function createPortal(settings: PortalSettings): Portal {
  let lastId = 249;
  return {
    ...settings,
    dropped: [],
    robot: undefined,
    people: [...PEOPLE],
    records: { lead: new Map(), deal: new Map(), contact: new Map() },
    comments: [],
    activities: [],
    stageHistory: [],
    directories: [
      ...stages("STATUS", ["NEW", "IN_PROCESS", "PROCESSED", "CONVERTED", "JUNK"], "CONVERTED", "JUNK"),
      ...stages("DEAL_STAGE", ["NEW", "PREPARATION", "EXECUTING", "WON", "LOSE"], "WON", "LOSE"),
      ...SOURCES.map((statusId) => ({ entityId: "SOURCE", statusId, name: statusId, semantics: null })),
    ],
    nextId: () => (lastId += 1),
    onChange: () => undefined,
  };
}
