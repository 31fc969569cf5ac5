import type { CommandWorld } from "./command-world.ts";

export interface ProgressBar {
  update(done: number, total: number): void;
  /** Takes the bar away. */
  clear(): void;
}

const WIDTH = 30;
const REDRAW_MS = 100;

/** A bar on a terminal that a person watches; nothing elsewhere. */
export function createProgressBar(world: CommandWorld, label: string): ProgressBar {
  if (!world.isWatched) return { update: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  return {
    update: (done, total) => {
      const now = world.clock.now().getTime();
      if (done < total && now - drawnAt < REDRAW_MS) return;
      drawnAt = now;
      const share = total > 0 ? done / total : 1;
      const filled = Math.round(share * WIDTH);
      const bar = `${"█".repeat(filled)}${"░".repeat(WIDTH - filled)}`;
      world.mutter(`\r${label} ${bar} ${String(Math.floor(share * 100)).padStart(3)} %`);
    },
    clear: () => world.mutter("\r\u001b[2K"),
  };
}
