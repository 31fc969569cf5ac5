/** Prices and numbers that a line may not break: «1 300 ₽» stays whole. */
export function keepTogether(text: string): string {
  return text.replaceAll(/(\d) (?=\d{3}(?!\d)|[₽%])/g, "$1\u00A0");
}
