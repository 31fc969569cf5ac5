/** What the loader and the panel, two separate scripts, agree on. Types only. */

export type PageLanguage = "ru" | "en";

export interface WidgetSettings {
  /** `#rrggbb`: the site's own colour. */
  readonly color: string;
  readonly side: "left" | "right";
  /** Shown instead of the business's name. */
  readonly title: string | undefined;
  readonly language: PageLanguage;
  readonly theme: "auto" | "light" | "dark";
  /** Seconds after which the panel opens by itself; absent: it does not. */
  readonly openAfterS: number | undefined;
}

export interface DozorEvents {
  open: undefined;
  close: undefined;
  /** The visitor's message has reached the server. */
  sent: { readonly id: string };
  /** A bot or a manager has written. */
  message: { readonly from: "bot" | "manager"; readonly text: string };
  unread: { readonly count: number };
}

export interface DozorApi {
  open(): void;
  close(): void;
  /** @returns Ends the subscription. */
  on<Name extends keyof DozorEvents>(event: Name, listener: (detail: DozorEvents[Name]) => void): () => void;
}

export interface PanelHost {
  readonly root: ShadowRoot;
  /** Element inside the shadow root that the panel is put into. */
  readonly frame: HTMLElement;
  /** Folder of the script's address, with a slash at the end: the routes are below it. */
  readonly base: string;
  readonly settings: WidgetSettings;
  emit<Name extends keyof DozorEvents>(event: Name, detail: DozorEvents[Name]): void;
  setUnread(count: number): void;
  /** The panel asks to be closed: Escape or its button. */
  requestClose(): void;
}

export interface Panel {
  /** @param takesFocus False when it opens by itself: the visitor may be typing elsewhere. */
  open(takesFocus: boolean): void;
  close(): void;
}

export interface PanelModule {
  mountPanel(host: PanelHost): Panel;
}

declare global {
  interface Window {
    Dozor?: DozorApi;
  }
}
