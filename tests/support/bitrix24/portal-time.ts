const OFFSET_MS = 3 * 3_600_000;

/** Moscow time, as the portal's server keeps it: `2026-03-11T11:00:00+03:00`. */
export function toPortalTime(at: Date): string {
  return `${new Date(at.getTime() + OFFSET_MS).toISOString().slice(0, 19)}+03:00`;
}
