// The matrix: filters, columns that fold, and the state of both in the address. The table is complete without this.
//
// What the page gives (docs/theme/README.md shows it whole; matrix-parts.js tells what cells say of states):
//
//   <form data-filters="ID"> controls named tu, co-quan, vai-tro, giai-phap, tinh-trang, chua-ro; on a phone those
//     that choose nothing are folded until button[data-more] opens them </form>
//   <p role="status" data-count="ID" data-text="Hiện {n} trên {all} nhiệm vụ">  <button type="reset" form="…" hidden>
//   <table class="matrix" id="ID">
//     thead th[data-agency]            one column for each agency, after the first column of duties
//     thead th[data-members="N"]       a collective: the next N columns (class «m») are its members, folded at first
//     tbody tr.group                   a heading row; disappears with the last of its rows
//     tbody tr[data-states][data-solutions][data-unclear]   lists separated by spaces
//     td[data-r="CG"]                  letters of the roles, none: an empty cell
//
// A control narrows what it is named after; its name is its name in the address; «mo» lists the opened collectives. With
// a body chosen, a state is that of the body's own part; with a role of it that owes nothing, that of the duty.
// Opened members are one rule of a style sheet, the chosen body's cells are marked (data-on): 50,000 cells answer within a
// tenth of a second.
(() => {
  "use strict";

  const LISTS = { "giai-phap": "solutions", "chua-ro": "unclear" };
  const LEAD = "C";
  const MANY = 100;
  const FIRST = 16;
  const APART = 100; // milliseconds between two answers while somebody types; a single key is answered at once
  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/đ/g, "d");

  class Matrix {
    constructor(form) {
      this.form = form;
      this.table = document.getElementById(form.dataset.filters);
      this.count = document.querySelector(`[data-count="${this.table.id}"]`);
      this.reset = [...form.elements].find((control) => control.type === "reset");
      this.more = form.querySelector("[data-more]");
      this.heads = [...this.table.tHead.rows[0].cells];
      this.rows = [...this.table.tBodies].flatMap((body) => [...body.rows].filter((row) => !row.matches(".group")));
      this.groups = this.grouped();
      this.labels = new Map([...form.elements["tinh-trang"].options].map((option) => [option.value, option.text]));
      this.parts = new MatrixParts(this.heads, this.labels);
      this.sheet = new CSSStyleSheet();
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.sheet];
      this.open = new Set();
      this.ruled = "";
      this.column = -1;
      this.seen = this.rows;
    }

    start() {
      this.heads.filter((head) => head.dataset.members).forEach((head) => head.append(this.button(head)));
      this.read();
      let pause, answered = 0;
      const answer = () => { answered = performance.now(); this.change(); };
      this.form.addEventListener("input", ({ target }) => {
        clearTimeout(pause);
        const early = target.localName === "select" ? 0 : answered + APART - performance.now();
        if (early > 0) pause = setTimeout(answer, early);
        else answer();
      });
      this.form.addEventListener("submit", (event) => { event.preventDefault(); this.change(); });
      this.form.addEventListener("reset", () => setTimeout(() => this.cleared()));
      this.more?.addEventListener("click", () => this.unfold(!("open" in this.form.dataset)));
      this.table.addEventListener("click", (event) => this.follow(event));
      addEventListener("as-of", ({ detail }) => this.on(detail.drawing));
      addEventListener("popstate", () => { this.read(); this.apply(); });
      if (location.search) this.apply();
      this.fill();
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

    // The region of the table is as high as the window lets it be above what follows it: scrolled to its end, the page
    // still shows the head of the table.
    fill() {
      const footer = document.querySelector("body > footer");
      const region = this.table.closest(".matrix-scroll");
      if (!footer || !region) return;
      new ResizeObserver(() => {
        const after = parseFloat(getComputedStyle(region.closest("body > *")).paddingBottom);
        region.style.setProperty("--after", `${Math.ceil(footer.offsetHeight + after)}px`);
      }).observe(footer);
    }

    unfold(open) {
      this.form.toggleAttribute("data-open", open);
      this.more.setAttribute("aria-expanded", open);
      this.more.textContent = open ? "Thu gọn" : "Lọc thêm";
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
        if (button.getAttribute("aria-expanded") === String(open)) continue;
        button.textContent = open ? "−" : "+";
        button.setAttribute("aria-expanded", open);
        button.setAttribute("aria-label", `${head.querySelector("a").textContent}: ${head.dataset.members} thành viên`);
      }
    }

    chosen() { return [...new FormData(this.form)].filter(([, value]) => value); }

    cleared() {
      this.form.elements[0].focus({ preventScroll: true });
      this.change();
    }

    // What is chosen shows first; the address, which the browser takes its time to write, follows the paint. It tells
    // what is shown, not what has been typed since.
    change() {
      const shown = this.chosen();
      this.apply();
      requestAnimationFrame(() => setTimeout(() => this.write(shown)));
    }

    write(shown) {
      const address = new URLSearchParams(shown);
      const day = new URLSearchParams(location.search).get("ngay");
      if (day) address.set("ngay", day);
      if (this.open.size) address.set("mo", [...this.open].join(" "));
      history.replaceState(null, "", address.size ? `?${address}` : location.pathname);
    }

    apply() {
      const wanted = Object.fromEntries(new FormData(this.form));
      const column = this.heads.findIndex((head) => wanted["co-quan"] && head.dataset.agency === wanted["co-quan"]);
      const own = column > 0 && (!wanted["vai-tro"] || wanted["vai-tro"] === LEAD);
      const shown = new Set(this.rows.filter((row) => this.fits(row, wanted, column, own)));
      for (const row of this.rows) if (!shown.has(row)) row.hidden = true;
      this.show([...shown], (row) => {
        this.parts.show(row, column, wanted["tinh-trang"] ?? "", own);
        row.hidden = false;
      });
      for (const { head, rows } of this.groups) head.hidden = !rows.some((row) => shown.has(row));
      this.columns(column, wanted["tinh-trang"]);
      this.label();
      if (this.reset) this.reset.hidden = !this.chosen().length;
      const text = this.count?.dataset.text ?? "";
      if (this.count) this.count.textContent = text.replace("{n}", shown.size).replace("{all}", this.rows.length);
    }

    // What the window holds at once, and of many rows the rest in the frames that follow; rows that stay are left alone.
    show(rows, one) {
      cancelAnimationFrame(this.frame);
      const stay = rows.length === this.seen.length && rows.every((row, i) => row === this.seen[i]);
      this.seen = rows;
      const now = stay || rows.length <= MANY ? rows.length : FIRST;
      rows.slice(0, now).forEach(one);
      const rest = rows.slice(now);
      for (const row of rest) row.hidden = true;
      const next = () => {
        rest.splice(0, MANY).forEach(one);
        if (rest.length) this.frame = requestAnimationFrame(next);
      };
      if (rest.length) this.frame = requestAnimationFrame(() => { this.frame = requestAnimationFrame(next); });
    }

    // The rows as of another day (as-of.js): their states, and those of each body's part.
    on(drawing) {
      const columns = new Map(this.heads.map((head, i) => [head.dataset.agency, i]));
      for (const row of this.rows) {
        const owed = drawing.of(row.querySelector("[data-tally]").dataset.tally);
        row.dataset.states = drawing.periods.tally(owed).map(([state]) => state).join(" ");
        for (const body of new Set(owed.flatMap(({ agency, collective }) => [agency, collective]))) {
          const cell = row.cells[columns.get(body)];
          if (!cell || !("s" in cell.dataset)) continue;
          const own = owed.filter((one) => one.agency === body || one.collective === body);
          this.parts.write(cell, own, "all" in this.heads[cell.cellIndex].dataset, drawing);
        }
      }
      this.parts.forget();
      this.apply();
    }

    fits(row, wanted, column, own) {
      for (const [name, key] of Object.entries(LISTS)) {
        if (wanted[name] && !(row.dataset[key] ?? "").split(" ").includes(wanted[name])) return false;
      }
      if (!this.words(row, wanted.tu ?? "")) return false;
      const role = wanted["vai-tro"] ?? "";
      const cell = column > 0 ? row.cells[column] : null;
      if (cell && !(cell.dataset.r ?? "").includes(role || cell.dataset.r || " ")) return false;
      if (!cell && role && !row.querySelector(`td[data-r*="${role}"]`)) return false;
      const states = own ? cell.dataset.s : row.dataset.states;
      return !wanted["tinh-trang"] || (states ?? "").split(" ").includes(wanted["tinh-trang"]);
    }

    words(row, typed) {
      if (!typed.trim()) return true;
      this.texts ??= new Map(this.rows.map((one) => [one, fold(`${one.id} ${this.said(one)}`)]));
      return fold(typed).trim().split(/\s+/).every((word) => this.texts.get(row).includes(word));
    }

    // The words of a row that do not change with what is chosen.
    said(row) {
      const [head] = row.cells;
      return [...head.childNodes, ...head.querySelectorAll(".due")]
        .filter((node) => !node.matches?.(".row-facts, .row-names")).map((node) => node.textContent).join(" ");
    }

    // The chosen body's column alone, or the opened members' beside all.
    columns(column, state) {
      if (column !== this.column) {
        const cells = (place) => (place > 0 ? [this.heads[place], ...this.rows.map((row) => row.cells[place])] : []);
        for (const cell of cells(this.column)) cell.removeAttribute("data-on");
        for (const cell of cells(column)) cell.setAttribute("data-on", "");
        this.table.toggleAttribute("data-one", column > 0);
        this.column = column;
      }
      const rules = [];
      const id = CSS.escape(this.table.id);
      if (state) rules.push(`#${id} td[data-s~="${CSS.escape(state)}"] { background: var(--mark); box-shadow: inset 0 0 0 2px var(--link) }`);
      for (const head of this.heads) {
        if (column > 0 || !this.open.has(head.dataset.agency)) continue;
        const first = head.cellIndex + 2;
        const last = first + Number(head.dataset.members) - 1;
        rules.push(`@media (min-width: 44em), print { #${id} .m:nth-child(n+${first}):nth-child(-n+${last}) { display: var(--cell) } }`);
      }
      // The same rules set again would have every cell looked at again.
      const text = rules.join("\n");
      if (text !== this.ruled) this.sheet.replaceSync(text);
      this.ruled = text;
    }

    // A mouse may press any filled cell; the keyboard has the link at the head of the row.
    follow(event) {
      const cell = event.target.closest("td[data-r]");
      if (cell && !getSelection().toString()) cell.parentElement.querySelector("th a")?.click();
    }
  }

  for (const form of document.querySelectorAll("form[data-filters]")) new Matrix(form).start();
})();
