import type { Vertical } from "../../domain/business.ts";
import { AUTO_SERVICES } from "./services/auto-services.ts";
import { BARBERSHOP_SERVICES } from "./services/barbershop-services.ts";
import { BEAUTY_SERVICES } from "./services/beauty-services.ts";
import { FITNESS_SERVICES } from "./services/fitness-services.ts";
import { INDUSTRIAL_SERVICES } from "./services/industrial-services.ts";
import { MEDICAL_SERVICES } from "./services/medical-services.ts";

/**
 * Services that people ask for, per kind of business, in their own words: `name: phrases` a line. They stand beside
 * the business's own list, so that «переобуться» is a service even where the owner wrote only «Шиномонтаж».
 */
export const COMMON_SERVICES: Readonly<Partial<Record<Vertical, string>>> = {
  beauty: BEAUTY_SERVICES,
  medical: MEDICAL_SERVICES,
  fitness: FITNESS_SERVICES,
  barbershop: BARBERSHOP_SERVICES,
  auto: AUTO_SERVICES,
  industrial: INDUSTRIAL_SERVICES,
};
