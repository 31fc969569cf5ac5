import type { Business } from "../domain/business.ts";
import { categoryName, priorityName } from "../domain/category.ts";
import { formatPhone } from "../domain/format.ts";
import { ownerOf, type Lead } from "../domain/lead.ts";
import { externalIdOf } from "../domain/message.ts";
import { sourceName } from "../domain/source-name.ts";
import type { CrmLead } from "../ports/crm.ts";
import { conversationUrl } from "./conversation-url.ts";
import { fillTemplate } from "./fill-template.ts";
import { branchName, customerName, serviceName } from "./lead-facts.ts";

/** Values of the placeholders that crm.yaml may use in title and tags. */
function templateValues(lead: Lead, business: Business): Readonly<Record<string, string | undefined>> {
  const { request } = lead;
  const { language } = business;
  return {
    category: categoryName(request.category, language),
    priority: priorityName(request.priority, language),
    service: serviceName(lead, business),
    name: customerName(lead),
    source: sourceName(request.source, language),
    phone: request.slots.phone === undefined ? undefined : formatPhone(String(request.slots.phone)),
    branch: branchName(lead, business),
  };
}

/** What the deal would bring, as far as anybody named a sum: never the estimate with its probability. */
function opportunityOf({ request }: Lead, business: Business): number | undefined {
  if (request.slots.budget !== undefined) {
    const budget = Number(request.slots.budget);
    if (Number.isFinite(budget)) return budget;
  }
  const price = business.services.find((service) => service.id === request.serviceId)?.price;
  const quantity = Number(request.slots.quantity ?? 1);
  return price && price.from * (Number.isFinite(quantity) && quantity > 0 ? quantity : 1);
}

function textOf(value: string | number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function reassignAt({ ladder }: Lead): Date | undefined {
  switch (ladder.status) {
    case "held":
      return ladder.until;
    case "offering":
      return ladder.expiresAt;
    case "taken":
    case "ended":
    case "closed":
      return undefined;
  }
}

/** The lead in the CRM's terms, as it stands now. Title and tags follow crm.yaml; empty placeholders leave no trace. */
export function toCrmLead(lead: Lead, business: Business, publicUrl: string): CrmLead {
  const { request, origin } = lead;
  const { language, crm } = business;
  const values = templateValues(lead, business);
  const owner = ownerOf(lead);
  const source = sourceName(request.source, language);
  return {
    id: lead.id,
    title: fillTemplate(crm.title, values) || categoryName(request.category, language),
    responsible: business.team.find((manager) => manager.id === owner)?.bitrix24,
    observers: crm.observers,
    name: customerName(lead),
    company: textOf(request.slots.company),
    phone: textOf(request.slots.phone),
    email: textOf(request.slots.email),
    messenger: { kind: request.source, value: externalIdOf(lead.thread) },
    sourceCode: crm.source[request.source],
    sourceDescription: origin?.page === undefined ? source : `${source}: ${origin.page}`,
    utm: origin?.utm ?? {},
    opportunity: opportunityOf(lead, business),
    tags: [...new Set(crm.tags.map((tag) => fillTemplate(tag, values)).filter((tag) => tag !== ""))],
    intent: categoryName(request.category, language),
    priority: priorityName(request.priority, language),
    predictedValue: Math.round(request.expectedValue),
    conversationUrl: conversationUrl(publicUrl, lead.conversationId),
    reassignAt: reassignAt(lead),
  };
}
