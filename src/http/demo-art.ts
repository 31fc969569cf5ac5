import { html } from "hono/html";
import type { Vertical } from "../domain/business.ts";

type Html = ReturnType<typeof html>;

/** A drawing for the first screen: plain shapes in the theme's colours, no picture files and no styles in attributes. */
export function demoArt(vertical: Vertical): Html {
  return html`<svg viewBox="0 0 400 400" role="img" aria-hidden="true" focusable="false">
    <circle class="art-back" cx="200" cy="200" r="180" />
    <circle class="art-ring" cx="200" cy="200" r="148" />
    ${DRAWINGS[vertical]()}
  </svg>`;
}

const around = (count: number, draw: (angle: number) => Html): Html[] =>
  Array.from({ length: count }, (_, index) => draw((360 / count) * index));

const DRAWINGS: Readonly<Record<Vertical, () => Html>> = {
  beauty: () =>
    html`${around(8, (angle) => html`<ellipse class="art-soft" cx="200" cy="118" rx="38" ry="82" transform="rotate(${angle} 200 200)" />`)}
      ${around(8, (angle) => html`<ellipse class="art-main" cx="200" cy="146" rx="22" ry="52" transform="rotate(${angle + 22.5} 200 200)" />`)}
      <circle class="art-light" cx="200" cy="200" r="30" />`,
  medical: () =>
    html`<rect class="art-main" x="164" y="96" width="72" height="208" rx="24" />
      <rect class="art-main" x="96" y="164" width="208" height="72" rx="24" />
      <polyline class="art-line" points="70,200 150,200 172,150 206,256 230,184 244,200 330,200" />`,
  fitness: () =>
    html`<rect class="art-main" x="120" y="186" width="160" height="28" rx="14" />
      <rect class="art-soft" x="92" y="132" width="42" height="136" rx="18" />
      <rect class="art-soft" x="266" y="132" width="42" height="136" rx="18" />
      <rect class="art-main" x="64" y="160" width="30" height="80" rx="14" />
      <rect class="art-main" x="306" y="160" width="30" height="80" rx="14" />`,
  barbershop: () =>
    html`<circle class="art-hoop" cx="146" cy="276" r="36" />
      <circle class="art-hoop" cx="254" cy="276" r="36" />
      <path class="art-main" d="M166 246 L256 84 q14 8 8 28 L184 258 Z" />
      <path class="art-soft" d="M234 246 L144 84 q-14 8 -8 28 L216 258 Z" />
      <circle class="art-light" cx="200" cy="208" r="9" />`,
  auto: () =>
    html`<circle class="art-main" cx="200" cy="200" r="112" />
      <circle class="art-light" cx="200" cy="200" r="82" />
      ${around(5, (angle) => html`<rect class="art-soft" x="186" y="122" width="28" height="70" rx="12" transform="rotate(${angle} 200 200)" />`)}
      <circle class="art-main" cx="200" cy="200" r="24" />`,
  industrial: () =>
    html`${around(10, (angle) => html`<rect class="art-main" x="182" y="76" width="36" height="60" rx="8" transform="rotate(${angle} 200 200)" />`)}
      <circle class="art-main" cx="200" cy="200" r="96" />
      <circle class="art-light" cx="200" cy="200" r="52" />
      <circle class="art-soft" cx="200" cy="200" r="30" />`,
  other: () =>
    html`<path
        class="art-main"
        d="M104 132 h150 a30 30 0 0 1 30 30 v56 a30 30 0 0 1 -30 30 h-88 l-40 36 v-36 h-22 a30 30 0 0 1 -30 -30 v-56 a30 30 0 0 1 30 -30 z"
      />
      <circle class="art-light" cx="134" cy="190" r="13" />
      <circle class="art-light" cx="179" cy="190" r="13" />
      <circle class="art-light" cx="224" cy="190" r="13" />
      <circle class="art-soft" cx="308" cy="278" r="40" />`,
};
