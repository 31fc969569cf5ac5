import { randomBytes } from "node:crypto";
import { asId, ID_PREFIXES, type MakeId } from "../domain/ids.ts";

const ALPHABET = "0123456789abcdefghijklmnopqrstuv";

/**
 * Makes ids of a prefix and 20 characters: 10 of time in milliseconds (so that ids sort by age), 10 random ones.
 *
 * @param nowMs Milliseconds since the epoch.
 * @param random Ten random bytes; injected so that a simulated run repeats exactly.
 */
export function createMakeId(nowMs: () => number, random: () => Uint8Array = () => randomBytes(10)): MakeId {
  return (kind) => {
    let time = nowMs();
    let head = "";
    for (let digit = 0; digit < 10; digit += 1) {
      head = ALPHABET.charAt(time % 32) + head;
      time = Math.floor(time / 32);
    }
    const tail = Array.from(random(), (byte) => ALPHABET.charAt(byte % 32)).join("");
    return asId(`${ID_PREFIXES[kind]}_${head}${tail}`);
  };
}
