import { describe, expect, it } from "vitest";
import type { RoutingRule } from "../../../src/domain/business.ts";
import { asId } from "../../../src/domain/ids.ts";
import { chooseAssignment } from "../../../src/routing/choose-assignment.ts";
import { aBranch, aBusiness, aManager, hoursOn } from "../../support/builders/business.ts";
import { WEDNESDAY_11 } from "../../support/builders/conversation.ts";
import { aLeadRequest } from "../../support/builders/lead.ts";
import { aLoad } from "../../support/builders/manager.ts";

const WEEK = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;
const mgr = asId<"manager">;

function aRule(overrides: Partial<RoutingRule> = {}): RoutingRule {
  return {
    name: "Ногти",
    when: { category: ["lead_b2c"] },
    to: { skill: "nails" },
    choose: ["sticky", "least_loaded", "round_robin"],
    ladder: "standard",
    ...overrides,
  };
}

const anna = aManager("anna");
const olga = aManager("olga", { name: "Ольга" });
const ivan = aManager("ivan", { name: "Иван", skills: ["hair"] });
const head = aManager("head", { name: "Вера", role: "head", skills: [], teams: ["heads"] });

const excludedOf = (routing: ReturnType<typeof chooseAssignment>, id: string) =>
  routing.trace.candidates.find((candidate) => candidate.managerId === id)?.excluded;

describe("the rule", () => {
  it("is the first one that matches", () => {
    const business = aBusiness({
      team: [anna, ivan],
      rules: [
        aRule({ name: "Жалобы", when: { category: ["complaint"] } }),
        aRule({ name: "Волосы", to: { skill: "hair" }, ladder: "urgent" }),
        aRule(),
      ],
    });
    const routing = chooseAssignment(aLeadRequest(), business, [], WEDNESDAY_11);
    expect(routing.trace.rule).toBe("Волосы");
    expect(routing.ladderName).toBe("urgent");
    expect(routing.rungs).toBe(business.ladders["urgent"]);
    expect(routing.trace.rules).toEqual([
      { rule: "Жалобы", matched: false, failed: "category: complaint ≠ lead_b2c" },
      { rule: "Волосы", matched: true },
    ]);
  });

  it("is the default one when none matches", () => {
    const business = aBusiness({ team: [anna], rules: [aRule({ when: { vip: true } })] });
    const routing = chooseAssignment(aLeadRequest(), business, [], WEDNESDAY_11);
    expect(routing.trace.rule).toBe("default");
    expect(routing.ladderName).toBe("standard");
    expect(routing.candidates).toEqual(["anna"]);
  });
});

describe("the target", () => {
  const only = (to: RoutingRule["to"], team = [anna, olga, ivan, head], request = aLeadRequest()) =>
    chooseAssignment(request, aBusiness({ team, rules: [aRule({ to })] }), [], WEDNESDAY_11);

  it("takes the skills of the wanted service for `skill: service`", () => {
    expect(only({ skill: "service" }).candidates).toEqual(["anna", "olga"]);
    const coloring = aLeadRequest({ serviceId: "coloring" });
    expect(only({ skill: "service" }, [anna, ivan, head], coloring).candidates).toEqual(["anna", "ivan"]);
  });

  it("asks nothing of skills for `skill: service` when the service is not known", () => {
    const { serviceId: _unknown, ...request } = aLeadRequest();
    expect(only({ skill: "service" }, [anna, ivan, head], request).candidates).toEqual(["anna", "ivan"]);
  });

  it("means managers when it names no role, and heads when it does", () => {
    expect(only({}).candidates).toEqual(["anna", "ivan", "olga"]);
    expect(only({ role: "head" }).candidates).toEqual(["head"]);
  });

  it("reaches a team that consists of heads alone", () => {
    expect(only({ team: "heads" }).candidates).toEqual(["head"]);
  });

  it("can be one person, who is never replaced", () => {
    expect(only({ manager: mgr("ivan") }).candidates).toEqual(["ivan"]);
    expect(only({ manager: mgr("ivan") }, [anna, { ...ivan, shifts: {} }]).candidates).toEqual([]);
  });

  it("keeps to a branch", () => {
    const elsewhere = { ...anna, branches: ["river"] };
    expect(only({ branch: "center" }, [elsewhere, olga]).candidates).toEqual(["olga"]);
  });
});

