import { createComposer } from "./composer.ts";
import { createConsentForm } from "./consent-form.ts";
import type { Conversation } from "./conversation.ts";
import type { PanelTexts } from "./texts.ts";

export interface FooterOptions {
  readonly texts: PanelTexts;
  readonly conversation: Conversation;
  /** What the composer and the consent form take turns in. */
  readonly place: HTMLElement;
  /** The footer has changed its height. */
  onResize(): void;
  /** There is no session yet: the text stays, and the visitor should know why. */
  onHeldUp(): void;
}

export interface Footer {
  /** A typed text, or a pressed choice with its label. */
  submit(text: string, choice?: string): void;
  focus(): void;
}

/** The panel's lower part: the composer, and before the first message goes out the consent form in its place. */
export function createFooter(options: FooterOptions): Footer {
  const { texts, conversation, place } = options;
  const composer = createComposer(texts, () => submit(composer.text()));
  let current: { readonly node: HTMLElement; focus(): void } = composer;

  function show(part: typeof current): void {
    current = part;
    place.replaceChildren(part.node);
    options.onResize();
  }

  function submit(text: string, choice?: string): void {
    const obstacle = conversation.obstacle();
    if (obstacle === "no_session") return options.onHeldUp();
    if (obstacle === "needs_consent") return askConsent(text, choice);
    if (choice === undefined) composer.clear();
    conversation.send(text, choice);
  }

  function askConsent(text: string, choice: string | undefined): void {
    const consent = conversation.session()?.consent;
    if (!consent) return;
    const back = (): void => {
      show(composer);
      composer.focus();
    };
    const onAccept = (): void => {
      if (choice === undefined) composer.clear();
      conversation.sendWithConsent(text, choice);
      back();
    };
    show(createConsentForm({ texts, consent, draft: text, onAccept, onBack: back }));
    current.focus();
  }

  show(composer);
  return { submit, focus: () => current.focus() };
}
