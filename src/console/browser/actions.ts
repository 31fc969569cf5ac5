import { askOutcome, choosePerson, confirmWith, showCommand, showText, toast } from "./dialog.ts";
import { sendReply } from "./send-reply.ts";
import { keepTheme, readTheme, type Theme } from "./session.ts";
import type { ViewContext } from "./view.ts";
import { showMoreConversations } from "./views/conversations.ts";
import { weekWords } from "./week-words.ts";
import { words } from "./words.ts";
import { wire } from "./wire.ts";

/** What the page lets an action do. */
export interface ActionHost {
  context(): ViewContext | undefined;
  /** Draws what is known. */
  redraw(): void;
  /** Reads everything shown anew, soon. */
  refresh(): void;
  setMe(managerId: string): void;
  signOut(): void;
}

/** @param element What was pressed: its `data-` attributes name the lead, conversation, manager or letter. */
export type Action = (element: HTMLElement, host: ActionHost, context: ViewContext) => Promise<void>;

const THEMES: Readonly<Record<Theme, Theme>> = { auto: "light", light: "dark", dark: "auto" };

/** Presses by the `data-action` of what was pressed. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  take: async (element, host, context) => {
    const managerId = await requireMe(host, context);
    if (managerId !== undefined)
      await act(context, leadPath(element, "take"), { managerId }, words.storedTake);
  },
  "take-for": async (element, _host, context) => {
    const managerId = await choosePerson(words.takeForTitle, "", context.team);
    if (managerId !== undefined)
      await act(context, leadPath(element, "take"), { managerId }, words.storedTake);
  },
  decline: async (element, host, context) => {
    const managerId = await chooseDecliner(element, host, context);
    if (managerId === undefined) return;
    await act(context, leadPath(element, "decline"), { managerId }, words.storedDecline);
  },
  close: async (element, _host, context) => {
    const outcome = await askOutcome();
    if (outcome === undefined) return;
    const body = {
      ...(context.me ? { managerId: context.me.id } : {}),
      ...(outcome === "unknown" ? {} : { outcome }),
    };
    await act(context, leadPath(element, "close"), body, words.storedClose);
  },
  return: async (element, host, context) => {
    const managerId = await requireMe(host, context);
    if (managerId === undefined) return;
    await act(
      context,
      `conversations/${idOf(element, "conversation")}/return`,
      { managerId },
      words.storedReturn,
    );
  },
  reply: async (form, host, context) => {
    await sendReply(form, host, context, () => requireMe(host, context));
  },
  pause: (element, _host, context) => act(context, managerPath(element, "pause"), {}, words.storedPause),
  resume: (element, _host, context) => act(context, managerPath(element, "resume"), {}, words.storedResume),
  "link-code": async (element, _host, context) => {
    const answer = wire.linkCode.parse(await context.api.write(managerPath(element, "link-code")));
    await showCommand(words.linkTitle, words.linkLead, answer.command);
  },
  retry: (element, _host, context) => act(context, letterPath(element, "retry"), {}, words.storedRetry),
  discard: async (element, _host, context) => {
    if (!(await confirmWith(words.discardTitle, words.discardLead, words.discard))) return;
    await act(context, letterPath(element, "discard"), {}, words.storedDiscard);
  },
  why: async (element, _host, context) => {
    const path = `leads/${idOf(element, "lead")}/why/${idOf(element, "manager")}`;
    const { sentence } = await context.api.read(path, wire.why);
    await showText(element.dataset["title"] ?? "", sentence, weekWords.understood);
  },
  copy: async (element) => {
    await copyText(element.dataset["text"] ?? "");
    element.textContent = words.copied;
  },
  "more-conversations": async () => showMoreConversations(),
  theme: async (_element, host) => {
    keepTheme(THEMES[readTheme()]);
    host.redraw();
  },
  "sign-out": async (_element, host) => host.signOut(),
};

async function act(
  { api }: ViewContext,
  path: string,
  body: Readonly<Record<string, unknown>>,
  said: string,
): Promise<void> {
  await api.write(path, body);
  toast(said);
}

/** Whoever works here; asked once and kept. */
async function requireMe(host: ActionHost, { me, team }: ViewContext): Promise<string | undefined> {
  if (me) return me.id;
  const chosen = await choosePerson(words.whoAreYou, words.whoAreYouLead, team);
  if (chosen !== undefined) host.setMe(chosen);
  return chosen;
}

/** Only who has the offer can decline it: me, or the colleague for whom I do it after a question. */
async function chooseDecliner(
  element: HTMLElement,
  host: ActionHost,
  context: ViewContext,
): Promise<string | undefined> {
  const lead = context.openLeads.find((candidate) => candidate.id === element.dataset["lead"]);
  const open = (lead?.offers ?? [])
    .filter((offer) => offer.endedAt === undefined)
    .map((offer) => offer.manager);
  const mine = open.find((manager) => manager.id === context.me?.id);
  if (mine) return mine.id;
  const [first] = open;
  if (!first) return requireMe(host, context);
  const isSure = await confirmWith(`${words.decline}: ${first.name}?`, words.declineFor, words.decline);
  return isSure ? first.id : undefined;
}

/** Pages on plain HTTP outside this machine have no clipboard: there the text is marked for copying by hand. */
async function copyText(text: string): Promise<void> {
  const code = document.querySelector("dialog code");
  if (code) getSelection()?.selectAllChildren(code);
  await Promise.resolve(navigator.clipboard)
    .then((clipboard) => clipboard.writeText(text))
    .catch(() => undefined);
}

function idOf(element: HTMLElement, kind: "lead" | "conversation" | "manager" | "letter"): string {
  return encodeURIComponent(element.dataset[kind] ?? "");
}

const leadPath = (element: HTMLElement, verb: string) => `leads/${idOf(element, "lead")}/${verb}`;
const managerPath = (element: HTMLElement, verb: string) => `team/${idOf(element, "manager")}/${verb}`;
const letterPath = (element: HTMLElement, verb: string) => `dead-letters/${idOf(element, "letter")}/${verb}`;
