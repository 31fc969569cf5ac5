const EXAMPLES: ReadonlyMap<string, string> = new Map([
  ["id", "id: manicure"],
  ["name", "name: Салон «Лето»"],
  ["timezone", "timezone: Asia/Omsk"],
  [
    "branches",
    'branches: [{ id: center, name: Центр, city: Омск, address: "…", hours: { daily: "10:00-21:00" } }]',
  ],
  ["city", "city: Омск"],
  ["address", 'address: "ул. Ленина, 10"'],
  ["hours", 'hours: { mon-fri: "10:00-21:00", sat: "11:00-19:00" }'],
  ["question", "question: Есть ли парковка?"],
  ["text", "text: Хочу Рубин на выходные"],
  ["category", "category: lead_b2c"],
  ["answer", 'answer: "Да, во дворе 10 бесплатных мест."'],
  ["say", 'say: "На какой день вас записать?"'],
  ["version", 'version: "2026-03"'],
  ["after", "after: [15m, 24h]"],
  ["when", "when: { category: lead_b2c }"],
  ["to", "to: { team: sales }"],
  ["default", "default: { to: { team: sales }, ladder: standard }"],
  ["ladders", "ladders: { standard: [{ offer: next, wait: 60s }, { offer: head, task: Перезвонить }] }"],
  ["offer", "offer: next"],
  ["from", "from: 4000"],
  ["variants", "variants: [{ id: now, share: 50 }, { id: new, share: 50, routing: routing.new.yaml }]"],
  ["share", "share: 50"],
]);

/** A line of YAML that an owner may copy for a missing key. */
export function exampleOf(key: string): string {
  return EXAMPLES.get(key) ?? `${key}: …`;
}
