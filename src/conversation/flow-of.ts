import type { Business, CategoryFlow, Vertical } from "../domain/business.ts";
import type { Category } from "../domain/category.ts";
import type { SlotName } from "../domain/slot.ts";

/** A flow with what the owner's file can't say: whether it is ours, and what may still be asked after the hand-over. */
export interface Flow extends CategoryFlow {
  readonly isOurs: boolean;
  /** At most one of these is asked, once, together with the hand-over. */
  readonly askAfter: readonly SlotName[];
}

/** Slots that identify the person behind a status or a document: any one of them is enough to look it up. */
const SIGNS: readonly SlotName[] = [
  "order_id",
  "name",
  "phone",
  "email",
  "car",
  "company",
  "inn",
  "product",
  "tender_no",
];
const MAX_QUESTIONS = 3;

type Draft = Partial<Omit<Flow, "isOurs">>;

function isWorkshop(vertical: Vertical): boolean {
  return vertical === "auto";
}

function bookingFlow(vertical: Vertical): Draft {
  if (vertical === "industrial") {
    return {
      ask: ["product", "phone", "name"],
      enough: [
        ["product", "phone"],
        ["product", "email"],
      ],
      askAfter: ["name"],
    };
  }
  return {
    ask: isWorkshop(vertical)
      ? ["service", "car", "date", "time", "name", "phone"]
      : ["service", "date", "time", "name", "phone"],
    enough: [
      ["service", "date"],
      ["service", "time"],
      ["service", "phone"],
    ],
    askAfter: ["name", "phone"],
  };
}

function complaintFlow(vertical: Vertical): Draft {
  const askAfter: readonly SlotName[] = isWorkshop(vertical)
    ? ["car"]
    : vertical === "industrial"
      ? ["order_id", "company"]
      : ["date"];
  return { action: "escalate", askAfter };
}

function statusFlow(vertical: Vertical): Draft {
  const ask: readonly SlotName[] = isWorkshop(vertical)
    ? ["car", "order_id"]
    : vertical === "industrial"
      ? ["order_id", "company"]
      : ["name", "order_id"];
  return { ask, enough: SIGNS.map((slot) => [slot]) };
}

function documentFlow(vertical: Vertical): Draft {
  const ask: readonly SlotName[] =
    vertical === "industrial" ? ["doc_type", "company", "order_id"] : ["doc_type", "name"];
  return { ask, enough: SIGNS.map((slot) => ["doc_type", slot]) };
}

/** What the taxonomy's action rules come to when the owner has written no flow. */
function ourFlow(category: Category, vertical: Vertical): Draft {
  switch (category) {
    case "lead_b2c":
      return bookingFlow(vertical);
    case "lead_b2b":
      return {
        ask: ["product", "quantity", "company", "phone"],
        enough: (["quantity", "company", "inn", "phone", "email", "budget"] as const).map((slot) => [
          "product",
          slot,
        ]),
        askAfter: ["phone"],
      };
    case "partnership":
      return {
        ask: ["company", "phone"],
        enough: (["company", "phone", "email", "product", "inn"] as const).map((slot) => [slot]),
      };
    case "investor_media":
      return { ask: ["deadline"], enough: [["deadline"], ["company"], ["phone"]], maxQuestions: 1 };
    case "complaint":
      return complaintFlow(vertical);
    case "tender":
      return { askAfter: ["tender_no", "deadline"] };
    case "job_applicant":
      return { askAfter: ["position"] };
    case "tech_support":
      return { ask: ["problem"], enough: [["problem"], ["error_code"], ["product"]], maxQuestions: 1 };
    case "document_request":
      return documentFlow(vertical);
    case "order_status":
      return statusFlow(vertical);
    case "cancel_reschedule":
      return { ask: ["date", "time"], enough: [["date", "time"]], maxQuestions: 1 };
    case "price_info":
    case "supplier_offer":
    case "smalltalk":
    case "system_notification":
      return { action: "auto_reply" };
  }
}

/** The flow of a category: the owner's, else the one that follows from the taxonomy. */
export function flowOf(business: Business, category: Category): Flow {
  const ours = ourFlow(category, business.vertical);
  const owners = business.flows[category];
  if (owners) {
    const action = owners.action ?? ours.action;
    const askAfter = (ours.askAfter ?? []).filter((slot) => owners.ask.includes(slot));
    return { ...owners, action, isOurs: false, askAfter };
  }
  return {
    ask: ours.ask ?? [],
    enough: ours.enough ?? [],
    maxQuestions: ours.maxQuestions ?? MAX_QUESTIONS,
    action: ours.action,
    isOurs: true,
    askAfter: ours.askAfter ?? [],
  };
}
