import type { Generated } from "kysely";

/** The tables that the console and the desk read; the engine's hot statements are SQL constants beside their use. */
export interface Tables {
  conversation: {
    id: string;
    thread: string;
    started_at: Date;
    last_message_at: Date;
    ownership: string;
    data: unknown;
  };
  message: {
    seq: Generated<number>;
    id: string;
    conversation_id: string;
    thread: string;
    author: "contact" | "bot" | "manager";
    external_id: string | null;
    manager_id: string | null;
    text: string;
    choices: unknown;
    attachments: unknown;
    at: Date;
  };
  lead: {
    id: string;
    conversation_id: string;
    thread: string;
    created_at: Date;
    category: string;
    priority: string;
    source: string;
    status: string;
    owner: string | null;
    expected_value: number;
    taken_at: Date | null;
    taken_by: string | null;
    closed_at: Date | null;
    outcome: string | null;
    experiment: string | null;
    variant: string | null;
    data: unknown;
  };
  offer: {
    id: string;
    lead_id: string;
    manager_id: string;
    offered_at: Date;
    ended_at: Date | null;
    outcome: string | null;
    alert_external_id: string | null;
  };
  crm_link: {
    lead_id: string;
    external_id: string | null;
    entity: string | null;
    url: string | null;
    written_at: Date | null;
    drift: readonly string[];
  };
  manager: {
    id: string;
    telegram_id: number | null;
    link_code: string | null;
    is_paused: boolean;
    offered_total: number;
    last_offered_at: Date | null;
  };
  timer: { key: string; thread: string; kind: string; run_at: Date; body: unknown };
  outbox: {
    seq: Generated<number>;
    id: string;
    order_key: string;
    kind: string;
    thread: string | null;
    body: unknown;
    lead_id: string | null;
    created_at: Date;
    run_at: Date;
    attempt: number;
    done_at: Date | null;
    dead_at: Date | null;
    last_error: string | null;
  };
  event: {
    id: Generated<number>;
    at: Date;
    conversation_id: string | null;
    lead_id: string | null;
    type: string;
    data: unknown;
  };
}
