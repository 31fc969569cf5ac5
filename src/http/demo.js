// Presses on the demo page that ask for the chat open the widget; its script loads by itself.
document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-open-chat]") : null;
  if (pressed) window.Dozor?.open();
});
