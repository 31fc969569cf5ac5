import type { Category } from "../domain/category.ts";
import type { SlotName } from "../domain/slot.ts";

type Pair = readonly [string, string];

/** Two ways to ask for each slot: the second is for the time when the first was not answered. */
export const ENGLISH_QUESTIONS: Readonly<Record<SlotName, Pair>> = {
  service: ["Which service would you like?", "Could you tell me what you would like done?"],
  product: ["What exactly do you need: which product or model?", "Which product are you interested in?"],
  date: ["Which day suits you?", "When would you like to come?"],
  time: ["What time suits you?", "Morning, afternoon or evening?"],
  name: ["What is your name?", "How should I call you?"],
  phone: ["Which number can we reach you at?", "Could you leave a phone number?"],
  email: ["Which e-mail should we write to?", "Could you leave your e-mail?"],
  city: ["Which city are you in?", "Where are you writing from?"],
  branch: ["Which branch suits you better?", "Which address is closer to you?"],
  master: ["Which specialist would you like?", "Whom do you usually visit?"],
  car: ["What car do you have?", "Could you tell me the make and model?"],
  budget: ["What budget do you have in mind?", "What sum are you planning?"],
  quantity: ["How many do you need?", "Which quantity do you have in mind?"],
  company: ["Which company are you from?", "What is your company called?"],
  inn: ["Could you tell me the tax number?", "What is the company's tax number?"],
  order_id: ["Could you tell me the order number?", "Which number is on the order or the document?"],
  tender_no: ["What is the tender number?", "Could you send the number or a link?"],
  doc_type: ["Which document do you need?", "What exactly should we prepare?"],
  deadline: ["When do you need it by?", "What is the deadline?"],
  position: ["Which vacancy are you interested in?", "Which position would you like?"],
  problem: ["Could you tell me what happened?", "Could you describe it in a little more detail?"],
  error_code: ["Which error code do you see?", "What does the screen say?"],
  address: ["What is the address?", "Could you tell me the address?"],
};

/** Where the kind of request makes the general question sound wrong. */
export const ENGLISH_QUESTIONS_OF: Readonly<
  Partial<Record<Category, Readonly<Partial<Record<SlotName, Pair>>>>>
> = {
  cancel_reschedule: {
    date: [
      "Shall we move it to another day or cancel it? If we move it, tell me when.",
      "Which day shall we move it to?",
    ],
    time: [
      "Shall we move it or cancel it? If we move it, tell me the day and time.",
      "What time shall we move it to?",
    ],
  },
  order_status: {
    problem: ["What would you like to know?", "What is it about?"],
    name: ["Whose name is it under?", "Could you tell me the last name?"],
  },
  document_request: {
    name: ["Whose name is the document for?", "Could you tell me the full name?"],
    company: ["Which company is it for?", "Could you tell me the company or its tax number?"],
  },
  complaint: {
    date: ["When was it and who served you?", "Could you tell me on which day it was?"],
    order_id: ["Could you tell me the order number, if you have it?", "Which number is on the order?"],
  },
  partnership: {
    company: ["Which company are you from and what do you offer?", "What is your company called?"],
  },
  investor_media: {
    deadline: [
      "What would you like to talk about and when do you need an answer?",
      "Could you tell me the subject and the deadline?",
    ],
  },
};
