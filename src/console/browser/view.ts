import type { ApiClient } from "./api-client.ts";
import type { Lead, Setup, TeamMember } from "./wire.ts";

/** What every view may look at, read anew at each refresh. */
export interface ViewContext {
  readonly api: ApiClient;
  readonly setup: Setup;
  readonly team: readonly TeamMember[];
  /** Leads that are not closed, newest first. */
  readonly openLeads: readonly Lead[];
  /** Who works on this computer, if chosen. */
  readonly me: TeamMember | undefined;
}

/** Reads what the view shows, and gives a function that draws it. */
export type LoadView = (context: ViewContext) => Promise<() => HTMLElement>;
