// Adjudication in the browser. It follows `coding.js` in one script and uses its `make`, `reveal`, `SILENT` and
// `PATIENCE`. It shows one passage on which coders differ, and asks Python for every change; offsets are JavaScript's.

const BENCH_KEYS = [
  ["k, d", "keep the passage, drop it"],
  ["u", "leave it open"],
  [", .", "to the passage before or after"],
  ["o", "to the next one that is open"],
  ["n", "write the reason; Esc goes back"],
];

class Bench {
  constructor(model, root) {
    Object.assign(this, { model, root, turn: 0, late: null });
    this.radios = `keep-${Math.random()}`; // radio buttons of two widgets on a page must not know each other
    this.desk = model.get("desk");
    this.build();
    this.pressing = (event) => this.pressed(event);
    root.addEventListener("keydown", this.pressing);
    this.changed = () => this.draw();
    model.on("change:state", this.changed);
    this.draw();
  }

  close() {
    clearTimeout(this.late);
    this.model.off("change:state", this.changed);
    this.root.removeEventListener("keydown", this.pressing);
  }

  // ---------------------------------------------------------------- the parts of the page

  build() {
    const { codes, file } = this.desk;
    this.root.classList.add("newsloupe-coding", "newsloupe-bench");
    this.root.setAttribute("data-lm-suppress-shortcuts", "true"); // JupyterLab's own keys stay quiet in here
    const button = (title, onclick, spoken) => make("button", { type: "button", onclick, "aria-label": spoken }, title);
    this.where = make("span");
    this.text = make("div", { class: "text", tabindex: "0", role: "region", dir: "auto",
      "aria-label": "The article, with the passage in question marked" });
    this.votes = make("h3");
    this.readings = make("ol", { "aria-label": "What the coders marked here; who they are is hidden" });
    this.status = make("div", { class: "status", role: "status", "aria-live": "polite" });
    this.reasonWhy = make("span");
    this.problem = make("div", { class: "problem", role: "alert", hidden: "" }, this.reasonWhy, " ",
      button("Save again", () => this.send("save")));
    this.keep = Object.fromEntries([["yes", "Keep: it has the code"], ["no", "Drop: it has not"], ["", "Open: the majority"]]
      .map(([value, title]) => {
        const input = make("input", { type: "radio", name: this.radios, value, onchange: () => this.decide({ keep: value }) });
        return [value, { input, row: make("label", {}, input, title) }];
      }));
    this.code = make("select", { "aria-label": "Code", onchange: () => this.decide({ keep: "yes", label: this.code.value }) },
      ...codes.map((code) => make("option", { value: code.label }, code.title)));
    this.steps = Object.fromEntries([["start", false, "Begin earlier"], ["start", true, "Begin later"],
      ["end", false, "End earlier"], ["end", true, "End later"]].map(([side, forward, title]) =>
      [`${side} ${forward}`, button(title, () => this.move(side, forward), `${title}, by one word`)]));
    this.reason = make("input", { type: "text", onchange: () => this.decide({ reason: this.reason.value }) });
    this.miss = make("input", { type: "checkbox",
      onchange: () => this.decide({ near_miss: this.miss.checked ? this.state.sentence : "" }) });
    this.sentence = make("input", { type: "text", "aria-label": "The near miss, as it will stand in the codebook",
      onchange: () => this.decide({ near_miss: this.sentence.value }) });
    this.guide = make("section", { class: "guide", "aria-label": "Definitions and near misses", tabindex: "0" });
    this.root.replaceChildren(
      make("div", { class: "top" }, this.where, make("span", {}, `saved in ${file}`)),
      make("div", { class: "tools", role: "toolbar", "aria-label": "Passages" },
        button("Before", () => this.go(-1)), button("Next", () => this.go(1)), button("Next open one", () => this.goOpen())),
      make("div", { class: "columns" },
        make("div", { class: "reading" }, this.text, this.votes, this.readings,
          make("fieldset", { class: "decision" }, make("legend", {}, "Decision"),
            ...Object.values(this.keep).map(({ row }) => row)),
          make("div", { class: "tools", role: "group", "aria-label": "Other ends" }, ...Object.values(this.steps)),
          make("label", { class: "line" }, "Code", this.code),
          make("label", { class: "line" }, "Reason", this.reason),
          make("label", { class: "line" }, this.miss, "Add this sentence as a near miss"), this.sentence,
          this.problem, this.status),
        make("div", { class: "deciding" }, this.guide)),
      make("details", {}, make("summary", {}, "Keys"), make("dl", {},
        ...BENCH_KEYS.flatMap(([key, what]) => [make("dt", {}, make("kbd", {}, key)), make("dd", {}, what)]))));
  }

  // ---------------------------------------------------------------- drawing

