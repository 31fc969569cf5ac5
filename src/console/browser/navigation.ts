/** Links within the console change the view without loading the page again; `go` follows the new address. */
export function bindNavigation(go: () => void, signal: AbortSignal): void {
  window.addEventListener("popstate", go, { signal });
  document.addEventListener(
    "click",
    (event) => {
      const anchor = event.target instanceof Element ? event.target.closest("a") : null;
      const isPlain =
        event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
      if (!anchor || !isPlain || !isOurs(anchor)) return;
      event.preventDefault();
      history.pushState(null, "", anchor.href);
      go();
    },
    { signal },
  );
}

function isOurs(anchor: HTMLAnchorElement): boolean {
  const isInConsole = anchor.origin === location.origin && /^\/console(\/|$)/.test(anchor.pathname);
  return isInConsole && anchor.target === "" && anchor.hash === "";
}
