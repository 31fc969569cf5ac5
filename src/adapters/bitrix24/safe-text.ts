const MAX_LENGTH = 300;

/**
 * A vendor's sentence made fit for errors and logs: the webhook's secret, addresses of mail and long runs of digits
 * (phones) are masked, and the rest is cut to 300 characters.
 */
export function toSafeText(text: string, secret: string): string {
  return text
    .replaceAll(secret, "***")
    .replace(/[^\s@"'<>]+@[^\s@"'<>]+/gu, "***")
    .replace(/\+?\d[\d\s()-]{5,}\d/gu, "***")
    .replace(/\s+/gu, " ")
    .trim()
    .slice(0, MAX_LENGTH);
}
