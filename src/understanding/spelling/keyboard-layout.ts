const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";
const TO_CYRILLIC = new Map(
  Array.from(LATIN, (letter, at): readonly [string, string] => [letter, CYRILLIC.charAt(at)]),
);
TO_CYRILLIC.set("{", "Х").set("}", "Ъ").set(":", "Ж").set('"', "Э").set("<", "Б").set(">", "Ю");

/** What the same keys give on the Russian layout: «ghbdtn» → «привет». Other characters stay. */
export function typeInRussian(text: string): string {
  let result = "";
  for (const letter of text) {
    const lower = letter.toLowerCase();
    const russian = TO_CYRILLIC.get(lower);
    if (russian === undefined) result += TO_CYRILLIC.get(letter) ?? letter;
    else result += lower === letter ? russian : russian.toUpperCase();
  }
  return result;
}
