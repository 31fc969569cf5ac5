import type { Category } from "../domain/category.ts";
import { slotName } from "../domain/slot.ts";
import { ENGLISH_FORMATS as format } from "./format-en.ts";
import { ENGLISH_QUESTIONS, ENGLISH_QUESTIONS_OF } from "./questions-en.ts";
import { recapOf, type RecapWords } from "./recap.ts";
import type { HandOverWords, Wording } from "./wording.ts";

const RECAP: RecapWords = {
  service: "{}",
  product: "{}",
  quantity: "quantity {}",
  people: "people: {}",
  doc_type: "{}",
  position: "{}",
  order_id: "order {}",
  tender_no: "tender {}",
  date: "{}",
  time: "{}",
  deadline: "due {}",
  branch: "branch {}",
  master: "with {}",
  car: "{}",
  company: "{}",
  inn: "tax number {}",
  name: "{}",
  phone: "{}",
  email: "{}",
};

function noted(category: Category, recap: string): string | undefined {
  if (recap === "" || category === "complaint" || category === "job_applicant") return undefined;
  return `Noted: ${recap}.`;
}

function handOver(words: HandOverWords): string {
  const { category, promise } = words;
  const start = noted(category, words.recap);
  switch (category) {
    case "lead_b2c": {
      const next = words.hasMoment
        ? `An administrator will confirm the time ${promise}.`
        : `An administrator will get back to you ${promise}.`;
      return start ? `${start} ${next}` : `I am passing your request on. ${next}`;
    }
    case "complaint":
      return `I am very sorry about this. I am passing it to the head right now: you will hear from us ${promise}.`;
    case "cancel_reschedule":
      return `${start ?? "Understood."} I am passing it on, the change will be confirmed ${promise}.`;
    case "order_status":
      return `${start ?? "Understood."} My colleagues will check and answer you ${promise}.`;
    case "job_applicant":
      return "Thank you for your interest! I am passing your message to the person in charge of hiring.";
    case "lead_b2b":
    case "tender":
    case "partnership":
    case "investor_media":
    case "tech_support":
    case "document_request":
      return `${start ?? "Thank you for writing to us!"} I am passing it to a colleague who will answer you ${promise}.`;
    case "price_info":
    case "supplier_offer":
    case "smalltalk":
    case "system_notification":
      return `I am passing it to a colleague who will answer you ${promise}.`;
  }
}

