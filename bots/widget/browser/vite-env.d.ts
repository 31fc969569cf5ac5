/// <reference types="vite/client" />

/** First characters of the panel file's SHA-256, put in by the build. */
declare const __PANEL_VERSION__: string;
