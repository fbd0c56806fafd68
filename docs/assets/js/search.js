// The search page: asks the theme's search worker over the site's own index, loaded when somebody comes to search.
//
//   <form data-search><input type="search" name="tu"></form>  <p role="status" data-search-status>  <ol data-search-results>
//
// What is typed stands in the address (?tu=…). Words need no accents and need not be finished; every word must be found,
// and when no page has them all, pages that have some are shown and said to be so.
(() => {
  "use strict";

  const WORKER = "assets/javascripts/workers/search.a7633da7.min.js"; // of mkdocs-material 9.8.1
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the worker's message types
  const MOST = 50; // results shown
  const LETTER = /[\p{L}\p{N}]/u;
  const JOINT = /[-–&]/;
  const AROUND = 90; // characters shown on each side of the first hit

  const form = document.querySelector("main [data-search]");
  const input = form.elements.tu;
  const status = document.querySelector("[data-search-status]");
  const list = document.querySelector("[data-search-results]");
  let pages = new Map();
  let worker;
  let ready;
  let wanted = 0;

  // One letter for one letter, so that places found in the folded text are places of the text. The text is in NFC.
  const fold = (text) => text.replace(/./gsu, (c) => (c.length > 1 ? c : c.normalize("NFD")[0].toLowerCase().replace("đ", "d")));

  const plain = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent.replace(/\s+/g, " ").trim();

  // «LĐ-TB&XH» is one word to the index; the signs of the query language are none of the reader's business.
  function words(typed) {
    return typed.normalize("NFC").replace(/([\p{L}\p{N}])[-–&]+(?=[\p{L}\p{N}])/gu, "$1").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  function ask(query) {
    return new Promise((resolve) => {
      worker.addEventListener("message", function hear({ data }) {
        if (data.type !== RESULT) return;
        worker.removeEventListener("message", hear);
        resolve(data.data.items.map(([first]) => first.location));
      });
      worker.postMessage({ type: QUERY, data: query });
    });
  }

  async function load() {
    const { config, docs } = await site.load("search/search_index.json");
    pages = new Map(docs.map((page) => [page.location, page]));
    worker = site.local ? await inPage() : new Worker(new URL(WORKER, site.root));
    await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => data.type === READY && resolve(), { once: true });
      worker.addEventListener("error", reject, { once: true });
      worker.postMessage({ type: SETUP, data: { config, docs, options: { suggest: false } } });
    });
  }

  // From a file a browser starts no worker: the same script then runs in the page and takes it for one.
  async function inPage() {
    const made = new EventTarget();
    const listen = addEventListener;
    let heard;
    globalThis.importScripts = async (...paths) => {
      for (const path of paths) await site.run(`${WORKER.replace(/[^/]*$/, "")}${path}`);
    };
    globalThis.postMessage = (data) => made.dispatchEvent(new MessageEvent("message", { data }));
    globalThis.addEventListener = (type, listener, options) => {
      if (type === "message") heard = listener;
      else listen.call(window, type, listener, options);
    };
    await site.run(WORKER);
    delete globalThis.addEventListener;
    made.postMessage = (data) => heard({ data });
    return made;
  }

  // Where the words stand in a text, [start, end] without overlaps. Joints inside words are passed over: LDTBXH is
  // marked in «LĐ-TB&XH».
  function places(text, wordsTyped) {
    const whole = fold(text);
    const kept = [...Array(whole.length).keys()].filter((i) => !JOINT.test(whole[i]));
    const joined = kept.map((i) => whole[i]).join("");
    const found = [];
    for (const needle of wordsTyped.map(fold)) {
      for (let at = joined.indexOf(needle); at >= 0; at = joined.indexOf(needle, at + needle.length)) {
        const start = kept[at];
        if (start === 0 || !LETTER.test(whole[start - 1])) found.push([start, kept[at + needle.length - 1] + 1]);
      }
    }
    found.sort((one, other) => one[0] - other[0] || other[1] - one[1]);
    return found.filter(([start], i) => found.slice(0, i).every(([, end]) => end <= start));
  }

  function marked(text, wordsTyped, target) {
    let from = 0;
    for (const [start, end] of places(text, wordsTyped)) {
      const mark = document.createElement("mark");
      mark.textContent = text.slice(start, end);
      target.append(text.slice(from, start), mark);
      from = end;
    }
    target.append(text.slice(from));
    return target;
  }

  function excerpt(text, wordsTyped) {
    const [first] = places(text, wordsTyped);
    const middle = first ? first[0] : 0;
    let start = Math.max(0, middle - AROUND);
    let end = Math.min(text.length, middle + 2 * AROUND);
    if (start > 0) start = text.indexOf(" ", start) + 1;
    if (end < text.length) end = text.lastIndexOf(" ", end);
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  function entry(location, wordsTyped) {
    const page = pages.get(location);
    const item = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    link.href = site.page(location);
    marked(plain(page.title), wordsTyped, link);
    heading.append(link);
    item.append(heading, marked(excerpt(plain(page.text), wordsTyped), wordsTyped, document.createElement("p")));
    return item;
  }

  async function search() {
    const turn = ++wanted;
    const typed = input.value.trim();
    history.replaceState(null, "", typed ? `?tu=${encodeURIComponent(typed)}` : location.pathname);
    const wordsTyped = words(typed);
    if (!wordsTyped.length) {
      list.replaceChildren();
      status.textContent = "";
      return;
    }
    if (!pages.size) status.textContent = "Đang mở mục lục tìm kiếm…";
    try {
      await (ready ??= load());
    } catch {
      ready = undefined;
      status.textContent = "Chưa tải được mục lục tìm kiếm. Xin thử lại.";
      return;
    }
    const term = (sign) => wordsTyped.map((word) => `${sign}${word}*`).join(" ");
    let found = await ask(term("+"));
    const all = found.length > 0;
    if (!all && wordsTyped.length > 1) found = await ask(term(""));
    if (turn !== wanted) return;
    list.replaceChildren(...found.slice(0, MOST).map((location) => entry(location, wordsTyped)));
    status.textContent = told(found.length, all, typed);
  }

  function told(count, all, typed) {
    if (!count) return `Không tìm thấy trang nào có «${typed}». Xin thử ít từ hơn.`;
    const shown = count > MOST ? `, hiện ${MOST} trang đầu` : "";
    return all ? `${count} trang${shown}` : `Không trang nào có đủ các từ; ${count} trang có một phần${shown}`;
  }

  let pause;
  input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
  input.value = new URLSearchParams(location.search).get("tu") ?? "";
  if (input.value) search();
  else input.focus({ preventScroll: true });
})();
