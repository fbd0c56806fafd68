// The page as of another day, worked out here from the published periods; and today's state when the page is older.
//
//   <form data-as-of data-built data-first data-last [data-file]>  a field named ngay; data-file: where the periods are
//   <div data-as-of …>                        instead of the form: the page shows today's states, and no other day's
//   <div role="status" data-as-of-told>       what is said of the day
//   <script type="application/json" data-periods>  the periods, when the page carries them
//   <time data-day>                           the day the page speaks of
//   [data-from] [data-before] [data-after] [data-upto]  shown on such days only
//   [data-standing="TC-1.phong-noi-vu"]       how one obligation stands
//   [data-tally="TC-1"] [data-body="…"]       the states of the obligations of duties, or of one body or collective there
//   [data-extended="TC-1"]                    later last days, after what the plan says
//   [data-mark="TC-1"]                        a mark in the plan's own text, with the signs of the states
//   [data-any="x"] [data-none="x"] [data-later="x"]  a list of what was recorded, its empty state, how much came later
//
// drawing.js has the words. The day stands in the address (?ngay=2031-06-30) and goes along with links to pages that
// understand it. Other scripts of a page redraw their part on the event «as-of»: { day, drawing, draw }.
(() => {
  "use strict";

  const FOLDERS = /^(nhiem-vu|co-quan|ma-tran)\/.*$/;
  const place = document.querySelector("[data-as-of]");
  const field = place.elements?.ngay;
  const told = document.querySelector("[data-as-of-told]");
  const { built, first, last, file } = place.dataset;
  const all = (selector) => document.querySelectorAll(selector);
  const { draw } = Drawing;
  const { date, number, element, time } = draw;
  let loading;

  // Today, or the day of the build when this machine's clock is behind it.
  const home = () => (days.today() > built ? days.today() : built);

  function periods() {
    const carried = document.querySelector("[data-periods]");
    loading ??= Promise.resolve(carried ? JSON.parse(carried.textContent) : site.load(file)).then((data) => new Periods(data));
    return loading;
  }

  function redraw(day, found) {
    const drawing = new Drawing(found, found.on(day));
    for (const one of all("time[data-day]")) {
      one.dateTime = day;
      one.textContent = date(day);
    }
    for (const one of all("[data-from], [data-before], [data-after], [data-upto]")) one.hidden = !holds(one.dataset, day);
    for (const one of all("[data-standing]")) one.replaceChildren(...drawing.standing(drawing.byId.get(one.dataset.standing)));
    for (const one of all("[data-tally]")) one.replaceChildren(...drawing.counted(drawing.of(one.dataset.tally, one.dataset.body)));
    for (const one of all("[data-extended]")) one.replaceChildren(...drawing.extended(drawing.of(one.dataset.extended)));
    for (const one of all("[data-mark]")) drawing.mark(one, one.dataset.mark);
    lists(day);
    dispatchEvent(new CustomEvent("as-of", { detail: { day, drawing, draw } }));
  }

  function holds({ from, before, after, upto }, day) {
    return !(day < from || day >= before || day <= after || day > upto);
  }

  // What was recorded, and that some of it was only later.
  function lists(day) {
    for (const list of all("[data-any]")) {
      const name = list.dataset.any;
      const dated = [...list.querySelectorAll("[data-from]:not([data-before])")];
      list.hidden = !dated.some((one) => !one.hidden);
      for (const empty of all(`[data-none="${name}"]`)) empty.hidden = !list.hidden;
      for (const note of all(`[data-later="${name}"]`)) {
        const later = dated.filter((one) => day < one.dataset.from).length;
        note.hidden = !later;
        note.textContent = later ? `${number(later)} nội dung ghi nhận sau ngày ${date(day)} không hiện ở đây, vì đến ngày ấy chưa ai biết.` : "";
      }
    }
  }

  // Links to pages that can show another day lead to the same day.
  function carry(day) {
    for (const link of all("a[href]")) {
      if (!link.href.startsWith(site.root.href)) continue;
      const address = new URL(link.href);
      if (!FOLDERS.test(address.pathname.slice(site.root.pathname.length))) continue;
      if (address.searchParams.get("ngay") === day) continue;
      if (day) address.searchParams.set("ngay", day);
      else address.searchParams.delete("ngay");
      link.href = address.href;
    }
  }

  // The address of this page with the day, or without.
  function addressed(day) {
    const address = new URL(location.href);
    if (day) address.searchParams.set("ngay", day);
    else address.searchParams.delete("ngay");
    return address;
  }

  const sentence = (...parts) => element("p", {}, ...parts);

  function tell(day, today) {
    const parts = [];
    if (day !== today) {
      const back = element("a", { href: addressed(null).href }, today === built ? `về ngày ${date(built)}` : "về hôm nay");
      back.addEventListener("click", (event) => {
        event.preventDefault();
        go(null);
        field.focus();
      });
      parts.push(sentence(element("b", {}, "Đang xem tình trạng ngày ", time(day)), " – ", back, "."));
    } else if (day !== built) {
      parts.push(sentence("Tình trạng tính cho hôm nay, ", time(day), ". Hồ sơ trên trang này cập nhật đến ngày ", time(built), "."));
    }
    if (day < first) {
      parts.push(sentence(`Ngày này trước khi kế hoạch bắt đầu (${date(first)}): chưa có việc nào được theo dõi.`));
    } else if (day > last && day !== today) {
      parts.push(sentence(`Ngày này sau ngày cuối của giai đoạn thực hiện (${date(last)}).`));
    }
    if (day > built && day !== today) {
      parts.push(sentence("Hồ sơ trên trang này cập nhật đến ngày ", time(built), "."));
    } else if (day < built) {
      parts.push(sentence(`Chỉ tính những gì đã ghi nhận đến hết ngày ${date(day)}.`));
    }
    const notice = element("div", { class: day === today ? "notice" : "notice warning" }, ...parts);
    told.replaceChildren(...(parts.length ? [notice] : []));
  }

  let shown = built;

  async function show(wanted) {
    const today = home();
    const day = wanted ?? today;
    if (field) days.fill(field, day);
    if (day !== shown) {
      let found;
      try {
        found = await periods();
      } catch {
        loading = undefined;
        say(`Chưa tải được tình trạng theo ngày; trang vẫn là ngày ${date(shown)}. Xin thử lại.`);
        return;
      }
      redraw(day, found);
      shown = day;
    }
    tell(day, today);
    if (field) carry(day === today ? null : day);
  }

  const say = (text) => told.replaceChildren(element("div", { class: "notice warning" }, sentence(text)));

  function go(day) {
    history.pushState(null, "", addressed(day));
    return show(day);
  }

  // The day in the address; a day that is none is said to be none.
  async function read() {
    const wanted = new URLSearchParams(location.search).get("ngay");
    if (!field || !wanted || days.isDay(wanted)) return show((field && wanted) || null);
    await show(null);
    say(`Địa chỉ ghi ngày «${wanted}», không phải một ngày có thật (cách ghi trong địa chỉ: 2031-06-30). Trang vẫn là ngày ${date(shown)}.`);
  }

  if (field) place.addEventListener("submit", (event) => {
    event.preventDefault();
    const day = days.value(field);
    if (day) go(day === home() ? null : day);
  });
  addEventListener("popstate", read);
  read();
})();
