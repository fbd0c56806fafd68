// What only the page of a duty says of a day: why its state is that, and the roll-call of each period.
//
//   <p data-single="TC-1.phong-noi-vu">  with [data-field]: why, extension, due, extended, silence
//   [data-silence="TC-1"]                nothing was said of the duty by that day
//   [data-begun="2031-q1"] [data-not-begun="…"] <b data-done="…">   one period; empty: the duty has none
(() => {
  "use strict";

  addEventListener("as-of", ({ detail: { drawing, draw } }) => {
    const { rows } = drawing;
    for (const one of document.querySelectorAll("[data-single]")) {
      const row = drawing.byId.get(one.dataset.single);
      const field = (name) => one.querySelector(`[data-field="${name}"]`);
      const begins = () => ["Chưa đến kỳ; bắt đầu ngày ", draw.time(row.first), "."];
      field("why").replaceChildren(...(row.state ? [drawing.periods.states.get(row.state).definition] : begins()));
      field("extension").hidden = !row.extended;
      if (row.extended) {
        field("due").replaceWith(draw.element("time", { datetime: row.due, "data-field": "due" }, draw.date(row.due)));
        field("extended").replaceChildren(drawing.chip(row.extendedState));
      }
      field("silence").hidden = row.claimed !== null;
    }
    for (const one of document.querySelectorAll("[data-silence]")) one.hidden = rows.some((row) => row.claimed);

    const of = (key) => rows.filter((row) => (row.occurrence ?? "") === key);
    const begun = (key) => of(key).some((row) => row.state);
    for (const one of document.querySelectorAll("[data-begun]")) one.hidden = !begun(one.dataset.begun);
    for (const one of document.querySelectorAll("[data-not-begun]")) one.hidden = begun(one.dataset.notBegun);
    for (const one of document.querySelectorAll("[data-done]")) {
      const owed = of(one.dataset.done);
      one.textContent = `${draw.number(owed.filter((row) => Periods.DONE.has(row.state)).length)}/${draw.number(owed.length)}`;
    }
  });
})();
