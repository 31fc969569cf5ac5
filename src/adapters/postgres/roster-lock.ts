/** Decisions about who gets a lead are taken one after another, so that loads are true and shares fair. */
export const LOCK_ROSTER = "select pg_advisory_xact_lock(4243)";
