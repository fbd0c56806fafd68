// The matrix: filters, columns that fold, and the state of both in the address. The table is complete without this.
//
// What the page gives (docs/theme/README.md shows it whole):
//
//   <form data-filters="ID"> controls named tu, co-quan, vai-tro, giai-phap, tinh-trang, chua-ro; a reset button </form>
//   <p role="status" data-count="ID" data-text="Hiện {n} trên {all} nhiệm vụ">
//   <table class="matrix" id="ID">
//     thead th[data-agency]            one column for each agency, after the first column of duties
//     thead th[data-members="N"]       a collective: the next N columns (class «m») are its members, folded at first
//     tbody tr.group                   a heading row; disappears with the last of its rows
//     tbody tr[data-states][data-solutions][data-unclear]   lists separated by spaces
//     td[data-r="CG"]                  letters of the roles, none: an empty cell
//
// A control narrows what it is named after; its name is its name in the address; «mo» lists the opened collectives.
// Columns are hidden by one rule of a style sheet each, not cell by cell: 50,000 cells answer within a tenth of a second.
(() => {
  "use strict";

  const LISTS = { "giai-phap": "solutions", "tinh-trang": "states", "chua-ro": "unclear" };
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  class Matrix {
    constructor(form) {
      this.form = form;
      this.table = document.getElementById(form.dataset.filters);
      this.count = document.querySelector(`[data-count="${this.table.id}"]`);
      this.heads = [...this.table.tHead.rows[0].cells];
      this.rows = [...this.table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.matches(".group")));
      this.groups = this.grouped();
      this.sheet = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
      this.open = new Set();
    }

    start() {
      this.heads.filter((head) => head.dataset.members).forEach((head) => head.append(this.button(head)));
      this.read();
      let pause;
      this.form.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(() => this.change(), 60); });
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.change(); });
      this.form.addEventListener("reset", () => setTimeout(() => this.change()));
      this.table.addEventListener("click", (event) => this.follow(event));
      addEventListener("as-of", ({ detail }) => this.on(detail.drawing));
      addEventListener("popstate", () => { this.read(); this.apply(); });
      if (location.search) this.apply();
    }

    // Each heading row with the rows below it, up to the next.
    grouped() {
      const groups = [];
      for (const row of [...this.table.tBodies].flatMap((body) => [...body.rows])) {
        if (row.matches(".group")) groups.push({ head: row, rows: [] });
        else groups.at(-1)?.rows.push(row);
      }
      return groups;
    }

    button(head) {
      const made = document.createElement("button");
      made.type = "button";
      made.className = "fold";
      made.addEventListener("click", () => {
        const id = head.dataset.agency;
        if (!this.open.delete(id)) this.open.add(id);
        this.change();
      });
      return made;
    }

    read() {
      const address = new URLSearchParams(location.search);
      for (const control of this.form.elements) if (control.name) control.value = address.get(control.name) ?? "";
      this.open = new Set((address.get("mo") ?? "").split(" ").filter(Boolean));
      this.label();
    }

    label() {
      for (const head of this.heads.filter((one) => one.dataset.members)) {
        const button = head.querySelector(".fold");
        const open = this.open.has(head.dataset.agency);
        button.textContent = open ? "−" : "+";
        button.setAttribute("aria-expanded", open);
        button.setAttribute("aria-label", `${head.querySelector("a").textContent}: ${head.dataset.members} thành viên`);
      }
    }

    change() {
      const address = new URLSearchParams([...new FormData(this.form)].filter(([, value]) => value));
      const day = new URLSearchParams(location.search).get("ngay");
      if (day) address.set("ngay", day);
      if (this.open.size) address.set("mo", [...this.open].join(" "));
      history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
      this.apply();
    }

    apply() {
      const wanted = Object.fromEntries(new FormData(this.form));
      const column = this.heads.findIndex((head) => wanted["co-quan"] && head.dataset.agency === wanted["co-quan"]);
      const shown = new Set(this.rows.filter((row) => this.fits(row, wanted, column)));
      for (const row of this.rows) if (row.hidden === shown.has(row)) row.hidden = !shown.has(row);
      for (const { head, rows } of this.groups) head.hidden = !rows.some((row) => shown.has(row));
      this.columns(column);
      this.label();
      const text = this.count?.dataset.text ?? "";
      if (this.count) this.count.textContent = text.replace("{n}", shown.size).replace("{all}", this.rows.length);
    }

    // The rows as of another day (as-of.js): their states, and how many of a collective's members are done.
    on(drawing) {
      const collectives = new Set(drawing.rows.map((row) => row.collective));
      const columns = this.heads.filter((head) => collectives.has(head.dataset.agency));
      for (const row of this.rows) {
        const owed = drawing.of(row.querySelector("[data-tally]").dataset.tally);
        row.dataset.states = drawing.periods.tally(owed).map(([state]) => state).join(" ");
        for (const head of columns) this.note(row.cells[head.cellIndex], owed.filter((one) => one.collective === head.dataset.agency && one.state));
      }
      this.texts = undefined;
      this.apply();
    }

    note(cell, owed) {
      if (!cell.dataset.r?.includes("C")) return;
      const roles = cell.textContent.replace(/, \d+ trên \d+ đã báo cáo hoàn thành$/, "");
      delete cell.dataset.n;
      if (owed.length) cell.dataset.n = `${owed.filter((one) => Periods.DONE.has(one.state)).length}/${owed.length}`;
      cell.textContent = owed.length ? `${roles}, ${cell.dataset.n.replace("/", " trên ")} đã báo cáo hoàn thành` : roles;
    }

    fits(row, wanted, column) {
      for (const [name, key] of Object.entries(LISTS)) {
        if (wanted[name] && !(row.dataset[key] ?? "").split(" ").includes(wanted[name])) return false;
      }
      if (!this.words(row, wanted.tu ?? "")) return false;
      const role = wanted["vai-tro"] ?? "";
      if (column > 0) return (row.cells[column].dataset.r ?? "").includes(role) && "r" in row.cells[column].dataset;
      return !role || row.querySelector(`td[data-r*="${role}"]`) !== null;
    }

    words(row, typed) {
      if (!typed.trim()) return true;
      this.texts ??= new Map(this.rows.map((one) => [one, fold(`${one.id} ${one.cells[0].textContent}`)]));
      return fold(typed).trim().split(/\s+/).every((word) => this.texts.get(row).includes(word));
    }

    columns(column) {
      const rules = [];
      const id = CSS.escape(this.table.id);
      if (column > 0) {
        const chosen = `#${id} tr:not(.group) > :nth-child(${column + 1})`;
        rules.push(`#${id} tr:not(.group) > :nth-child(n+2):not(:nth-child(${column + 1})) { display: none }`);
        rules.push(`@media (min-width: 44em), print { ${chosen} { display: var(--cell) } }`);
        rules.push(`@media screen and (max-width: 43.99em) { ${chosen} { ${CARD_CELL} } }`);
      } else {
        for (const head of this.heads) {
          if (!this.open.has(head.dataset.agency)) continue;
          const first = head.cellIndex + 2;
          const last = first + Number(head.dataset.members) - 1;
          rules.push(`@media (min-width: 44em), print { #${id} .m:nth-child(n+${first}):nth-child(-n+${last}) { display: var(--cell) } }`);
        }
      }
      this.sheet.replaceSync(rules.join("\n"));
    }

    // A mouse may press any filled cell; the keyboard has the link at the head of the row.
    follow(event) {
      const cell = event.target.closest("td[data-r]");
      if (cell && !getSelection().toString()) cell.parentElement.querySelector("th a")?.click();
    }
  }

  // On a phone the chosen agency's role is the last line of the duty's card, in words.
  const CARD_CELL = "display: block; width: auto; font-size: 1rem; text-align: left; padding: 0 .9rem .7rem";

  for (const form of document.querySelectorAll("form[data-filters]")) new Matrix(form).start();
})();
