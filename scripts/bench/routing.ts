import type { ManagerLoad } from "../../src/domain/routing.ts";
import { chooseAssignment } from "../../src/routing/choose-assignment.ts";
import { proveCoverage } from "../../src/routing/proof/prove-coverage.ts";
import { bigBusiness, manyRequests, type BusinessSize } from "./routing/big-business.ts";
import { percentile, printFigures, type Row } from "./figures.ts";

const FULL: BusinessSize = { managers: 50, rules: 200, branches: 10 };
const MS = Number(process.env["BENCH_MS"] ?? 3_000);
const MONDAY = new Date("2026-03-09T05:30:00Z");

const DEMANDED_PER_SECOND = 50_000;
const DEMANDED_PROOF_MS = 2_000;

/** Decisions a second on one core, and how long the coverage proof takes as the company grows. */
export async function run(): Promise<void> {
  const rows: Row[] = [];
  const data: Record<string, unknown> = {};
  for (const size of [{ managers: 10, rules: 20, branches: 2 }, FULL]) {
    const perSecond = measureDecisions(size);
    const isFull = size === FULL;
    rows.push({
      figure: `decisions, ${size.managers} managers, ${size.rules} rules`,
      value: `${perSecond.toFixed(0)}/s, ${(1e6 / perSecond).toFixed(1)} µs each`,
      ...(isFull ? { demand: `${DEMANDED_PER_SECOND}/s`, ok: perSecond >= DEMANDED_PER_SECOND } : {}),
    });
    data[`decisions_per_second_${size.managers}x${size.rules}`] = Math.round(perSecond);
  }
  for (const factor of [0.25, 0.5, 1, 2]) {
    const size = scaled(factor);
    const { ms, proof, findings } = measureProof(size);
    rows.push({
      figure: `coverage proof, ${size.managers} managers, ${size.rules} rules, ${size.branches} branches`,
      value: `${ms.toFixed(0)} ms: ${proof.classes} classes of requests, ${proof.stretches} stretches, ${proof.states} states, ${findings} findings`,
      ...(factor === 1 ? { demand: `${DEMANDED_PROOF_MS} ms`, ok: ms <= DEMANDED_PROOF_MS } : {}),
    });
    data[`proof_ms_${size.managers}x${size.rules}x${size.branches}`] = Math.round(ms);
  }
  printFigures("routing", rows, { figures: data });
}

function scaled(factor: number): BusinessSize {
  return {
    managers: Math.round(FULL.managers * factor),
    rules: Math.round(FULL.rules * factor),
    branches: Math.max(1, Math.round(FULL.branches * factor)),
  };
}

/** Real decisions with their trace and its sentences, at moments all over a working day. */
function measureDecisions(size: BusinessSize): number {
  const business = bigBusiness(size);
  const requests = manyRequests(1_000, size.branches);
  const loads = business.team.map(({ id }, index): ManagerLoad => ({
    managerId: id,
    open: index % 5,
    offeredTotal: (index * 7) % 30,
    isPaused: index % 20 === 3,
    history: { decided: 20 + index, won: 5 + (index % 9) },
  }));
  const moments = Array.from({ length: 97 }, (_, index) => new Date(MONDAY.getTime() + index * 7 * 60_000));
  let decided = 0;
  const decideAll = () => {
    for (const [index, request] of requests.entries()) {
      chooseAssignment(request, business, loads, moments[index % moments.length] ?? MONDAY);
      decided += 1;
    }
  };
  for (let round = 0; round < 20; round += 1) decideAll();
  decided = 0;
  const start = performance.now();
  while (performance.now() - start < MS) decideAll();
  return (decided / (performance.now() - start)) * 1000;
}

/** The median of five proofs of 60 days, each of a business that has not been seen before. */
function measureProof(size: BusinessSize) {
  const times: number[] = [];
  let report = proveCoverage(bigBusiness(size), { from: MONDAY });
  for (let round = 0; round < 5; round += 1) {
    const business = bigBusiness(size);
    const start = performance.now();
    report = proveCoverage(business, { from: MONDAY });
    times.push(performance.now() - start);
  }
  return { ms: percentile(times, 0.5), proof: report.proof, findings: report.findings.length };
}
