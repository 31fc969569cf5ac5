import type { Vertical } from "../../domain/business.ts";
import {
  isFailure,
  type Failure,
  type OpenedUnderstanding,
  type UnderstandingOpener,
} from "./open-understanding.ts";

export interface OpenedFolders {
  of(vertical: Vertical | undefined): OpenedUnderstanding;
}

/** One named folder for all labelled lines, or `flows/<vertical>` for each vertical that occurs among them. */
export async function openByVertical(
  labelled: readonly { readonly vertical?: Vertical | undefined }[],
  business: string | undefined,
  opener: UnderstandingOpener,
): Promise<OpenedFolders | Failure> {
  const byVertical = new Map<Vertical | undefined, OpenedUnderstanding>();
  for (const vertical of new Set(labelled.map((line) => line.vertical))) {
    const isOurs = business === undefined && vertical !== undefined && vertical !== "other";
    const opened = await opener.open(isOurs ? `flows/${vertical}` : business);
    if (isFailure(opened)) return opened;
    byVertical.set(vertical, opened);
  }
  return {
    of: (vertical) => {
      const opened = byVertical.get(vertical);
      if (!opened) throw new RangeError("a vertical that no line has");
      return opened;
    },
  };
}
