/** One call of the portal, in the journal from the moment it arrived. */
export interface PeerCall {
  readonly method: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly at: Date;
  /** Part of a `batch`. */
  readonly isInner: boolean;
  /** `held`: not answered yet, or never. */
  status: "held" | "answered" | "cut";
  httpStatus?: number;
  /** Whether the portal did what was asked, whatever the caller got to hear. */
  isExecuted: boolean;
  /** The code of the error that was answered. */
  error?: string;
}

export interface Journal {
  readonly calls: readonly PeerCall[];
  add(call: PeerCall): PeerCall;
  /** Call after every change of a call. */
  announce(call: PeerCall): void;
  /** A finished call, past or future. */
  waitFor(predicate: (call: PeerCall) => boolean, timeoutMs: number, what: string): Promise<PeerCall>;
}

export function createJournal(): Journal {
  const calls: PeerCall[] = [];
  const waiting = new Set<(call: PeerCall) => void>();
  return {
    calls,
    add(call) {
      calls.push(call);
      return call;
    },
    announce(call) {
      for (const tell of waiting) tell(call);
    },
    waitFor(predicate, timeoutMs, what) {
      const past = calls.find(predicate);
      if (past) return Promise.resolve(past);
      return new Promise((resolve, reject) => {
        const tell = (call: PeerCall) => {
          if (!predicate(call)) return;
          clearTimeout(timer);
          waiting.delete(tell);
          resolve(call);
        };
        const timer = setTimeout(() => {
          waiting.delete(tell);
          reject(new Error(`${what} did not happen within ${timeoutMs} ms`));
        }, timeoutMs);
        waiting.add(tell);
      });
    },
  };
}