  draw() {
    const before = this.state;
    this.page = this.model.get("page");
    this.state = this.model.get("state");
    const { case: number, cases, decided, keep, label, reason, near_miss, said, problem } = this.state;
    if (this.state.turn === this.turn) this.late = clearTimeout(this.late);
    this.where.textContent = `${this.page.title} · passage ${number + 1} of ${cases} · ${decided} decided`;
    this.drawText(before?.case !== number);
    this.votes.textContent = this.state.votes;
    this.readings.replaceChildren(...this.state.readings.map((marks) => this.reading(marks)));
    for (const [value, { input }] of Object.entries(this.keep)) input.checked = value === keep;
    this.code.value = label;
    for (const [name, button] of Object.entries(this.steps)) {
      button.setAttribute("aria-disabled", String(this.step(...name.split(" ")) === undefined));
    }
    for (const [field, value] of [[this.reason, reason], [this.sentence, near_miss]]) {
      if (document.activeElement !== field || before?.case !== number) field.value = value;
    }
    this.miss.checked = Boolean(near_miss);
    this.miss.disabled = keep === "" || (keep === "yes" && label === this.state.listed);
    this.sentence.hidden = !near_miss;
    this.drawGuide(this.state.beside);
    this.status.textContent = said || "Decide whether the marked words have the code.";
    this.reasonWhy.textContent = problem;
    this.problem.hidden = !problem;
  }

  drawText(scroll) {
    const { start, end, label, keep } = this.state;
    const { text } = this.page;
    const mark = make("mark", { class: `mark current ${keep === "no" ? "dropped" : ""}`, "data-name": this.titled(label),
      style: `--c: ${this.color(label)}; --now: ${this.color(label)}` }, text.slice(start, end));
    this.text.replaceChildren(text.slice(0, start), mark, text.slice(end));
    if (scroll) reveal(this.text, mark);
  }

  reading(marks) {
    if (!marks.length) return make("li", {}, make("i", {}, "nothing"));
    return make("li", {}, ...marks.flatMap(({ label, text, note }) => [
      make("span", { class: "swatch", style: `--c: ${this.color(label)}` }, this.titled(label)), " ", make("q", {}, text),
      note ? make("i", {}, ` ${note}`) : "", " "]));
  }

  drawGuide(labels) {
    if (String(labels) === this.guided) return; // else it would scroll back at every key
    this.guided = String(labels);
    const bullets = (lines) => make("ul", {}, ...lines.map((line) => make("li", {}, line)));
    const codes = labels.map((label) => this.desk.codes.find((code) => code.label === label));
    this.guide.replaceChildren(...codes.flatMap((code) => [make("h3", {}, code.title), make("p", {}, code.definition),
      ...code.lists.flatMap(([title, lines]) => [make("h4", {}, title), bullets(lines)])]));
    this.guide.style.setProperty("--c", codes[0].color);
  }

  titled(label) {
    return this.desk.codes.find((code) => code.label === label)?.title ?? label;
  }

  color(label) {
    return this.desk.codes.find((code) => code.label === label)?.color ?? "#7F7F7F";
  }

  // ---------------------------------------------------------------- what the adjudicator does

  send(what, further = {}) {
    clearTimeout(this.late);
    this.turn += 1;
    this.model.send({ do: what, turn: this.turn, ...further });
    this.late = setTimeout(() => {
      this.reasonWhy.textContent = SILENT;
      this.problem.hidden = false;
    }, PATIENCE);
  }

  decide(changes) {
    const { keep, label, start, end, listed } = this.state;
    const asked = { keep, label, start, end, reason: this.reason.value, near_miss: this.state.near_miss, ...changes };
    if (asked.keep === "yes" && asked.label === listed) asked.near_miss = ""; // what has the code is no near miss
    if (asked.keep === "") asked.near_miss = "";
    this.send("decide", asked);
  }

  /** Where an end of the passage would be, one word on; undefined where there is none or nothing would be left. */
  step(side, forward) {
    const { start, end } = this.state;
    const places = this.page.words.map((word) => word[side === "start" ? 0 : 1]);
    const at = side === "start" ? start : end;
    const place = String(forward) === "true" ? places.find((one) => one > at) : places.findLast((one) => one < at);
    return (side === "start" ? place < end : place > start) ? place : undefined;
  }

  move(side, forward) {
    const place = this.step(side, forward);
    if (place === undefined) this.status.textContent = "There is no further word.";
    else this.decide({ keep: "yes", [side]: place });
  }

  go(by) {
    this.send("go", { case: this.state.case + by });
  }

  goOpen() {
    this.send("open");
  }

  pressed(event) {
    event.stopPropagation(); // the notebook's own keys must not fire
    const { target, key, ctrlKey, metaKey, altKey } = event;
    const typing = target.matches("input[type=text], select");
    if (typing && target !== this.code && ["Enter", "Escape"].includes(key)) return this.text.focus();
    if (typing || ctrlKey || metaKey || altKey || event.isComposing) return undefined;
    const commands = {
      k: () => this.decide({ keep: "yes" }), d: () => this.decide({ keep: "no" }), u: () => this.decide({ keep: "" }),
      ",": () => this.go(-1), ".": () => this.go(1), o: () => this.goOpen(), n: () => this.reason.focus(),
    };
    if (!commands[key]) return undefined;
    event.preventDefault();
    return commands[key]();
  }
}

export default {
  render({ model, el }) {
    const bench = new Bench(model, el);
    return () => bench.close();
  },
};
