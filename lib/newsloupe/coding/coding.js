// The coding widget in the browser. It shows the text, the codebook and the marks, and asks Python for every change
// (`send`); what Python answers (`state`) is drawn anew. All offsets here are JavaScript's, in 16-bit units.

const KEYS_HELP = [
  ["← →", "to the word before or after; with Ctrl: one character"],
  ["↑ ↓", "to the sentence before or after"],
  ["Shift and these", "select"],
  ["1 to 9, letters", "choose a code"],
  ["Enter", "mark the selection, or give another code to the mark at the cursor"],
  [", .", "to the mark before or after"],
  ["Del", "remove the mark at the cursor"],
  ["l", "link: what you mark next, or press l on, joins the group; Esc ends it"],
  ["n", "write why (a note on the mark)"],
  ["Ctrl+Z, Ctrl+Y", "undo, redo"],
  ["Tab", "on to the codes and buttons"],
];
const SILENT = "Not saved yet: Python does not answer. If the kernel has stopped, restart it and run this cell again; "
  + "what was saved before is safe.";
const PATIENCE = 4000; // milliseconds until a kernel that does not answer is mentioned

/** An element with attributes, properties (names with a dot: `.value`), listeners (`onclick`) and children. */
function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else if (name.startsWith(".")) made[name.slice(1)] = value;
    else if (value !== undefined && value !== false) made.setAttribute(name, value);
  }
  made.append(...children); // strings become text nodes, never HTML
  return made;
}

class Desk {
  constructor(model, root) {
    Object.assign(this, { model, root, choice: 0, range: [0, 0], current: null, group: null });
    Object.assign(this, { turn: 0, late: null, waiting: [] }); // the last question, its timer, what comes after
    this.codesName = `code-${Math.random()}`; // radio buttons of two widgets on a page must not know each other
    this.desk = model.get("desk");
    this.build();
    this.listeners = [
      [document, "selectionchange", () => this.selected()],
      [root, "keydown", (event) => this.pressed(event)],
    ];
    for (const [target, name, listener] of this.listeners) target.addEventListener(name, listener);
    this.changed = () => this.draw();
    model.on("change:state", this.changed);
    this.draw();
    this.choose(0);
  }

  close() {
    clearTimeout(this.late);
    this.model.off("change:state", this.changed);
    for (const [target, name, listener] of this.listeners) target.removeEventListener(name, listener);
  }

  // ---------------------------------------------------------------- the parts of the page

