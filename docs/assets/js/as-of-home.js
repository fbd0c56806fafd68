// What only the home page says of a day: how all stands, and what is due next. docs/templates/home.html has the words.
//
//   [data-home="began"]                                       how many obligations have begun
//   [data-home="works"] [data-home="standings"] [data-home="later"]   all obligations, by state, those not yet begun
//   [data-home="next"] [data-home="due"] [data-home="last"]   the next last day, a card for each, the last of all
//   [data-home="some"] [data-home="none"]                     shown when something is due, or nothing is
(() => {
  "use strict";

  const AHEAD = 30;
  const NEXT = 5;
  const part = (name) => document.querySelector(`[data-home="${name}"]`);

  addEventListener("as-of", ({ detail: { day, drawing, draw } }) => {
    const { CLOSED, DONE } = Periods;
    const { element, number, time, hint } = draw;
    const link = (folder, id, text) => element("a", { href: site.page(`${folder}/${id.toLowerCase()}/`) }, text);
    const counts = new Map(drawing.periods.tally(drawing.rows));
    const of = (...states) => states.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
    const began = drawing.rows.filter((row) => row.state).length;

    function works() {
      const [done, overdue, silent, dropped] = [of(...DONE), of("qua-han"), of("chua-co-bao-cao"), of("khong-ap-dung")];
      const inTime = of("trong-han", "sap-den-han");
      const sums = [
        [done, "đã hoàn thành"],
        [overdue, "quá hạn"],
        [silent, "đến hạn, chưa có báo cáo"],
        [inTime, "trong hạn"],
        [began - done - overdue - silent - inTime - dropped, "không nêu hạn"],
        [dropped, "không còn áp dụng"],
      ];
      const shown = sums.filter(([count], place) => count || !place);
      return shown.map(([count, words]) => element("li", {}, element("b", {}, number(count)), " ", element("span", {}, words)));
    }

    function standing([state, count]) {
      const filter = "filtered" in part("standings").dataset ? `?tinh-trang=${state}` : "";
      const tasks = new Set(drawing.rows.filter((row) => row.state === state).map((row) => row.task)).size;
      const name = element("a", { href: site.page("ma-tran/") + filter }, drawing.chip(state));
      return element("li", {}, element("span", {}, name, " ", hint(`ở ${number(tasks)} nhiệm vụ`)), " ", element("b", {}, number(count)));
    }

    const days = (row) => Math.round((Date.parse(row.due) - Date.parse(day)) / 86_400_000);
    const order = (one, other) => (one < other ? -1 : Number(one > other));
    const open = drawing.rows.filter((row) => row.due && !CLOSED.has(row.state));
    const due = open
      .filter((row) => days(row) >= 0 && days(row) <= AHEAD)
      .sort((one, other) => days(one) - days(other) || order(one.task, other.task) || order(one.agency, other.agency));

    function card(row) {
      const title = element("h3", {}, link("nhiem-vu", row.task, row.title), ...(row.label ? [`, ${row.label}`] : []));
      const who = element("p", {}, link("co-quan", row.agency, row.name), " · ", ...drawing.due(row));
      return element("li", { class: "card" }, title, who, element("p", {}, element("span", {}, ...drawing.standing(row))));
    }

    for (const one of document.querySelectorAll('[data-home="began"]')) one.textContent = number(began);
    part("works").replaceChildren(...works());
    part("standings").replaceChildren(...[...counts].map(standing));
    const later = drawing.rows.length - began;
    part("later").textContent = later ? `Ngoài ra còn ${number(later)} phần việc chưa đến kỳ. ` : "";
    part("next").replaceChildren(...(due.length
      ? [element("a", { href: "#sap-den-han" }, due[0].title), ", ngày ", time(due[0].due), ...(due[0].extended ? [" (gia hạn)"] : [])]
      : [`Không có việc nào trong ${AHEAD} ngày kể từ ngày `, time(day)]));
    part("due").replaceChildren(...due.slice(0, NEXT).map(card));
    part("some").hidden = !due.length;
    part("none").hidden = due.length > 0;
    const last = open.map((row) => row.due).sort().at(-1);
    part("last").replaceChildren(...(last ? [" Hạn muộn nhất của việc chưa xong là ngày ", time(last), "."] : []));
  });
})();
