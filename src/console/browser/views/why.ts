import { el } from "../element.ts";
import { weekWords } from "../week-words.ts";
import { nameOf, words } from "../words.ts";
import type { Lead } from "../wire.ts";
import { folded } from "./lead-panel.ts";

/** «Почему так распределено»: sentences first, then everybody who was looked at and the rules that were tried. */
export function renderWhy({ id, trace }: Lead): HTMLElement {
  return folded(
    words.why,
    `why-${id}`,
    true,
    el(
      "ul.sentences",
      {},
      trace.sentences.map((sentence) => el("li", {}, sentence)),
    ),
    trace.relaxed.length === 0
      ? null
      : el("p.quiet-text", {}, `${words.relaxed}: ${trace.relaxed.join(", ")}`),
    trace.candidates.length === 0 ? null : renderCandidates(id, trace),
    trace.rules.length === 0 ? null : renderRules(id, trace),
  );
}

function renderCandidates(id: string, trace: Lead["trace"]): HTMLElement {
  const head = [words.candidate, words.load, words.verdict].map((text) => el("th", { scope: "col" }, text));
  return el(
    "table",
    {},
    el("caption.visually-hidden", {}, words.candidates),
    el("thead", {}, el("tr", {}, head)),
    el(
      "tbody",
      {},
      trace.candidates.map((candidate) => {
        const isChosen = candidate.managerId === trace.chosen;
        const ask = isChosen ? weekWords.whyChosen : weekWords.whyNot;
        const verdict =
          candidate.excluded === undefined
            ? isChosen
              ? words.chosen
              : words.suitable
            : nameOf(words.exclusions, candidate.excluded);
        return el(
          "tr",
          {
            "data-verdict": isChosen ? "chosen" : candidate.excluded === undefined ? "suitable" : "excluded",
          },
          el(
            "th",
            { scope: "row" },
            el(
              "button.as-link",
              {
                type: "button",
                "data-action": "why",
                "data-lead": id,
                "data-manager": candidate.managerId,
                "data-title": ask(candidate.name),
                title: ask(candidate.name),
              },
              candidate.name,
            ),
          ),
          el("td.number", {}, `${candidate.open} ${words.of} ${candidate.capacity}`),
          el("td", {}, verdict),
        );
      }),
    ),
  );
}

function renderRules(id: string, trace: Lead["trace"]): HTMLElement {
  return el(
    "details.rules",
    { "data-key": `rules-${id}` },
    el("summary", {}, words.rulesChecked),
    el(
      "ul.plain",
      {},
      trace.rules.map((rule) =>
        el(
          "li",
          { "data-matched": rule.matched },
          el("strong", {}, rule.rule),
          rule.matched ? ` ${words.ruleMatched}` : ` ${words.ruleNotReached}`,
          rule.failed === undefined ? null : el("code", {}, rule.failed),
        ),
      ),
    ),
  );
}
