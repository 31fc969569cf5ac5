import { serve } from "@hono/node-server";
import type { Hono } from "hono";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Business } from "../../../src/domain/business.ts";
import type { ReadinessPart } from "../../../src/http/readiness.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import type { ManagerAction } from "../../../src/ports/manager-desk.ts";
import { asId } from "../../../src/domain/ids.ts";
import { describeNextStep } from "../../../src/watch/ladder/describe-ladder.ts";
import { createFakeLiveEvents, type FakeLiveEvents } from "../fake-live-events.ts";
import { ADMIN_TOKEN, aGateway } from "./a-gateway.ts";
import { createFakeDesk } from "./fake-desk.ts";
import { aBusyStore, type FakeStore } from "./fake-reads.ts";
import { aBusiness } from "./sample-business.ts";
import { NOON } from "./sample-leads.ts";

export interface SampleServer {
  readonly url: string;
  readonly token: string;
  readonly store: FakeStore;
  readonly live: FakeLiveEvents;
  close(): Promise<void>;
}

/** The console over sample data on a free port of this machine; its built files come from `dist/browser/console`. */
export async function serveSample(
  options: {
    store?: FakeStore;
    business?: Business;
    parts?: readonly ReadinessPart[];
    port?: number;
    mounts?: readonly Hono[];
  } = {},
): Promise<SampleServer> {
  const store = options.store ?? aBusyStore();
  const business = options.business ?? aBusiness();
  const live = createFakeLiveEvents();
  const clock = createShiftedClock(NOON);
  const desk = createFakeDesk(store, (action) => {
    applyTo(store, action, clock.now());
    live.publish({ topic: "console", kind: "changed" });
  });
  const { app } = aGateway({
    store,
    business,
    parts: options.parts ?? [
      { name: "database", state: "up" },
      { name: "widget", state: "up" },
      { name: "telegram", state: "up" },
      { name: "whatsapp", state: "off" },
      { name: "managers_bot", state: "off" },
      { name: "bitrix24", state: "degraded", detail: "The portal answers slowly", isRequired: false },
    ],
    mounts: options.mounts ?? [],
    api: {
      desk,
      live,
      clock,
      describeNextStep: (lead, at) => describeNextStep(lead, business, at),
      teamLoad: async () => [
        { managerId: asId("anna"), open: 2, offeredTotal: 9, isPaused: desk.paused.has(asId("anna")) },
        { managerId: asId("boris"), open: 3, offeredTotal: 5, isPaused: desk.paused.has(asId("boris")) },
        { managerId: asId("elena"), open: 1, offeredTotal: 1, isPaused: desk.paused.has(asId("elena")) },
      ],
    },
    app: { clock, consoleDir: join(import.meta.dirname, "../../../dist/browser/console") },
  });
  return new Promise((resolve) => {
    const server = serve(
      { fetch: app.fetch, port: options.port ?? 0, hostname: "127.0.0.1" },
      (info: AddressInfo) => {
        resolve({
          url: `http://127.0.0.1:${info.port}`,
          token: ADMIN_TOKEN,
          store,
          live,
          close: () =>
            new Promise((closed) => {
              server.close(() => closed());
              if ("closeAllConnections" in server) server.closeAllConnections();
            }),
        });
      },
    );
  });
}

/** Runs as the real one does, but starts at `start`. */
function createShiftedClock(start: Date): Clock {
  const startedAt = performance.now();
  return {
    now: () => new Date(start.getTime() + performance.now() - startedAt),
    sleep: async (ms, signal) => {
      await sleep(ms, undefined, signal ? { signal } : {}).catch(() => undefined);
    },
  };
}

/** What the gateway's own turn would do, as far as the console shows it. */
function applyTo(store: FakeStore, action: ManagerAction, at: Date): void {
  if ("leadId" in action) {
    store.leads = store.leads.map((lead) => {
      if (lead.id !== action.leadId) return lead;
      switch (action.kind) {
        case "take":
          return { ...lead, ladder: { status: "taken", by: action.managerId, at, via: action.via } };
        case "decline":
          return {
            ...lead,
            ladder: { status: "offering", rung: 1, expiresAt: new Date(at.getTime() + 60_000) },
          };
        case "close":
          return { ...lead, ladder: { status: "closed", at, reason: "closed by manager" } };
      }
    });
    return;
  }
  store.conversations = store.conversations.map((sample) => {
    if (sample.conversation.id !== action.conversationId) return sample;
    const { state } = sample.conversation;
    if (action.kind === "return_to_bot") {
      const ownership = { status: "returned", since: at } as const;
      return { ...sample, conversation: { ...sample.conversation, state: { ...state, ownership } } };
    }
    const ownership = { status: "human", managerId: action.managerId, since: at } as const;
    const seq = (sample.lines.at(-1)?.seq ?? 0) + 1;
    return {
      conversation: { ...sample.conversation, lastMessageAt: at, state: { ...state, ownership } },
      lines: [
        ...sample.lines,
        {
          id: asId<"message">(`msg_sent_${seq}`),
          conversationId: action.conversationId,
          seq,
          author: "manager" as const,
          managerId: action.managerId,
          text: action.text,
          choices: [],
          attachments: [],
          at,
        },
      ],
    };
  });
}
