// What only the page of a body says of a day: what is due, what is late, who has not sent their part.
//
//   <div data-agency-page="phong-noi-vu" data-ahead="7 15 30">
//   <table data-list="due"> <table data-list="late">       their rows are written anew, under the same headings
//   <ul data-awaited="TC-1"> <b data-awaited-number="TC-1">  what others still owe of a duty
//   [data-some="due"] [data-nothing="due"] [data-number="due"]  shown when there are some, or none; how many
//   [data-words="TC-1"]                                    the states of the body's part, on paper
(() => {
  "use strict";

  addEventListener("as-of", ({ detail: { day, drawing, draw } }) => {
    const { CLOSED, LATE } = Periods;
    const { element, time, hint, number } = draw;
    const page = document.querySelector("[data-agency-page]");
    const body = page.dataset.agencyPage;
    const ahead = page.dataset.ahead.split(" ").map(Number);
    const owed = [
      ...drawing.rows.filter((row) => row.agency === body),
      ...drawing.rows.filter((row) => row.collective === body),
    ];
    const days = (row) => Math.round((Date.parse(row.due) - Date.parse(day)) / 86_400_000);
    const order = (one, other) => (one < other ? -1 : Number(one > other));
    const due = owed
      .filter((row) => row.due && !CLOSED.has(row.state) && days(row) >= 0 && days(row) <= ahead.at(-1))
      .sort((one, other) => days(one) - days(other) || order(one.task, other.task) || order(one.agency, other.agency));
    const late = owed.filter((row) => LATE.has(row.state));
    const undated = owed.filter((row) => row.state === "khong-xac-dinh");

    const link = (folder, id, text) => element("a", { href: site.page(`${folder}/${id.toLowerCase()}/`) }, text);
    const period = (row) => (row.label ? [`, ${row.label}`] : []);
    const standing = (row) => element("span", { "data-standing": row.id }, ...drawing.standing(row));

    function named(row) {
      const whose = row.agency === body ? [] : [": ", link("co-quan", row.agency, row.short)];
      return [link("nhiem-vu", row.task, row.title), ...period(row), ...whose];
    }

    function horizon(row) {
      const left = days(row);
      return [left ? `${number(left)} ngày` : "đến hết ngày này", " ", hint(`(nhóm ${ahead.find((limit) => left <= limit)} ngày)`)];
    }

    const last = (row) => [time(row.due), ...(row.extended && row.originalDue ? [" ", hint("hạn ban đầu ", time(row.originalDue))] : [])];

    // Rows of a table: a heading, then cells that name their column.
    function fill(name, rows, cells) {
      const table = document.querySelector(`[data-list="${name}"]`);
      const heads = [...table.tHead.rows[0].cells].map((head) => head.textContent);
      table.tBodies[0].replaceChildren(...rows.map((row) => element("tr", {}, ...cells(row).map((cell, i) =>
        (i ? element("td", { "data-label": heads[i] }, ...cell) : element("th", { scope: "row" }, ...cell))))));
    }

    fill("due", due, (row) => [named(row), last(row), horizon(row), [standing(row)]]);
    fill("late", late, (row) => [
      named(row), row.originalDue ? [time(row.originalDue)] : [], [standing(row)],
      [drawing.periods.states.get(row.state).definition],
    ]);

    for (const list of document.querySelectorAll("[data-awaited]")) {
      const task = list.dataset.awaited;
      const others = drawing.of(task).filter((row) => row.agency !== body && row.state);
      const open = others.filter((row) => !CLOSED.has(row.state));
      list.hidden = !open.length;
      list.replaceChildren(...open.map((row) =>
        element("li", {}, element("span", {}, link("co-quan", row.agency, row.name), ...period(row)), " ", standing(row))));
      for (const one of document.querySelectorAll(`[data-awaited-number="${CSS.escape(task)}"]`)) {
        one.textContent = `${number(open.length)}/${number(others.length)}`;
      }
    }

    for (const one of document.querySelectorAll("[data-words]")) {
      const own = drawing.of(one.dataset.words, body);
      const words = drawing.periods.tally(own)
        .map(([state, count]) => drawing.label(state) + (own.length > 1 ? ` (${number(count)})` : ""));
      one.textContent = words.join("; ") || "chưa đến kỳ";
    }

    for (const [name, rows] of Object.entries({ due, late, undated })) {
      for (const one of document.querySelectorAll(`[data-some="${name}"]`)) one.hidden = !rows.length;
      for (const one of document.querySelectorAll(`[data-nothing="${name}"]`)) one.hidden = rows.length > 0;
      for (const one of document.querySelectorAll(`[data-number="${name}"]`)) one.textContent = number(rows.length);
    }
  });
})();
