import { mayFollow, OUTSIDE, TAG_COUNT, isInside } from "./slot-tags.ts";

const IMPOSSIBLE = -1e9;

/**
 * The likeliest row of tags (Viterbi).
 * @param scores What speaks for each tag of each word: `TAG_COUNT` figures a word.
 * @param transitions What speaks for a tag after another, row by row of the first.
 */
export function bestPath(scores: Float64Array, transitions: Float64Array): readonly number[] {
  const count = scores.length / TAG_COUNT;
  if (count === 0) return [];
  const from = new Uint8Array(scores.length);
  let reached = new Float64Array(TAG_COUNT).map((_, tag) =>
    isInside(tag) ? IMPOSSIBLE : (scores[tag] ?? 0),
  );
  for (let at = 1; at < count; at += 1) {
    const next = new Float64Array(TAG_COUNT);
    for (let tag = 0; tag < TAG_COUNT; tag += 1) {
      let best = IMPOSSIBLE * 2;
      let origin = OUTSIDE;
      for (let previous = 0; previous < TAG_COUNT; previous += 1) {
        if (!mayFollow(previous, tag)) continue;
        const score = (reached[previous] ?? 0) + (transitions[previous * TAG_COUNT + tag] ?? 0);
        if (score > best) [best, origin] = [score, previous];
      }
      next[tag] = best + (scores[at * TAG_COUNT + tag] ?? 0);
      from[at * TAG_COUNT + tag] = origin;
    }
    reached = next;
  }
  let last = OUTSIDE;
  for (let tag = 0; tag < TAG_COUNT; tag += 1) if ((reached[tag] ?? 0) > (reached[last] ?? 0)) last = tag;
  const tags = [last];
  for (let at = count - 1; at > 0; at -= 1)
    tags.push(from[at * TAG_COUNT + (tags.at(-1) ?? OUTSIDE)] ?? OUTSIDE);
  return tags.reverse();
}
