/** The package ships without types; this is the part that we use. */
declare module "snowball-stemmers" {
  interface Stemmer {
    stem(word: string): string;
  }
  export function newStemmer(language: "russian" | "english"): Stemmer;
}
