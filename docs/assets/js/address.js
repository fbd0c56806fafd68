// The whole address of a page, to be cited and printed, where the plan does not say where it is published: this is where
// it was read. Without JavaScript the link leads there all the same.
//
//   <a href="../../nhiem-vu/tc-1/" data-address>nhiem-vu/tc-1/</a>
(() => {
  "use strict";

  if (location.protocol === "file:") return;
  for (const link of document.querySelectorAll("[data-address]")) {
    const address = new URL(link.getAttribute("href"), location.href);
    link.textContent = link.href = address.origin + address.pathname;
  }
})();
