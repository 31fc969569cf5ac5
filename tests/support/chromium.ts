import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium of this machine; tests of pages are skipped without one, and fail in CI. */
export function findChromium(): string | undefined {
  const found = [process.env["CHROMIUM_PATH"], ...PLACES].find((path) => path && existsSync(path));
  if (!found && process.env["CI"])
    throw new Error("CI needs Chromium: apt-get install chromium, or set CHROMIUM_PATH");
  if (!found)
    process.stderr.write(
      "Skipped: tests of pages. Install Chromium (apt-get install chromium) or set CHROMIUM_PATH.\n",
    );
  return found;
}

export function launchChromium(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
  });
}
