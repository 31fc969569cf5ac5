import { addStyles } from "./dom.ts";

const PHONE = matchMedia("(max-width: 480px), (max-height: 480px)");

export function isPhone(): boolean {
  return PHONE.matches;
}

/**
 * On a phone the open panel fills what the keyboard leaves of the screen, and the page behind it stands still.
 *
 * @param onResize Called when the keyboard has come or gone.
 */
export function createPhoneViewport(
  root: ShadowRoot,
  onResize: () => void,
): { setOpen(isOpen: boolean): void } {
  const setPanel = addStyles(root, "");
  const lock = createPageLock();
  const view = window.visualViewport;
  let isOpen = false;

  const update = (): void => {
    const fills = isOpen && isPhone();
    lock(fills);
    if (!view || !fills) return setPanel("");
    const { height, offsetTop } = view;
    // `important` outweighs the opening animation's transform.
    setPanel(
      `.panel{height:${Math.round(height)}px!important;transform:translateY(${Math.round(offsetTop)}px)!important}`,
    );
    onResize();
  };
  view?.addEventListener("resize", update);
  view?.addEventListener("scroll", update);
  PHONE.addEventListener("change", update);

  return {
    setOpen(value) {
      isOpen = value;
      update();
    },
  };
}

/** Keeps the page from scrolling under the panel, by a sheet of its own that goes away again. */
function createPageLock(): (isLocked: boolean) => void {
  try {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("html{overflow:hidden!important;overscroll-behavior:none!important}");
    return (isLocked) => {
      const others = document.adoptedStyleSheets.filter((it) => it !== sheet);
      document.adoptedStyleSheets = isLocked ? [...others, sheet] : others;
    };
  } catch {
    return () => {};
  }
}
