import type { PortalEntity } from "./portal-fields.ts";
import type { Portal } from "./portal.ts";

export const ENTITY_BY_TYPE: Readonly<Record<number, PortalEntity>> = { 1: "lead", 2: "deal", 3: "contact" };

export function ownerExists(portal: Portal, entity: string, id: number): entity is PortalEntity {
  return (entity === "lead" || entity === "deal" || entity === "contact") && portal.records[entity].has(id);
}
