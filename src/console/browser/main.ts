import "./app.css";
import { bindActions } from "./bind-actions.ts";
import { createApp } from "./app.ts";
import { applyTheme, forgetToken, keepMe, readTheme, readToken } from "./session.ts";
import { showSignIn } from "./sign-in.ts";
import { words } from "./words.ts";

document.title = words.appName;
applyTheme(readTheme());

let app: ReturnType<typeof createApp> | undefined;

function start(token: string): void {
  app = createApp(token, () => signOut(words.signInWrong));
}

function signOut(problem = ""): void {
  app?.stop();
  app = undefined;
  forgetToken();
  const root = document.querySelector("#app");
  if (root) showSignIn(root, start, problem);
}

bindActions({
  context: () => app?.context(),
  redraw: () => app?.redraw(),
  refresh: () => app?.refresh(),
  setMe(managerId) {
    keepMe(managerId);
    app?.redraw();
  },
  signOut: () => signOut(),
});

const token = readToken();
if (token === undefined) signOut();
else start(token);
