"use strict";

// Leave empty fields out of the address, so that it can be read and passed on.
const unused = (field) => !field.value || field.closest("fieldset")?.querySelector("select").value === "";

document.addEventListener("submit", (event) => {
  const empty = [...event.target.querySelectorAll("input, select")].filter((field) => field.name && unused(field));
  empty.forEach((field) => { field.disabled = true; });
  setTimeout(() => empty.forEach((field) => { field.disabled = false; }));
});

// Ctrl+Enter in the statement runs it.
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.matches("textarea")) {
    event.target.form.requestSubmit();
  }
});
