import type { ManagerId } from "../domain/ids.ts";
import type { Lead } from "../domain/lead.ts";
import type { ManagerLoad } from "../domain/routing.ts";
import { underVariant } from "../routing/experiments/assign-variant.ts";
import { watchSla } from "../watch/watch-sla.ts";
import { applyTurn } from "./converse-step.ts";
import { applyLadder, setSlaTimer, wakeIfFull } from "./ladder-step.ts";
import type { StepContext } from "./step-context.ts";
import type { StepDraft } from "./step-draft.ts";
import type { StepInput } from "./step-inputs.ts";

/** Whatever is not a contact's message: timers, managers' actions, reports of the outbox. */
export function applyInput(
  draft: StepDraft,
  input: StepInput,
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  switch (input.kind) {
    case "reachability":
      applyTurn(draft, { kind: "reachability_changed", isReachable: input.isReachable }, loads, context);
      return;
    case "desk":
      applyAction(draft, input.action, loads, context);
      return;
    case "timer":
      applyTimer(draft, input.timer, loads, context);
      return;
    case "report":
      applyReport(draft, input.report, loads, context);
      return;
  }
}

function applyTimer(
  draft: StepDraft,
  timer: Extract<StepInput, { kind: "timer" }>["timer"],
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  const lead = timer.body.leadId ? draft.lead(timer.body.leadId) : undefined;
  switch (timer.timer) {
    case "ladder":
      if (lead) applyLadder(draft, lead, { kind: "timer_due" }, loads, context);
      return;
    case "follow_up":
      applyTurn(draft, { kind: "follow_up_due", attempt: timer.body.attempt ?? 0 }, loads, context);
      return;
    case "sla":
      if (lead) applySla(draft, lead, loads, context);
      return;
  }
}

/** A look at a promised answer: reminders, the breach with its escalation, and the next look. */
function applySla(draft: StepDraft, lead: Lead, loads: readonly ManagerLoad[], context: StepContext): void {
  const { step, notes, escalateTo, nextAt } = watchSla(
    lead,
    underVariant(context.business, lead.trace.experiment),
    draft.at,
  );
  if (nextAt) setSlaTimer(draft, lead, nextAt);
  if (step === undefined) return;
  draft.note({
    type: step === "breached" ? "sla_breached" : "sla_reminded",
    leadId: lead.id,
    data: { step, dueAt: lead.slaDueAt.toISOString() },
  });
  for (const { managerId, text } of notes)
    draft.emit(`manager:${managerId}`, { kind: "notify_manager", managerId, leadId: lead.id, text });
  if (escalateTo.length > 0)
    applyLadder(draft, lead, { kind: "escalated", managerIds: escalateTo }, loads, context);
}

function applyReport(
  draft: StepDraft,
  report: Extract<StepInput, { kind: "report" }>["report"],
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  if (report.kind === "contact_blocked") {
    applyTurn(draft, { kind: "reachability_changed", isReachable: false }, loads, context);
    return;
  }
  const lead = draft.lead(report.leadId);
  if (!lead) return;
  const { offerId } = report;
  switch (report.kind) {
    case "alert_delivered":
      applyLadder(draft, lead, { kind: "alert_delivered", offerId, at: report.at }, loads, context);
      return;
    case "alert_failed":
      applyLadder(draft, lead, { kind: "alert_failed", offerId, reason: report.reason }, loads, context);
      return;
  }
}

function applyAction(
  draft: StepDraft,
  action: Extract<StepInput, { kind: "desk" }>["action"],
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  switch (action.kind) {
    case "reply":
      reply(draft, action.managerId, action.text, loads, context);
      return;
    case "return_to_bot":
      applyTurn(draft, { kind: "returned_to_bot" }, loads, context);
      wakeIfFull(
        draft,
        draft.openLeads().flatMap(({ ladder }) => (ladder.status === "taken" ? [ladder.by] : [])),
        loads,
        context.business,
      );
      draft.note({ type: "returned_to_bot", data: { managerId: action.managerId } });
      return;
    case "take":
    case "decline":
    case "close":
      break;
  }
  const lead = draft.lead(action.leadId);
  if (!lead) return;
  switch (action.kind) {
    case "take": {
      const { managerId, via } = action;
      applyLadder(draft, lead, { kind: "taken", managerId, via }, loads, context);
      return;
    }
    case "decline": {
      const { managerId, offerId } = action;
      applyLadder(draft, lead, { kind: "declined", managerId, offerId }, loads, context);
      return;
    }
    case "close": {
      const { managerId, outcome } = action;
      const wasClosed = lead.ladder.status === "closed";
      applyLadder(draft, lead, { kind: "closed", reason: managerId ?? "console", outcome }, loads, context);
      // Telling later how it went touches nothing else: the contact may be about another request by now.
      if (wasClosed) return;
      applyTurn(draft, { kind: "lead_closed" }, loads, context);
      return;
    }
  }
}

/** Whoever answers the contact has the conversation, and the lead that was open with it. */
function reply(
  draft: StepDraft,
  managerId: ManagerId,
  text: string,
  loads: readonly ManagerLoad[],
  context: StepContext,
): void {
  const conversation = draft.conversation();
  if (!conversation) return;
  const id = draft.makeId("message");
  draft.addLine({
    id,
    conversationId: conversation.id,
    author: "manager",
    managerId,
    text,
    choices: [],
    attachments: [],
    at: draft.at,
  });
  draft.emit(draft.thread, {
    kind: "send_message",
    message: { id, thread: draft.thread, text, choices: [], asksPhone: false },
  });
  draft.supersedeUnsure();
  for (const lead of draft.openLeads())
    applyLadder(draft, lead, { kind: "answered", managerId }, loads, context);
  applyTurn(
    draft,
    { kind: "manager_wrote", managerId: holderOf(draft, managerId) ?? managerId },
    loads,
    context,
  );
}

/**
 * Who has the conversation by its lead: a colleague who helps out with a word does not take it from them, and who gave
 * it back to the bot has it again once a person answers.
 */
function holderOf(draft: StepDraft, writer: ManagerId): ManagerId | undefined {
  const owners = draft.openLeads().flatMap(({ ladder }) => (ladder.status === "taken" ? [ladder.by] : []));
  const ownership = draft.conversation()?.state.ownership;
  if (ownership?.status === "human")
    return owners.includes(ownership.managerId) ? ownership.managerId : undefined;
  return owners.includes(writer) ? writer : owners.at(-1);
}
