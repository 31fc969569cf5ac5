interface VisitorLine {
  readonly cursor: string;
  readonly id: string;
  readonly from: "visitor" | "bot" | "manager";
  readonly text: string;
}

/** Somebody at the site's widget, over HTTP as the browser does it. */
export interface WidgetVisitor {
  /** Repeats until the gateway has it, as the browser does. */
  say(id: string, text: string): Promise<void>;
  /** The conversation as the store has it. */
  lines(): Promise<readonly VisitorLine[]>;
  /** What the event stream has brought so far: lines, and how often the typing sign came. */
  readonly streamed: readonly VisitorLine[];
  typings(): number;
  /** Moves to another process of the gateway; its stream goes on after the last line. */
  moveTo(url: string): void;
  leave(): void;
}

const RETRY_MS = 100;
const pause = () => new Promise((done) => setTimeout(done, RETRY_MS));

/** Resolves when the visitor is there and its event stream is open: live signs are not repeated. */
export async function openWidgetVisitor(firstUrl: string): Promise<WidgetVisitor> {
  let url = firstUrl;
  const session = await fetch(`${url}/widget/session`, { method: "POST", body: "{}" });
  const { token } = (await session.json()) as { token: string };
  const headers = { Authorization: `Bearer ${token}`, "Content-Type": "application/json" };
  const streamed: VisitorLine[] = [];
  const leaving = new AbortController();
  let moving = new AbortController();
  let typings = 0;
  let onOpen = () => {};
  const opened = new Promise<void>((open) => {
    onOpen = open;
  });

  const onBlock = (block: string) => {
    const field = (name: string) => new RegExp(`^${name}: ?(.*)$`, "m").exec(block)?.[1];
    const data = field("data");
    if (field("event") === "typing") typings += 1;
    else if (data) streamed.push(JSON.parse(data) as VisitorLine);
  };
  const readStream = async () => {
    while (!leaving.signal.aborted) {
      try {
        const signal = AbortSignal.any([leaving.signal, moving.signal]);
        const last = streamed.at(-1)?.cursor;
        const response = await fetch(`${url}/widget/stream`, {
          headers: { ...headers, ...(last ? { "Last-Event-ID": last } : {}) },
          signal,
        });
        if (response.ok) onOpen();
        let text = "";
        for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
          text += chunk;
          const blocks = text.split("\n\n");
          text = blocks.pop() ?? "";
          for (const block of blocks) onBlock(block);
        }
      } catch {
        // The process is gone or we moved: connect again.
      }
      await pause();
    }
  };
  void readStream();
  await opened;

  return {
    say: async (id, text) => {
      for (let attempt = 0; attempt < 300; attempt += 1) {
        const body = JSON.stringify({ id, text });
        const answer = await fetch(`${url}/widget/messages`, { method: "POST", headers, body }).catch(
          () => undefined,
        );
        if (answer?.status === 202) return;
        await pause();
      }
      throw new Error(`message ${id} was not taken`);
    },
    lines: async () => {
      const response = await fetch(`${url}/widget/messages?after=0`, { headers });
      return ((await response.json()) as { messages: readonly VisitorLine[] }).messages;
    },
    streamed,
    typings: () => typings,
    moveTo: (next) => {
      url = next;
      moving.abort();
      moving = new AbortController();
    },
    leave: () => leaving.abort(),
  };
}
