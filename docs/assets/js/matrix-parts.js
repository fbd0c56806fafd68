// Whose part of a duty stands how: what the rows of the matrix say when one body or one state is chosen.
//
//   td[data-s="qua-han trong-han"]   the states of the body's own obligations; empty: none has begun; missing: it has none
//   td[data-c="1 3"]                 how many stand in each; missing: there is one obligation
//   th .row-facts [data-tally]       how the duty's obligations stand, all bodies together
//   thead th[data-all="…"]           the ids of a collective's members, in whichever columns they stand
(() => {
  "use strict";

  function made(name, className, ...children) {
    const one = document.createElement(name);
    one.className = className;
    one.append(...children);
    return one;
  }

  class Parts {
    // labels: the words for the states, by code.
    constructor(heads, labels) {
      this.heads = heads;
      this.labels = labels;
      this.shown = new WeakMap();
    }

    // The rows have other states now: what they say is written anew.
    forget() { this.shown = new WeakMap(); }

    counts(cell) {
      const states = (cell.dataset.s ?? "").split(" ").filter(Boolean);
      const counts = cell.dataset.c?.split(" ").map(Number) ?? states.map(() => 1);
      return states.map((state, i) => [state, counts[i]]);
    }

    chips(cell) {
      const counts = this.counts(cell);
      const total = counts.reduce((sum, [, count]) => sum + count, 0);
      if (!counts.length) return [made("span", "hint", "chưa đến kỳ")];
      return counts.flatMap(([state, count], i) => [
        ...(i ? [" "] : []), made("span", `state state-${state}`, this.labels.get(state)), ...(total > 1 ? [` ${count}/${total}`] : []),
      ]);
    }

    // What a row says: of the chosen body, how its own part stands, or that the states are those of who leads; of the
    // chosen state, who of several is in it.
    show(row, column, state, own) {
      const key = `${column} ${state} ${own}`;
      if ((this.shown.get(row) ?? "-1  false") === key) return;
      this.shown.set(row, key);
      row.querySelectorAll(".row-own, .row-names").forEach((one) => one.remove());
      const tally = row.querySelector(".row-facts [data-tally]");
      const cell = column > 0 ? row.cells[column] : null;
      const mine = own && "s" in cell.dataset;
      tally.hidden = mine;
      if (mine) tally.before(made("span", "row-own", ...this.chips(cell)));
      else if (cell && tally.childNodes.length) tally.before(made("span", "row-own hint", "Cơ quan chủ trì: "));
      const names = state ? this.names(row, column, state) : [];
      if (names.length) row.querySelector(".row-facts").after(made("span", "row-names", `${this.labels.get(state)} (${names.length}): ${names.join(", ")}`));
    }

    // Who stands in a state, when a duty is several bodies'; of a chosen collective only its members.
    names(row, column, state) {
      const among = column > 0 ? this.heads[column].dataset.all?.split(" ") : null;
      if (column > 0 && !among) return [];
      const bodies = (cells) => [...cells].map((cell) => this.heads[cell.cellIndex]).filter((head) => !head.dataset.all);
      if (bodies(row.querySelectorAll("td[data-s]")).length < 2) return [];
      return bodies(row.querySelectorAll(`td[data-s~="${state}"]`))
        .filter((head) => !among || among.includes(head.dataset.agency))
        .map((head) => head.querySelector("a").textContent);
    }

    // The cell of a body as of another day (matrix.html, cell).
    write(cell, owed, collective, drawing) {
      const begun = owed.filter((row) => row.state);
      const counts = drawing.periods.tally(begun);
      cell.dataset.s = counts.map(([state]) => state).join(" ");
      delete cell.dataset.c;
      delete cell.dataset.n;
      if (begun.length > 1) cell.dataset.c = counts.map(([, count]) => count).join(" ");
      const done = begun.filter((row) => Periods.DONE.has(row.state)).length;
      if (collective && begun.length) cell.dataset.n = `${done}/${begun.length}`;
      cell.querySelector("span").textContent = collective
        ? (begun.length ? `, ${done} trên ${begun.length} phần việc đã báo cáo hoàn thành` : "")
        : `: ${counts.map(([state, count]) => drawing.label(state) + (begun.length > 1 ? ` (${count})` : "")).join("; ") || "chưa đến kỳ"}`;
    }
  }

  globalThis.MatrixParts = Parts;
})();
