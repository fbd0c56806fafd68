// Light or dark: as the system says, until the reader chooses. Loaded in the head, so that the first paint is right.
(() => {
  "use strict";
  const KEY = "ro-viec-giao-dien";
  const root = document.documentElement;
  const stored = () => { try { return localStorage.getItem(KEY); } catch { return null; } };
  const store = (value) => { try { localStorage.setItem(KEY, value); } catch { /* a private window keeps nothing */ } };
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);

  const chosen = stored();
  if (chosen === "dark" || chosen === "light") root.dataset.scheme = chosen;

  addEventListener("DOMContentLoaded", () => {
    // One in the header of a wide window, one in the menu of a phone.
    const buttons = document.querySelectorAll("[data-scheme-button]");
    const name = () => { for (const button of buttons) button.textContent = dark() ? "Giao diện sáng" : "Giao diện tối"; };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        root.dataset.scheme = dark() ? "light" : "dark";
        store(root.dataset.scheme);
        name();
      });
      button.hidden = false;
    }
    system.addEventListener("change", name);
    name();
  });
})();
