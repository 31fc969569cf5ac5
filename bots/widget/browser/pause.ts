/** A wait, or other work, that can be cut short from outside. */
export interface Pause {
  /** A new piece of work begins: earlier interruptions are forgotten. */
  begin(): void;
  wait(ms: number): Promise<void>;
  /** What cutting short means for the work that goes on now. */
  onInterrupt(stop: () => void): void;
  interrupt(): void;
  isInterrupted(): boolean;
}

export function createPause(): Pause {
  let stop = (): void => {};
  let isInterrupted = false;

  return {
    begin() {
      isInterrupted = false;
    },
    async wait(ms) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        stop = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
    onInterrupt(callback) {
      stop = callback;
    },
    interrupt() {
      isInterrupted = true;
      stop();
    },
    isInterrupted: () => isInterrupted,
  };
}
