// What only the calendar says of a day: its months anew, and what has no last day. docs/templates/schedule.html has the words.
//
//   <div data-schedule="months">                             the contents, and a heading and a table for each month
//   [data-schedule="dated"] [data-schedule="free"] [data-schedule="free-tasks"]   how many obligations, of how many duties
//   <li data-undated="TC-1"> [data-undated-number]           a duty whose last day the plan does not give
(() => {
  "use strict";

  const HEADS = ["Hạn cuối", "Nhiệm vụ", "Cơ quan", "Tình trạng"];

  // Obligations that stand alike are one line.
  function lines(rows, drawing) {
    const found = new Map();
    for (const row of rows) {
      const key = [row.due, row.task, row.occurrence, row.originalDue, row.extended, row.state].join();
      if (!found.has(key)) found.set(key, []);
      found.get(key).push(row);
    }
    const tasks = [...drawing.byTask.keys()];
    const rank = ([row]) => [row.due, String(tasks.indexOf(row.task)).padStart(6, "0"), row.occurrence ?? "", String(drawing.periods.codes.indexOf(row.state)).padStart(3, "0")].join(" ");
    return [...found.values()].map((same) => [rank(same), same]).sort(([one], [other]) => (one < other ? -1 : 1)).map(([, same]) => same);
  }

  addEventListener("as-of", ({ detail: { drawing, draw } }) => {
    const { element, number, time, hint } = draw;
    const link = (folder, id, text) => element("a", { href: site.page(`${folder}/${id.toLowerCase()}/`) }, text);
    const begun = drawing.rows.filter((row) => row.state);
    const dated = begun.filter((row) => row.due);
    const all = (name) => document.querySelectorAll(`[data-schedule="${name}"]`);
    const fill = (name, value) => all(name).forEach((one) => one.replaceChildren(number(value)));
    const named = (month) => `${month.slice(5)}/${month.slice(0, 4)}`;

    function who(same) {
      const [{ agency, short, collective }] = same;
      if (same.length === 1) return [link("co-quan", agency, short)];
      if (!collective) return [`${number(same.length)} cơ quan`];
      return [link("co-quan", collective, drawing.periods.short(collective)), `: ${number(same.length)} đơn vị`];
    }

    function line(same) {
      const [row] = same;
      const first = row.originalDue ? ["đã gia hạn; hạn ban đầu ", time(row.originalDue)] : ["hạn được ấn định sau"];
      const cells = [
        [link("nhiem-vu", row.task, row.title), ...(row.label ? [` (${row.label})`] : [])], who(same), [drawing.chip(row.state)],
      ];
      return element("tr", {},
        element("th", { scope: "row" }, time(row.due), ...(row.extended ? [element("br", {}), hint(...first)] : [])),
        ...cells.map((cell, i) => element("td", { "data-label": HEADS[i + 1] }, ...cell)));
    }

    function table(month, rows) {
      return element("div", { class: "scroll", role: "region", tabindex: 0, "aria-labelledby": `t-${month}` },
        element("table", { class: "table stack" },
          element("caption", { id: `t-${month}` }, `Việc đến hạn trong tháng ${named(month)}`),
          element("thead", {}, element("tr", {}, ...HEADS.map((head) => element("th", { scope: "col" }, head)))),
          element("tbody", {}, ...lines(rows, drawing).map(line))));
    }

    const months = new Map([...new Set(dated.map((row) => row.due.slice(0, 7)))].sort()
      .map((month) => [month, dated.filter((row) => row.due.startsWith(month))]));
    const undated = begun.filter((row) => !row.due);
    const entry = (address, name, count) => element("li", {}, element("a", { href: address }, name), `: ${number(count)} việc`);
    const contents = element("nav", { class: "contents", "aria-label": "Các tháng" }, element("ul", {},
      ...[...months].map(([month, rows]) => entry(`#thang-${month}`, `Tháng ${named(month)}`, rows.length)),
      entry("#khong-ngay", "Không có ngày hạn", undated.length)));
    const parts = [...months].flatMap(([month, rows]) => [
      element("h2", { id: `thang-${month}` }, `Tháng ${named(month)}`), table(month, rows),
    ]);
    if (months.size) all("months")[0].replaceChildren(contents, ...parts);

    fill("dated", dated.length);
    fill("free", undated.length);
    fill("free-tasks", new Set(undated.map((row) => row.task)).size);
    for (const one of document.querySelectorAll("[data-undated]")) {
      const count = undated.filter((row) => row.task === one.dataset.undated).length;
      one.hidden = !count;
      one.querySelector("[data-undated-number]").textContent = count > 1 ? ` · ${number(count)} cơ quan` : "";
    }
  });
})();
