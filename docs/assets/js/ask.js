// «Hỏi lại»: asks a question again in the visitor's browser, over the published database, without a server.
// Without JavaScript the page keeps the answer it was built with. Nothing is loaded before the visitor asks.
//
// What the page gives (the contract is explained in docs/theme/README.md, «Hỏi lại»):
//
//   <section data-ask data-question='{"name", "sql", "parameters", "links"}'
//            data-database="../../du-lieu/plan.db" data-root="../../" [data-limit="1000"]>
//     <form data-ask-form hidden> fields named as the parameters, or one named «sql»
//       <select data-ask-examples> with SQL as values </select>            page «Hỏi dữ liệu» only
//       <button type="submit">  <button type="reset">
//       <button type="button" data-ask-stop hidden>  <button type="button" data-ask-csv hidden>
//     </form>
//     <div data-ask-aged hidden> <a data-ask-today>  the answer is of an earlier day (data-built); asks of today
//     <p role="status" data-ask-status> what was built </p>
//     <div data-ask-result> the table of the built answer, or an empty one: <table hidden></table> </div>
//   </section>
//
// days.js reads and fills the fields. data-database, data-root: addresses relative to the page. The script's own address tells where the worker is.

(() => {
  "use strict";

  const WORKER = new URL("ask-worker.js", document.currentScript.src);
  const PATIENCE = 30_000; // milliseconds after which a question is stopped
  const FORMULA = /^[=+\-@\t\r]/;
  const FROM_FILE = "Trang này đang mở từ tệp trên máy. Trình duyệt không cho trang mở kiểu đó đọc cơ sở dữ liệu, "
    + "nên chỉ xem được kết quả ban đầu. Muốn hỏi lại, hãy mở trang trên mạng hoặc qua một máy chủ web.";

  const grouped = (digits) => digits.replace(/\B(?=(\d{3})+$)/g, ".");

  const number = (value) => (typeof value === "number" ? { class: "number" } : {});

  // Ids hold no diacritics: the rule of tracker/text.py, `slug`, without its folding.
  const slug = (id) => id.toLowerCase().replace(/[^a-z0-9]+/g, "-");

  // The rule of tracker/questions.py, `shown`.
  function shown(value) {
    if (value === null) return "";
    if (typeof value === "string") return days.shown(value);
    if (value instanceof Uint8Array) return `(dữ liệu nhị phân, ${value.length} byte)`;
    const [, sign, whole, decimals] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(String(value)) ?? [];
    if (whole === undefined) return String(value);
    return sign + grouped(whole) + (decimals ? `,${decimals}` : "");
  }

  // The rule of tracker/exports/tabular.py, `as_csv`.
  function csv({ columns, rows }) {
    const cell = (value) => {
      if (value === null) return "";
      let text = value instanceof Uint8Array ? shown(value) : String(value);
      if (typeof value === "string" && FORMULA.test(text)) text = `'${text}`;
      return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return "\ufeff" + [columns, ...rows].map((row) => row.map(cell).join(",") + "\r\n").join("");
  }

  function element(name, content, attributes = {}) {
    const made = document.createElement(name);
    made.append(content);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  class Ask {
    constructor(section) {
      this.section = section;
      this.form = section.querySelector("[data-ask-form]");
      this.status = section.querySelector("[data-ask-status]");
      this.table = section.querySelector("[data-ask-result] table");
      this.stopButton = section.querySelector("[data-ask-stop]");
      this.csvButton = section.querySelector("[data-ask-csv]");
      this.question = JSON.parse(section.dataset.question);
      this.built = { hidden: this.table.hidden, parts: [...this.table.children], words: this.status.textContent };
      this.fields = [...this.form.elements].filter((field) => field.name);
      this.limit = Number(section.dataset.limit) || -1;
    }

    start() {
      if (location.protocol === "file:") {
        this.status.textContent = FROM_FILE;
        return;
      }
      this.form.hidden = false;
      if (this.built.hidden) this.built.words = this.status.textContent = "";
      this.form.addEventListener("submit", (event) => {
        event.preventDefault();
        this.ask();
      });
      this.form.addEventListener("reset", () => this.restore());
      this.stopButton.addEventListener("click", () => this.stop("Đã dừng."));
      this.csvButton.addEventListener("click", () => this.download());
      this.form.querySelector("[data-ask-examples]")?.addEventListener("change", ({ target }) => {
        if (target.value) this.form.elements.sql.value = target.value;
      });
      this.askFromAddress();
    }

    // A link that was sent: its values go into the form, and the question is asked.
    askFromAddress() {
      const given = new URLSearchParams(location.search);
      const named = this.fields.filter((field) => given.has(field.name));
      for (const field of named) days.fill(field, given.get(field.name));
      if (named.length) this.ask();
      else this.aged();
    }

    // An answer grows old by itself: on a later day the page says so, and asks of today when told.
    aged() {
      const { built } = this.section.dataset;
      const today = days.today();
      const notice = this.section.querySelector("[data-ask-aged]");
      if (!notice || !this.form.elements.as_of || today <= built) return;
      const link = notice.querySelector("[data-ask-today]");
      link.href = `?as_of=${today}`;
      link.textContent = `Hỏi lại tính đến hôm nay, ${days.shown(today)}`;
      notice.hidden = false;
    }

    values() {
      return Object.fromEntries(this.fields.map((field) => [field.name, days.value(field)]));
    }

    ask() {
      if (!this.form.reportValidity()) return;
      this.section.querySelector("[data-ask-aged]")?.setAttribute("hidden", "");
      const values = this.values();
      this.remember(values);
      this.stop("Đang tải dữ liệu…");
      this.busy(true);
      this.worker ??= this.newWorker();
      const { sql = this.question.sql, ...parameters } = values;
      this.worker.postMessage({ database: this.database(), sql, values: parameters, limit: this.limit });
    }

    database() {
      return new URL(this.section.dataset.database, location.href).href;
    }

    newWorker() {
      const worker = new Worker(WORKER, { type: "module" });
      worker.onmessage = ({ data }) => this.answer(data);
      worker.onerror = () => this.stop("Trình duyệt này không chạy được phần hỏi dữ liệu.", true);
      return worker;
    }

    // The state is in the address, so that the link can be sent; what is empty is left out.
    remember(values) {
      const given = Object.entries(values).filter(([, value]) => value);
      const search = new URLSearchParams(given).toString();
      history.replaceState(null, "", (search ? `?${search}` : location.pathname) + location.hash);
    }

    // A question that still runs is ended together with its worker; an idle worker is kept.
    stop(words, broken = false) {
      clearTimeout(this.timer);
      if (this.asking || broken) {
        this.worker?.terminate();
        this.worker = null;
      }
      this.busy(false);
      this.status.textContent = words;
    }

    busy(asking) {
      this.asking = asking;
      this.stopButton.hidden = !asking;
      this.table.toggleAttribute("aria-busy", asking);
    }

    // A slow line may take its time; only the question itself is held to a limit.
    loaded() {
      this.status.textContent = "Đang hỏi…";
      this.timer = setTimeout(() => this.stop("Câu hỏi chạy quá 30 giây nên đã dừng."), PATIENCE);
    }

    answer(data) {
      if (data.loaded) {
        this.loaded();
        return;
      }
      clearTimeout(this.timer);
      this.busy(false);
      if (data.error) {
        this.status.textContent = data.error;
        return;
      }
      this.last = data;
      this.show(data);
      this.csvButton.hidden = false;
      const count = `${shown(data.rows.length)} dòng`;
      this.status.textContent = this.dated(data.more ? `${count} đầu tiên; kết quả còn nữa, hãy thu hẹp câu hỏi.`
        : data.rows.length ? `${count}.` : "Không có dòng nào.");
    }

    // What is said of an answer, with the day of which it speaks: as asked, or that of the build.
    dated(said) {
      const field = this.form.elements.as_of;
      if (!field) return said;
      return `Tính đến ngày ${shown(field.value || field.defaultValue)}: ${said[0].toLowerCase()}${said.slice(1)}`;
    }

    show({ columns, rows }) {
      const links = columns.map((column) => this.link(column));
      const head = element("tr", "");
      columns.forEach((column, n) => {
        if (!links[n]?.silent) head.append(element("th", column, { scope: "col", ...number(rows[0]?.[n]) }));
      });
      const body = element("tbody", "");
      body.append(...rows.map((row) => this.line(row, columns, links)));
      const caption = this.built.parts.find((part) => part.nodeName === "CAPTION");
      this.table.replaceChildren(caption, element("thead", head), body);
      this.table.hidden = false;
    }

    link(column) {
      return this.question.links.find(({ heading }) => column.startsWith(heading));
    }

    // The rule of tracker/questions.py, `cells`: the name after an id leads to its page.
    line(row, columns, links) {
      const made = element("tr", "");
      let page = null;
      row.forEach((value, n) => {
        if (links[n]) page = typeof value === "string" ? `${this.section.dataset.root}${links[n].folder}/${slug(value)}/` : null;
        if (links[n]?.silent) return;
        const leads = page && (!links[n] || n + 1 === row.length || links[n + 1]);
        const content = leads ? element("a", shown(value), { href: page }) : shown(value);
        if (!links[n]) page = null;
        // The first cell of a row is its header, as in the table that was built.
        made.append(made.children.length ? element("td", content, { "data-label": columns[n], ...number(value) })
          : element("th", content, { scope: "row" }));
      });
      return made;
    }

    restore() {
      this.stop(this.built.words);
      this.remember({});
      this.csvButton.hidden = true;
      this.table.replaceChildren(...this.built.parts);
      this.table.hidden = this.built.hidden;
    }

    download() {
      const address = URL.createObjectURL(new Blob([csv(this.last)], { type: "text/csv;charset=utf-8" }));
      const link = element("a", "", { href: address, download: `${this.question.name ?? "ket-qua"}.csv` });
      link.click();
      setTimeout(() => URL.revokeObjectURL(address), 1000);
    }
  }

  for (const section of document.querySelectorAll("[data-ask]")) new Ask(section).start();
})();
