// The search page: asks the theme's search worker over the site's own index, loaded when somebody comes to search.
//
//   <form data-search><input type="search" name="tu"></form>  <p role="status" data-search-status>  <ol data-search-results>
//
// What is typed stands in the address (?tu=…). Words need no accents and need not be finished; every word must be found,
// and when nothing has them all, the words that only ask («bao nhiêu», «ở đâu») are left out, and after that what has some
// of the words is shown and said to be so. The worker finds pages; the sentences of the plan, which are many and short,
// are looked through here, which costs no index. What stands first is decided here (rank): a body that is named, then a
// title that has the words as they were typed, then a text that has.
(() => {
  "use strict";

  const WORKER = "assets/javascripts/workers/search.a7633da7.min.js"; // of mkdocs-material 9.8.1
  const SETUP = 0, READY = 1, QUERY = 2, RESULT = 3; // the worker's message types
  const MOST = 50; // results shown
  // The kind of what was found, by the beginning of its address.
  const KINDS = [
    ["nhiem-vu/", "Nhiệm vụ"], ["co-quan/", "Cơ quan"], ["van-ban/#c-", "Câu trong văn bản"], ["giam-sat/", "Câu hỏi"],
    ["ho-so/", "Hồ sơ"], ["chi-tieu/", "Chỉ tiêu"], ["giai-phap/", "Giải pháp"], ["chu-de/", "Chủ đề giám sát"], ["", "Trang"],
  ];
  const AGENCY = "Cơ quan", SENTENCE = "Câu trong văn bản", TARGET = "Chỉ tiêu";
  const ASKING = /\b(bao nhieu|o dau|khi nao|the nao|nhu the nao|la gi|la ai|ai|may|nao|gi|khong)\b/g;
  const NUMBER_ASKED = /\b(bao nhieu|may)\b/;
  const JOINTS = /[-–&]+/g;
  const AROUND = 90; // characters shown on each side of the first hit

  const form = document.querySelector("main [data-search]");
  const input = form.elements.tu;
  const status = document.querySelector("[data-search-status]");
  const list = document.querySelector("[data-search-results]");
  let pages = new Map();
  let sentences = [];
  let worker;
  let ready;
  let wanted = 0;

  // One letter for one letter, so that places found in the folded text are places of the text. The text is in NFC.
  const fold = (text) => text.replace(/./gsu, (c) => (c.length > 1 ? c : c.normalize("NFD")[0].toLowerCase().replace("đ", "d")));

  const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };
  const plain = (html) => html.replace(/<[^>]*>/g, " ").replace(/&(amp|lt|gt|quot|#39);/g, (all, name) => ENTITIES[name])
    .replace(/\s+/g, " ").trim();

  // «LĐ-TB&XH» is one word to the index; the signs of the query language are none of the reader's business.
  function words(typed) {
    return typed.normalize("NFC").replace(/([\p{L}\p{N}])[-–&]+(?=[\p{L}\p{N}])/gu, "$1").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  }

  // Words one space apart, folded, with a space before each: so that a phrase is looked for where words begin.
  const spaced = (text) => ` ${words(fold(text)).join(" ")}`;

  const kindOf = (location) => KINDS.find(([folder]) => location.startsWith(folder))[1];

  // Small letters, the tone of oa, oe and uy on the last vowel: «Hòa» and «hoà» are one.
  const toned = (text) => text.toLowerCase().normalize("NFD")
    .replace(/(o|u)([\u0300\u0301\u0303\u0309\u0323])([aey])(?!\p{L})/gu, "$1$3$2").normalize("NFC");

  // The sentences that have words, all or at least two of them; a word typed with its accents is meant with them.
  function within(some, all) {
    const wanted = some.map((word) => (fold(word) === word.toLowerCase() ? ["inText", ` ${fold(word)}`] : ["accented", ` ${toned(word)}`]));
    const least = all ? some.length : Math.min(2, some.length);
    return sentences
      .map((location) => [location, wanted.filter(([text, word]) => found(location)[text].includes(word)).length])
      .filter(([, score]) => score >= least)
      .map(([location, score]) => ({ location, score }));
  }

  // What was found as it is ranked and shown; made once, when it is first found.
  class Found {
    constructor({ location, title, text, boost = 1 }) {
      this.location = location;
      this.kind = kindOf(location);
      this.boost = boost;
      this.title = plain(title);
      // What a body is called besides, its initials among them, is not shown.
      this.text = plain(this.kind === AGENCY ? text.split("</p>")[0] : text);
      this.inTitle = spaced(this.title);
      this.inText = spaced(plain(text));
      if (this.kind === SENTENCE) this.accented = ` ${words(toned(this.text)).join(" ")}`;
    }

    // Higher is better, the first difference decides.
    rank(phrase, score, all, numberAsked) {
      const sentence = this.kind === SENTENCE;
      const counts = numberAsked && (sentence || this.kind === TARGET) && /\d/.test(this.title + this.text);
      const title = sentence ? 0 : this.inTitle.startsWith(phrase) ? 2 : Number(this.inTitle.includes(phrase));
      return [all && this.kind === AGENCY, counts, title, this.inText.includes(phrase), this.boost, score].map(Number);
    }
  }

  function higher(one, other) {
    const at = one.findIndex((value, i) => value !== other[i]);
    return at < 0 ? 0 : other[at] - one[at];
  }

  // What was found, best first.
  function ranked(items, wordsTyped, all, numberAsked) {
    const phrase = ` ${wordsTyped.map(fold).join(" ")}`;
    return items
      .filter(({ score }) => score > 0) // a page that the worker adds because something within it was found
      .map(({ location, score }) => [found(location), score])
      .map(([one, score]) => [one, one.rank(phrase, score, all, numberAsked)])
      .sort(([, one], [, other]) => higher(one, other))
      .map(([one]) => one);
  }

  function found(location) {
    const page = pages.get(location);
    if (page instanceof Found) return page;
    const made = new Found(page);
    pages.set(location, made);
    return made;
  }

  function ask(query) {
    return new Promise((resolve) => {
      worker.addEventListener("message", function hear({ data }) {
        if (data.type !== RESULT) return;
        worker.removeEventListener("message", hear);
        resolve(data.data.items.flat());
      });
      worker.postMessage({ type: QUERY, data: query });
    });
  }

  async function load() {
    const { config, docs } = await site.load("search/search_index.json");
    pages = new Map(docs.map((page) => [page.location, page]));
    const isSentence = ({ location }) => kindOf(location) === SENTENCE;
    sentences = docs.filter(isSentence).map(({ location }) => location);
    const indexed = docs.filter((page) => !isSentence(page));
    worker = site.local ? await inPage() : new Worker(new URL(WORKER, site.root));
    await new Promise((resolve, reject) => {
      worker.addEventListener("message", ({ data }) => data.type === READY && resolve(), { once: true });
      worker.addEventListener("error", reject, { once: true });
      worker.postMessage({ type: SETUP, data: { config, docs: indexed, options: { suggest: false } } });
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

  // Where the words stand in a text, [start, end]: whole words, the last of those typed perhaps unfinished. A word with
  // joints is taken in one and by its parts: LDTBXH is marked in «LĐ-TB&XH».
  function places(text, wordsTyped) {
    const typed = wordsTyped.map(fold);
    const last = typed.at(-1);
    const meant = (word) => typed.includes(word) || (last.length > 1 && word.startsWith(last));
    const marks = [];
    for (const { 0: run, index } of fold(text).matchAll(/[\p{L}\p{N}]+([-–&]+[\p{L}\p{N}]+)*/gu)) {
      const parts = [...run.matchAll(/[\p{L}\p{N}]+/gu)].filter(([part]) => meant(part));
      if (!parts.length && meant(run.replace(JOINTS, ""))) marks.push([index, index + run.length]);
      for (const part of parts) marks.push([index + part.index, index + part.index + part[0].length]);
    }
    return marks;
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
    const middle = densest(places(text, wordsTyped));
    let start = Math.max(0, middle - AROUND);
    let end = Math.min(text.length, middle + 2 * AROUND);
    if (start > 0) start = text.indexOf(" ", start) + 1;
    if (end < text.length) end = text.lastIndexOf(" ", end);
    return (start > 0 ? "… " : "") + text.slice(start, end) + (end < text.length ? " …" : "");
  }

  // Where most of the words stand close to each other.
  function densest(marks) {
    const near = (start) => marks.filter(([other]) => other >= start && other < start + AROUND).length;
    return marks.reduce(([best, most], [start]) => (near(start) > most ? [start, near(start)] : [best, most]), [0, 0])[0];
  }

  function entry(one, wordsTyped) {
    const item = document.createElement("li");
    const heading = document.createElement("h2");
    const link = document.createElement("a");
    const kind = document.createElement("span");
    kind.className = "tag";
    kind.textContent = one.kind;
    link.href = site.page(one.location);
    marked(one.title, wordsTyped, link);
    heading.append(link, " ", kind);
    item.append(heading, marked(excerpt(one.text, wordsTyped), wordsTyped, document.createElement("p")));
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
    const { results, all, meant } = await lookUp(wordsTyped);
    if (turn !== wanted) return;
    list.replaceChildren(...results.slice(0, MOST).map((one) => entry(one, meant)));
    status.textContent = told(results.length, all, typed);
  }

  const terms = (sign, some) => some.map((word) => `${sign}${word}*`).join(" ");

  // All the words; all but those that only ask; some of them.
  async function lookUp(wordsTyped) {
    const question = wordsTyped.map(fold).join(" ");
    const kept = words(question.replace(ASKING, " "));
    const meaning = wordsTyped.filter((word) => kept.includes(fold(word)));
    const numberAsked = NUMBER_ASKED.test(question);
    for (const meant of meaning.length && meaning.length < wordsTyped.length ? [wordsTyped, meaning] : [wordsTyped]) {
      const items = [...await ask(terms("+", meant)), ...within(meant, true)];
      const results = ranked(items, meant, true, numberAsked && meant === meaning);
      if (results.length) return { results, all: true, meant };
    }
    const some = wordsTyped.length > 1 ? [...await ask(terms("", wordsTyped)), ...within(wordsTyped, false)] : [];
    return { results: ranked(some, wordsTyped, false, numberAsked), all: false, meant: wordsTyped };
  }

  function told(count, all, typed) {
    if (!count) return `Không tìm thấy kết quả nào có «${typed}». Xin thử ít từ hơn.`;
    const shown = count > MOST ? `, hiện ${MOST} kết quả đầu` : "";
    return all ? `${count} kết quả${shown}` : `Không nơi nào có đủ các từ; ${count} kết quả có một phần${shown}`;
  }

  let pause;
  input.addEventListener("input", () => { clearTimeout(pause); pause = setTimeout(search, 120); });
  form.addEventListener("submit", (event) => { event.preventDefault(); clearTimeout(pause); search(); });
  input.value = new URLSearchParams(location.search).get("tu") ?? "";
  if (input.value) search();
  else input.focus({ preventScroll: true });
})();
