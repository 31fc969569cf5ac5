import * as fc from "fast-check";
import { expect, it } from "vitest";
import { createEventQueue } from "../../../../src/app/backtest/event-queue.ts";

it("gives events back by their moments, and equal ones as they came", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 60 }), (moments) => {
      const queue = createEventQueue<number>();
      for (const [index, moment] of moments.entries()) queue.add(new Date(moment), index);
      const taken: number[] = [];
      for (let due = queue.takeDue(new Date(9)); due; due = queue.takeDue(new Date(9))) taken.push(due.event);
      const expected = [...moments.keys()].toSorted((a, b) => (moments[a] ?? 0) - (moments[b] ?? 0) || a - b);
      expect(taken).toEqual(expected);
    }),
  );
});

it("keeps what is not due", () => {
  const queue = createEventQueue<string>();
  queue.add(new Date(5), "later");
  queue.add(new Date(1), "now");
  expect(queue.takeDue(new Date(4))?.event).toBe("now");
  expect(queue.takeDue(new Date(4))).toBeUndefined();
});
