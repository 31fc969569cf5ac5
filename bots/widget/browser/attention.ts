export interface Attention {
  /** Hidden for so long that the tab gives up its stream: over HTTP/1.1 a browser has six connections to a server. */
  isResting(): boolean;
}

const RESTS_AFTER_MS = 30_000;
const SHORT_ABSENCE_MS = 3_000;

/** @param onReturn The tab is looked at again; a phone may have cut its connections meanwhile without a word. */
export function createAttention(onReturn: () => void): Attention {
  let hiddenSince = document.hidden ? performance.now() : undefined;
  const hiddenMs = (): number => (hiddenSince === undefined ? 0 : performance.now() - hiddenSince);
  document.addEventListener("visibilitychange", () => {
    const wasAway = hiddenMs() > SHORT_ABSENCE_MS;
    hiddenSince = document.hidden ? performance.now() : undefined;
    if (wasAway) onReturn();
  });
  return { isResting: () => hiddenMs() >= RESTS_AFTER_MS };
}
