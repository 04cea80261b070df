// What Python does for the widget in a notebook, done in the page itself: `coding.js` draws what it is told (`state`) and
// asks for every change (`send`). Marks are kept in this browser where it lets a page keep something, and are handed in
// as a table that is downloaded. Offsets here are JavaScript's; the table has those of Python (whole characters).

const COLUMNS = ["article", "start", "end", "text", "layer", "label", "group", "rule", "coder", "note"];
const READ = ["codebook", "codes", "checksum", "version", "date"];

/** How many characters come before a place, where Python counts an emoji as one. */
const characters = (text, place) => [...text.slice(0, place)].length;
const units = (text, place) => [...text].slice(0, place).join("").length;
const quoted = (text) => (text.length <= 60 ? text : `${text.slice(0, 57)}…`).split(/\s+/).join(" ");

/** A cell as `newsloupe.spans.save_spans` writes it: what a spreadsheet would take for a formula has a backslash. */
function cell(value) {
  const told = String(value ?? "");
  const safe = /^\\*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/.test(told) && typeof value === "string" ? `\\${told}` : told;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The rows of a table with commas, as lists of cells. */
function rowsOf(csv) {
  const rows = [[]];
  for (const [, start, inside, bare] of csv.matchAll(/(^|,|\r?\n)(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g)) {
    if (start.includes("\n")) rows.push([]);
    rows.at(-1).push((inside === undefined ? bare : inside.replaceAll('""', '"')).replace(/^\\(?=\\*[=+\-@\t\r\n])/, ""));
  }
  return rows.filter((row) => row.length > 1);
}

class Page {
  constructor(data, coder, changed) {
    Object.assign(this, { data, coder, changed, listeners: [], next: 1, unsaved: false });
    this.own = Object.fromEntries(data.pages.map((page) => [page.article, { marks: [], past: [], future: [], read: null, answers: {} }]));
    this.open = data.pages[0].article;
    this.keep = `newsloupe ${data.key} ${coder}`;
    this.take(this.kept());
    this.tell("");
  }

  // ---------------------------------------------------------------- what the widget asks of a model

  get(name) {
    if (name === "desk") return this.data.desk(this.coder);
    return name === "page" ? this.page() : this.state;
  }
  on(_, listener) { this.listeners.push(listener); }
  off(_, listener) { this.listeners = this.listeners.filter((one) => one !== listener); }

  send(asked) {
    setTimeout(() => {
      let said;
      this.latest = 0;
      try {
        said = this[`do_${asked.do}`](asked);
      } catch (error) {
        said = `Nothing was changed: ${error.message}.`;
      }
      this.tell(said, asked.turn);
    });
  }

  tell(said, turn) {
    const { marks, past, future, read } = this.now();
    const sorted = [...marks].sort((a, b) => a.start - b.start || b.end - a.end || a.id - b.id);
    this.state = { marks: sorted, latest: this.latest ?? 0, undo: past.length > 0, redo: future.length > 0, said, turn,
      problem: "", refused: "", finished: Boolean(read), answers: this.now().answers };
    for (const listener of this.listeners) listener();
    this.changed(this);
  }

  page() { return this.data.pages.find((page) => page.article === this.open); }
  now() { return this.own[this.open]; }
  words(mark) { return `“${quoted(this.page().text.slice(mark.start, mark.end))}”`; }

  // ---------------------------------------------------------------- what can be done

  /** Put `marks` in the place of those that are there, so that it can be undone. */
  change(marks) {
    const own = this.now();
    own.past.push(own.marks);
    Object.assign(own, { marks, future: [] });
    this.save();
  }

  find(id) {
    const mark = this.now().marks.find((one) => one.id === id);
    if (!mark) throw new Error("that passage is no longer marked");
    return mark;
  }

  group(ids) {
    const { marks } = this.now();
    const named = ids.map((id) => this.find(id).group).find(Boolean);
    const used = marks.map((mark) => Number(/^a(\d+)$/.exec(mark.group)?.[1] ?? 0));
    return named ?? (ids.length ? `a${Math.max(0, ...used) + 1}` : "");
  }

  /** One mark alone is no relation. */
  static whole(marks) {
    const count = (group) => marks.filter((mark) => mark.group === group).length;
    return marks.map((mark) => (mark.group && count(mark.group) === 1 ? { ...mark, group: "" } : mark));
  }

  do_mark({ start, end, choice, join }) {
    const { text } = this.page();
    const passage = text.slice(start, end);
    if (!passage.trim()) throw new Error("select some words first");
    const [first, last] = [start + passage.length - passage.trimStart().length, start + passage.trimEnd().length];
    const { label, item, name, title } = this.data.choices[choice];
    const group = this.group(join);
    const { marks } = this.now();
    const same = marks.find((one) => one.start === first && one.end === last && one.name === name && one.group === group);
    if (same) return `Already marked ${this.words(same)} as ${title}.`;
    const made = { id: this.next++, start: first, end: last, label, item, name, group, note: "" };
    this.change([...marks.map((one) => (join.includes(one.id) ? { ...one, group } : one)), made]);
    this.latest = made.id;
    return `Marked ${this.words(made)} as ${title}.`;
  }
  do_remove({ mark }) {
    const gone = this.find(mark);
    this.change(Page.whole(this.now().marks.filter((one) => one.id !== mark)));
    return `Removed the mark from ${this.words(gone)}.`;
  }
  update(id, values) {
    this.find(id);
    this.change(this.now().marks.map((one) => (one.id === id ? { ...one, ...values } : one)));
    return this.words(this.find(id));
  }
  do_recode({ mark, choice }) {
    const { label, item, name, title } = this.data.choices[choice];
    return `${this.update(mark, { label, item, name })} is now ${title}.`;
  }
  do_note({ mark, note }) { return `Note on ${this.update(mark, { note: note.trim().split(/\s+/).join(" ") })} kept.`; }
  do_link({ marks }) {
    const group = this.group(marks);
    this.change(this.now().marks.map((one) => (marks.includes(one.id) ? { ...one, group } : one)));
    return `Linked ${this.words(this.find(marks.at(-1)))} into group ${group}.`;
  }
  do_unlink({ mark }) {
    const words = this.words(this.find(mark));
    this.change(Page.whole(this.now().marks.map((one) => (one.id === mark ? { ...one, group: "" } : one))));
    return `${words} is in no group now.`;
  }
  do_undo() { return this.back("past", "future") ? "The last change is undone." : "There is nothing to undo."; }
  do_redo() { return this.back("future", "past") ? "The change is made again." : "There is nothing to redo."; }
  back(from, to) {
    const own = this.now();
    if (!own[from].length) return false;
    own[to].push(own.marks);
    own.marks = own[from].pop();
    this.save();
    return true;
  }
  do_open({ article }) {
    this.open = article;
    const count = this.now().marks.length;
    return `${count} ${count === 1 ? "passage" : "passages"} marked.`;
  }
  do_save() { return "Download the coding to hand it in."; }
  do_answer({ question, answer, start, end }) {
    const { ask } = this.data.form.find((one) => one.id === question);
    const own = this.now();
    const value = answer.trim();
    const evidence = start === undefined ? "" : this.page().text.slice(start, end).trim();
    if (value && this.data.form.find((one) => one.id === question).kind === "number" && !Number.isFinite(Number(value))) {
      throw new Error(`${value} is no number`);
    }
    if (value) own.answers = { ...own.answers, [question]: { answer: value, evidence, start, end } };
    else delete own.answers[question];
    this.save();
    return value ? `${value}: “${ask}”${evidence ? " with a passage" : ""}.` : `No answer to “${ask}”.`;
  }
  do_finish() {
    const own = this.now();
    own.read = own.read ? null : new Date().toISOString().slice(0, 10);
    this.save();
    return own.read ? "Finished: this text is read." : "This text is not finished.";
  }

  // ---------------------------------------------------------------- keeping, and handing in

  save() {
    this.unsaved = true;
    try { localStorage.setItem(this.keep, this.csv()); } catch { /* not every browser lets a file keep something */ }
  }

  kept() {
    try { return localStorage.getItem(this.keep) ?? ""; } catch { return ""; }
  }

  /** The coding as a span table. */
  csv() {
    const items = this.data.choices.some((choice) => choice.item);
    const names = [...COLUMNS, ...(items ? ["item"] : []),
      ...(this.data.form.length ? ["answer", "evidence"] : []), ...READ];
    const rows = [];
    for (const page of this.data.pages) {
      const { marks, read, answers } = this.own[page.article];
      const place = (start, end) => ({ article: page.article, start: characters(page.text, start),
        end: characters(page.text, end), text: page.text.slice(start, end), coder: this.coder });
      for (const mark of [...marks].sort((a, b) => a.start - b.start || b.end - a.end)) {
        rows.push({ ...place(mark.start, mark.end), layer: this.data.layer, label: mark.label, group: mark.group,
          note: mark.note, item: mark.item });
      }
      const [first, last] = [page.text.length - page.text.trimStart().length, page.text.trimEnd().length];
      for (const [label, { answer, evidence, start, end }] of Object.entries(answers)) {
        const cut = evidence ? page.text.slice(start, end).length - page.text.slice(start, end).trimStart().length : 0;
        const where = evidence ? place(start + cut, start + cut + evidence.length) : place(first, last);
        rows.push({ ...where, layer: "answer", label, answer, evidence: evidence ? "passage" : "whole",
          codebook: this.data.provenance.codebook });
      }
      if (read) rows.push({ ...place(first, last), layer: "read", label: "read", ...this.data.provenance, date: read });
    }
    return [names.join(","), ...rows.map((row) => names.map((name) => cell(row[name])).join(",")), ""].join("\n");
  }

  /** Go on with a coding that was downloaded (or kept) before; how many rows were taken. */
  take(csv) {
    const [names, ...rows] = rowsOf(csv.replace(/^\ufeff/, ""));
    let taken = 0;
    for (const row of rows) {
      const told = Object.fromEntries(names.map((name, i) => [name, row[i] ?? ""]));
      const page = this.data.pages.find((one) => one.article === told.article);
      if (!page) continue;
      const [start, end] = [units(page.text, Number(told.start)), units(page.text, Number(told.end))];
      if (page.text.slice(start, end) !== told.text) continue;
      const own = this.own[page.article];
      if (told.layer === "read") own.read = told.date;
      if (told.layer === "answer") {
        const evidence = told.evidence === "passage" ? told.text : "";
        own.answers[told.label] = { answer: told.answer, evidence, start: evidence ? start : undefined, end };
      }
      const choice = this.data.choices.find((one) => one.label === told.label && one.item === (told.item ?? ""));
      const { label, item, name } = choice ?? {};
      if (told.layer === this.data.layer && choice) {
        const mark = { start, end, label, item, name, group: told.group, note: told.note };
        const same = (one) => Object.keys(mark).every((key) => one[key] === mark[key]);
        if (!own.marks.some(same)) own.marks.push({ id: this.next++, ...mark });
      }
      taken += 1;
    }
    return taken;
  }
}

// -------------------------------------------------------------------- the page around the widget

const find = (id) => document.getElementById(id);
const data = JSON.parse(find("data").textContent);
data.desk = (coder) => ({ articles: data.articles, codebook: data.codebook, choices: data.choices, form: data.form, coder,
  file: "this page until it is downloaded" });
let page = null;

function begin() {
  const coder = find("coder").value.trim();
  if (!coder) return find("coder").focus();
  find("start").hidden = true;
  find("after").hidden = false;
  page = new Page(data, coder, (one) => { find("told").textContent = one.unsaved ? "Not downloaded yet." : ""; });
  widget.render({ model: page, el: find("desk") });
  return undefined;
}

find("start").addEventListener("submit", (event) => { event.preventDefault(); begin(); });
find("download").addEventListener("click", () => {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob(["\ufeff", page.csv()], { type: "text/csv;charset=utf-8" }));
  link.download = `${page.coder.replace(/[^\p{L}\p{N}_-]+/gu, "-")}.csv`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  page.unsaved = false;
  find("told").textContent = `${link.download} is in the folder for downloads. Hand it in.`;
});
find("show").addEventListener("click", () => {
  find("table").hidden = false;
  find("table").value = page.csv();
  find("table").select();
});
find("earlier").addEventListener("change", async (event) => {
  const [file] = event.target.files;
  const taken = file ? page.take(await file.text()) : 0;
  page.tell(`${taken} rows of ${file?.name} were taken.`);
});
window.addEventListener("beforeunload", (event) => { if (page?.unsaved) event.preventDefault(); });
if (find("coder").value) begin();
