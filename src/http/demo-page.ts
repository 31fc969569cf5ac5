import { html } from "hono/html";
import { isWithinHours, WEEK_DAYS, type MinuteSpan, type WeekHours } from "../domain/calendar.ts";
import type { Branch, Business, Service } from "../domain/business.ts";
import { demoArt } from "./demo-art.ts";
import { demoWords, type DemoWords } from "./demo-words.ts";

type Html = ReturnType<typeof html>;

/** A landing page drawn from the business folder, as its site might look, with the widget on it. */
export async function renderDemoPage(business: Business, at: Date): Promise<string> {
  const words = demoWords(business.language);
  const hero = words.heroes[business.vertical];
  const branchNames = new Map(business.branches.map((branch) => [branch.id, branch.name]));
  const page = await html`<!doctype html>
    <html lang="${business.language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${business.name}</title>
        <meta name="description" content="${hero.lead}" />
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="/demo.css" />
      </head>
      <body class="theme-${business.vertical}">
        ${renderNote(words)}
        <header class="hero">
          <div class="hero-text">
            <p class="brand">${business.name}</p>
            <h1>${hero.title}</h1>
            <p class="lead">${hero.lead}</p>
            <p class="contacts">
              ${business.branches.flatMap((branch) => (branch.phone === undefined ? [] : [phoneLink(branch.phone)]))}
              <button type="button" class="chat-hint" data-open-chat>${words.book}</button>
            </p>
          </div>
          <div class="hero-art">${demoArt(business.vertical)}</div>
        </header>
        <main>
          ${renderServices(business, words, branchNames)} ${renderBranches(business, words, at)}
          ${renderQuestions(business, words)}
        </main>
        <footer>
          <p>${business.name}</p>
          ${isWebAddress(business.consent.url) ? html`<a href="${business.consent.url}">${words.consent}</a>` : ""}
        </footer>
        <script src="/demo.js" defer></script>
        <script src="/widget.js" data-dozor async></script>
      </body>
    </html>`;
  return page.toString();
}

function renderNote(words: DemoWords): Html {
  return html`<aside class="note">
    <p>
      <strong>${words.noteTitle}.</strong> ${words.note} <a href="/console">${words.console}</a>.
      <span class="tries">${words.noteTry.map((text) => html`<q>${text}</q>`)}</span>
    </p>
  </aside>`;
}

function renderServices(
  business: Business,
  words: DemoWords,
  branchNames: ReadonlyMap<string, string>,
): Html | "" {
  if (business.services.length === 0) return "";
  return html`<section aria-labelledby="services">
    <h2 id="services">${words.services}</h2>
    <ul class="services">
      ${business.services.map(
        (service) =>
          html`<li class="service${service.isVip ? " is-vip" : ""}">
            <h3>${service.name}</h3>
            <p class="service-facts">${serviceFacts(service, words, branchNames)}</p>
            <p class="price">${priceText(service, words)}</p>
          </li>`,
      )}
    </ul>
  </section>`;
}

function serviceFacts(service: Service, words: DemoWords, branchNames: ReadonlyMap<string, string>): string {
  const where = service.branches.flatMap((id) => branchNames.get(id) ?? []).join(", ");
  return [durationText(service.durationMs, words), where].filter((part) => part !== "").join(" · ");
}

/** `1 ч 30 мин`; empty when unknown. */
function durationText(durationMs: number | undefined, words: DemoWords): string {
  if (durationMs === undefined) return "";
  const minutes = Math.round(durationMs / 60_000);
  const parts = [
    minutes >= 60 ? `${Math.floor(minutes / 60)} ${words.hours}` : "",
    minutes % 60 > 0 ? `${minutes % 60} ${words.minutes}` : "",
  ];
  return parts.filter((part) => part !== "").join(" ");
}

function priceText({ price, isFixedPrice }: Service, words: DemoWords): string {
  if (!price) return words.priceOnRequest;
  const from = `${groupDigits(price.from)} ${words.rubles}`;
  if (price.to !== undefined && price.to > price.from) {
    return `${groupDigits(price.from)}–${groupDigits(price.to)} ${words.rubles}`;
  }
  return isFixedPrice ? from : `${words.from} ${from}`;
}

function groupDigits(sum: number): string {
  return String(sum).replace(/\B(?=(\d{3})+$)/g, " ");
}

function renderBranches(business: Business, words: DemoWords, at: Date): Html | "" {
  if (business.branches.length === 0) return "";
  return html`<section aria-labelledby="branches">
    <h2 id="branches">${words.branches}</h2>
    <ul class="branches">
      ${business.branches.map((branch) => renderBranch(branch, business, words, at))}
    </ul>
  </section>`;
}

function renderBranch(branch: Branch, business: Business, words: DemoWords, at: Date): Html {
  const isOpen = isWithinHours(at, branch.hours, business.timezone, business.holidays);
  return html`<li class="branch">
    <h3>${branch.name}</h3>
    <p class="open-state ${isOpen ? "is-open" : "is-closed"}">${isOpen ? words.openNow : words.closedNow}</p>
    <address>
      ${branch.city}, ${branch.address}
      ${branch.phone === undefined ? "" : html`<br />${phoneLink(branch.phone)}`}
    </address>
    <dl class="hours">
      ${weekLines(branch.hours, words).map(
        (line) =>
          html`<div>
            <dt>${line.days}</dt>
            <dd>${line.hours}</dd>
          </div>`,
      )}
    </dl>
  </li>`;
}

/** Neighbouring days with the same hours share a line: `Пн–Сб 10:00–21:00`. */
function weekLines(hours: WeekHours, words: DemoWords): { days: string; hours: string }[] {
  const lines: { first: number; last: number; hours: string }[] = [];
  for (const [index, day] of WEEK_DAYS.entries()) {
    const text = (hours[day] ?? []).map(spanText).join(", ") || words.dayOff;
    const line = lines.at(-1);
    if (line && line.hours === text) line.last = index;
    else lines.push({ first: index, last: index, hours: text });
  }
  const nameOf = (index: number) => words.days[index] ?? "";
  return lines.map((line) => ({
    days: line.first === line.last ? nameOf(line.first) : `${nameOf(line.first)}–${nameOf(line.last)}`,
    hours: line.hours,
  }));
}

function spanText(span: MinuteSpan): string {
  return `${clockText(span.from)}–${clockText(span.to)}`;
}

function clockText(minute: number): string {
  const ofDay = minute === 1440 ? 1440 : minute % 1440;
  return `${String(Math.floor(ofDay / 60)).padStart(2, "0")}:${String(ofDay % 60).padStart(2, "0")}`;
}

function renderQuestions(business: Business, words: DemoWords): Html | "" {
  if (business.knowledge.length === 0) return "";
  return html`<section aria-labelledby="questions">
    <h2 id="questions">${words.questions}</h2>
    <div class="questions">
      ${business.knowledge.slice(0, 8).map(
        (item) =>
          html`<details>
            <summary>${item.question}</summary>
            <p>${item.answer}</p>
          </details>`,
      )}
    </div>
  </section>`;
}

function phoneLink(phone: string): Html {
  const parts = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  const text = parts ? `+7 ${parts[1]} ${parts[2]}-${parts[3]}-${parts[4]}` : phone;
  return html`<a class="phone" href="tel:${phone}">${text}</a>`;
}

/** Only such an address may stand in a link: the owner's text must not become a script. */
function isWebAddress(url: string | undefined): url is string {
  return url !== undefined && /^https?:\/\//i.test(url);
}