describe("filters", () => {
  const reasonOf = (
    overrides: Parameters<typeof aManager>[1],
    request = aLeadRequest(),
    load = aLoad("ivan"),
    at = WEDNESDAY_11,
  ) => {
    const tested = aManager("ivan", { shifts: hoursOn(WEEK, 0, 24), ...overrides });
    const other = aManager("anna", { shifts: hoursOn(WEEK, 0, 24) });
    const business = aBusiness({ team: [tested, other] });
    return excludedOf(chooseAssignment(request, business, [load], at), "ivan");
  };

  it("leave out whoever is not working, absent, paused or full, with the reason", () => {
    expect(reasonOf({})).toBeUndefined();
    expect(reasonOf({ shifts: hoursOn(WEEK, 12, 20) })).toBe("off_shift");
    expect(reasonOf({ absences: [{ from: "2026-03-10", to: "2026-03-11" }] })).toBe("absent");
    expect(reasonOf({}, aLeadRequest(), aLoad("ivan", { isPaused: true }))).toBe("paused");
    expect(reasonOf({}, aLeadRequest(), aLoad("ivan", { open: 4 }))).toBe("full");
  });

  it("leave out whoever is on a break", () => {
    const shifts = {
      wed: [
        { from: 600, to: 655 },
        { from: 720, to: 1140 },
      ],
    };
    expect(reasonOf({ shifts })).toBe("off_shift");
    const beforeBreak = new Date("2026-03-11T10:54:00+03:00");
    expect(reasonOf({ shifts }, aLeadRequest(), aLoad("ivan"), beforeBreak)).toBeUndefined();
  });

  it("leave out whoever does not serve the branch, the channel or the language", () => {
    expect(reasonOf({ branches: ["river"] }, aLeadRequest({ branchId: "center" }))).toBe("other_branch");
    expect(reasonOf({ sources: ["whatsapp"] })).toBe("other_source");
    expect(reasonOf({ languages: ["ru"] }, aLeadRequest({ language: "en" }))).toBe("other_language");
  });

  it("leave out managers on a holiday of the business, but not duty people", () => {
    const newYear = new Date("2026-01-02T11:00:00+03:00");
    expect(reasonOf({}, aLeadRequest(), aLoad("ivan"), newYear)).toBe("off_shift");
    const duty = aManager("dina", { role: "duty", shifts: hoursOn(WEEK, 0, 24) });
    const routing = chooseAssignment(aLeadRequest(), aBusiness({ team: [duty] }), [], newYear, {
      role: "duty",
    });
    expect(routing.candidates).toEqual(["dina"]);
  });

  it("leave out whoever the caller excludes, with the caller's reason", () => {
    const business = aBusiness({ team: [anna, olga] });
    const exclude = [{ managerId: mgr("anna"), reason: "already_offered" as const }];
    const routing = chooseAssignment(aLeadRequest(), business, [], WEDNESDAY_11, { exclude });
    expect(routing.candidates).toEqual(["olga"]);
    expect(excludedOf(routing, "anna")).toBe("already_offered");
  });
});

describe("an empty target", () => {
  const rules = [aRule({ to: { team: "sales", skill: "nails", branch: "center" } })];
  const request = aLeadRequest({ branchId: "center" });
  const relaxedBy = (...team: ReturnType<typeof aManager>[]) => {
    const routing = chooseAssignment(request, aBusiness({ team, rules }), [], WEDNESDAY_11);
    return [routing.candidates, routing.trace.relaxed];
  };
  const noSkill = aManager("b", { skills: [] });
  const noBranch = aManager("c", { branches: ["river"] });
  const noTeam = aManager("d", { teams: ["support"] });
  const noLanguage = aManager("e", { languages: ["en"] });

  it("gives up skill before branch, branch before team and language last", () => {
    expect(relaxedBy(anna, noSkill, noBranch)).toEqual([["anna"], []]);
    expect(relaxedBy(noSkill, noBranch, noTeam, noLanguage)).toEqual([["b"], ["skill"]]);
    expect(relaxedBy(noBranch, noTeam, noLanguage)).toEqual([["c"], ["branch"]]);
    expect(relaxedBy(noTeam, noLanguage)).toEqual([["d"], ["team"]]);
    expect(relaxedBy(noLanguage)).toEqual([["e"], ["language"]]);
  });

  it("counts as empty when those who fit are off shift", () => {
    expect(relaxedBy({ ...anna, shifts: {} }, noSkill)).toEqual([["b"], ["skill"]]);
  });

  it("does not relax because those who fit were offered the lead before", () => {
    const business = aBusiness({ team: [anna, noSkill], rules });
    const exclude = [{ managerId: mgr("anna"), reason: "already_offered" as const }];
    expect(chooseAssignment(request, business, [], WEDNESDAY_11, { exclude }).candidates).toEqual([]);
  });
});

describe("roles of a ladder's rungs", () => {
  const dina = aManager("dina", { name: "Дина", role: "duty", teams: [], skills: [] });
  const distant = aManager("boris", { name: "Борис", role: "duty", branches: ["river"] });
  const business = aBusiness({ team: [anna, dina, distant, head], rules: [aRule({ to: { role: "head" } })] });
  const request = aLeadRequest({ branchId: "center" });

  it("give everybody of the role, those of the branch first", () => {
    const routing = chooseAssignment(request, business, [], WEDNESDAY_11, { role: "duty" });
    expect(routing.candidates).toEqual(["dina", "boris"]);
  });

  it("give everybody on shift for `all`, whatever role the rule names", () => {
    const routing = chooseAssignment(request, business, [], WEDNESDAY_11, { all: true });
    expect(routing.candidates).toEqual(["anna", "dina", "head"]);
  });

  it("give a named manager whatever the rule says", () => {
    const routing = chooseAssignment(request, business, [], WEDNESDAY_11, { manager: mgr("anna") });
    expect(routing.candidates).toEqual(["anna"]);
  });
});

describe("branches", () => {
  it("hand a lead of one branch to its own people first", () => {
    const business = aBusiness({
      branches: [aBranch(), aBranch({ id: "river", name: "Набережная" })],
      team: [aManager("anna", { branches: ["river"] }), aManager("olga", { branches: ["center"] })],
    });
    const request = aLeadRequest({ branchId: "center" });
    const routing = chooseAssignment(request, business, [], WEDNESDAY_11);
    expect(routing.candidates).toEqual(["olga"]);
    expect(excludedOf(routing, "anna")).toBe("other_branch");
  });
});
