import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ProxyAgent } from "undici";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { createMemoryPace } from "../../../src/adapters/bitrix24/gcra.ts";
import type { RestCall } from "../../../src/adapters/bitrix24/rest-client.ts";
import { aBitrix24Crm, crmErrorOf } from "../../support/bitrix24/a-crm.ts";
import { systemErrors } from "../../support/bitrix24/documented.ts";
import { FAULTS, type PeerFault } from "../../support/bitrix24/faults.ts";
import { startBitrix24Peer, type Bitrix24Peer } from "../../support/bitrix24/peer.ts";
import { createFakeClock } from "../../support/fake-clock.ts";
import { aCrmLead } from "../../support/builders/crm-lead.ts";

const SECRET = "s3cr3tofthep0rtal";

let peer: Bitrix24Peer;
beforeEach(async () => {
  peer = await startBitrix24Peer({ secret: SECRET });
});
afterEach(() => peer.stop());

describe("the webhook's secret", () => {
  const faults: readonly PeerFault[] = [
    ...Object.values(FAULTS),
    ...systemErrors().map(({ code, status }) => ({
      kind: "error" as const,
      status,
      code,
      description: `refused /rest/1/${SECRET}/crm.item.add`,
    })),
    { kind: "redirect", to: `https://shop.example/rest/1/${SECRET}/` },
  ];

  it("is in no error, whatever goes wrong", async () => {
    const crm = aBitrix24Crm(peer, { timeoutMs: 300 });
    for (const fault of faults) {
      peer.fail(fault, { method: "crm.item.add" });
      const error = await crm.createLead(aCrmLead({ id: `lead_${faults.indexOf(fault)}` as never })).then(
        () => undefined,
        (caught: unknown) => caught,
      );
      const shown = [inspect(error, { depth: 9, showHidden: true }), JSON.stringify(error), String(error)];
      for (const text of shown) expect(text ?? "").not.toContain(SECRET);
      peer.heal();
    }
  });

  it("is in no log and in nothing that the adapter shows of itself", async () => {
    const logged: unknown[] = [];
    const crm = aBitrix24Crm(peer, { log: { warn: (...line) => void logged.push(line) } });
    peer.rename();
    await crm.createLead(aCrmLead());
    expect(logged).not.toEqual([]);
    for (const shown of [inspect(logged, { depth: 9 }), inspect(crm, { depth: 9 }), JSON.stringify(crm)]) {
      expect(shown).not.toContain(SECRET);
    }
  });

  it("is not sent to a host that TLS does not protect", async () => {
    const elsewhere = await startBitrix24Peer({ secret: SECRET });
    const path = new URL(peer.webhookUrl).pathname;
    peer.fail({ kind: "redirect", to: `http://portal.example${path}profile` }, { method: "profile" });
    expect(await crmErrorOf(aBitrix24Crm(peer).check())).toMatchObject({ kind: "unavailable" });
    await elsewhere.stop();
  });
});

describe("redirects", () => {
  it("of a renamed portal are gone after with the whole call, once, and remembered", async () => {
    const crm = aBitrix24Crm(peer);
    peer.rename();
    const written = await crm.createLead(aCrmLead());
    expect(peer.leads()).toHaveLength(1);
    expect(written.url).toBe(`${peer.renamedOrigin}/crm/lead/details/${written.externalId}/`);
    expect(peer.journal.filter((call) => call.httpStatus === 302)).toHaveLength(1);
  });

  it("to anything else end the call with a cure", async () => {
    peer.fail({ kind: "redirect", to: "/auth/" });
    const error = await crmErrorOf(aBitrix24Crm(peer).check());
    expect(error).toMatchObject({ kind: "unavailable", vendorCode: "302" });
    expect(error.message).toContain("BITRIX24_WEBHOOK_URL");
    expect(peer.journal).toHaveLength(1);
  });

  it("in a circle end too", async () => {
    const method = "profile";
    peer.fail({ kind: "redirect" }, { method });
    peer.fail({ kind: "redirect", to: peer.webhookUrl + method }, { method });
    expect(await crmErrorOf(aBitrix24Crm(peer).check())).toMatchObject({ kind: "unavailable" });
    expect(peer.journal).toHaveLength(2);
  });
});

