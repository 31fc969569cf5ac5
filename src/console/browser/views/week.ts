import { el, type Child } from "../element.ts";
import { dayText } from "../format.ts";
import { counted, weekWords } from "../week-words.ts";
import { wire, type Coverage } from "../wire.ts";
import type { LoadView } from "../view.ts";
import { renderShifts, renderWeek } from "./week-picture.ts";

type Finding = Coverage["findings"][number];

const SEVERITIES = ["error", "warning", "note"] as const;

/** Whether every hour has somebody for every lead: in a sentence, as a picture, and fault by fault with its cure. */
export const loadWeek: LoadView = async (context) => {
  const { coverage } = await context.api.read("coverage", wire.coverage);
  return () =>
    el(
      "div.page",
      {},
      el("header.page-head", {}, el("h1", {}, weekWords.title)),
      renderVerdict(coverage),
      el("section.block", {}, el("h2", {}, weekWords.picture), renderWeek(coverage.week)),
      SEVERITIES.map((severity) =>
        renderFindings(
          severity,
          coverage.findings.filter((finding) => finding.severity === severity),
        ),
      ),
      coverage.week.people.length === 0
        ? null
        : el("section.block", {}, el("h2", {}, weekWords.shifts), renderShifts(coverage.week)),
    );
};

function renderVerdict({ findings, proof, from, to }: Coverage): HTMLElement {
  const holes = findings.filter(({ code }) => code === "coverage_hole").length;
  const faults = findings.filter(
    ({ code, severity }) => severity === "error" && code !== "coverage_hole",
  ).length;
  const thin = findings.filter(({ severity }) => severity === "warning").length;
  const sentences = [
    holes > 0 ? `${counted(holes, weekWords.holes)}.` : "",
    faults > 0 ? `${counted(faults, weekWords.faults)}.` : "",
    holes + faults === 0 && thin > 0 ? weekWords.noHoles : "",
    thin > 0 ? `${counted(thin, weekWords.thin)}.` : "",
  ].filter((sentence) => sentence !== "");
  const state = holes + faults > 0 ? "bad" : thin > 0 ? "thin" : "good";
  return el(
    "div.verdict",
    { "data-state": state, role: "status" },
    el("p.verdict-text", {}, sentences.length === 0 ? weekWords.allCovered : sentences.join(" ")),
    el(
      "p.quiet-text",
      {},
      weekWords.proof(
        counted(proof.classes, weekWords.classes),
        counted(proof.stretches, weekWords.stretches),
        dayText(from),
        dayText(to),
      ),
    ),
  );
}

function renderFindings(
  severity: (typeof SEVERITIES)[number],
  findings: readonly Finding[],
): HTMLElement | null {
  if (findings.length === 0) return null;
  // What is merely worth knowing is many a line: folded until it is asked for.
  const isFolded = severity === "note";
  const title = [weekWords.groups[severity], " ", el("span.count", {}, findings.length)];
  return el(
    isFolded ? "details.block" : "section.block",
    { "data-key": `findings-${severity}` },
    isFolded ? el("summary.block-title", {}, el("h2", {}, title)) : el("h2", {}, title),
    el("p.quiet-text", {}, weekWords.groupHints[severity]),
    el("ul.findings", { "data-severity": severity }, findings.map(renderFinding)),
    severity === "error" ? el("p.quiet-text", {}, weekWords.moreExact) : null,
  );
}

function renderFinding({ message, hint, place, rules }: Finding, index: number): HTMLElement {
  const names = rules.map((rule) => (rule === "default" ? weekWords.defaultRule : `«${rule}»`));
  const about: readonly Child[] = [
    el("code", {}, `${place.file}.yaml`),
    names.length === 0
      ? null
      : ` · ${names.length === 1 ? weekWords.rule.one : weekWords.rule.many}: ${names.join(", ")}`,
  ];
  return el(
    "li.finding",
    { "data-key": `${place.file}-${place.path.join(".")}-${index}` },
    el("p.finding-text", {}, message),
    el("p.finding-cure", {}, el("strong", {}, `${weekWords.cure}: `), hint),
    el("p.quiet-text", {}, about),
  );
}
