/** Counts lines that came while the visitor was not looking. Cursors are opaque: only their order of arrival counts. */
export interface Unread {
  setOpen(isOpen: boolean): void;
  setHidden(isHidden: boolean): void;
  /** Whether the next line is later than the last one seen. */
  isNew(): boolean;
  add(cursor: string, counts: boolean): void;
  reset(readTo: string | undefined): void;
}

/** @param onChange Gets the count and the cursor of the last line seen. */
export function createUnread(
  readToAtFirst: string | undefined,
  onChange: (count: number, readTo: string | undefined) => void,
): Unread {
  let readTo = readToAtFirst;
  /** While the history comes in again, everything up to the saved cursor is old. */
  let isReplaying = readTo !== undefined;
  let last = readTo;
  let count = 0;
  let isOpen = false;
  let isHidden = false;

  function update(): void {
    if (isOpen && !isHidden && !isReplaying) {
      count = 0;
      readTo = last;
    }
    onChange(count, readTo);
  }

  return {
    setOpen(value) {
      isOpen = value;
      update();
    },
    setHidden(value) {
      isHidden = value;
      update();
    },
    isNew: () => !isReplaying,
    add(cursor, counts) {
      if (!isReplaying) {
        last = cursor;
        if (counts) count += 1;
      } else if (cursor === readTo) {
        isReplaying = false;
      }
      update();
    },
    reset(value) {
      readTo = value;
      last = value;
      isReplaying = value !== undefined;
      count = 0;
      update();
    },
  };
}