/** All that the bot says in English. */
export const ENGLISH: Wording = {
  language: "en",
  format,

  hello: "Hello!",
  introduce: (businessName) => `${businessName}, this is the assistant bot.`,
  howToHelp: "How can I help?",
  listening: "I'm listening.",
  thanks: "You're welcome! Write any time.",
  farewell: "Have a nice day!",
  fine: "All right!",
  isBot: (businessName) =>
    `Yes, I am the assistant bot of ${businessName}. I answer questions and pass requests to people. If you need a person, just say so.`,
  offTopic: "I can't help with that. I can tell you about services and prices or take a request.",
  calmDown: "I see that you are upset. Tell me what happened and I will pass it to people.",
  notUnderstood: "I didn't quite get that. Please tell me what you need: a service, a price or a booking.",
  offerPerson: "If you would rather talk to a person, write “call a person”.",
  alreadyWithPeople: (category) =>
    category === "complaint"
      ? "The head has your complaint already and will answer you."
      : "Your request is already with my colleagues, they will answer you.",

  healthDanger:
    "If life or health is at risk, call 103 or 112 right away. I am already passing your message to people.",
  selfHarm:
    "I am so sorry that it is this hard. Please don't stay alone with it: call 112 or 103, they can help right now. I am already passing your message to people.",
  callPerson: ({ promise }) => `I am passing it to a colleague who will answer you ${promise}.`,
  threatened: "I am passing your message to the head.",
  consentWithdrawn:
    "Understood: I will not ask for personal data any more. I am passing this to a colleague, a person will answer.",
  dropped: "All right, I will not arrange anything. Write if you change your mind.",
  takeYourTime: "All right, write whenever it suits you.",
  leftAlone: "All right, I will not write any more. I am here if you need anything.",
  droppedWithPeople: "Understood. I am telling my colleagues that the request is no longer needed.",
  supplier: [
    "Thank you for the offer! If it interests us, we will write to you.",
    "I can't share my colleagues' contacts. Your offer stays in this conversation.",
  ],
  applicant: "Thank you for your interest! If your experience fits, you will hear from us.",

  closed: "We are closed now, but I am here.",
  backAt: (moment) => `We open ${moment}.`,

  gotMedia(kind) {
    switch (kind) {
      case "photo":
        return "Got your photo.";
      case "voice":
      case "audio":
        return "Got your voice message.";
      case "video":
        return "Got your video.";
      case "file":
        return "Got your file.";
      case "location":
        return "Got your location.";
      case "contact":
        return "Got the contact.";
      case "sticker":
      case "other":
        return undefined;
    }
  },
  passMedia: (promise) => `I am passing it to a colleague who will answer you ${promise}.`,
  whatIsIt: "How can I help with it?",

  handOver,
  noted,
  added: (recap) => `Added to your request: ${recap}.`,
  corrected: (recap) => `Corrected: ${recap}. I am passing it on.`,
  passedOn: [
    "Thank you, I am passing it on.",
    "Got it, my colleagues will see it.",
    "Added to your request, thank you.",
  ],
  passedToHead: [
    "I am passing this to the head as well.",
    "Got it, the head will see it.",
    "Added to your complaint.",
  ],
  alsoPassedOn: "I will pass this question on as well.",
  recap: (slots, business) => recapOf(slots, business, format, RECAP),

  price: (name, price, duration) =>
    duration ? `${name}: ${price}, takes ${duration}.` : `${name}: ${price}.`,
  duration: (name, duration) => `${name} takes ${duration}.`,
  hasService: (name) => `Yes, we have it: ${name}.`,
  services: (names, hasMore) => `Our services: ${names.join(", ")}${hasMore ? " and more" : ""}.`,
  hours: (branch, week) => (branch ? `${branch}: ${week}.` : `Our hours: ${week}.`),
  hoursOnDay(branch, day, spans) {
    const text = spans ? `we are open ${day} ${spans}.` : `we are closed ${day}.`;
    return branch ? `${branch}: ${text}` : text.charAt(0).toUpperCase() + text.slice(1);
  },
  today: "today",
  tomorrow: "tomorrow",
  address: (branch, city, address) =>
    branch ? `${branch}: ${address}, ${city}.` : `Our address: ${address}, ${city}.`,
  phone: (branch, phone) => (branch ? `${branch}: ${phone}.` : `Our phone: ${phone}.`),
  inviteToBook: (vertical) =>
    vertical === "industrial"
      ? "For an exact quotation, write the quantity and your company."
      : "If you would like to book, tell me the day that suits you.",
  willAsk: (about) =>
    about
      ? [
          `${about}: I am asking my colleagues, the answer will come here.`,
          `${about}: my colleagues have the question and will answer here.`,
        ]
      : [
          "I am asking my colleagues, the answer will come here.",
          "I am passing this question on too: my colleagues will answer here.",
        ],
  willPassQuestion: "I don't know that for sure: I will pass your question on with the request.",
  whichService: ["Which service do you mean?", "Which of the services is it?"],
  priceNeeds: (slot) => [
    `The price depends on the details. ${ENGLISH_QUESTIONS[slot][0]}`,
    `${slotName(slot, "en")}: could you tell me, so that I can name the price?`,
  ],

  priceDepends: () => "The price depends on the details.",
  onlyAt: (name, branches) => `${name}: only at ${branches.join(", ")}.`,

  ask: (slot) => ENGLISH_QUESTIONS[slot],
  askIn: (category, slot) => ENGLISH_QUESTIONS_OF[category]?.[slot],
  askNameOrPhone: "What is your name? If a call suits you better, leave your number too.",
  dateChoices: { today: "Today", tomorrow: "Tomorrow" },
  followUp: "Any questions left? I am here.",
  promise: {
    soon: "in the next few minutes",
    nearest: "as soon as possible",
    within: (ms) => `within ${format.within(ms)}`,
  },
};
