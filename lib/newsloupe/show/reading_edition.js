// The switches and the panel of a page of the reading edition. All that is known of the marks is in the page itself.
"use strict";

const MOST = 6; // kinds shown at once, unless asked
const DRAWN = 5; // lines under the same words

try { // the book's choice of light or dark, where there is one
  const theme = localStorage.getItem("theme") || localStorage.getItem("mode");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch { /* a browser that keeps nothing */ }

class Page {
  constructor() {
    const data = JSON.parse(document.getElementById("data").textContent);
    const field = ["layer", "label", "name", "definition", "codebook", "page", "image", "height", "colour", "above"];
    this.kinds = data.kinds.map((kind) => Object.fromEntries(kind.map((value, i) => [field[i], value])));
    this.marks = data.marks.map(([start, end, id, rows], number) => ({
      number, id, length: end - start, pieces: [],
      rows: rows.map(([kind, coder, why, note, holder, facts]) => ({
        kind, coder: data.pool[coder], why: data.pool[why], note: data.pool[note],
        saidBy: holder < 0 ? "" : data.pool[holder],
        voice: holder < -1 ? "" : holder < 0 ? "own" : "reported",
        facts: data.pool[facts],
      })),
    }));
    this.coders = data.coders;
    this.form = document.getElementById("choices");
    this.panel = document.getElementById("panel");
    this.pieces = [...document.querySelectorAll("#text mark")];
    for (const piece of this.pieces) {
      piece.marks = piece.dataset.m.split(" ").map((number) => this.marks[number]);
      for (const mark of piece.marks) mark.pieces.push(piece);
    }
    this.findDifferences();
    this.boxes = [...this.form.querySelectorAll("li input")];
    this.form.hidden = false;
    const narrow = matchMedia("(max-width: 64rem)").matches;
    if (narrow) this.form.querySelector("details.choose").open = false;
    this.listen();
    this.read();
  }

  // A mark of one side differs when nothing with its label, on a layer that both coded, overlaps it on the other side.
  findDifferences() {
    const sides = new Map();
    for (const mark of this.marks) for (const row of mark.rows) {
      const { layer } = this.kinds[row.kind];
      if (!sides.has(layer)) sides.set(layer, new Set());
      sides.get(layer).add(row.coder === "machine");
    }
    const at = (mark) => [mark.pieces.map((piece) => this.pieces.indexOf(piece))].flat();
    const covered = new Map();
    const key = (row, piece) => `${row.kind} ${row.coder === "machine"} ${piece}`;
    for (const mark of this.marks) for (const row of mark.rows) for (const piece of at(mark)) covered.set(key(row, piece), true);
    for (const mark of this.marks) for (const row of mark.rows) {
      const both = sides.get(this.kinds[row.kind].layer).size > 1;
      const other = { kind: row.kind, coder: row.coder === "machine" ? "" : "machine" };
      row.differs = both && !at(mark).some((piece) => covered.has(key(other, piece)));
    }
  }

  listen() {
    this.form.addEventListener("change", (event) => {
      const { layer } = event.target.dataset;
      if (layer) this.wholeLayer(layer);
      else if (event.target.matches("li input")) this.keepToMost(event.target);
      this.paint();
      this.write();
    });
    this.form.addEventListener("submit", (event) => event.preventDefault());
    document.getElementById("text").addEventListener("click", (event) => {
      const piece = event.target.closest("mark");
      if (piece && getSelection().isCollapsed) this.open(piece);
    });
    document.addEventListener("keydown", (event) => this.press(event));
    addEventListener("hashchange", () => this.read());
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const piece = event.target.closest?.("#text mark");
    if (event.key === "Escape" && !this.panel.hidden) return this.close();
    if (!piece && !event.target.closest?.("#panel")) return; // single letters mean something only there
    if (piece && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      this.open(piece, true);
    } else if (event.key === "n" || event.key === "p") {
      const mark = piece ? this.shownIn(piece)[0] : this.current;
      if (mark) this.beside(mark, event.key === "n" ? 1 : -1);
    }
  }

  get coder() { return this.form.elements.coder?.value ?? "all"; }
  get voice() { return this.form.elements.voice?.value ?? "all"; }
  chosen() { return new Set(this.boxes.flatMap((box, kind) => (box.checked ? [kind] : []))); }

  passes(row) {
    const people = row.coder !== "machine";
    if (this.coder === "program" && people) return false;
    if (this.coder === "reader" && !people) return false;
    if (this.coder === "differ" && !row.differs) return false;
    return this.voice === "all" || this.voice === row.voice; // what is not the article has no voice
  }

  rowsOf(mark) { return mark.rows.filter((row) => this.on.has(row.kind) && this.passes(row)); }
  shownIn(piece) { return piece.marks.filter((mark) => mark.shown).sort((a, b) => a.length - b.length); }

  wholeLayer(layer) {
    const own = this.boxes.filter((box) => box.name === layer);
    const some = own.some((box) => box.checked);
    for (const box of own) box.checked = false;
    if (some) return;
    const room = this.form.elements.more.checked ? Infinity : MOST - this.chosen().size;
    for (const box of own.slice(0, Math.max(room, 0))) box.checked = true;
    this.full = room < own.length;
  }

  keepToMost(box) {
    this.full = box.checked && !this.form.elements.more.checked && this.chosen().size > MOST;
    if (this.full) box.checked = false;
  }

  // ------------------------------------------------------------ the address

  read() {
    const hash = decodeURIComponent(location.hash.slice(1));
    const isMark = /^m-\d+-\d+-/.test(hash);
    if (/^(s-\d+|text)$/.test(hash)) { if (!this.on) this.choose(new URLSearchParams(this.form.dataset.first)); return this.paint(); }
    if (isMark && this.on && this.marks.find((mark) => mark.id === hash)?.shown) return this.goTo(hash);
    const wanted = new URLSearchParams(isMark || !hash ? this.form.dataset.first : location.hash.slice(1));
    const mark = this.marks.find((one) => one.id === (isMark ? hash : wanted.get("mark")));
    if (isMark && mark) {
      const { layer, label } = this.kinds[mark.rows[0].kind];
      for (const name of [...wanted.keys()]) wanted.delete(name);
      wanted.set(layer, label);
      if (mark.rows.every((row) => row.coder !== "machine")) wanted.set("coder", "reader");
    }
    this.choose(wanted);
    this.paint();
    if (mark) this.goTo(mark.id);
    else if (hash && !isMark) this.center(this.pieces.find((piece) => piece.tabIndex === 0));
  }

  /** Bring a mark to the middle of what is seen of the text. Tab goes on behind what was scrolled to: what the mark stands in. */
  center(piece, last = piece) {
    if (!piece) return;
    piece.parentElement.scrollIntoView();
    const { top } = piece.getBoundingClientRect();
    const { bottom } = last.getBoundingClientRect();
    scrollBy(0, top - Math.max((this.room() - bottom + top) / 2, 16));
  }

  /** How much of the window is not under the panel, which lies over the text where there is no place beside it. */
  room() {
    const over = !this.panel.hidden && getComputedStyle(this.panel).position === "fixed";
    return over ? this.panel.getBoundingClientRect().top : innerHeight;
  }

  choose(wanted) {
    this.form.elements.more.checked = wanted.get("more") === "1";
    for (const name of ["coder", "voice"]) {
      const group = this.form.elements[name];
      if (!group) continue;
      group.value = wanted.get(name) ?? "";
      if (!group.value) group.value = name === "coder" ? "program" : "all";
    }
    let left = this.form.elements.more.checked ? Infinity : MOST;
    for (const box of this.boxes) {
      const labels = (wanted.get(box.name) ?? "").split(",");
      box.checked = labels.includes(box.value) && left-- > 0;
    }
  }

  write(mark = "") {
    const state = new Map();
    for (const box of this.boxes) if (box.checked) state.set(box.name, [...(state.get(box.name) ?? []), box.value]);
    const parts = [...state].map(([layer, labels]) => `${encodeURIComponent(layer)}=${labels.map(encodeURIComponent)}`);
    if (this.coder !== "program" && this.form.elements.coder) parts.push(`coder=${this.coder}`);
    if (this.voice !== "all") parts.push(`voice=${this.voice}`);
    if (this.form.elements.more.checked) parts.push("more=1");
    if (mark) parts.push(`mark=${encodeURIComponent(mark)}`);
    history.replaceState(null, "", `#${parts.join("&")}`);
  }

  // ------------------------------------------------------------ the text

  paint() {
    this.on = this.chosen();
    const counts = this.kinds.map(() => 0);
    for (const mark of this.marks) {
      for (const row of mark.rows) if (this.passes(row)) counts[row.kind] += 1;
      mark.shown = this.rowsOf(mark).length > 0;
    }
    const named = new Set();
    const begun = new Set();
    for (const piece of this.pieces) {
      const shown = this.shownIn(piece);
      piece.classList.toggle("on", shown.length > 0);
      this.draw(piece, shown);
      const first = shown.filter((mark) => !begun.has(mark));
      first.forEach((mark) => begun.add(mark));
      const kinds = first.map((mark) => this.rowsOf(mark)[0].kind);
      const fresh = kinds.filter((kind) => !named.has(kind));
      fresh.forEach((kind) => named.add(kind));
      const names = (list) => [...new Set(list)].map((kind) => this.kinds[kind].name.replaceAll(" ", "\u00a0")).join(" · ");
      piece.dataset.all = names(kinds);
      piece.dataset.first = names(fresh);
      this.focusable(piece, first.length > 0);
    }
    this.count(counts);
    if (this.current && !this.current.shown) this.close(false);
  }

  focusable(piece, is) {
    piece.removeAttribute("title");
    for (const [name, value] of [["tabindex", "0"], ["role", "button"], ["aria-haspopup", "dialog"]]) {
      if (is) piece.setAttribute(name, value);
      else piece.removeAttribute(name);
    }
  }

  draw(piece, shown) {
    const style = piece.style;
    const layers = [];
    let low = 0;
    let high = 0;
    for (const mark of shown.slice(0, DRAWN)) {
      const kind = this.kinds[this.rowsOf(mark)[0].kind];
      layers.push(`${kind.image} 0 ${kind.above ? `${high}px` : `calc(100% - ${low}px)`}/100% ${kind.height}px no-repeat`);
      if (kind.above) high += kind.height + 2;
      else low += kind.height + 2;
    }
    style.background = layers.length ? layers.join(", ") : "";
    style.backgroundColor = layers.length ? `${this.kinds[this.rowsOf(shown[0])[0].kind].colour}2b` : "";
    style.padding = layers.length ? `${high}px 0 ${low}px` : "";
  }

  count(counts) {
    let shown = 0;
    for (const output of this.form.querySelectorAll("[data-k]")) output.textContent = counts[output.dataset.k];
    for (const kind of this.on) shown += counts[kind];
    for (const layer of this.form.querySelectorAll("details.layer")) {
      const boxes = [...layer.querySelectorAll("li input")];
      const on = boxes.filter((box) => box.checked);
      layer.querySelector("summary .count").textContent = on.length ? `${on.length} of ${boxes.length} on` : "off";
      const whole = layer.querySelector("[data-layer]");
      whole.checked = on.length === boxes.length;
      whole.indeterminate = on.length > 0 && !whole.checked;
      if (on.length) layer.open = true;
    }
    const number = (many, of) => `${many} ${of}${many === 1 ? "" : "s"}`;
    const places = this.marks.filter((mark) => mark.shown).length;
    const where = places < shown ? ` in ${number(places, "place")}` : "";
    const kinds = `${number(this.on.size, "kind")} on, ${number(shown, "mark")}${where}`;
    const full = this.full ? `. No more than ${MOST} at once, unless you ask for it below` : "";
    this.form.querySelector(".status").textContent = kinds + full;
    this.full = false;
  }

  // ------------------------------------------------------------ the panel

  goTo(id) {
    const mark = this.marks.find((one) => one.id === id);
    const piece = mark?.pieces[0];
    if (!piece) return;
    this.show(piece, mark);
    this.center(piece, mark.pieces.at(-1));
    piece.focus({ preventScroll: true });
  }

  open(piece, byKey = false) {
    const shown = this.shownIn(piece);
    if (!shown.length) return;
    this.show(piece, shown[0]);
    const last = shown[0].pieces.at(-1);
    if (last.getBoundingClientRect().bottom > this.room()) this.center(piece, last);
    if (byKey) this.panel.focus({ preventScroll: true });
  }

  show(piece, mark) {
    this.lower();
    this.current = mark;
    this.from = piece;
    mark.pieces.forEach((one) => one.classList.add("now"));
    const told = this.shownIn(piece).sort((a, b) => (b === mark) - (a === mark));
    this.panel.replaceChildren(
      make("button", { type: "button", class: "close", "aria-label": "Close", onclick: () => this.close() }, "×"),
      ...told.flatMap((one) => this.rowsOf(one).map((row) => this.tell(one, row))),
    );
    this.panel.hidden = false;
    this.panel.scrollTop = 0;
    document.body.classList.add("with-panel");
    this.write(mark.id);
  }

  tell(mark, row) {
    const kind = this.kinds[row.kind];
    const same = this.marks.filter((one) => this.rowsOf(one).some((other) => other.kind === row.kind));
    const words = wordsOf(mark);
    const swatch = make("span", { class: "swatch" });
    swatch.style.setProperty("--line", kind.image);
    swatch.style.setProperty("--h", `${kind.height}px`);
    swatch.style.setProperty("--hue", kind.colour);
    swatch.style.setProperty("--at", kind.above ? "0" : "100%");
    const facts = row.facts.flatMap(([head, value]) => [make("dt", {}, head), make("dd", {}, value)]);
    const links = [make("a", { href: kind.page }, "all of this kind, in all articles")];
    if (kind.codebook) links.push(make("a", { href: kind.codebook }, "codebook"));
    links.push(make("a", { href: `#${mark.id}` }, "address of this mark"));
    return make("section", {},
      make("h2", {}, swatch, kind.name),
      make("blockquote", {}, shorter(words)),
      make("dl", {},
        ...(row.why ? [make("dt", {}, "Why"), make("dd", {}, row.why)] : []),
        ...(row.note ? [make("dt", {}, "Note"), make("dd", {}, row.note)] : []),
        ...(row.voice ? [make("dt", {}, "Whose words"), make("dd", {}, row.saidBy ? `reported, of ${row.saidBy}` : "the article’s own")] : []),
        ...facts,
        make("dt", {}, "Marked by"), make("dd", {}, this.coders[row.coder] ?? row.coder)),
      ...(kind.definition ? [make("p", { class: "definition" }, kind.definition)] : []),
      make("p", { class: "steps" },
        make("button", { type: "button", onclick: () => this.beside(mark, -1, row.kind) }, "← previous"),
        ` ${same.indexOf(mark) + 1} of ${same.length} `,
        make("button", { type: "button", onclick: () => this.beside(mark, 1, row.kind) }, "next →")),
      make("p", { class: "links" }, ...links.flatMap((link, i) => (i ? [" · ", link] : [link]))));
  }

  beside(mark, step, kind = this.rowsOf(mark)[0]?.kind) {
    const same = this.marks.filter((one) => one.pieces.length && this.rowsOf(one).some((row) => row.kind === kind));
    const next = same[(same.indexOf(mark) + step + same.length) % same.length];
    if (next) this.goTo(next.id);
  }

  lower() { this.current?.pieces.forEach((piece) => piece.classList.remove("now")); }

  close(back = true) {
    this.lower();
    this.current = null;
    this.panel.hidden = true;
    document.body.classList.remove("with-panel");
    if (back) this.from?.focus({ preventScroll: true });
    this.write();
  }
}

/** The words of a mark in one line, with a slash where a line ends. */
function wordsOf({ pieces }) {
  const breaks = (piece, i) => i > 0 && piece.parentElement !== pieces[i - 1].parentElement;
  const words = pieces.map((piece, i) => (breaks(piece, i) ? "\n" : "") + piece.textContent).join("");
  return words.replace(/\s*\n\s*/g, " / ");
}

/** Without its middle, when it is long; cut at spaces. */
function shorter(words) {
  if (words.length <= 200) return words;
  return `${words.slice(0, 120).replace(/\s+\S*$/, "")} … ${words.slice(-60).replace(/^\S*\s+/, "")}`;
}

function make(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value);
  }
  node.append(...children);
  return node;
}

if (document.getElementById("data")) new Page();
