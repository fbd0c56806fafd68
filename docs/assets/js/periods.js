// The states of obligations on any day, from what tracker/periods.py writes: the view `states` of the database, where
// first <= day and day < until. Nothing is computed here but which row holds.
(() => {
  "use strict";

  const DONE = new Set(["hoan-thanh-dung-han", "hoan-thanh-qua-han", "hoan-thanh"]);
  const CLOSED = new Set([...DONE, "khong-ap-dung"]);
  const LATE = new Set(["qua-han", "chua-co-bao-cao"]);

  class Periods {
    constructor(data) {
      this.first = data.first;
      this.last = data.last;
      this.states = new Map(data.states.map(([code, label, definition]) => [code, { label, definition }]));
      this.findings = data.findings;
      this.shorts = new Map(data.agencies.map(([id, , short]) => [id, short]));
      this.codes = [...this.states.keys()];
      this.duties = data.obligations.map((row) => this.duty(data, row));
    }

    duty(data, [task, agency, collective, occurrence, label, due, first, history]) {
      const [id, title] = data.tasks[task];
      const [body, name, short] = data.agencies[agency];
      return {
        id: [id, body, occurrence].filter((part) => part !== null).join("."),
        task: id, title, agency: body, name, short, label, first, occurrence,
        collective: collective === null ? null : data.agencies[collective][0],
        originalDue: due,
        history: data.histories[history],
      };
    }

    // Every obligation as it stood on a day; one whose time had not come has no state.
    on(day) {
      return this.duties.map((duty) => {
        const span = duty.history.find(([first, until]) => first <= day && day < until);
        if (!span) return { ...duty, due: duty.originalDue, state: null, extended: false, claimed: null, evidence: 0, finding: null };
        const [, , state, extendedState, extendedDue = null, claimed = null, evidence = 0, finding = null] = span;
        return {
          ...duty,
          state: this.codes[state],
          extendedState: this.codes[extendedState],
          extended: extendedDue !== null,
          due: extendedDue ?? duty.originalDue,
          claimed, evidence, finding,
        };
      });
    }

    short(agency) { return this.shorts.get(agency); }

    // How many obligations stand in each state, in the order of the vocabulary: [code, number].
    tally(rows) {
      return this.codes
        .map((code) => [code, rows.filter((row) => row.state === code).length])
        .filter(([, number]) => number > 0);
    }
  }

  globalThis.Periods = Object.assign(Periods, { DONE, CLOSED, LATE });
})();
