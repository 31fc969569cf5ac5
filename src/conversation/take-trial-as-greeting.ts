import type { Understanding } from "../domain/understanding.ts";

const TRIAL = /^(?:(?:тест\p{L}*|проверка|сообщение|test\p{L}*|message)(?:\s+|$)){1,3}(?:№?\s*\d{1,3})?$/iu;

/**
 * «Тест», "test message 3": reads like a machine's test, but a machine says more. Somebody tries whether anyone is there,
 * the owner first of all, and silence would say no.
 */
export function takeTrialAsGreeting(understanding: Understanding, text: string): Understanding {
  const lines = text.split("\n").map((line) => line.replaceAll(/[^\p{L}\p{N}№\s]/gu, " ").trim());
  const isTrial = lines.every((line) => TRIAL.test(line));
  if (understanding.category !== "system_notification" || !isTrial) return understanding;
  return { ...understanding, category: "smalltalk", cues: [...understanding.cues, "greeting"] };
}
