// Why an obligation stands as it does on another day: what was reported and decided by then (entries.html, why).
//
//   <span data-field="why"> in [data-single="TC-1.phong-noi-vu"]   the page of a duty
//   <table data-list="late">   the last cell of each row, whose obligation is named by its [data-standing]
(() => {
  "use strict";

  function why(row, { periods }, { date }, tellExtension) {
    if (!Periods.LATE.has(row.state) || !row.originalDue) return periods.states.get(row.state).definition;
    const extended = row.extended && tellExtension ? `, đã gia hạn đến ngày ${date(row.due)}` : "";
    const said = row.claimed ? `; báo cáo gần nhất, tính đến ngày ${date(row.claimed)}: chưa hoàn thành.`
      : "; chưa có báo cáo nào được công bố.";
    const fair = row.state === "chua-co-bao-cao" ? " Không có báo cáo không có nghĩa là không làm." : "";
    return `Hạn là ngày ${date(row.originalDue)}${extended}${said}${fair}`;
  }

  addEventListener("as-of", ({ detail: { drawing, draw } }) => {
    for (const one of document.querySelectorAll("[data-single]")) {
      const row = drawing.byId.get(one.dataset.single);
      if (row.state) one.querySelector("[data-field=why]").textContent = why(row, drawing, draw, false);
    }
    for (const line of document.querySelectorAll("[data-list=late] tbody tr")) {
      const row = drawing.byId.get(line.querySelector("[data-standing]").dataset.standing);
      line.cells[line.cells.length - 1].textContent = why(row, drawing, draw, true);
    }
  });
})();
