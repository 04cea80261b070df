"use strict";

// Paper is light, and nothing on it can be opened: what is folded is printed, but for code and what only the machine reads.
let theme, folded = [];
addEventListener("beforeprint", () => {
  theme = document.documentElement.dataset.theme;
  document.documentElement.dataset.theme = "light";
  folded = [...document.querySelectorAll("article details:not([open], .hide, .machine)")];
  for (const part of folded) part.open = true;
});
addEventListener("afterprint", () => {
  document.documentElement.dataset.theme = theme;
  for (const part of folded) part.open = false;
});

// One switch opens the code of all cells, and is remembered.
addEventListener("DOMContentLoaded", () => {
  const cells = [...document.querySelectorAll(".cell details.hide.above-input")];
  const title = document.querySelector("article h1");
  if (!cells.length || !title) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "show-code";
  const keep = (value) => { try { localStorage.setItem("newsloupe-code", value); } catch { /* nothing is kept */ } };
  const kept = () => { try { return localStorage.getItem("newsloupe-code") === "open"; } catch { return false; } };
  const set = (open) => {
    for (const cell of cells) cell.open = open;
    button.setAttribute("aria-pressed", String(open));
    button.textContent = open ? "Hide all code" : "Show all code";
  };
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-pressed") !== "true";
    set(open);
    keep(open ? "open" : "closed");
  });
  set(kept());
  title.after(button);
});
