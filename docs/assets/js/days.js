// Days: 30/06/2031 to a reader, 2031-06-30 in addresses and data; which day it is; and the fields that take a day.
//
//   <input data-date type="text" inputmode="numeric" value="30/06/2031">   docs/templates/dates.html writes it
//
// A browser's own field for dates shows them as its maker's language does, 06/30/2031 among others; this one never. It
// takes 30/6/2031, 30-06-2031, 30062031 and 2031-06-30, and says so when a day is none.
(() => {
  "use strict";

  const WRONG = "Không phải một ngày có thật. Cách ghi: ngày/tháng/năm, ví dụ 30/06/2031.";
  const WRITTEN = [/^(\d{1,2})[/.\-\s](\d{1,2})[/.\-\s](\d{4})$/, /^(\d{2})(\d{2})(\d{4})$/];
  const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

  const shown = (iso) => iso.replace(ISO, "$3/$2/$1");

  function isDay(text) {
    if (!ISO.test(text)) return false;
    const day = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(day.valueOf()) && day.toISOString().startsWith(text);
  }

  // The ISO day that somebody wrote; nothing when it is none.
  function read(written) {
    const text = written.trim();
    const [, day, month, year] = WRITTEN.map((form) => form.exec(text)).find(Boolean) ?? [];
    const iso = year ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
    return isDay(iso) ? iso : "";
  }

  // The day in Vietnam, where the plan is carried out.
  function today() {
    const parts = new Intl.DateTimeFormat("en", { timeZone: "Asia/Ho_Chi_Minh", year: "numeric", month: "2-digit", day: "2-digit" })
      .formatToParts(new Date());
    const part = (type) => parts.find((one) => one.type === type).value;
    return `${part("year")}-${part("month")}-${part("day")}`;
  }

  // What a field of a form holds, as addresses and data have it: of a day its ISO text.
  const value = (field) => ("date" in field.dataset ? read(field.value) : field.value.trim());

  function fill(field, text) {
    field.value = "date" in field.dataset ? shown(text) : text;
    if ("date" in field.dataset) check(field);
  }

  const check = (field) => field.setCustomValidity(field.value.trim() && !read(field.value) ? WRONG : "");

  for (const field of document.querySelectorAll("[data-date]")) {
    field.addEventListener("input", ({ inputType }) => {
      // A keypad of digits may have no stroke.
      if (inputType === "insertText" && /^\d\d(\/\d\d)?$/.test(field.value)) field.value += "/";
      check(field);
    });
    field.addEventListener("change", () => fill(field, read(field.value) || field.value));
  }

  globalThis.days = { shown, isDay, read, today, value, fill };
})();
