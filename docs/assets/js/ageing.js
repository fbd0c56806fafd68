// A page that shows states but no choice of a day: read after the day it was built, it fetches what tells today's states.
// Read on the day it was built, it fetches nothing.
//
//   <div role="status" data-as-of data-built="2031-06-30" … data-own="as-of-home">  as_of.html writes it; own: more scripts
(() => {
  "use strict";

  const { built, own } = document.querySelector("[data-as-of]").dataset;
  const names = ["periods", "drawing", ...(own ?? "").split(" ").filter(Boolean), "as-of"];
  const load = async () => { for (const name of names) await site.run(`assets/js/${name}.js`); };
  if (days.today() > built) load();
})();
