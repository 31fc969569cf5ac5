import { describe, expect, it } from "vitest";
import { asId } from "../../../src/domain/ids.ts";
import { threadOf } from "../../../src/domain/message.ts";
import { toLeadRequest } from "../../../src/routing/describe-request.ts";
import { aBranch, aBusiness } from "../../support/builders/business.ts";
import { aConversation, aConversationState, aRequest } from "../../support/builders/conversation.ts";

const business = aBusiness({ branches: [aBranch()] });

describe("a request as routing sees it", () => {
  it("recognises service and branch and the channel it came by", () => {
    const request = aRequest({ slots: { service: "покраску" } });
    const conversation = aConversation({
      thread: threadOf("whatsapp", "7999@lid"),
      state: aConversationState({ language: "en" }),
    });
    expect(toLeadRequest(request, conversation, business)).toMatchObject({
      serviceId: "coloring",
      branchId: "center",
      source: "whatsapp",
      language: "en",
      sentiment: "neutral",
      isVip: true,
      isReturning: false,
    });
  });

  it("is VIP by its value and by what the CRM says", () => {
    const isVip = (expectedValue: number, facts = {}) =>
      toLeadRequest(aRequest({ expectedValue }), aConversation(), business, facts).isVip;
    expect(isVip(12_499)).toBe(false);
    expect(isVip(12_500)).toBe(true);
    expect(isVip(0, { isVip: true })).toBe(true);
  });

  it("knows a returning customer by the manager who dealt with him", () => {
    const conversation = aConversation({ lastManagerId: asId<"manager">("anna") });
    const request = toLeadRequest(aRequest(), conversation, business);
    expect(request).toMatchObject({ isReturning: true, stickyManagerId: "anna" });
    expect(toLeadRequest(aRequest(), conversation, business, { isReturning: false }).isReturning).toBe(false);
  });

  it("takes the phone that the channel vouches for only when none was given", () => {
    const conversation = aConversation({ verifiedPhone: "+79990000001" });
    const given = aRequest({ slots: { phone: "+79990000002" } });
    expect(toLeadRequest(aRequest(), conversation, business).slots.phone).toBe("+79990000001");
    expect(toLeadRequest(given, conversation, business).slots.phone).toBe("+79990000002");
  });

  it("remembers name and phone from an earlier request", () => {
    const state = aConversationState({ profile: { name: "Мария", phone: "+79990000003" } });
    const request = aRequest({ slots: { service: "маникюр", name: "Ольга" } });
    expect(toLeadRequest(request, aConversation({ state }), business).slots).toEqual({
      service: "маникюр",
      name: "Ольга",
      phone: "+79990000003",
    });
  });
});
