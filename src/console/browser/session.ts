const TOKEN = "dozor.token";
const ME = "dozor.me";
const THEME = "dozor.theme";

/** The remembered token; one in the address (`#token=…`) wins, is taken once and vanishes from the address. */
export function readToken(): string | undefined {
  const fromAddress = new URLSearchParams(location.hash.slice(1)).get("token");
  if (fromAddress !== null) {
    history.replaceState(null, "", location.pathname + location.search);
    if (fromAddress !== "") keepToken(fromAddress, false);
  }
  return sessionStorage.getItem(TOKEN) ?? localStorage.getItem(TOKEN) ?? undefined;
}

/** @param isRemembered Whether it outlives this tab. */
export function keepToken(token: string, isRemembered: boolean): void {
  forgetToken();
  (isRemembered ? localStorage : sessionStorage).setItem(TOKEN, token);
}

export function forgetToken(): void {
  sessionStorage.removeItem(TOKEN);
  localStorage.removeItem(TOKEN);
}

/** Id of the manager who works on this computer. */
export function readMe(): string | undefined {
  return localStorage.getItem(ME) ?? undefined;
}

export function keepMe(managerId: string): void {
  if (managerId === "") localStorage.removeItem(ME);
  else localStorage.setItem(ME, managerId);
}

export type Theme = "auto" | "light" | "dark";

export function readTheme(): Theme {
  const theme = localStorage.getItem(THEME);
  return theme === "light" || theme === "dark" ? theme : "auto";
}

export function keepTheme(theme: Theme): void {
  localStorage.setItem(THEME, theme);
  applyTheme(theme);
}

export function applyTheme(theme: Theme): void {
  document.documentElement.dataset["theme"] = theme;
}
