import type { AnswerMethod } from "../../ports/language-model.ts";

/** LangChain's words for the ways of getting JSON. */
export function langchainMethod(method: Exclude<AnswerMethod, "prompt">) {
  switch (method) {
    case "json_schema":
      return "jsonSchema" as const;
    case "json_mode":
      return "jsonMode" as const;
    case "function_calling":
      return "functionCalling" as const;
  }
}
