// What templates say of states, as they say it, for a day that periods.js gives: docs/templates/ and this are held to
// each other by a test.
(() => {
  "use strict";

  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

  function element(name, attributes, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  }

  const time = (iso) => element("time", { datetime: iso }, days.shown(iso));
  const hint = (...children) => element("span", { class: "hint" }, ...children);

  class Drawing {
    constructor(found, rows) {
      this.periods = found;
      this.rows = rows;
      this.byId = new Map(rows.map((row) => [row.id, row]));
      this.byTask = new Map();
      for (const row of rows) {
        if (!this.byTask.has(row.task)) this.byTask.set(row.task, []);
        this.byTask.get(row.task).push(row);
      }
    }

    label(state) { return this.periods.states.get(state).label; }

    chip(state) { return element("span", { class: `state state-${state}` }, this.label(state)); }

    // entries.html, standing
    standing(row) {
      if (!row.state) return [hint("chưa đến kỳ, bắt đầu ngày ", time(row.first))];
      const parts = [this.chip(row.state)];
      if (row.extended) parts.push(" ", hint("gia hạn đến ", time(row.due), `: ${this.label(row.extendedState).toLowerCase()}`));
      if (row.claimed) {
        const shown = row.evidence ? `${number(row.evidence)} minh chứng` : "chưa có minh chứng";
        const found = row.finding ? `; giám sát: ${this.periods.findings[row.finding].toLowerCase()}` : "";
        parts.push(" ", hint("báo cáo đến ngày ", time(row.claimed), `; ${shown}${found}`));
      }
      return parts;
    }

    // duties.html, counted
    counted(rows) {
      const counts = this.periods.tally(rows);
      const total = counts.reduce((sum, [, count]) => sum + count, 0);
      if (rows.length && !total) return [hint("chưa đến kỳ")];
      return counts.flatMap(([state, count], i) => [
        ...(i ? [" "] : []), this.chip(state), ...(total > 1 ? [` ${number(count)}/${number(total)}`] : []),
      ]);
    }

    // duties.html, extended
    extended(rows) {
      const later = new Map();
      for (const { extended, due } of rows) if (extended) later.set(due, (later.get(due) ?? 0) + 1);
      return [...later].sort().flatMap(([due, count]) => [
        ", gia hạn đến ", time(due), ...(count < rows.length ? [` (${number(count)}/${number(rows.length)} phần việc)`] : []),
      ]);
    }

    // plan_text.html, mark
    mark(mark, task) {
      const states = this.periods.tally(this.of(task)).map(([state]) => state);
      mark.title = states.map((state) => this.label(state)).join("; ");
      mark.setAttribute("aria-label", `Nhiệm vụ ${task}: ${mark.title}`);
      for (const sign of mark.querySelectorAll(".sign")) sign.remove();
      mark.append(...states.map((state) => element("span", { class: `sign state-${state}`, "aria-hidden": "true" })));
    }

    // duties.html, due
    due(row) {
      if (!row.extended) return ["hạn ", time(row.due)];
      return [...(row.originalDue ? ["hạn ", time(row.originalDue), ", gia hạn đến "] : ["hạn ấn định "]), time(row.due)];
    }

    // The obligations of some duties, or those of one body in them: its own, or those it has its members for.
    of(tasks, body) {
      const rows = tasks.split(" ").flatMap((task) => this.byTask.get(task) ?? []);
      return body ? rows.filter((row) => row.agency === body || row.collective === body) : rows;
    }
  }

  globalThis.Drawing = Object.assign(Drawing, { draw: { date: days.shown, number, element, time, hint } });
})();
