import { createHash } from "node:crypto";
import type { Prompt } from "./load-prompts.ts";

/** Uniform in [0, 1), always the same for the same words. */
function shareOf(key: string): number {
  return createHash("sha256").update(key).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * Chooses among the active variants by their weights. A conversation keeps its variant as long as the variants stay.
 *
 * @param key What names the conversation.
 */
export function choosePrompt(prompts: readonly Prompt[], key: string): Prompt | undefined {
  const active = prompts.filter(({ status }) => status === "active");
  const total = active.reduce((sum, { weight }) => sum + weight, 0);
  let left = shareOf(key) * total;
  for (const prompt of active) {
    left -= prompt.weight;
    if (left < 0) return prompt;
  }
  return active.at(-1);
}
