/** Builds what runs; see build.mjs. */
export function build(part?: "server" | "browser" | "all"): Promise<void>;
