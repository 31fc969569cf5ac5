import type { Thread, TranscriptLine } from "../domain/message.ts";

/** Reads what was said in a thread, oldest first. */
export interface Transcripts {
  /** Lines with `seq` above `after`, at most `limit`. */
  after(thread: Thread, after: number, limit: number): Promise<readonly TranscriptLine[]>;
}
