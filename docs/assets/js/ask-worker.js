// Runs SQL over the published database, away from the page, so that a slow question never blocks it
// and can be stopped by ending this worker. Nothing leaves the visitor's machine.
//
// Receives {database, sql, values, limit}; answers {loaded} once the question starts, then {columns, rows, more} or {error}.

import start from "../vendor/sqlite-wasm/index.js";

// The database lives in memory: none of the ways of storing one in the browser is wanted.
// What SQLite would warn of on the console is told on the page.
globalThis.sqlite3ApiConfig = {
  warn: () => {},
  disable: { vfs: { "kvvfs": true, "opfs": true, "opfs-vfs": true, "opfs-sahpool": true, "opfs-wl": true } },
};

const HEADER = "SQLite format 3\0";

// The same folding as tracker/text.py: «Đào tạo» becomes «dao tao».
function fold(text) {
  if (text === null) return null;
  const letters = String(text).replace(/[đĐðÐ]/g, "d").normalize("NFD").toLowerCase();
  return letters.replace(/\p{M}/gu, "").trim().split(/\s+/).join(" ");
}

async function download(address) {
  let response;
  try {
    response = await fetch(address);
  } catch {
    throw new Error("Không tải được cơ sở dữ liệu. Hãy kiểm tra kết nối mạng rồi hỏi lại.");
  }
  if (!response.ok) throw new Error(`Không tải được cơ sở dữ liệu (máy chủ trả lời ${response.status}).`);
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (new TextDecoder("latin1").decode(bytes.subarray(0, HEADER.length)) !== HEADER) {
    throw new Error("Tệp tải về không phải là cơ sở dữ liệu của trang này.");
  }
  return bytes;
}

async function open(address) {
  const [sqlite3, bytes] = await Promise.all([start(), download(address)]);
  const { capi, wasm } = sqlite3;
  const database = new sqlite3.oo1.DB();
  const flags = capi.SQLITE_DESERIALIZE_FREEONCLOSE | capi.SQLITE_DESERIALIZE_READONLY;
  const place = wasm.allocFromTypedArray(bytes);
  database.checkRc(capi.sqlite3_deserialize(database.pointer, "main", place, bytes.length, bytes.length, flags));
  database.createFunction("fold", (_context, text) => fold(text), { deterministic: true });
  return { capi, database };
}

function query({ capi, database }, { sql, values, limit }) {
  const statement = database.prepare(sql);
  try {
    const rest = sql.slice(capi.sqlite3_sql(statement.pointer).length);
    if (rest.replace(/--.*$|\/\*[^]*?\*\//gm, "").replace(/[;\s]/g, "")) throw new Error("one statement");
    for (const [name, value] of Object.entries(values)) {
      const index = statement.getParamIndex(`:${name}`);
      if (index) statement.bind(index, value);
    }
    const columns = statement.columnCount ? statement.getColumnNames() : [];
    const rows = [];
    while (statement.step()) {
      if (rows.length === limit) return { columns, rows, more: true };
      rows.push(statement.get([]));
    }
    return { columns, rows, more: false };
  } finally {
    statement.finalize();
  }
}

const REASONS = [
  [/one statement/, () => "Mỗi lần chỉ chạy một câu lệnh."],
  [/no such table: (.+)/, (name) => `Không có bảng «${name}».`],
  [/no such column: (.+)/, (name) => `Không có cột «${name}».`],
  [/no such function: (.+)/, (name) => `Không có hàm «${name}».`],
  [/near "(.+)": syntax error/, (word) => `Câu lệnh sai cú pháp ở gần «${word}».`],
  [/incomplete input/, () => "Câu lệnh chưa viết hết."],
  [/readonly|not authorized/, () => "Dữ liệu này chỉ để đọc."],
  [/Cannot prepare empty SQL/, () => "Chưa có câu lệnh nào."],
  [/too big|out of memory|NOMEM|RangeError/, () => "Kết quả quá lớn."],
];

function explain(error) {
  const text = String(error.message ?? error);
  for (const [pattern, words] of REASONS) {
    const match = pattern.exec(text);
    if (match) return words(match[1]);
  }
  return /^(Không|Tệp)/.test(text) ? text : `Không chạy được câu lệnh: ${text}`;
}

let opened = null;

// Opens the database once; what failed is tried anew at the next question.
async function reach(address) {
  try {
    opened ??= open(address);
    return await opened;
  } catch (error) {
    opened = null;
    throw error;
  }
}

globalThis.onmessage = async ({ data }) => {
  try {
    const database = await reach(data.database);
    globalThis.postMessage({ loaded: true });
    globalThis.postMessage(query(database, data));
  } catch (error) {
    globalThis.postMessage({ error: explain(error) });
  }
};
