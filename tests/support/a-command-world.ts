import type { CommandWorld } from "../../src/app/commands/command-world.ts";
import { createFakeClock, type FakeClock } from "./fake-clock.ts";

/** A command's surroundings without a terminal; what it says is kept. */
export function aCommandWorld(changes: Partial<CommandWorld> = {}) {
  const said = { printed: "", muttered: "" };
  const clock: FakeClock = createFakeClock();
  const world: CommandWorld = {
    settings: {},
    folder: "/nonexistent",
    clock,
    print: (text) => (said.printed += text),
    mutter: (text) => (said.muttered += text),
    isWatched: false,
    ...changes,
  };
  return { world, said, clock };
}
