import { readdirSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { loadBusiness } from "../../../src/adapters/business-folder/load-business.ts";
import type { Business, Service, Vertical } from "../../../src/domain/business.ts";
import { VERTICALS } from "../../../src/domain/business.ts";
import { WEEK_DAYS, coversLocalTime, toInstant } from "../../../src/domain/calendar.ts";
import { CATEGORIES } from "../../../src/domain/category.ts";
import { CHANNEL_NAMES } from "../../../src/domain/message.ts";
import { isOpen } from "../../../src/domain/opening.ts";
import { chooseAssignment } from "../../../src/routing/choose-assignment.ts";
import { createChooseForOffer } from "../../../src/routing/choose-for-offer.ts";
import { proveCoverage } from "../../../src/routing/proof/prove-coverage.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";

const FOLDERS = readdirSync("flows", { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)
  .toSorted();

const loads = new Map<string, Promise<Business>>();

/** Each folder is read once: nothing here changes a business. */
function businessIn(folder: string): Promise<Business> {
  const known = loads.get(folder);
  if (known) return known;
  const load = readBusiness(folder);
  loads.set(folder, load);
  return load;
}

async function readBusiness(folder: string): Promise<Business> {
  const load = await loadBusiness(`flows/${folder}`);
  if (load.kind === "faulty") throw new Error(load.faults.map(({ message }) => message).join("\n"));
  return load.business;
}

const everyBusiness = (): Promise<readonly Business[]> => Promise.all(FOLDERS.map(businessIn));

/** Wednesday; every business works at that hour. */
const WORKING_DAY = "2026-03-11";
const NOON = 12 * 60;
const NIGHT = 27 * 60;

/** Branch ids in which a service is offered. */
const branchesOf = (service: Service, { branches }: Business): readonly string[] =>
  service.branches.length > 0 ? service.branches : branches.map(({ id }) => id);

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Rubles that a customer would believe: the cheapest and the dearest thing of the trade. */
const BELIEVABLE: Readonly<Record<Vertical, readonly [least: number, most: number]>> = {
  beauty: [300, 50_000],
  medical: [300, 300_000],
  fitness: [300, 100_000],
  barbershop: [300, 100_000],
  auto: [300, 300_000],
  industrial: [100, 20_000_000],
  other: [1, 20_000_000],
};

describe("the shipped businesses", () => {
  it("show each kind of business exactly once", async () => {
    const verticals = (await everyBusiness()).map(({ vertical }) => vertical);
    expect(verticals.toSorted()).toEqual(VERTICALS.filter((one) => one !== "other").toSorted());
  });

  it("work in cities of different time zones", async () => {
    const zones = (await everyBusiness()).map(({ timezone }) => timezone);
    expect(new Set(zones).size).toBe(zones.length);
  });

  it("differ in what they ask of a private customer or a company", async () => {
    const asked = (await everyBusiness()).map(({ flows }) =>
      JSON.stringify([flows.lead_b2c, flows.lead_b2b, flows.order_status]),
    );
    expect(new Set(asked).size).toBe(asked.length);
  });

  it("wait on their ladders each in its own rhythm", async () => {
    const ladders = (await everyBusiness()).map((business) => JSON.stringify(business.ladders));
    expect(new Set(ladders).size).toBe(ladders.length);
  });
});

describe.each(FOLDERS)("flows/%s", (folder) => {
  it("has neither errors nor warnings", async () => {
    expect(await loadBusiness(`flows/${folder}`)).toMatchObject({ kind: "ok", warnings: [] });
  });

  it("leaves no minute of two months without somebody for every lead", async () => {
    const from = new Date(`${WORKING_DAY}T12:00:00Z`);
    const { findings } = proveCoverage(await businessIn(folder), { from });
    expect(findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  it("is a whole business rather than a sketch", async () => {
    const { services, knowledge, team, sla, crm } = await businessIn(folder);
    expect(services.length).toBeGreaterThanOrEqual(12);
    expect(services.filter(({ isVip }) => isVip).length).toBeGreaterThan(0);
    expect(services.filter(({ synonyms }) => synonyms.length < 2)).toEqual([]);
    expect(knowledge.length).toBeGreaterThanOrEqual(15);
    expect(knowledge.filter(({ also }) => also.length < 2)).toEqual([]);
    expect(team.length).toBeGreaterThanOrEqual(6);
    expect(sla.targetsMs.critical).toBeLessThanOrEqual(sla.targetsMs.high);
    expect(CHANNEL_NAMES.filter((channel) => crm.source[channel] === undefined)).toEqual([]);
  });

  it("gives its people shifts with breaks, holidays, a duty and a head", async () => {
    const { team } = await businessIn(folder);
    const hasBreak = (spans: readonly unknown[] | undefined) => (spans?.length ?? 0) > 1;
    const withBreaks = team.filter(({ shifts }) => WEEK_DAYS.some((day) => hasBreak(shifts[day])));
    expect(withBreaks.length).toBeGreaterThanOrEqual(3);
    expect(team.some(({ absences }) => absences.length > 0)).toBe(true);
    expect(new Set(team.map(({ role }) => role))).toEqual(new Set(["manager", "duty", "head"]));
  });

  it("gives everybody accounts of their own", async () => {
    const { team } = await businessIn(folder);
    for (const account of ["bitrix24", "telegram"] as const) {
      const numbers = team.map((manager) => manager[account]);
      expect(numbers).not.toContain(undefined);
      expect(new Set(numbers).size).toBe(team.length);
    }
  });

  it("has somebody for every service in each of its branches", async () => {
    const business = await businessIn(folder);
    const lonely = business.services.flatMap((service) =>
      branchesOf(service, business)
        .filter(
          (branch) =>
            !business.team.some(
              ({ skills, branches }) =>
                service.skills.every((skill) => skills.includes(skill)) &&
                (branches.length === 0 || branches.includes(branch)),
            ),
        )
        .map((branch) => `${service.id} in ${branch}`),
    );
    expect(lonely).toEqual([]);
  });

  it.each(CATEGORIES)("brings %s to somebody in the middle of a working day", async (category) => {
    const business = await businessIn(folder);
    const at = toInstant(WORKING_DAY, NOON, business.timezone);
    expect(isOpen(business, at)).toBe(true);
    const request = aLeadRequest({ category, slots: {}, serviceId: undefined });
    const { candidates, rungs } = chooseAssignment(request, business, [], at);
    const chooseFor = createChooseForOffer(request, business, [], at);
    const reached = rungs.flatMap(({ offer }) => chooseFor(offer, []).managerIds);
    expect([...candidates, ...reached].length).toBeGreaterThan(0);
    expect(rungs.at(-1)?.task).toBeDefined();
  });

  it.each(["complaint", "lead_b2c", "tech_support"] as const)(
    "wakes somebody up for an urgent %s at three at night",
    async (category) => {
      const business = await businessIn(folder);
      const at = toInstant(WORKING_DAY, NIGHT, business.timezone);
      expect(isOpen(business, at)).toBe(false);
      const priority = category === "complaint" ? "critical" : "high";
      const request = aLeadRequest({ category, priority, urgent: true, slots: {}, serviceId: undefined });
      const { rungs } = chooseAssignment(request, business, [], at);
      const chooseFor = createChooseForOffer(request, business, [], at);
      expect(rungs.flatMap(({ offer }) => chooseFor(offer, []).managerIds).length).toBeGreaterThan(0);
    },
  );

  it("has somebody on duty at every half hour of the week", async () => {
    const { team } = await businessIn(folder);
    const duty = team.filter(({ role }) => role === "duty");
    const empty = WEEK_DAYS.flatMap((_, weekday) =>
      Array.from({ length: 48 }, (_slot, half) => {
        const day = `2026-03-${String(9 + weekday).padStart(2, "0")}`;
        return { day, weekday, minute: half * 30 };
      }),
    ).filter((local) => !duty.some(({ shifts, absences }) => coversLocalTime(local, shifts, absences)));
    expect(empty).toEqual([]);
  });

  it("names prices that a customer would believe", async () => {
    const { services, vertical } = await businessIn(folder);
    const [least, most] = BELIEVABLE[vertical];
    const odd = services.filter(({ price }) => {
      if (!price) return false;
      const to = price.to ?? price.from;
      return price.from < least || to > most || to < price.from || to > price.from * 15;
    });
    expect(odd.map(({ id }) => id)).toEqual([]);
    // What is agreed upon each time has no price; that is the exception.
    expect(services.filter(({ price }) => !price).length).toBeLessThanOrEqual(1);
  });

  it("names durations that fit a visit, or a repair of a few days", async () => {
    const { services } = await businessIn(folder);
    const odd = services.filter(
      ({ durationMs }) => durationMs !== undefined && (durationMs < 10 * MINUTE || durationMs > 7 * DAY),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
  });

  it("words every question that its flows ask", async () => {
    const { flows, questions } = await businessIn(folder);
    const asked = new Set(Object.values(flows).flatMap(({ ask }) => ask));
    expect([...asked].filter((slot) => !questions[slot])).toEqual([]);
  });

  it("promises a term only where somebody answers around the clock", async () => {
    const { flows, night } = await businessIn(folder);
    const promising = Object.values(flows).some(({ say }) => say?.includes("{sla}"));
    // At night a lead that waits for opening would make "within 30 minutes" a lie.
    expect(promising).toBe(night.handoff === "duty");
  });
});

describe("the trades ask what their prices depend on", () => {
  it("the car service wants the car before the price of a repair, and not of a tyre change", async () => {
    const { services } = await businessIn("auto");
    const needs = (id: string) => services.find((service) => service.id === id)?.priceNeeds;
    expect(needs("clutch")).toEqual(["car"]);
    expect(needs("engine")).toEqual(["car"]);
    expect(needs("tyres")).toEqual([]);
  });

  it("the clinic and the car service want the place before the price of coming there", async () => {
    const visits = [
      ["medical", "home_visit"],
      ["auto", "tow"],
    ] as const;
    for (const [folder, id] of visits) {
      const { services } = await businessIn(folder);
      expect(services.find((service) => service.id === id)?.priceNeeds).toEqual(["address"]);
    }
  });

  it("the supplier asks a company for product, quantity, company, tax number and city", async () => {
    const { flows } = await businessIn("industrial");
    expect(flows.lead_b2b?.ask.slice(0, 5)).toEqual(["product", "quantity", "company", "inn", "city"]);
  });
});

describe("where the five route what matters to them", () => {
  it.each([
    ["medical", { category: "lead_b2c", urgent: true }, "duty"],
    ["auto", { category: "lead_b2c", urgent: true }, "duty"],
    ["fitness", { category: "tech_support", urgent: true }, "duty"],
    ["industrial", { category: "tech_support", urgent: true }, "duty"],
    ["medical", { category: "complaint", priority: "critical" }, "head"],
    ["industrial", { category: "partnership" }, "head"],
  ] as const)("flows/%s sends %j to the %s", async (folder, wanted, role) => {
    const business = await businessIn(folder);
    const at = toInstant(WORKING_DAY, NOON, business.timezone);
    const request = aLeadRequest({ ...wanted, slots: {}, serviceId: undefined });
    const [first] = chooseAssignment(request, business, [], at).candidates;
    expect(business.team.find(({ id }) => id === first)?.role).toBe(role);
  });

  it.each([
    ["medical", "lead_b2b", "roman"],
    ["medical", "document_request", "lyudmila"],
    ["fitness", "job_applicant", "oksana"],
    ["barbershop", "tender", "nikita"],
    ["auto", "partnership", "oleg"],
    ["industrial", "tender", "konstantin"],
  ] as const)("flows/%s gives %s to its own person", async (folder, category, person) => {
    const business = await businessIn(folder);
    const at = toInstant(WORKING_DAY, NOON, business.timezone);
    const request = aLeadRequest({ category, slots: {}, serviceId: undefined });
    expect(chooseAssignment(request, business, [], at).candidates[0]).toBe(person);
  });

  it("a personal training goes to the coaches, a trial one to sales", async () => {
    const business = await businessIn("fitness");
    const at = toInstant(WORKING_DAY, NOON - 60, business.timezone);
    const teamsOf = (serviceId: string) => {
      const [first] = chooseAssignment(aLeadRequest({ serviceId }), business, [], at).candidates;
      return business.team.find(({ id }) => id === first)?.teams;
    };
    expect(teamsOf("personal")).toEqual(["coaches"]);
    expect(teamsOf("trial")).toEqual(["sales"]);
  });

  it("the supplier's lead for Perm goes to the warehouse next to it", async () => {
    const business = await businessIn("industrial");
    const at = toInstant(WORKING_DAY, NOON - 60, business.timezone);
    const branchesFor = (city: string) => {
      const request = aLeadRequest({ category: "lead_b2b", slots: { city }, serviceId: undefined });
      const [first] = chooseAssignment(request, business, [], at).candidates;
      return business.team.find(({ id }) => id === first)?.branches;
    };
    expect(branchesFor("Пермь")).toEqual(["izhevsk"]);
    expect(branchesFor("Тольятти")).toEqual(["samara"]);
  });
});
