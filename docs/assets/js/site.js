// Where the site stands, and its data: over http fetched; from a file (a copy on a USB stick), where a browser lets no
// page read a file, loaded as the script that the offline copy has beside it: «site.put(path, data)» in «path.js».
(() => {
  "use strict";

  const root = new URL("../../", document.currentScript.src);
  const local = root.protocol === "file:";
  const arrived = new Map();

  // The data of a path from the root of the site.
  async function load(path) {
    if (local) {
      if (!arrived.has(path)) await run(`${path}.js`);
      return arrived.get(path);
    }
    const response = await fetch(new URL(path, root));
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return response.json();
  }

  // Runs a script by its path from the root of the site.
  function run(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(path)));
      script.src = new URL(path, root);
      document.head.append(script);
    });
  }

  // The address of a page by its folder, «nhiem-vu/tc-15-1/»; a folder on a disk has no page of its own.
  const page = (folder) => new URL(folder.replace(/(^|\/)(?=#|$)/, local ? "$1index.html" : "$1"), root).href;

  globalThis.site = { root, local, load, run, page, put: (path, data) => arrived.set(path, data) };
})();
