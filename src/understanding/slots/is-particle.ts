import type { Mention } from "../gazetteer/term-list.ts";
import type { NormalText } from "../normalise-text.ts";
import { coveredBy, placesOfWords } from "./word-places.ts";

const NAMED_AFTER = new Set(
  "на пройти прохождение проходить сделать делать делаете сделаем стоит стоить сколько почем цена стоимость очередное следующее первое второе нулевое".split(
    " ",
  ),
);
const GOES_ON = new Set("что чтобы же есть как ли самое бишь да ни не время".split(" "));

/**
 * Whether a mention is a particle rather than the service that is spelled like it: «ТО» is maintenance, «то» mostly
 * is not («что-то стучит», «то есть»). Capitals tell, and so do the words around it («сколько стоит то на рио»).
 */
export function isParticle(mention: Mention, text: NormalText): boolean {
  if (mention.words !== "то") return false;
  const at = coveredBy(placesOfWords(text).flat, mention).at(-1);
  const word = at === undefined ? undefined : text.words[at];
  if (at === undefined || !word) return true;
  if (word.raw === "ТО" && text.clean !== text.clean.toUpperCase()) return false;
  const isPartOfWord = text.clean.charAt(word.start - 1) === "-";
  const before = text.words[at - 1]?.norm ?? "";
  const after = text.words[at + 1]?.norm ?? "";
  return isPartOfWord || !NAMED_AFTER.has(before) || GOES_ON.has(after);
}
