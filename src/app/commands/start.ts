import { join } from "node:path";
import { GatewayError } from "../../domain/errors.ts";
import { readConfig, type Config } from "../../platform/config.ts";
import { createLog, type Logger } from "../../platform/log.ts";
import { createMakeId } from "../../platform/make-id.ts";
import { readSettings } from "../../platform/read-settings.ts";
import { untilSignal } from "../../platform/shutdown.ts";
import { systemClock } from "../../platform/system-clock.ts";
import { startGateway, type Gateway } from "../gateway.ts";
import { welcome } from "../welcome.ts";

/** Milliseconds that an orderly stop may take before the process ends all the same. */
const STOP_LIMIT_MS = 9_000;

/** Runs the gateway until SIGTERM or SIGINT. @returns Exit code: 0 after an orderly stop, 1 when it could not start. */
export async function startCommand(): Promise<number> {
  const settings = readSettings(process.cwd());
  const reading = readConfig(settings, process.cwd(), process.stdout.isTTY);
  if (reading.kind === "faulty") {
    complain(
      "Wrong settings:",
      reading.faults,
      "Mend them in the environment or in .env; .env.example explains each.",
    );
    return 1;
  }
  const { config, unused } = reading;
  const log = createLog({ level: config.logLevel, format: config.logFormat });
  const stopping = untilSignal();
  let gateway: Gateway;
  try {
    const opening = open(config, log);
    const opened = await Promise.race([opening, stopping.then(() => undefined)]);
    if (!opened) return await stopWhileStarting(opening, log);
    gateway = opened;
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    log.flush();
    complain(error.message, [], error.action);
    return 1;
  }
  const text = welcome({
    language: gateway.language,
    url: gateway.url,
    parts: await gateway.parts(),
    newAdminToken: gateway.isNewToken ? gateway.adminToken : undefined,
    secretsFile: join(config.dataDir, "secrets.json"),
    businessName: gateway.businessName,
    unusedSettings: unused,
  });
  process.stdout.write(text);
  log.info({ url: gateway.url }, "gateway started");
  const signal = await stopping;
  log.info({ signal }, "gateway is stopping");
  if (await isInTime(gateway.stop())) log.info({}, "gateway stopped");
  else log.warn({}, "gateway could not stop in time; the next start recovers what was under way");
  process.exit(0);
}

/** A start may hang on a server that does not answer: whoever stops us then must not wait for it. */
async function stopWhileStarting(opening: Promise<Gateway>, log: Logger): Promise<never> {
  log.info({}, "gateway is stopping before it has started");
  await isInTime(
    opening.then(
      (gateway) => gateway.stop(),
      () => undefined,
    ),
  );
  process.exit(0);
}

function isInTime(stopped: Promise<void>): Promise<boolean> {
  return Promise.race([stopped.then(() => true), systemClock.sleep(STOP_LIMIT_MS).then(() => false)]);
}

function open(config: Config, log: Logger): Promise<Gateway> {
  return startGateway({
    config,
    clock: systemClock,
    log,
    makeId: createMakeId(() => systemClock.now().getTime()),
    random: Math.random,
    path: process.env["PATH"] ?? "",
    isColorful: process.stderr.isTTY,
  });
}

function complain(what: string, faults: readonly string[], action: string): void {
  const list = faults.map((fault) => `  - ${fault}\n`).join("");
  process.stderr.write(`\nDozor did not start. ${what}\n${list}${action}\n`);
}
