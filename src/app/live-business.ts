import { relative } from "node:path";
import type { Fault } from "../adapters/business-folder/fault.ts";
import { formatFaults } from "../adapters/business-folder/format-faults.ts";
import { loadBusiness } from "../adapters/business-folder/load-business.ts";
import { watchBusiness } from "../adapters/business-folder/watch-business.ts";
import type { Business } from "../domain/business.ts";
import { StartError } from "../domain/errors.ts";
import type { Clock } from "../ports/clock.ts";
import type { Log } from "../ports/log.ts";

export interface LiveBusiness {
  /** The business as it is now. */
  current(): Business;
  /** Reloads it when its files change, until `signal` aborts; a faulty edit is reported and the old one stays. */
  watch(signal: AbortSignal, onChange: () => void): Promise<void>;
}

/** @throws StartError with every fault of the folder, file, line and hint. */
export async function openBusiness(
  dir: string,
  clock: Clock,
  log: Log,
  color: boolean,
): Promise<LiveBusiness> {
  const first = await loadBusiness(dir);
  if (first.kind === "faulty")
    throw new StartError(
      `The business folder ${relative(process.cwd(), dir) || "."} has faults:\n\n${formatFaults(first.faults, { language: "ru", color })}`,
      "Mend them and start again; `npx dozor check` shows them without a start.",
    );
  let business = first.business;
  warnOfGaps(first.warnings, log);
  return {
    current: () => business,
    watch: (signal, onChange) =>
      watchBusiness(
        dir,
        (load) => {
          if (load.kind === "faulty") {
            log.warn(
              { faults: load.faults.map(inALine) },
              "edited business folder has faults and was not loaded",
            );
            return;
          }
          business = load.business;
          log.info({}, "business folder was reloaded");
          warnOfGaps(load.warnings, log);
          onChange();
        },
        { signal, clock },
      ),
  };
}

/** Leads that a folder has nobody for go to whoever is there; the owner should hear of it. */
function warnOfGaps(warnings: readonly Fault[], log: Log): void {
  const gaps = warnings.filter(({ severity }) => severity === "error").map(inALine);
  if (gaps.length > 0) log.warn({ faults: gaps }, "business folder lacks people, dozor check tells more");
}

const inALine = ({ file, line, message }: Fault): string => `${file}:${line} ${message}`;
