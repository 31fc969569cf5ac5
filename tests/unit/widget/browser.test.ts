import { keepTogether } from "../../../bots/widget/browser/keep-together.ts";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { themeRule } from "../../../bots/widget/browser/colors.ts";
import { readEvents } from "../../../bots/widget/browser/event-stream.ts";
import type { StreamEvent } from "../../../bots/widget/browser/event-stream.ts";
import { createUnread } from "../../../bots/widget/browser/unread.ts";

describe("the panel's event stream", () => {
  const SENT =
    ': connected\nretry: 3000\n\ndata: {"text":"Привет 👋"}\nid: 1\n\nevent: typing\r\ndata: {}\r\n\r\n: ping\n\n';
  const HEARD: StreamEvent[] = [
    { type: "message", data: '{"text":"Привет 👋"}' },
    { type: "typing", data: "{}" },
  ];

  it("hears the same however the network cuts it", async () => {
    const bytes = new TextEncoder().encode(SENT);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 0, max: bytes.length })), async (cuts) => {
        const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            edges.forEach((edge, index) => controller.enqueue(bytes.slice(edges[index - 1] ?? 0, edge)));
            controller.close();
          },
        });
        const heard: StreamEvent[] = [];
        await readEvents(
          body,
          (event) => heard.push(event),
          () => {},
        );
        expect(heard).toEqual(HEARD);
      }),
      { numRuns: 100 },
    );
  });
});

describe("unread messages", () => {
  const counting = (readTo?: string) => {
    const seen: { count: number; readTo: string | undefined }[] = [];
    const unread = createUnread(readTo, (count, to) => seen.push({ count, readTo: to }));
    return { unread, last: () => seen.at(-1) };
  };

  it("are those that come while the panel is closed or the tab is hidden", () => {
    const { unread, last } = counting();
    unread.setOpen(true);
    unread.add("1", true);
    expect(last()).toEqual({ count: 0, readTo: "1" });
    unread.setHidden(true);
    unread.add("2", true);
    expect(last()).toEqual({ count: 1, readTo: "1" });
    unread.setHidden(false);
    expect(last()).toEqual({ count: 0, readTo: "2" });
    unread.setOpen(false);
    unread.add("3", true);
    unread.add("4", false);
    expect(last()).toEqual({ count: 1, readTo: "2" });
  });

  it("do not include the history that comes in again after a reload", () => {
    const { unread, last } = counting("2");
    for (const cursor of ["1", "2"]) {
      expect(unread.isNew()).toBe(false);
      unread.add(cursor, true);
    }
    expect(unread.isNew()).toBe(true);
    unread.add("3", true);
    expect(last()).toEqual({ count: 1, readTo: "2" });
  });

  it("begin anew with another visitor", () => {
    const { unread, last } = counting("2");
    unread.add("1", true);
    unread.reset(undefined);
    unread.add("9", true);
    expect(last()).toEqual({ count: 1, readTo: undefined });
  });
});

describe("the widget's colours", () => {
  it("can be read on each other whatever colour the site has", () => {
    const channel = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(channel, channel, channel, fc.boolean(), (red, green, blue, isDark) => {
        const site = `#${[red, green, blue].map((value) => value.toString(16).padStart(2, "0")).join("")}`;
        const rule = themeRule(site, isDark);
        const color = (name: string) => new RegExp(`--${name}:(#[\\da-f]{6})`).exec(rule)?.[1] ?? "";
        const pairs = [
          ["on-accent", "accent"],
          ["on-accent", "deep"],
          ["ink", "tint"],
          ["accent-text", "paper"],
          ["accent-text", "card"],
          ["accent-text", "bubble"],
          ["accent-text", "tint"],
        ] as const;
        for (const [over, under] of pairs) {
          expect(contrast(color(over), color(under)), `${over} on ${under}`).toBeGreaterThanOrEqual(4.5);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** WCAG contrast of two `#rrggbb` colours. */
function contrast(first: string, second: string): number {
  const light = (hex: string): number => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const share = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return share <= 0.040_45 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const [a, b] = [light(first), light(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

describe("what a line may not break", () => {
  it("is a price or a number; words and addresses stay as they were", () => {
    expect(keepTogether("Маникюр — 1 300 ₽, стрижка от 12 000 до 15 500 ₽")).toBe(
      "Маникюр — 1\u00A0300\u00A0₽, стрижка от 12\u00A0000 до 15\u00A0500\u00A0₽",
    );
    expect(keepTogether("в 15 30 минут, 2 2026")).toBe("в 15 30 минут, 2 2026");
  });
});