describe("limits", () => {
  it("passes on how long the portal asks to wait", async () => {
    peer.fail({ ...FAULTS.queryLimit, retryAfter: "7" });
    expect(await crmErrorOf(aBitrix24Crm(peer).check())).toMatchObject({
      kind: "unavailable",
      retryAfterMs: 7_000,
    });
  });

  it("lets a method that used up its time rest until the portal's window turns, and the others go on", async () => {
    const clock = createFakeClock();
    const limited = await startBitrix24Peer({
      now: () => clock.now(),
      operating: { limitSeconds: 2, callSeconds: 1 },
    });
    const crm = aBitrix24Crm(limited, { clock });
    await crm.check();
    await clock.advance(60_000);
    await crm.check();
    const error = await crmErrorOf(crm.check());
    expect(error).toMatchObject({ kind: "unavailable", method: "profile", retryAfterMs: 540_000 });

    const asked = limited.calls("profile").length;
    await clock.advance(100_000);
    expect(await crmErrorOf(crm.check())).toMatchObject({ retryAfterMs: 440_000 });
    expect(limited.calls("profile")).toHaveLength(asked);
    await crm.createLead(aCrmLead());

    await clock.advance(440_000);
    await crm.check();
    await limited.stop();
  });

  it("rests a minute when the portal does not say until when", async () => {
    const silent = await startBitrix24Peer({ tellsOperating: false });
    silent.fail(FAULTS.operatingLimit);
    const error = await crmErrorOf(aBitrix24Crm(silent).check());
    expect(error).toMatchObject({ kind: "unavailable", retryAfterMs: 60_000 });
    await silent.stop();
  });

  it("never meets the portal's bucket when it keeps its own", async () => {
    const bucket = { perSecond: 200, burst: 12 };
    const clock = createFakeClock();
    const strict = await startBitrix24Peer({ rateLimit: bucket, now: () => clock.now() });
    const ownPace = createMemoryPace(clock, { perSecond: 100, burst: 3 });
    let underWay = 0;
    const pace = async () => {
      await ownPace();
      underWay += 1;
    };
    const crm = aBitrix24Crm(strict, { pace, onCall: () => (underWay -= 1) });
    const done = new AbortController();
    const checks = Promise.all(Array.from({ length: 12 }, () => crm.check())).finally(() => done.abort());
    while (!done.signal.aborted) {
      // However long the way takes, no time passes meanwhile.
      await expect.poll(() => underWay).toBe(0);
      await clock.advance(10);
    }
    await checks;
    expect(strict.journal).toHaveLength(24);
    expect(strict.journal.every((call) => call.httpStatus === 200)).toBe(true);
    const unpaced = aBitrix24Crm(strict);
    const results = await Promise.allSettled(Array.from({ length: 12 }, () => unpaced.check()));
    expect(results.some((result) => result.status === "rejected")).toBe(true);
    await strict.stop();
  });
});

describe("every call", () => {
  it("asks the pace and is told to metrics", async () => {
    let turns = 0;
    const calls: RestCall[] = [];
    const crm = aBitrix24Crm(peer, {
      pace: () => Promise.resolve(void (turns += 1)),
      onCall: (call) => calls.push(call),
    });
    peer.fail(FAULTS.queryLimit, { method: "scope" });
    await crmErrorOf(crm.check());
    expect(turns).toBe(2);
    expect(calls).toMatchObject([
      { method: "profile", outcome: "ok" },
      { method: "scope", outcome: "unavailable" },
    ]);
  });

  it("goes through the proxy that is given", async () => {
    const seen: string[] = [];
    const proxy = createServer();
    proxy.on("connect", (request, socket, head) => {
      seen.push(request.url ?? "");
      const { port } = new URL(peer.origin);
      const upstream = connect(Number(port), "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
    const dispatcher = new ProxyAgent({
      uri: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
      proxyTunnel: true,
    });
    await aBitrix24Crm(peer, { dispatcher }).check();
    expect(new Set(seen)).toEqual(new Set([new URL(peer.origin).host]));
    await dispatcher.destroy();
    proxy.close();
    proxy.closeAllConnections();
  });

  it("works on a portal without the limiter, whose answers lack its fields", async () => {
    const plain = await startBitrix24Peer({ tellsOperating: false });
    expect((await aBitrix24Crm(plain).createLead(aCrmLead())).drift).toEqual([]);
    await plain.stop();
  });
});
