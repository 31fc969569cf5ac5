export interface TypingSign {
  show(): void;
  hide(): void;
  isShown(): boolean;
}

/** Nobody says when typing stops, so the sign goes out by itself. */
const SHOWN_MS = 8_000;

export function createTypingSign(onChange: () => void): TypingSign {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const hide = (): void => {
    if (timer === undefined) return;
    clearTimeout(timer);
    timer = undefined;
    onChange();
  };
  return {
    show() {
      clearTimeout(timer);
      timer = setTimeout(hide, SHOWN_MS);
      onChange();
    },
    hide,
    isShown: () => timer !== undefined,
  };
}
