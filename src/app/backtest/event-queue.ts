/** What is due, the earliest first; equal moments in the order in which they were added. */
export interface EventQueue<Event> {
  add(at: Date, event: Event): void;
  /** Takes the earliest away if it is due by then. */
  takeDue(until: Date): { readonly at: Date; readonly event: Event } | undefined;
}

interface Entry<Event> {
  readonly at: Date;
  readonly number: number;
  readonly event: Event;
}

/** A binary heap: a year of timers is added and taken in any order. */
export function createEventQueue<Event>(): EventQueue<Event> {
  const heap: Entry<Event>[] = [];
  let count = 0;
  return {
    add: (at, event) => {
      heap.push({ at, number: (count += 1), event });
      rise(heap, heap.length - 1);
    },
    takeDue: (until) => {
      const [first] = heap;
      if (!first || first.at > until) return undefined;
      const last = heap.pop();
      if (last && heap.length > 0) {
        heap[0] = last;
        sink(heap);
      }
      return first;
    },
  };
}

function isBefore<Event>(a: Entry<Event> | undefined, b: Entry<Event> | undefined): boolean {
  if (!a || !b) return false;
  return a.at.getTime() - b.at.getTime() < 0 || (a.at.getTime() === b.at.getTime() && a.number < b.number);
}

function swap<Event>(heap: Entry<Event>[], one: number, other: number): void {
  const [a, b] = [heap[one], heap[other]];
  if (a && b) [heap[one], heap[other]] = [b, a];
}

function rise<Event>(heap: Entry<Event>[], start: number): void {
  for (let at = start; at > 0;) {
    const parent = (at - 1) >> 1;
    if (!isBefore(heap[at], heap[parent])) return;
    swap(heap, at, parent);
    at = parent;
  }
}

function sink<Event>(heap: Entry<Event>[]): void {
  for (let at = 0; ;) {
    const left = 2 * at + 1;
    const least = isBefore(heap[left + 1], heap[left]) ? left + 1 : left;
    if (!isBefore(heap[least], heap[at])) return;
    swap(heap, at, least);
    at = least;
  }
}