  build() {
    const { articles, codebook, coder, file, choices } = this.desk;
    this.root.classList.add("newsloupe-coding");
    this.root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's own keys stay quiet in here
    const open = () => this.send("open", { article: this.articles.value });
    this.articles = make("select", { "aria-label": "Article", onchange: open },
      ...articles.map(([id, label]) => make("option", { value: id }, label)));
    this.text = make("div", {
      class: "text", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-readonly": "true",
      "aria-label": "Text of the article. Select a passage, choose a code, press Enter.",
      spellcheck: "false", autocapitalize: "off", autocorrect: "off", inputmode: "none", dir: "auto",
      onbeforeinput: (event) => event.preventDefault(), // it is editable only to have a cursor: nothing is ever edited
      oninput: () => this.drawText(),
      onfocus: () => this.place(...this.range), // where it was before the cursor went into the note
      ondrop: (event) => event.preventDefault(),
      ondragstart: (event) => event.preventDefault(),
      onclick: () => this.attend(this.markAt(this.range)),
    });
    this.codes = make("fieldset", { class: "codes" }, make("legend", {}, codebook),
      ...choices.map((choice, i) => this.codeRow(choice, i)));
    this.guide = make("section", { class: "guide", "aria-label": "Definition of the chosen code", tabindex: "0" });
    this.buttons = Object.fromEntries([
      ["mark", "Mark", "Enter", () => this.mark()],
      ["remove", "Remove", "Del", () => this.remove()],
      ["link", "Link", "l", () => this.link()],
      ["unlink", "Unlink", "", () => this.unlink()],
      ["undo", "Undo", "Ctrl+Z", () => this.send("undo")],
      ["redo", "Redo", "Ctrl+Y", () => this.send("redo")],
    ].map(([name, title, key, onclick]) => [name, this.button(title, key, onclick)]));
    this.whole = make("input", { type: "checkbox", ".checked": true });
    this.status = make("div", { class: "status", role: "status", "aria-live": "polite" });
    this.reason = make("span");
    this.again = make("button", { type: "button", onclick: () => this.send("save") }, "Save again");
    this.problem = make("div", { class: "problem", role: "alert", hidden: "" }, this.reason, " ", this.again);
    this.note = make("input", {
      type: "text", placeholder: "Why this code? (optional)", "aria-label": "Note: why this code",
      onchange: () => this.current && this.send("note", { mark: this.current, note: this.note.value }),
    });
    this.finished = make("button", { type: "button", "aria-pressed": "false", onclick: () => this.send("finish") });
    this.count = make("h3", {}, "Marked");
    this.list = make("ol", { class: "marks", "aria-label": "Marked passages" });
    this.form = (this.desk.form ?? []).map((question) => this.questionRow(question));
    this.codes.hidden = this.guide.hidden = !choices.length;
    this.root.replaceChildren(
      make("header", {}, this.articles, make("span", {}, `${coder} · saved in ${file}`)),
      make("div", { class: "columns" },
        make("div", { class: "reading" }, this.text,
          make("div", { class: "tools", role: "toolbar", "aria-label": "What to do with the selection" },
            ...Object.values(this.buttons), make("label", {}, this.whole, " whole words")),
          this.problem, this.status),
        make("div", { class: "deciding" }, this.codes, this.guide, ...(this.form.length
          ? [make("section", { class: "form", "aria-label": "Questions about the whole text", tabindex: "0" }, ...this.form)]
          : []))),
      make("div", { class: "done" }, this.count, this.list, this.note),
      make("div", { class: "tools" }, this.finished),
      make("details", {}, make("summary", {}, "Keys"), make("dl", {},
        ...KEYS_HELP.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)]))));
  }

  codeRow(choice, i) {
    const input = make("input", { type: "radio", name: this.codesName, value: i, onchange: () => this.choose(i) });
    const row = make("label", { style: `--c: ${choice.color}`, ondblclick: () => this.mark() },
      input, choice.key ? make("kbd", {}, choice.key) : "", make("span", { class: "swatch" }, choice.title));
    row.input = input;
    return row;
  }

  /** A question about the whole text: its answers, and a passage as evidence. Nothing is chosen before somebody does. */
  questionRow(question) {
    const name = `${this.codesName}-${question.id}`;
    const answer = (value, further = {}) => this.send("answer", { question: question.id, answer: value, ...further });
    const values = question.values.map((value) => {
      const input = make("input", { type: "radio", name, value, onchange: () => answer(value) });
      return make("label", {}, input, ` ${value}`);
    });
    const number = make("input", { type: "text", inputmode: "decimal", "aria-label": question.ask,
      onchange: () => answer(number.value) });
    const evidence = make("button", { type: "button", disabled: "", onmousedown: (event) => event.preventDefault(),
      onclick: () => answer(row.given, { start: this.range[0], end: this.range[1] }) }, "Selection as evidence");
    const clear = make("button", { type: "button", disabled: "", onclick: () => answer("") }, "No answer");
    const shown = make("q", { hidden: "" });
    const row = make("fieldset", { class: "question", "data-id": question.id },
      make("legend", { title: question.help || undefined }, question.ask),
      make("div", { class: "values" }, ...(values.length ? values : [number])),
      make("div", { class: "tools" }, evidence, clear), shown);
    Object.assign(row, { question, number, evidence, clear, shown, given: "" });
    return row;
  }

  drawForm() {
    for (const row of this.form) {
      const { answer = "", evidence = "" } = this.state.answers?.[row.question.id] ?? {};
      row.given = answer;
      for (const input of row.querySelectorAll("input[type=radio]")) input.checked = input.value === answer;
      if (document.activeElement !== row.number) row.number.value = answer;
      row.evidence.disabled = row.clear.disabled = !answer;
      row.shown.hidden = !evidence;
      row.shown.textContent = evidence;
    }
  }

  button(title, key, onclick) {
    // Without preventDefault a click would take the cursor out of the text.
    const onmousedown = (event) => event.preventDefault();
    const spoken = key.replace("Ctrl", "Control").replace("Del", "Delete") || undefined;
    const hint = key ? make("kbd", {}, key) : "";
    return make("button", { type: "button", onclick, onmousedown, "aria-keyshortcuts": spoken }, title, hint);
  }

  // ---------------------------------------------------------------- drawing

  draw() {
    const page = this.model.get("page");
    this.state = this.model.get("state");
    if (this.page?.article !== page.article) {
      this.page = page;
      Object.assign(this, { range: [0, 0], current: null, group: null });
      this.text.scrollTop = 0;
    }
    this.articles.value = page.article;
    const active = document.activeElement;
    const answered = this.state.turn === this.turn;
    if (answered) this.late = clearTimeout(this.late);
    const latest = answered && this.find(this.state.latest);
    if (latest) this.current = latest.id;
    if (!this.find(this.current)) this.current = this.markAt(this.range)?.id ?? null;
    this.group = this.grown(this.group);
    this.drawText();
    if (latest && this.asked === String(this.range)) this.place(latest.end, latest.end); // unless moved since
    this.drawList(active);
    this.drawFinished();
    this.drawForm();
    if (!latest && this.root.contains(active)) active.focus({ preventScroll: true }); // the cursor may have taken it
    this.say(this.state.said);
    this.warn([this.state.refused, this.state.problem].filter(Boolean).join(" "), Boolean(this.state.problem));
    this.attend(this.find(this.current));
    while (this.waiting.length && !this.late) this.waiting.shift()();
  }

  /** The text as text nodes, cut where a mark begins or ends; the cursor stays where it was. */
  drawText() {
    const selection = this.inText() && [...this.points()];
    const marks = this.state.marks;
    const cuts = [0, this.page.text.length, ...marks.flatMap((mark) => [mark.start, mark.end])];
    const edges = [...new Set(cuts)].sort((a, b) => a - b);
    const over = (start, end) => marks.filter((mark) => mark.start <= start && mark.end >= end);
    const pieces = edges.slice(1).map((end, i) => this.piece(edges[i], end, over(edges[i], end)));
    this.text.replaceChildren(...pieces);
    if (selection) this.place(...selection);
  }

  piece(start, end, marks) {
    const text = this.page.text.slice(start, end);
    if (!marks.length) return document.createTextNode(text);
    const lines = [...marks].reverse().map((mark, i) => `0 ${3 * (i + 1)}px 0 ${this.color(mark)}`);
    const shortest = marks.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    const names = marks.filter((mark) => mark.start === start).map((mark) => `${mark.name} ${mark.group}`.trim());
    return make("span", {
      class: "mark", style: `--c: ${this.color(shortest)}; box-shadow: ${lines.join(", ")}`,
      title: marks.map((mark) => [mark.name, mark.group, mark.note].filter(Boolean).join(" · ")).join("; "),
      "data-ids": marks.map((mark) => mark.id).join(" "), "data-name": names.length ? names.join(", ") : undefined,
    }, text);
  }

  /** Read to the end, also if nothing was found: without this, an empty text could be one that nobody opened. */
  drawFinished() {
    const { finished, marks } = this.state;
    this.finished.setAttribute("aria-pressed", String(Boolean(finished)));
    this.finished.textContent = finished ? "✓ Finished (press again to go on)"
      : marks.length ? "Finished with this text" : "Finished: read, nothing found";
  }

  /** The list of marks; `active` had the focus before. */
  drawList(active) {
    const { marks } = this.state;
    this.count.textContent = marks.length ? `Marked: ${marks.length}` : "Nothing is marked yet";
    const focused = this.list.contains(active) && active.dataset.id;
    this.list.replaceChildren(...marks.map((mark) => make("li", {}, make("button", {
      type: "button", "data-id": mark.id, style: `--c: ${this.color(mark)}`, onclick: () => this.visit(mark, false),
    }, make("span", { class: "swatch" }, mark.name), mark.group ? make("b", {}, mark.group) : "",
    make("q", {}, this.page.text.slice(mark.start, mark.end)), mark.note ? make("i", {}, mark.note) : ""))));
    const again = this.list.querySelector(`[data-id="${focused}"]`) ?? this.list.querySelector("button") ?? this.text;
    if (focused) again.focus();
  }

  /** Make `mark` (or nothing) the one that Delete, Link and the note are about. */
  attend(mark) {
    this.current = mark?.id ?? null;
    const group = mark?.group;
    const near = (id) => this.group?.includes(id) || (group && this.find(id)?.group === group);
    for (const piece of this.text.querySelectorAll(".mark")) {
      const ids = piece.dataset.ids.split(" ").map(Number);
      piece.classList.toggle("current", ids.includes(this.current));
      if (mark) piece.style.setProperty("--now", this.color(mark));
      piece.classList.toggle("linked", ids.some(near));
    }
    for (const button of this.list.querySelectorAll("button")) {
      button.setAttribute("aria-current", String(Number(button.dataset.id) === this.current));
      button.classList.toggle("linked", Boolean(near(Number(button.dataset.id))));
    }
    if (document.activeElement !== this.note) this.note.value = mark?.note ?? "";
    this.note.hidden = !mark;
    const { remove, link, unlink, undo, redo } = this.buttons;
    remove.disabled = !mark;
    link.disabled = !mark && !this.group;
    link.setAttribute("aria-pressed", String(Boolean(this.group)));
    unlink.disabled = !group;
    undo.disabled = !this.state.undo;
    redo.disabled = !this.state.redo;
  }

  choose(i) {
    if (i < 0 || i >= this.desk.choices.length) return;
    this.choice = i;
    const choice = this.desk.choices[i];
    const row = this.codes.querySelectorAll("label")[i];
    row.input.checked = true;
    this.guide.style.setProperty("--c", choice.color);
    const bullets = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    this.guide.replaceChildren(make("h3", {}, choice.title), make("p", {}, choice.definition),
      ...choice.lists.flatMap(([title, lines]) => [make("h4", {}, title), bullets(lines)]));
    this.guide.scrollTop = 0;
    reveal(this.codes, row);
  }

  say(words) {
    this.status.textContent = words || "Select a passage, choose a code, press Enter.";
  }

  /** Tell what is not saved; what was refused (`again` is false) cannot be saved by trying again. */
  warn(words, again) {
    this.reason.textContent = words;
    this.again.hidden = !again;
    this.problem.hidden = !words;
  }

  color(mark) {
    return this.desk.choices.find((choice) => choice.name === mark.name)?.color ?? "#7F7F7F";
  }

  // ---------------------------------------------------------------- places in the text

  inText() {
    const { anchorNode, focusNode } = this.selection();
    return anchorNode && this.text.contains(anchorNode) && this.text.contains(focusNode);
  }

  selection() {
    return this.root.getRootNode().getSelection?.() ?? document.getSelection();
  }

  /** Where the selection began, and its moving end. Text nodes hold exactly the text, so lengths are offsets. */
  points() {
    const offset = (node, inside) => {
      const before = document.createRange();
      before.setStart(this.text, 0);
      before.setEnd(node, inside);
      return before.toString().length;
    };
    const { anchorNode, anchorOffset, focusNode, focusOffset } = this.selection();
    return [offset(anchorNode, anchorOffset), offset(focusNode, focusOffset)];
  }

  place(anchor, focus) {
    this.range = [Math.min(anchor, focus), Math.max(anchor, focus)]; // first: the text may get the focus now, and asks
    this.selection().setBaseAndExtent(...this.spot(anchor), ...this.spot(focus));
  }

  spot(offset) {
    const walker = document.createTreeWalker(this.text, NodeFilter.SHOW_TEXT);
    let node = walker.nextNode();
    for (let left = offset; node; left -= node.length, node = walker.nextNode()) {
      if (left < node.length || (left === node.length && offset === this.page.text.length)) return [node, left];
    }
    return [this.text, this.text.childNodes.length];
  }

  selected() {
    if (!this.inText()) return;
    const points = this.points();
    if (String(points) === this.seen) return; // drawn anew, not moved
    this.seen = String(points);
    this.range = [Math.min(...points), Math.max(...points)];
    const mark = this.find(this.current);
    if (!mark || this.range[0] < mark.start || this.range[1] > mark.end) this.attend(this.markAt(this.range));
  }

  find(id) {
    return this.state.marks.find((mark) => mark.id === id);
  }

  /** The shortest mark around a range. */
  markAt([start, end]) {
    const around = this.state.marks.filter((mark) => mark.start <= start && mark.end >= end && start < mark.end);
    return around.reduce((a, b) => (!a || b.end - b.start < a.end - a.start ? b : a), undefined);
  }

  /** Move or (with `extend`) stretch the selection by a word or sentence; `units` are their starts and ends. */
  step(units, forward, extend) {
    const [anchor, focus] = this.inText() ? this.points() : [0, 0];
    const side = forward && extend ? 1 : 0; // stretched forward to ends, else to beginnings
    const places = units.map((unit) => unit[side]);
    const target = forward ? places.find((place) => place > focus) : places.findLast((place) => place < focus);
    const place = target ?? (forward ? this.page.text.length : 0);
    this.place(extend ? anchor : place, place);
    this.show();
  }

  /** Scroll so that the cursor can be seen. */
  show() {
    const { focusNode, focusOffset } = this.selection();
    const range = document.createRange();
    range.setStart(focusNode, focusOffset);
    reveal(this.text, range.getClientRects().length ? range : focusNode.parentElement);
  }

  visit(mark, focus = true) {
    this.range = [mark.start, mark.start];
    if (focus) {
      this.text.focus({ preventScroll: true });
      this.place(mark.start, mark.start);
    }
    this.attend(mark);
    reveal(this.text, this.text.querySelector(".mark.current"));
    const group = mark.group ? `, group ${mark.group}` : "";
    this.say(`${mark.name}${group}: “${this.page.text.slice(mark.start, mark.end)}”`);
  }

  // ---------------------------------------------------------------- what the coder does

  send(what, further = {}) {
    clearTimeout(this.late);
    this.asked = String(this.range);
    this.turn += 1;
    this.model.send({ do: what, turn: this.turn, ...further });
    this.late = setTimeout(() => {
      this.waiting = [];
      this.warn(SILENT, true);
      this.late = null;
    }, PATIENCE);
  }

  mark() {
    let [start, end] = this.range;
    if (start === end) {
      if (this.current) this.send("recode", { mark: this.current, choice: this.choice });
      else this.say("Select a passage first.");
      return;
    }
    if (this.whole.checked) [start, end] = this.wholeWords(start, end);
    this.send("mark", { start, end, choice: this.choice, join: this.group ?? [] });
  }

  wholeWords(start, end) {
    const around = (place) => this.page.words.find(([a, b]) => a < place && place < b);
    return [around(start)?.[0] ?? start, around(end)?.[1] ?? end];
  }

  remove() {
    if (this.current) this.send("remove", { mark: this.current });
    else this.say("Put the cursor into a mark first.");
  }

  /** Begin a group with the current mark, or add the current mark to the group that is open. */
  link() {
    const mark = this.find(this.current);
    if (this.group && (!mark || this.group.includes(mark.id))) return this.endLink();
    if (!mark) return this.say("Put the cursor into a mark first.");
    if (this.group) {
      this.group.push(mark.id);
      return this.send("link", { marks: this.group });
    }
    this.group = this.grown([mark.id]);
    this.attend(mark);
    this.say("Linking. What you mark now, or press l on, joins this group. Esc ends it.");
  }

  /** The marks of the open group as they are now: those named, and those that share a group with them. */
  grown(ids) {
    const members = (ids ?? []).map((id) => this.find(id)).filter(Boolean);
    const groups = members.map((mark) => mark.group).filter(Boolean);
    const others = this.state.marks.filter((mark) => groups.includes(mark.group));
    return members.length ? [...new Set([...members, ...others])].map((mark) => mark.id) : null;
  }

  endLink() {
    this.group = null;
    this.attend(this.find(this.current));
    this.say("Linking has ended.");
  }

  unlink() {
    if (this.current) this.send("unlink", { mark: this.current });
  }

  go(forward) {
    const { marks } = this.state;
    const at = marks.findIndex((mark) => mark.id === this.current);
    const after = () => marks.find((mark) => mark.start >= this.range[0]);
    const before = () => marks.findLast((mark) => mark.start < this.range[0]);
    const next = at >= 0 ? marks[at + (forward ? 1 : -1)] : forward ? after() : before();
    if (next) this.visit(next);
    else this.say(forward ? "That was the last mark." : "That was the first mark.");
  }

  pressed(event) {
    event.stopPropagation(); // the notebook's own keys must not fire
    const typing = event.target === this.note || event.target === this.articles || event.target.closest?.(".question");
    if (event.target === this.note && ["Enter", "Escape"].includes(event.key)) this.text.focus();
    if (typing || event.isComposing) return;
    const inText = event.target === this.text;
    const moving = inText && this.movement(event);
    const asked = moving || (inText && event.key === "Enter" ? () => this.mark() : this.command(event));
    if (!asked) return;
    event.preventDefault();
    const doing = () => {
      this.selected(); // the browser tells of a moved cursor a little later than of the next key
      asked();
    };
    // Until Python has answered we do not know what is marked; what is typed meanwhile waits, in its order.
    if (this.waiting.length || (this.late && !moving)) this.waiting.push(doing);
    else doing();
  }

  /** What a key does: a function, or nothing for keys that are not ours. */
  command({ key, ctrlKey, metaKey, altKey, shiftKey }) {
    if (altKey) return undefined;
    const small = key.toLowerCase();
    if (ctrlKey || metaKey) {
      if (small === "y" || (small === "z" && shiftKey)) return () => this.send("redo");
      return small === "z" ? () => this.send("undo") : undefined;
    }
    const choice = this.desk.choices.findIndex((one) => one.key && one.key === key);
    if (choice >= 0) return () => this.chosen(choice);
    const commands = {
      Delete: () => this.remove(), Backspace: () => this.remove(),
      l: () => this.link(), Escape: () => this.group && this.endLink(),
      ",": () => this.go(false), ".": () => this.go(true),
      n: () => this.current && this.note.focus(),
    };
    return commands[key];
  }

  chosen(choice) {
    this.choose(choice);
    this.say(`Code: ${this.desk.choices[choice].title}`);
  }

  /** Moving the cursor: by words or sentences, with Ctrl by characters, with Shift to select. */
  movement({ key, shiftKey, ctrlKey, metaKey, altKey }) {
    const forward = ["ArrowRight", "ArrowDown"].includes(key);
    const sideways = ["ArrowLeft", "ArrowRight"].includes(key);
    if (!forward && !["ArrowLeft", "ArrowUp"].includes(key)) return undefined;
    const units = sideways ? this.page.words : this.page.sentences;
    if (!(ctrlKey || metaKey || altKey)) return () => this.step(units, forward, shiftKey);
    if (!sideways) return undefined;
    return () => {
      this.selection().modify(shiftKey ? "extend" : "move", forward ? "right" : "left", "character");
      this.show();
    };
  }
}

/** Scroll `pane` (and nothing else) so that `part` is in sight. */
function reveal(pane, part) {
  const [outer, inner] = [pane.getBoundingClientRect(), part.getBoundingClientRect()];
  if (inner.top < outer.top + 24) pane.scrollTop -= outer.top + 24 - inner.top;
  else if (inner.bottom > outer.bottom - 24) pane.scrollTop += inner.bottom - outer.bottom + 24;
}

export default {
  render({ model, el }) {
    const desk = new Desk(model, el);
    return () => desk.close();
  },
};
