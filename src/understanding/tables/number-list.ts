/** A list of unsigned 32-bit numbers that grows: four bytes each, and nothing in it that the collector of garbage walks. */
export interface NumberList {
  readonly length: number;
  push(value: number): void;
  /** The numbers so far, in an array of just their size. */
  toArray(): Uint32Array;
}

const FIRST_ROOM = 64;

export function createNumberList(): NumberList {
  let numbers = new Uint32Array(FIRST_ROOM);
  let length = 0;
  return {
    get length() {
      return length;
    },
    push(value) {
      if (length === numbers.length) {
        const larger = new Uint32Array(length * 2);
        larger.set(numbers);
        numbers = larger;
      }
      numbers[length] = value;
      length += 1;
    },
    toArray: () => numbers.slice(0, length),
  };
}
