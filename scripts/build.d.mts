/** Builds what runs; see build.mjs. */
export function build(part?: "server" | "browser" | "all"): Promise<void>;
/** Server code as few files; see build.mjs. */
export function bundle(entries: Readonly<Record<string, string>>, outDir: string): Promise<void>;
