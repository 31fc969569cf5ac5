import type { Branch, Business, Service } from "../domain/business.ts";
import type { RequestState } from "../domain/conversation.ts";
import type { Slots } from "../domain/slot.ts";
import { findServices } from "./find-services.ts";
import { branchesFor } from "./opening.ts";
import type { Wording } from "./wording.ts";

/** A service that is wanted where it is not offered, and where it is. */
export interface Elsewhere {
  readonly service: Service;
  readonly branches: readonly Branch[];
}

/** Whether the named branch does not offer the named service; `undefined` when it does, or either is not clear. */
export function serviceElsewhere(business: Business, slots: Slots): Elsewhere | undefined {
  if (slots.branch === undefined || slots.service === undefined) return undefined;
  const [service, ...others] = findServices(business, String(slots.service), "").services;
  if (!service || others.length > 0 || service.branches.length === 0) return undefined;
  const named = branchesFor(business, { branch: slots.branch });
  const isNamed = named.length > 0 && named.length < business.branches.length;
  if (!isNamed || named.some(({ id }) => service.branches.includes(id))) return undefined;
  const branches = business.branches.filter(({ id }) => service.branches.includes(id));
  return branches.length > 0 ? { service, branches } : undefined;
}

/** "The pool is only at the Centre." */
export function onlyAtLine({ service, branches }: Elsewhere, wording: Wording): string {
  return wording.onlyAt(
    service.name,
    branches.map(({ name }) => name),
  );
}

/** The request without a branch that does not offer the service: it is no answer to "which branch?". */
export function withoutWrongBranch(request: RequestState): RequestState {
  const { branch: _, ...slots } = request.slots;
  return { ...request, slots };
}
