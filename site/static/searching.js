"use strict";

// Sphinx shows where the words stand by fetching each page, which no browser does from a disk. Here the text of all pages
// is in a script, SEARCH_TEXTS: for each page its places, each an id, a heading and a text. What is shown is put in as
// text, never as HTML.
const MOST = 3; // places shown of a page
const BEFORE = 90, AROUND = 260; // letters shown before the first word found, and in all
const WORD = /[\p{L}\p{N}_]+/gu;
const stems = new Map();
const stemmer = new Stemmer();

const stemOf = (word) => {
  if (!stems.has(word)) stems.set(word, stemmer.stemWord(word));
  return stems.get(word);
};

// Where the words asked for stand in a text, as the index knows them: by their stem, or as a part of a word.
const wordsIn = (text, wanted) => [...text.matchAll(WORD)].flatMap((found) => {
  const word = found[0].toLowerCase();
  const stem = wanted.find((one) => (one.length > 2 && word.includes(one)) || stemOf(word) === one);
  return stem === undefined ? [] : [{ stem, start: found.index, end: found.index + found[0].length }];
});

// The stretch of a text in which most of the words stand, the first of several.
const stretch = (text, wanted) => {
  const words = wordsIn(text, wanted);
  const many = (from) => new Set(words.filter(({ start, end }) =>
    start >= from && end <= from + AROUND - BEFORE).map(({ stem }) => stem)).size;
  let best = { from: 0, many: 0 };
  for (const { start } of words) {
    const there = many(start);
    if (there > best.many) best = { from: start, many: there };
    if (there === wanted.length) break;
  }
  return { ...best, words };
};

const excerpt = (text, { from, words }) => {
  const whole = (place) => text.lastIndexOf(" ", place) + 1; // where the word at a place begins
  const begin = from > BEFORE ? whole(from - BEFORE) : 0;
  const end = begin + AROUND < text.length ? Math.max(whole(begin + AROUND), begin + BEFORE) : text.length;
  const shown = document.createElement("span");
  shown.append(begin ? "… " : "");
  let place = begin;
  for (const { start, end: stop } of words.filter((word) => word.start >= begin && word.end <= end)) {
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start, stop);
    shown.append(text.slice(place, start), mark);
    place = stop;
  }
  shown.append(text.slice(place, end).trimEnd(), end < text.length ? " …" : "");
  return shown;
};

const excerpts = ([page, , anchor], wanted) => {
  const places = SEARCH_TEXTS[page] ?? [];
  const own = anchor ? places.filter(([id]) => `#${id}` === anchor) : places;
  const found = own.map((place) => ({ place, ...stretch(place[2], wanted) }));
  const most = Math.max(...found.map(({ many }) => many), 0);
  return found.filter(({ many }) => many === most && (many || anchor)).slice(0, MOST).map((one) => {
    const [id, heading, text] = one.place;
    const line = document.createElement("p");
    line.className = "context";
    if (heading && id && !anchor) {
      const link = line.appendChild(document.createElement("a"));
      link.href = `${page}${DOCUMENTATION_OPTIONS.LINK_SUFFIX}#${id}`;
      link.textContent = heading;
      line.append(": ");
    }
    line.append(excerpt(text, one));
    return line;
  });
};

// The entries of the glossary for what is asked: the term itself or, where there is none, terms of which it is a part.
const GLOSSARY = "notebooks/glossary";
const TERMS = 3;
const inStems = (text) => [...text.matchAll(WORD)].map(([word]) => stemOf(word.toLowerCase())).join(" ");
const fromGlossary = (query) => {
  const asked = inStems(query);
  const terms = (SEARCH_TEXTS[GLOSSARY] ?? []).map(([id, name]) => ({ id, name, stems: inStems(name.replace(/\(.*?\)/g, "")) }));
  const exact = ({ name }) => name.toLowerCase() === query.trim().toLowerCase();
  const same = terms.filter(({ stems }) => asked && stems === asked).sort((a, b) => exact(b) - exact(a));
  const found = same.length ? same : terms.filter(({ stems }) => asked && ` ${stems} `.includes(` ${asked} `)).slice(0, TERMS);
  return found.map(({ id, name }) => [GLOSSARY, `Glossary: ${name}`, `#${id}`, null, 100, `${GLOSSARY}.md`, "index"]).reverse();
};

Search.query = (query) => {
  const parts = Search._parseQuery(query);
  const [, terms, , highlighted] = parts;
  const first = fromGlossary(query);
  const ids = first.map(([, , anchor]) => anchor);
  const told = ([page, , anchor]) => page === GLOSSARY && first.length && (!anchor || ids.includes(anchor));
  const others = Search._performSearch(...parts).filter((result) => !told(result));
  const titled = ([, title]) => inStems(title.split(" > ").pop()) === inStems(query); // a place of just that name
  const places = others.filter((one, n) => others.findIndex((other) => other[0] === one[0] && other[2] === one[2]) === n);
  const results = [...places.filter((one) => !titled(one)), ...places.filter(titled), ...first]; // the last comes first
  for (const item of results.slice().reverse()) {
    _displayItem(item, terms, highlighted);
    Search.output.lastElementChild.append(...excerpts(item, [...terms]));
  }
  _finishSearch(results.length);
};
