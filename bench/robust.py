"""Bad input by kind: what is handled, what is refused well or badly, and what is lost or garbled without a word.

    python bench/robust.py                  # every kind: a few minutes
    python bench/robust.py --kind manifest  # kinds whose name begins so
    python bench/robust.py --all            # print what became of each input, not only of the bad ones

Each input stands in a table with what is expected of it: `want`, what the call has to give, and `said`, what has to be
told of it (a regular expression, in the warnings or in the error). Both were written before the input was first tried,
by somebody who had not written the code that reads it. The first run counted 119 inputs of 656 as refused badly and 12
as lost. For 66 of these the program itself was at fault (a wrong call, a test of pages that took its own elements for
the text's), and some ten expectations were mistaken and were corrected: another order of rows, another reason that is
right as well. The others were mended in the library.

An input counts as

- *handled*: the right result, and nothing is told, because nothing need be;
- *refused well*: an error or a report of ours that names file and row, reason and remedy; what is sound is read;
- *refused badly*: an error of Python or of another library, a message without one of these parts, a false alarm,
  everything refused for one bad part, or no answer within a minute;
- *lost*: left out, changed or accepted without a word.

Each runs in a process of its own, so that one that dies is counted, too. Writes bench/results/robust.csv. Needs POSIX.
"""

import argparse
import errno
import json
import multiprocessing
import os
import platform
import re
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from html.parser import HTMLParser
from importlib.metadata import version
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd

import newsloupe as nl
from newsloupe import exchange, show
from newsloupe.actors import ActorWarning, load_actors
from newsloupe.coding.store import Coding
from newsloupe.corpus import Article
from newsloupe.saving import put
from newsloupe.spans import COLUMNS

RESULT = Path(__file__).parent / "results" / "robust.csv"
SECONDS = 60  # for one input, by the clock
OUTCOMES = ["handled", "refused well", "refused badly", "lost"]
REFUSED, ANY = "<refused>", "<any>"  # as `want`: an error is expected; whatever is read, if it is told to be doubtful
# What a remedy begins with.
REMEDY = re.compile(
    r"\b(save|rename|delete|correct|write|give|check|use|restore|load|export|unpack|put|keep|choose|close|make|call|"
    r"replace|look|select|decode|mark|move|leave|describe|shipped are|did you mean|remove|say|install|avoid|code|"
    r"rewrite|renew|fetch|let|has no place for it|the first ids are)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Bad:
    """One input: its name, what it is made of, what the call has to give, and what has to be told."""

    name: str
    data: Any
    want: Any
    said: str = ""


@dataclass(frozen=True)
class Kind:
    """Inputs of one kind, and the call that is tried with each, in a new folder."""

    name: str
    call: Callable[[Path, Any], Any]
    inputs: Iterable[Bad]


def rows(*table: tuple[Any, ...]) -> list[Bad]:
    return [Bad(*row) for row in table]


# fmt: off

# ---------------------------------------------------------------- tables of articles


def file(folder: Path, name: str, data: str | bytes) -> Path:
    (folder / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    return folder / name


def texts(path: Path) -> dict[str, str]:
    return {article.id: article.text for article in nl.load_corpus(path)}


def csv_file(folder: Path, data: str | bytes) -> dict[str, str]:
    return texts(file(folder, "c.csv", data))


def any_file(folder: Path, data: tuple[str, str | bytes]) -> dict[str, str]:
    return texts(file(folder, *data))


SHAPES = rows(
    ("only the names of the columns", "id,text\r\n", REFUSED, "c.csv"),
    ("another order and a further column", "text,lang,id\nSnow fell.,en,s1\n", {"s1": "Snow fell."}),
    ("capitals", "ID,Text\n1,Snow.\n", {"1": "Snow."}),
    ("blanks around the names", " id , text \n1,Snow.\n", {"1": "Snow."}),
    ("another name for the text", "id,body\n1,Snow.\n", {"1": "Snow."}, "text from 'body'"),
    ("a name for the text that nobody knows", "id,passage\n1,Snow.\n", REFUSED, "c.csv.*'passage'.*text="),
    ("no name for the text", "id,\n1,Snow.\n", REFUSED, "c.csv.*no column.*'column 2'"),
    ("two columns id", "id,id,text\n1,2,Snow.\n", REFUSED, "c.csv.*two columns.*'id'"),
    ("a surplus cell", "id,text\n1,Snow.\n2,Rain, hail.\n3,Fog.\n", {"1": "Snow.", "3": "Fog."}, "line 3.*3 cells"),
    ("a surplus cell in the first row", "id,text\n1,Snow, ice.\n2,Fog.\n", {"2": "Fog."}, "line 2.*3 cells"),
    ("surplus cells in every row", "id,text\n1,Snow, ice.\n2,Rain, hail.\n", REFUSED, "c.csv, line 2.*3 cells"),
    ("a missing cell", "id,text,outlet\n1,Snow.\n2,Fog.,X\n", {"1": "Snow.", "2": "Fog."}, "line 2.*2 cells"),
    ("blank lines", "\n\nid,text\n\n1,Snow.\n\n\n2,Fog.\n\n", {"1": "Snow.", "2": "Fog."}),
    ("empty columns at the end", "id,text,,\n1,Snow.,,\n", {"1": "Snow."}),
    ("no id", "id,text\n1,Snow.\n,Fog.\n", {"1": "Snow."}, "line 3.*no id"),
    ("no text", "id,text\n1,\n2,Fog.\n", {"2": "Fog."}, "line 2.*(empty|no text)"),
    ("white space as text", "id,text\n1,\u00a0 \u2003\n2,Fog.\n", {"2": "Fog."}, "line 2.*empty"),
    ("an id twice", "id,text\n1,Snow.\n1,Fog.\n", {"1": "Snow."}, "line 3.*same id"),
    ("a text twice", "id,text\n1,Snow.\n2,Snow.\n", {"1": "Snow."}, "line 3.*repeats"),
    ("no line end at the end", "id,text\n1,Snow.", {"1": "Snow."}),
    ("a title above the names", "Weather,,\nid,text,outlet\n1,Snow.,X\n", {"1": "Snow."}, "line 1.*above the names"),
    ("a column of row numbers", ",id,text\n0,a,Snow.\n1,b,Fog.\n", {"a": "Snow.", "b": "Fog."}),
    ("two thousand columns", f"id,text,{','.join(f'c{n}' for n in range(2000))}\n1,Snow.,{',' * 1999}\n",
     {"1": "Snow."}),
    ("a cell of a million characters", f"id,text\n1,{'snow ' * 200_000}\n", {"1": "snow " * 200_000}),
    ("ids with zeros in front", "id,text\n007,Snow.\n7,Fog.\n", {"007": "Snow.", "7": "Fog."}),
    ("words that mean nothing elsewhere", "id,text\nNA,null\nnan,None\n", {"NA": "null", "nan": "None"}),
    ("names of columns only in a comment", "# id,text\n1,Snow.\n", {"1": "Snow."}, "id from"),
)

ODD = {"a vertical tab": "\x0b", "a form feed": "\x0c", "a file separator": "\x1c", "a group separator": "\x1d",
       "a record separator": "\x1e", "a next line": "\x85", "a line separator": "\u2028",
       "a paragraph separator": "\u2029", "a bare carriage return": "\r", "an escape": "\x1b",
       "a zero-width space": "\u200b", "a mark in the middle": "\ufeff"}
BETWEEN = [
    *(Bad(f"{name} in a cell", f"id,text,x\n1,Sun.{odd}Moon.,y\n2,Fog.,y\n", {"1": f"Sun.{odd}Moon.", "2": "Fog."})
      for name, odd in ODD.items()),
    *rows(
        ("a NUL", "id,text\n1,Sun\0Moon.\n", {"1": "Sun\0Moon."}, "c.csv.*NUL.*line 2"),
        ("old Mac line ends", "id,text\r1,Sun.\r2,Fog.\r", {"1": "Sun.", "2": "Fog."}),
        ("mixed line ends", "id,text\r\n1,Sun.\n2,Fog.\r\n", {"1": "Sun.", "2": "Fog."}),
        ("line ends of both kinds in quotation marks", 'id,text\n1,"Sun.\r\nMoon.\nStar.\rEnd."\n',
         {"1": "Sun.\r\nMoon.\nStar.\rEnd."}),
        ("the end mark of DOS", "id,text\n1,Sun.\n\x1a", {"1": "Sun."}, "line 3"),
        ("a cell that goes on without quotation marks", "id,text\n1,Sun.\nMoon\n2,Fog.\n", {"1": "Sun.", "2": "Fog."},
         "line 3.*(1 cell|empty)"),
        ("a form feed between rows", "id,text\n1,Sun.\n\x0c\n2,Fog.\n", {"1": "Sun.", "2": "Fog."}),
    ),
]

SEPARATED = rows(
    ("semicolons and a comma in the text", "id;text\n1;Sun, moon.\n", {"1": "Sun, moon."}),
    ("semicolons and more commas than columns", "id;text;x\n1;a, b, c, d, e;y\n", {"1": "a, b, c, d, e"}),
    ("tabs", "id\ttext\n1\tSun; moon, stars.\n", {"1": "Sun; moon, stars."}),
    ("bars", "id|text\n1|Sun, moon.\n", {"1": "Sun, moon."}),
    ("a line for Excel", "sep=;\r\nid;text\r\n1;Sun.\r\n", {"1": "Sun."}),
    ("a line for Excel with a tab", "sep=\t\nid\ttext\n1\tSun.\n", {"1": "Sun."}),
    ("quoted names and semicolons", '"id";"text"\n"1";"Sun; moon"\n', {"1": "Sun; moon"}),
    ("a semicolon in a comma file", "id,text\n1,Sun; moon.\n", {"1": "Sun; moon."}),
    ("a surplus semicolon", "id;text\n1;Sun; moon.\n2;Fog.\n", {"2": "Fog."}, "line 2.*3 cells.*semicolon"),
    ("a surplus tab", "id\ttext\n1\tSun\tmoon.\n2\tFog.\n", {"2": "Fog."}, "line 2.*3 cells.*tab"),
    ("colons", "id:text\n1:Sun.\n", REFUSED, "c.csv.*'id:text'"),
    ("blanks", "id text\n1 Sun.\n", REFUSED, "c.csv.*'id text'"),
    ("blanks after commas", 'id, text\n1, "Sun, moon"\n', {"1": "Sun, moon"}),
    ("one column", "text\nSun.\n", {"1": "Sun."}, "ids are the numbers"),
    ("a decimal comma beside semicolons", "id;text;score\n1;Sun.;0,5\n", {"1": "Sun."}),
    ("full-width commas", "id，text\n1，Sun.\n", REFUSED, "c.csv.*'id，text'"),
)

QUOTED = rows(
    ("doubled marks", 'id,text\n1,"She said ""no""."\n', {"1": 'She said "no".'}),
    ("a cell that begins with a quotation", 'id,text\n1,"""No"", she said."\n', {"1": '"No", she said.'}),
    ("marks in a cell without any around it", 'id,text\n1,A "light" rain.\n', {"1": 'A "light" rain.'}),
    ("an inch mark", 'id,text\n1,Snow of 5" fell.\n', {"1": 'Snow of 5" fell.'}),
    ("an empty quotation", 'id,text\n1,""\n2,"Fog."\n', {"2": "Fog."}, "line 2.*(empty|no text)"),
    ("never closed, in the last row", 'id,text\n1,"Sun."\n2,"Fog.\n', {"1": "Sun."}, "line 3.*quotation mark"),
    ("never closed, in the first row", 'id,text\n1,"Sun.\n2,"Fog."\n3,"Ice."\n', {"2": "Fog.", "3": "Ice."},
     "line 2.*quotation mark"),
    ("goes on after it is closed", 'id,text\n1,"Sun" and moon\n2,"Fog."\n', {"2": "Fog."}, "line 2.*quotation mark"),
    ("marked by backslashes", 'id,text\n1,"A \\"light\\" rain."\n2,"Fog."\n', {"2": "Fog."},
     "line 2.*quotation mark"),
    ("single quotation marks", "id,text\n1,'Sun, moon'\n2,Fog.\n", {"2": "Fog."}, "line 2.*3 cells"),
    ("curly quotation marks", "id,text\n1,“Sun, moon”\n2,Fog.\n", {"2": "Fog."}, "line 2.*3 cells"),
    ("whole rows in quotation marks", 'id,text\n"1,""Sun."""\n2,Fog.\n', {"2": "Fog."},
     "line 2.*(1 cell|no text|empty)"),
    ("a line end inside", 'id,text\n1,"Sun.\n\nMoon."\n2,Fog.\n', {"1": "Sun.\n\nMoon.", "2": "Fog."}),
    ("two rows swallowed by one mark", 'id,text\n1,Sun.\n2,"Fog.\n3,Ice.\n4,Hail."\n5,Rain.\n',
     {"1": "Sun.", "2": "Fog.\n3,Ice.\n4,Hail.", "5": "Rain."}, "line 3.*look like rows"),
    ("only a mark", 'id,text\n1,"\n2,Fog.\n', {"2": "Fog."}, "line 2.*quotation mark"),
    ("three marks", 'id,text\n1,"""\n2,Fog.\n', {"2": "Fog."}, "line 2.*quotation mark"),
    ("a mark in the names", 'id,"text\n1,Sun.\n', REFUSED, "c.csv, line 1.*quotation mark"),
)

# ---------------------------------------------------------------- text files

ENGLISH = "“It’s over,” the mayor said – twice. Nobody in the café objected to the plan, which costs £5 million."
CZECH = "Předseda vlády řekl, že příští týden začne jednání. Žádný z účastníků se k tomu nevyjádřil, což překvapilo."
RUSSIAN = "Мэр сказал, что переговоры начнутся на следующей неделе. Никто из участников не возразил против плана."
GREEK = "Ο δήμαρχος είπε ότι οι συνομιλίες θα αρχίσουν την επόμενη εβδομάδα. Κανείς δεν διαφώνησε με το σχέδιο."
ARABIC = "قال رئيس البلدية إن المحادثات ستبدأ في الأسبوع المقبل ولم يعترض أحد على الخطة."
JAPANESE = "市長は来週から協議を始めると述べました。計画に反対する人はいませんでした。"
CHINESE = "市长说谈判将于下周开始。没有人反对这项计划，这让许多观察人士感到意外。"
KOREAN = "시장은 다음 주에 협상이 시작된다고 말했다. 아무도 그 계획에 반대하지 않았다."


def text_file(folder: Path, data: bytes) -> str:
    file(folder, "x.txt", data)
    return texts(folder)["x"]


GUESS = "x.txt.*guess.*save it as UTF-8"
ENCODED = [
    *(Bad(f"{name} in {encoding}", text.encode(encoding), text)
      for name, text in (("English", ENGLISH), ("Japanese", JAPANESE))
      for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-32")),
    *(Bad(f"{name} in {encoding}", text.encode(encoding, "replace"), text, GUESS)
      for name, text, encoding in (("English", ENGLISH, "cp1252"), ("Russian", RUSSIAN, "cp1251"),
                                   ("Japanese", JAPANESE, "shift_jis"), ("Japanese", JAPANESE, "euc_jp"),
                                   ("Japanese", JAPANESE, "iso2022_jp"), ("English", ENGLISH, "utf-16-le"),
                                   ("Czech", CZECH, "utf-16-be"), ("English", ENGLISH, "utf-32-be"))),
    *(Bad(f"{name} in {encoding}", text.encode(encoding, "replace"), ANY, GUESS)  # the letters may be wrong ones
      for name, text, encoding in (("Czech", CZECH, "cp1250"), ("Czech", CZECH, "iso8859_2"),
                                   ("Russian", RUSSIAN, "koi8_r"), ("Russian", RUSSIAN, "cp866"),
                                   ("Greek", GREEK, "iso8859_7"), ("Arabic", ARABIC, "cp1256"),
                                   ("Chinese", CHINESE, "gb18030"), ("Chinese", CHINESE, "big5"),
                                   ("Korean", KOREAN, "euc_kr"), ("English", ENGLISH, "mac_roman"),
                                   ("English", ENGLISH, "cp850"))),
    Bad("English in EBCDIC", ENGLISH.encode("cp500", "replace"), ANY, "x.txt.*(guess|binary).*save"),
]


def damaged(before: str, wrong: bytes, after: str = " Then it rained.") -> bytes:
    return before.encode() + wrong + after.encode()


REPLACED = "U\\+FFFD.*(write|save)"
DAMAGED = rows(
    ("cut in an emoji", (ENGLISH + "😀").encode()[:-1], ENGLISH + "\ufffd", f"x.txt.*byte 0xF0.*{REPLACED}"),
    ("cut in a Russian letter", RUSSIAN.encode()[:-2], RUSSIAN[:-2] + "\ufffd", f"x.txt.*damaged.*{REPLACED}"),
    ("a dash of Windows", damaged(ENGLISH, b" \x97"), f"{ENGLISH} \ufffd Then it rained.",
     f"0x97.*line 1.*{REPLACED}"),
    ("on the third line", damaged(f"{ENGLISH}\n\n", b"\xe9"), f"{ENGLISH}\n\n\ufffd Then it rained.", "0xE9.*line 3"),
    ("an overlong form", damaged(ENGLISH, b"\xc0\x80"), f"{ENGLISH}\ufffd\ufffd Then it rained.", "0xC0"),
    ("halves of an emoji", damaged(ENGLISH, "\ud83d\ude00".encode("utf-8", "surrogatepass")), ANY, "0xED.*U\\+FFFD"),
    ("two encodings in one file", (ENGLISH * 4).encode() + "\n“Ça va?”".encode("cp1252"), ANY,
     "0x93.*line 2.*U\\+FFFD"),
    ("two files in one", ("\ufeffSun.\n" * 2).encode(), "Sun.\n\ufeffSun.\n"),
    ("decoded wrongly before", "The cafÃ© is closed.".encode(), "The cafÃ© is closed."),
    ("replaced before", "The caf\ufffd is closed.".encode(), "The caf\ufffd is closed."),
    ("UTF-16 cut in the middle", ENGLISH.encode("utf-16")[:-1], ENGLISH[:-1] + "\ufffd", "x.txt.*damaged.*UTF-16"),
    ("half a character in UTF-16", ENGLISH.encode("utf-16") + b"\x3d\xd8", ENGLISH + "\ufffd", "x.txt.*damaged"),
    ("with a mark of UTF-8", b"\xef\xbb\xbf" + damaged(ENGLISH, b"\x85"), f"{ENGLISH}\ufffd Then it rained.", "0x85"),
    ("one NUL", b"The mayor\x00 said no.", "The mayor\0 said no.", "x.txt.*NUL.*line 1.*delete"),
    ("a hole of zeros", ENGLISH.encode() + bytes(4096), REFUSED, "x.txt.*binary.*save"),
    ("UTF-32 with a number that is no letter", "Sun".encode("utf-32") + b"\xff\xff\xff\x7f", ANY,
     "x.txt.*(damaged|binary)"),
)


def beside(folder: Path, data: tuple[str, bytes]) -> list[str]:
    """Ids of what is read of a folder with one sound article."""
    file(folder, "good.txt", ENGLISH)
    file(folder, *data)
    return nl.load_corpus(folder).ids


NO_TEXT = rows(
    *((name, (f"x.{suffix}", data), ["good"], f"x.{suffix}: .*{reason}.*;")
      for name, suffix, data, reason in (
          ("PDF", "txt", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3", "PDF"), ("Word", "txt", b"PK\x03\x04\x14\0", "ZIP"),
          ("old Word", "txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"), ("RTF", "md", b"{\\rtf1 Sun}", "RTF"),
          ("gzip", "txt", b"\x1f\x8b\x08\0", "compressed"), ("bzip2", "txt", b"BZh91AY&SY" + bytes(range(256)),
           "binary"),
          ("PNG", "txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "binary"), ("noise", "md", bytes(range(256)) * 9,
           "binary"),
          ("program", "txt", b"\x7fELF" + bytes(60), "binary"), ("SQLite", "txt", b"SQLite format 3\0" + bytes(90),
           "binary"),
          ("nothing", "txt", b"", "empty"), ("white space", "txt", b" \n\t \xc2\xa0\n", "empty"),
          ("only a mark", "txt", b"\xef\xbb\xbf", "empty"), ("another kind", "docx", b"PK\x03\x04", "damaged"),
          ("no suffix", "y", b"Sun.", "not read"))),
    ("a page of the web", ("x.txt", b"<html><body>Sun.</body></html>"), ["good", "x"], "with their markup"),
    ("Markdown in capitals", ("X.MD", b"# Sun\n\nMoon."), ["X", "good"]),
    ("the same text again", ("x.txt", ENGLISH.encode()), ["good"], "x.txt: .*repeats the text of good; delete"),
    ("the same name with another suffix", ("good.md", b"Sun."), ["good"], "good.*same id.*; rename"),
)


def prepared(folder: Path, make: Callable[[Path], Any]) -> list[str]:
    """Ids of what is read of a folder in which `make` has made something; it may answer with another path."""
    other = make(folder)
    return nl.load_corpus(other if isinstance(other, str | Path) else folder).ids


def good(folder: Path, name: str = "good.txt") -> Path:
    return file(folder, name, ENGLISH)


FOLDERS = rows(
    ("empty", lambda folder: None, REFUSED, "holds no .txt"),
    ("only hidden files", lambda folder: good(folder, ".a.txt") and None, REFUSED, "holds no .txt"),
    ("only notes about it", lambda folder: good(folder, "README.txt") and None, REFUSED, "holds no .txt"),
    ("not there", lambda folder: folder / "none", REFUSED, "does not exist; give"),
    ("home of a user who is none", lambda folder: "~nobody-of-this-name/texts", REFUSED,
     "(nobody|home).*(give|check)"),
    ("a name with a NUL", lambda folder: f"{folder}/a\0b", REFUSED, "does not exist; give"),
    ("a name that is too long", lambda folder: folder / ("x" * 300), REFUSED, "does not exist; give"),
    ("a kind of file that is not read", lambda folder: file(folder, "x.png", b"PK"), REFUSED, "x.png.*use"),
    ("letters of other scripts", lambda folder: good(folder, "статья 😀 新.txt") and folder, ["статья 😀 新"]),
    ("blanks and points", lambda folder: good(folder, " a.b .txt") and folder, [" a.b "]),
    ("a link to nothing", lambda folder: good(folder) and (folder / "x.txt").symlink_to("none"), ["good"],
     "x.txt.*restore"),
    ("a link in a circle", lambda folder: good(folder) and (folder / "x.txt").symlink_to("x.txt"), ["good"],
     "x.txt.*restore"),
    ("a link to an article", lambda folder: (folder / "x.txt").symlink_to(good(folder)), ["good"], "x.txt.*repeats"),
    ("a pipe", lambda folder: good(folder) and os.mkfifo(folder / "x.txt"), ["good"], "x.txt.*restore or delete"),
    ("a folder called x.txt", lambda folder: good(folder) and (folder / "x.txt").mkdir(), ["good"]),
    ("a folder called x.txt with a text",
     lambda folder: (good(folder) and (folder / "x.txt").mkdir()) or (good(folder / "x.txt") and None), ["good"],
     "x.txt/good.txt.*repeats"),
    ("texts far below", lambda folder: (good(folder) and (folder / "a/b/c").mkdir(parents=True)) or
     (good(folder / "a/b/c") and None), ["good"], "a/b/c/good.txt.*repeats"),
    ("a name that is not UTF-8",
     lambda folder: Path(os.fsdecode(os.fsencode(folder) + b"/caf\xe9.txt")).write_text(ENGLISH)
     and None, ["caf\ufffd"], "name that is not UTF-8; rename"),
    ("a guide", lambda folder: good(folder) and file(folder, "Guide.md", b"Sun.") and None, ["good"],
     "Guide.md.*rename"),
    ("manifest without articles", lambda folder: file(folder, "manifest.csv", b"file\na.txt\n") and None, REFUSED,
     "a.txt.*missing.*restore"),
)

LINE = '{"id": "z", "text": "Fog."}\n'


def json_lines(folder: Path, data: str | bytes) -> dict[str, str]:
    return texts(file(folder, "c.jsonl", data))


Z = {"z": "Fog."}
JSON_LINES = rows(
    ("a number as id", '{"id": 7, "text": "Sun."}\n' + LINE, {"7": "Sun.", **Z}),
    ("no id", '{"id": null, "text": "Sun."}\n' + LINE, Z, "line 1.*no id"),
    ("truth as id", '{"id": true, "text": "Sun."}\n' + LINE, Z, "line 1.*id"),
    ("no text", '{"id": "a", "text": null}\n' + LINE, Z, "line 1.*no text"),
    ("a list as text", '{"id": "a", "text": ["Sun."]}\n' + LINE, Z, "line 1.*text that is no string"),
    ("a text that is empty", '{"id": "a", "text": ""}\n' + LINE, Z, "line 1.*(empty|no text)"),
    ("cut", LINE + '{"id": "a", "text": "Su', Z, "line 2.*not valid JSON"),
    ("a comma after the last", '{"id": "a", "text": "Sun.",}\n' + LINE, Z, "line 1.*not valid JSON"),
    ("single quotation marks", "{'id': 'a', 'text': 'Sun.'}\n" + LINE, Z, "line 1.*not valid JSON"),
    ("two objects on one line", '{"id": "a", "text": "Sun."}{"id": "b", "text": "Moon."}\n' + LINE, Z,
     "line 1.*not valid"),
    ("a comment", "// articles\n" + LINE, Z, "line 1.*not valid JSON"),
    ("a list of objects on one line", f"[{LINE.strip()}]\n", REFUSED, "c.jsonl, line 1.*no JSON object"),
    ("an object over several lines", json.dumps({"id": "a", "text": "Sun."}, indent=1), REFUSED, "c.jsonl, line 1"),
    ("a mark at the beginning", b"\xef\xbb\xbf" + LINE.encode(), Z),
    ("UTF-16", LINE.encode("utf-16"), Z),
    ("Windows line ends and blank lines", f"\r\n{LINE}\r\n  \r\n", Z),
    ("a key twice", '{"id": "a", "id": "b", "text": "Sun."}\n' + LINE, Z, "line 1.*'id' twice"),
    ("half an emoji", '{"id": "a", "text": "Sun \\ud83c"}\n' + LINE, {"a": "Sun \ufffd", **Z}, "line 1.*U\\+FFFD"),
    ("both halves of an emoji", '{"id": "a", "text": "\\ud83c\\udf1e"}\n' + LINE, {"a": "🌞", **Z}),
    ("a NUL", '{"id": "a", "text": "Sun\\u0000"}\n' + LINE, {"a": "Sun\0", **Z}),
    ("deep", '{"id": "a", "text": "Sun.", "x": ' + '{"y":' * 60_000 + "\n" + LINE, Z, "line 1.*deep"),
    ("a huge number", '{"id": "a", "text": "Sun.", "x": 1' + "0" * 9000 + "}\n" + LINE, {"a": "Sun.", **Z}),
    ("numbers that are none", '{"id": "a", "text": "Sun.", "x": NaN, "y": -Infinity}\n' + LINE, {"a": "Sun.", **Z}),
    ("a raw line separator", '{"id": "a", "text": "Sun\u2028\x85Moon"}\n' + LINE, {"a": "Sun\u2028\x85Moon", **Z}),
    ("a raw tab", '{"id": "a", "text": "Sun\tMoon"}\n' + LINE, Z, "line 1.*not valid JSON"),
    ("names in capitals", '{"ID": "a", "Text": "Sun."}\n' + LINE, Z, "line 1.*no id"),
    ("a table", "id,text\n1,Sun.\n", REFUSED, "c.jsonl, line 1.*not valid JSON"),
    ("a stray byte", LINE.encode() + '{"id": "a", "text": "“Sun”'.encode() + b'\x97"}', {**Z, "a": "“Sun”\ufffd"},
     "c.jsonl.*0x97.*line 2"),
    ("empty", "", REFUSED, "c.jsonl"),
)

# ---------------------------------------------------------------- manifests

SHA = "2f73a58e55f1b0b1fd3d4dbec7c3bbcbad1f1e1c4cbe0a2f02c1ed0e9c8c2f6c"  # of nothing here


def with_manifest(folder: Path, data: str | bytes) -> dict[str, str]:
    """Outlet of each article (``-`` where there is none)."""
    file(folder, "a.txt", "Sun.")
    file(folder, "b.txt", "Fog.")
    file(folder, "manifest.csv", data)
    return {article.id: article.meta.get("outlet", "-") for article in nl.load_corpus(folder)}


BOTH = {"a": "Daily", "b": "-"}
MANIFESTS = rows(
    ("semicolons", "file;outlet\na.txt;Daily\nb.txt;-\n", BOTH),
    ("tabs", "file\toutlet\na.txt\tDaily\nb.txt\t-\n", BOTH),
    ("UTF-16", "file,outlet\na.txt,Daily\nb.txt,-\n".encode("utf-16"), BOTH),
    ("Windows-1252", "file,outlet\na.txt,Le Café\nb.txt,-\n".encode("cp1252"), {"a": "Le Café", "b": "-"},
     "manifest.csv.*guess"),
    ("capitals", "FILE,Outlet\na.txt,Daily\nb.txt,-\n", BOTH),
    ("no column file", "name,outlet\na.txt,Daily\n", REFUSED, "manifest.csv.*no column 'file'.*'name'.*rename"),
    ("a surplus cell", "file,outlet\na.txt,Daily, X\nb.txt,-\n", {"a": "-", "b": "-"},
     "manifest.csv, line 2.*3 cells"),
    ("a missing cell", "file,outlet,date\na.txt,Daily\nb.txt,-,-\n", BOTH, "manifest.csv, line 2.*2 cells"),
    ("a file twice", "file,outlet\na.txt,Daily\nb.txt,-\na.txt,X\n", BOTH, "manifest.csv, line 4.*again"),
    ("a file that is gone", "file,outlet\na.txt,Daily\nb.txt,-\nc.txt,X\n", BOTH, "c.txt.*missing.*restore"),
    ("no name of a file", "file,outlet\n,X\na.txt,Daily\nb.txt,-\n", BOTH, "manifest.csv.*line 2.*(name|file)"),
    ("a path before the name", "file,outlet\n./a.txt,Daily\nb.txt,-\n", {"a": "-", "b": "-"}, "a.txt.*missing"),
    ("a name in capitals", "file,outlet\nA.TXT,Daily\nb.txt,-\n", {"a": "-", "b": "-"}, "A.TXT.*missing"),
    ("another id", "id,file,outlet\nx,a.txt,Daily\nb,b.txt,-\n", BOTH, "manifest.csv, line 2.*'x'"),
    ("a wrong checksum", f"file,outlet,sha256\na.txt,Daily,{SHA}\nb.txt,-,\n", {"b": "-"},
     "a.txt.*checksum.*restore"),
    ("a checksum in capitals", "file,outlet,sha256\na.txt,Daily,{SUM}\nb.txt,-,\n", BOTH),
    ("never closed", 'file,outlet\na.txt,Daily\nb.txt,"-\n', BOTH, "manifest.csv, line 3.*quotation mark"),
    ("a line end in a cell", 'file,outlet,note\na.txt,Daily,"1\n2"\nb.txt,-,\n', BOTH),
    ("a huge cell", f"file,outlet,note\na.txt,Daily,{'x' * 200_000}\nb.txt,-,\n", BOTH),
    ("empty", "", REFUSED, "manifest.csv.*empty.*(rename|save)"),
    ("binary", bytes(range(256)), REFUSED, "manifest.csv.*(rename|save)"),
    ("only the names of the columns", "file,outlet\n", {"a": "-", "b": "-"}),
    ("two columns of one name", "file,outlet,outlet\na.txt,X,Y\n", REFUSED, "manifest.csv.*two columns.*'outlet'"),
)


def checked_manifest(folder: Path, data: str | bytes) -> dict[str, str]:
    import hashlib

    own = hashlib.sha256(b"Sun.").hexdigest().upper()
    return with_manifest(folder, data.replace("{SUM}", own) if isinstance(data, str) else data)


def renewed(folder: Path, data: str | bytes) -> list[list[str]]:
    """File, outlet and further columns of a manifest that was renewed twice; what was refused must be as it was."""
    file(folder, "a.txt", "Sun.")
    path = file(folder, "manifest.csv", data)
    before = path.read_bytes()
    try:
        nl.write_manifest(nl.write_manifest(folder).parent)
    except Exception:
        assert path.read_bytes() == before, "changed although it was refused"
        raise
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    own = [name for name in table if name not in ("id", "sha256", "words", "label", "title", "date", "author", "url",
                                                  "language")]
    return table[own].values.tolist()


RENEWED = rows(
    ("a column of one's own", "file,outlet,topic\na.txt,Daily,war\n", [["a.txt", "Daily", "", "war"]]),
    ("a row of a file that is gone", "file,outlet\nz.txt,X\na.txt,Daily\n",
     [["a.txt", "Daily", ""], ["z.txt", "X", "unknown"]]),
    ("UTF-16", "file,outlet\na.txt,Żółw\n".encode("utf-16"), [["a.txt", "Żółw", ""]]),
    ("semicolons", "file;outlet\na.txt;X, Y\n", [["a.txt", "X, Y", ""]]),
    ("a line for Excel", "sep=;\nfile;outlet\na.txt;X\n", [["a.txt", "X", ""]]),
    ("a file twice", "file,outlet\na.txt,X\na.txt,Y\n", REFUSED, "manifest.csv, line 3.*again.*delete"),
    ("a lost file twice", "file,outlet\nz.txt,X\nz.txt,Y\n", REFUSED, "manifest.csv, line 3.*again.*delete"),
    ("no name of a file", "file,outlet\na.txt,X\n,Y\n", REFUSED, "manifest.csv, line 3.*(name|file).*(write|delete)"),
    ("Windows-1250", "file,outlet\na.txt,Dvořák večer říká žluťoučký kůň\n".encode("cp1250"), REFUSED,
     "manifest.csv.*(guess|not UTF-8).*save"),
    ("a stray byte", "file,outlet\na.txt,“Daily”".encode() + b"\x97\n", REFUSED, "manifest.csv.*0x97.*save"),
    ("a surplus cell", "file,outlet\na.txt,X,Y\n", REFUSED, "manifest.csv, line 2.*3 cells.*Nothing was changed"),
    ("a missing cell", "file,outlet,topic\na.txt,X\n", [["a.txt", "X", "", ""]]),
    ("never closed", 'file,outlet\na.txt,X\nz.txt,"Y\n', REFUSED, "manifest.csv, line 3.*Nothing was changed"),
    ("line ends in a cell", 'file,outlet\na.txt,"X\r\nY\n\nZ"\n', [["a.txt", "X\r\nY\n\nZ", ""]]),
    ("a bare carriage return in a cell", "file,outlet\na.txt,X\rY\n", [["a.txt", "X\rY", ""]]),
    ("a line separator in a cell", "file,outlet\na.txt,X\u2028Y\x0cZ\n", [["a.txt", "X\u2028Y\x0cZ", ""]]),
    ("no column file", "name,outlet\na.txt,X\n", REFUSED, "manifest.csv.*no column 'file'.*rename"),
    ("a formula", "file,outlet\na.txt,\\=1+1\n", [["a.txt", "\\=1+1", ""]]),
)

# ---------------------------------------------------------------- span tables

SPANNED = nl.Corpus.from_texts({"a": "Perhaps it will rain, perhaps not.", "007": "NA\r\nmay fall; -5 “degrees”."})
HEAD = ",".join(COLUMNS)
FIRST = "a,0,7,Perhaps,l,hedge,,,Ann"


def span_file(folder: Path, data: str | bytes) -> list[list[Any]]:
    found = nl.load_spans(file(folder, "s.csv", data), SPANNED)
    return found[["article", "start", "end", "label"]].values.tolist()


ONE = ["a", 0, 7, "hedge"]


def changed(old: str, new: str) -> str:
    return f"{HEAD}\n{FIRST.replace(old, new)}\n"


SPANS = rows(
    ("numbers with a point", changed("0,7", "0.0,7.0"), [ONE]),
    ("blanks around numbers", changed("0,7", " 0 , 7 "), [ONE]),
    *((f"{said} as an end", changed(",7,", f",{said},"), REFUSED, "s.csv, line 2.*end is not a number.*write")
      for said in ("", "x", "7.5", "inf", "nan", "1e1", "-7", "٧", "0x7", "7,0".replace(",", "'"))),
    ("ends before it begins", changed("0,7,Perhaps", "7,0,Perhaps"), REFUSED, "s.csv, line 2.*no span.*correct"),
    ("nothing", changed("0,7,Perhaps", "7,7,"), REFUSED, "s.csv, line 2.*no span"),
    ("past the text", changed(",7,", ",99,"), REFUSED, "s.csv, line 2.*34 characters"),
    ("a number as long as a page", changed(",7,", f",{'9' * 3000},"), REFUSED, "s.csv, line 2.*end is not a number"),
    ("another text", changed("Perhaps", "perhaps"), REFUSED, "s.csv, line 2.*another version"),
    ("no such article", changed("a,0", "b,0"), REFUSED, "s.csv, line 2.*no article 'b'"),
    ("an id with zeros in front", f"{HEAD}\n007,0,2,NA,l,x,,,Ann\n", [["007", 0, 2, "x"]]),
    ("labels that look like nothing", f"{HEAD}\na,0,7,Perhaps,NA,null,nan,None,N/A\n", [["a", 0, 7, "null"]]),
    ("a text with a line end", f'{HEAD}\n007,0,7,"NA\r\nmay",l,x,,,Ann\n', [["007", 0, 7, "x"]]),
    ("a line end that a program changed", f'{HEAD}\n007,0,7,"NA\nmay",l,x,,,Ann\n', REFUSED,
     "s.csv, line 2.*another version"),
    ("a minus that a spreadsheet could run", f"{HEAD}\n007,14,16,\\-5,l,x,,,Ann\n", [["007", 14, 16, "x"]]),
    ("the same without a backslash", f"{HEAD}\n007,14,16,-5,l,x,,,Ann\n", [["007", 14, 16, "x"]]),
    ("curly quotation marks", f"{HEAD}\n007,17,26,“degrees”,l,x,,,Ann\n", [["007", 17, 26, "x"]]),
    ("Windows-1252", f"{HEAD}\n007,17,26,“degrees”,l,x,,,Ann\n".encode("cp1252"), REFUSED,
     "s.csv, line 2.*0x93.*UTF-8"),
    ("UTF-16", changed("x", "x").encode("utf-16"), [ONE]),
    ("UTF-16 without a mark", changed("x", "x").encode("utf-16-le"), REFUSED, "s.csv.*UTF-8.*save"),
    ("semicolons", changed("x", "x").replace(",", ";"), [ONE]),
    ("tabs", changed("x", "x").replace(",", "\t"), [ONE]),
    ("names in capitals", changed("x", "x").replace(HEAD, HEAD.upper()), [ONE]),
    ("a column of row numbers", f",{HEAD}\n0,{FIRST}\n", [ONE]),
    ("columns missing", "article,start,end\na,0,7\n", REFUSED, "s.csv.*lacks.*text.*article, start, end"),
    ("names in another language", "artikel;anfang;ende\na;0;7\n", REFUSED, "s.csv.*lacks.*artikel"),
    ("a surplus cell", f"{HEAD}\n{FIRST},more\n", REFUSED, "s.csv, line 2.*10 cells"),
    ("a cell missing", f"{HEAD}\n{FIRST.removesuffix(',Ann')}\n", [ONE]),
    ("never closed", changed("Ann", '"Ann'), REFUSED, "s.csv, line 2.*quotation mark"),
    ("blank lines", f"\n{HEAD}\n\n{FIRST}\n\n,,,,,,,,\n", [ONE]),
    ("only the names of the columns", f"{HEAD}\n", []),
    ("empty", b"", REFUSED, "s.csv.*empty"),
    ("a spreadsheet", b"PK\x03\x04\xff", REFUSED, "s.csv.*ZIP.*save"),
    ("Parquet called .csv", b"PAR1\x15\x04\xff", REFUSED, "s.csv.*(save|UTF-8)"),
)


def parquet(folder: Path, make: Callable[[pd.DataFrame], pd.DataFrame | bytes]) -> list[list[Any]]:
    made = make(nl.make_spans(SPANNED, [{"article": "a", "start": 0, "end": 7, "label": "hedge"}]))
    path = folder / "s.parquet"
    path.write_bytes(made) if isinstance(made, bytes) else made.to_parquet(path)
    return nl.load_spans(path, SPANNED)[["article", "start", "end", "label"]].values.tolist()


ROW = "s.parquet, row 1.*"
PARQUET = rows(
    ("decimal offsets", lambda t: t.astype({"start": float, "end": float}), [ONE]),
    ("small unsigned offsets", lambda t: t.astype({"start": "uint8", "end": "uint8"}), [ONE]),
    ("offsets as text", lambda t: t.astype({"start": str, "end": str}), [ONE]),
    ("categories", lambda t: t.astype({"label": "category", "coder": "category"}), [ONE]),
    ("another index", lambda t: t.set_axis(["x"], axis=0), [ONE]),
    ("a further column of times", lambda t: t.assign(when=pd.Timestamp("2020-01-01")), [ONE]),
    ("a further column of lists", lambda t: t.assign(more=[[1, 2]]), [ONE]),
    ("no rows", lambda t: t.head(0), []),
    ("half an offset", lambda t: t.assign(end=7.5), REFUSED, ROW + "end is not a number"),
    ("no offset", lambda t: t.assign(end=float("nan")), REFUSED, ROW + "end is not a number"),
    ("an infinite offset", lambda t: t.assign(end=float("inf")), REFUSED, ROW + "end is not a number"),
    ("truth as offset", lambda t: t.assign(start=False), REFUSED, ROW + "start is not a number"),
    ("a time as offset", lambda t: t.assign(start=pd.Timestamp("2020-01-01")), REFUSED,
     ROW + "start is not a number"),
    ("a list as offset", lambda t: t.assign(start=[[0]]), REFUSED, ROW + "start is not a number"),
    ("a number as article", lambda t: t.assign(article=7), REFUSED, ROW + "article is 7.*write"),
    ("a list as label", lambda t: t.assign(label=[["x"]]), REFUSED, ROW + "label.*no text"),
    ("bytes as text", lambda t: t.assign(text=b"Perhaps"), REFUSED, ROW + "text is b'Perhaps'"),
    ("no label", lambda t: t.assign(label=None), ANY),
    ("a column missing", lambda t: t.drop(columns="rule"), REFUSED, "s.parquet.*lacks.*rule"),
    ("a text of another version", lambda t: t.assign(text="perhaps"), REFUSED, ROW + "another version"),
    ("empty", lambda t: b"", REFUSED, "s.parquet.*no sound Parquet.*restore"),
    ("cut in the middle", lambda t: t.to_parquet()[:-200], REFUSED, "s.parquet.*no sound Parquet.*restore"),
    ("with a hole", lambda t: (d := t.to_parquet())[:4] + bytes(300) + d[304:], REFUSED, "s.parquet.*(sound|row)"),
    ("a table of text", lambda t: t.to_csv().encode(), REFUSED, "s.parquet.*no sound Parquet.*restore"),
)


def records(folder: Path, given: Any) -> list[list[Any]]:
    return nl.make_spans(SPANNED, given)[["article", "start", "end", "label"]].values.tolist()


MARK = {"article": "a", "start": 0, "end": 7, "label": "hedge"}
RECORDS = rows(
    ("none", [], []),
    ("decimal numbers", [MARK | {"end": 7.0}], [ONE]),
    ("numbers as text", [MARK | {"end": "7"}], [ONE]),
    *((f"{bad!r} as an end", [MARK, MARK | {"end": bad}], REFUSED, "row 1.*end is not a number.*write")
      for bad in (None, "seven", 7.5, float("nan"), float("inf"), [7], {}, True, 10**40, b"7")),
    ("no end", [{"article": "a", "start": 0, "label": "x"}], REFUSED, "row 0.*end"),
    ("no article", [{"start": 0, "end": 7, "label": "x"}], REFUSED, "row 0.*no article"),
    ("an article that is a number", [MARK | {"article": 7}], REFUSED, "row 0.*no article 7"),
    ("an article that is a list", [MARK | {"article": ["a"]}], REFUSED, "row 0.*no article"),
    ("past the text", [MARK | {"end": 999}], REFUSED, "row 0.*34 characters"),
    ("no dictionary", [MARK, ("a", 0, 7)], REFUSED, "record 1.*tuple.*give"),
    ("half a character", [MARK | {"note": "\udc00"}], REFUSED, "record 0.*half a character.*replace"),
    ("keys that are no text", [MARK | {5: "x"}], [ONE]),
)

# ---------------------------------------------------------------- codebooks and lists of actors

BOOK = """name: mine
title: Mine
layer: framing
about: A try.
status: Untested.
codes:
  - label: rain
    title: Rain
    definition: It rains.
    indicators:
      - reason: a word of rain
        terms: [rain*]
"""


def codebook(folder: Path, data: str | bytes) -> list[str]:
    return nl.apply_codebook(SPANNED, file(folder, "b.yml", data))["text"].tolist()


def edited(old: str, new: str) -> str:
    assert old in BOOK
    return BOOK.replace(old, new, 1)


CODEBOOKS = rows(
    ("sound", BOOK, ["rain"]),
    ("Windows line ends and a mark", b"\xef\xbb\xbf" + BOOK.replace("\n", "\r\n").encode(), ["rain"]),
    ("UTF-16", BOOK.encode("utf-16"), ["rain"]),
    ("Windows-1252", edited("A try.", "Café").encode("cp1252"), REFUSED, "b.yml, line 4.*0xE9.*save it as UTF-8"),
    ("a tab to indent", edited("    title: Rain", "\ttitle: Rain"), REFUSED, "b.yml, line 8"),
    ("a line too far to the left", edited("    definition", "   definition"), REFUSED, "b.yml, line (8|9|10)"),
    ("a field misspelt", edited("definition", "defintion"), REFUSED, "b.yml, line 9.*did you mean 'definition'"),
    ("a field missing", edited("    definition: It rains.\n", ""), REFUSED, "b.yml, line 7.*definition"),
    ("a label in capitals", edited("label: rain", "label: Rain"), REFUSED, "b.yml, line 7.*label"),
    ("a word that YAML takes for false", edited("[rain*]", "[no, rain*]"), REFUSED,
     "b.yml, line 12.*put it in quotes"),
    ("a number as a term", edited("[rain*]", "[2020]"), REFUSED, "b.yml, line 12.*put it in quotes"),
    ("a term that is no list", edited("[rain*]", "rain"), REFUSED, "b.yml, line 12.*terms"),
    ("only a star", edited("[rain*]", "['*']"), REFUSED, "b.yml, line 12.*match everything"),
    ("no codes", BOOK[: BOOK.index("codes")] + "codes: []\n", REFUSED, "b.yml, line 6.*codes"),
    ("codes twice", BOOK + BOOK[BOOK.index("codes") :], REFUSED, "b.yml.*'codes' stands twice .lines 6 and 13"),
    ("two codes of one name", BOOK + BOOK[BOOK.index("  - label") :], REFUSED, "b.yml.*two codes.*'rain'.*rename"),
    ("a pattern that is none", edited("terms: [rain*]", "pattern: '(rain'"), REFUSED,
     "b.yml, line 12.*regular expression"),
    ("a pattern for nothing", edited("terms: [rain*]", "pattern: 'x*'"), REFUSED, "b.yml, line 12.*empty"),
    ("a pattern that never ends", edited("terms: [rain*]", r"pattern: '(?:(\w|\s|,|[a-z ])+)+\d'"), REFUSED,
     "mine.*rain.*5 s.*avoid"),
    ("a pattern that is too deep", edited("terms: [rain*]", "pattern: '" + "(?:a|b" * 400 + ")" * 400 + "{9}'"),
     REFUSED,
     "b.yml, line 12.*deep|recursion.*shorter"),
    ("a pattern of 200,000 characters", edited("terms: [rain*]", "pattern: '" + "(a|b)" * 40_000 + "'"), REFUSED,
     "b.yml, line 12.*(long|terms)"),
    ("a figure that is none", edited("terms: [rain*]", "figure: litotes"), REFUSED, "b.yml, line 12.*litotes"),
    ("a weight of zero", edited("terms: [rain*]", "terms: [rain*]\n        weight: 0"), REFUSED,
     "b.yml, line 13.*(greater|above) .*"),
    ("a comment that eats a term", edited("[rain*]", "\n          - rain # 5"), REFUSED, "b.yml, line 13.*comment"),
    ("two documents", BOOK + "---\n" + BOOK, REFUSED, "b.yml.*(document|line 13)"),
    ("a program", edited("A try.", "!!python/object/apply:os.system [exit 1]"), REFUSED, "b.yml.*not valid YAML"),
    ("a bomb", "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(f"{c}: &{c} [{f'*{p},' * 9}]\n" for p, c in zip("abcdefgh",
     "bcdefghi",
     strict=True)), REFUSED, "b.yml"),
    ("deep", "{a: " * 100_000, REFUSED, "b.yml.*50 levels"),
    ("a control character", edited("A try.", "A\x07try"), REFUSED, "b.yml, line 4.*U\\+0007.*delete"),
    ("a list", "- rain\n", REFUSED, "b.yml.*list.*write"),
    ("empty", "", REFUSED, "b.yml.*empty.*write"),
    ("only a comment", "# mine\n", REFUSED, "b.yml.*empty.*write"),
    ("a picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), REFUSED, "b.yml"),
)

ACTORS = """actors:
  mayor:
    title: The mayor
    side: city
    aliases: [the mayor]
"""


def actors(folder: Path, data: str | bytes) -> list[str]:
    return load_actors(file(folder, "l.yml", data)).ids


def acted(old: str, new: str) -> str:
    assert old in ACTORS
    return ACTORS.replace(old, new, 1)


ACTOR_LISTS = rows(
    ("sound", ACTORS, ["mayor"]),
    ("a mark and Windows line ends", b"\xef\xbb\xbf" + ACTORS.replace("\n", "\r\n").encode(), ["mayor"]),
    ("an actor twice", ACTORS + ACTORS[ACTORS.index("  mayor") :], REFUSED, "l.yml.*'mayor' stands twice"),
    ("actors twice", ACTORS * 2, REFUSED, "l.yml.*'actors' stands twice"),
    ("no name", acted("    aliases: [the mayor]\n", ""), REFUSED, "l.yml, line 2.*no name.*give"),
    ("one letter as a name", acted("the mayor", "M"), REFUSED, "l.yml.*'M'.*two letters"),
    ("truth as a name", acted("[the mayor]", "[yes, the mayor]"), REFUSED, "l.yml, line 5"),
    ("a field misspelt", acted("aliases", "alias"), REFUSED, "l.yml, line 5.*did you mean 'aliases'"),
    ("no side", acted("    side: city\n", ""), REFUSED, "l.yml, line 2.*side"),
    ("an id in capitals", acted("  mayor:", "  Mayor:"), REFUSED, "l.yml, line 2.*Mayor"),
    ("a number as id", acted("  mayor:", "  5:"), REFUSED, "l.yml, line 2"),
    ("one name for two actors", ACTORS + ACTORS[ACTORS.index("  mayor") :].replace("  mayor:", "  other:"), REFUSED,
     "l.yml.*the mayor"),
    ("a list", "- mayor\n", REFUSED, "l.yml.*list"),
    ("nothing under actors", "actors:\n", REFUSED, "l.yml"),
    ("no actors", "actors: {}\n", REFUSED, "l.yml"),
    ("Windows-1252", acted("city", "Zürich").encode("cp1252"), REFUSED, "l.yml, line 4.*0xFC.*save it as UTF-8"),
    ("a tab to indent", acted("    side", "\tside"), REFUSED, "l.yml, line 4"),
    ("empty", "", REFUSED, "l.yml.*empty"),
)

# ---------------------------------------------------------------- exchange

CODED = nl.Corpus.from_texts({"t": "The mayor 😀 said no.\r\nIt rained.", "u": "Nobody came."})
MARKS = [
    {"article": "t", "start": 0, "end": 9, "label": "source", "group": "g", "coder": "Ann"},
    {"article": "t", "start": 12, "end": 16, "label": "cue", "group": "g", "coder": "Ann", "note": "sure"},
]


def read_back(read: Callable[..., pd.DataFrame], path: Path) -> list[list[Any]]:
    return read(path, CODED)[["article", "start", "end", "label"]].values.tolist()


FULL = [["t", 0, 9, "source"], ["t", 12, 16, "cue"]]
CUE = FULL[1:]
ANN = "T1\tsource 0 9\tThe mayor\nT2\tcue 12 16\tsaid\n"


def brat(folder: Path, data: str | bytes | Callable[[Path], object]) -> list[list[Any]]:
    file(folder, "t.txt", CODED["t"].text)
    file(folder, "t.ann", ANN if callable(data) else data)
    if callable(data):
        data(folder)
    return read_back(exchange.from_brat, folder)


BRAT = rows(
    ("sound", ANN, FULL),
    ("a mark at the beginning", b"\xef\xbb\xbf" + ANN.encode(), FULL),
    ("UTF-16", ANN.encode("utf-16"), FULL),
    ("Windows line ends", ANN.replace("\n", "\r\n"), FULL),
    ("Windows-1252", ANN.encode() + "#1\tNote T1\t“sure”\n".encode("cp1252"), REFUSED, "t.ann.*(line 3|0x93).*UTF-8"),
    ("past the text", ANN.replace("0 9", "0 99"), CUE, "t.ann, line 1.*no span"),
    ("ends before it begins", ANN.replace("0 9", "9 0"), CUE, "t.ann, line 1.*no span"),
    ("a number as long as a page", ANN.replace("0 9", "0 " + "9" * 6000), CUE, "t.ann, line 1.*offset"),
    ("a negative number", ANN.replace("0 9", "-1 9"), CUE, "t.ann, line 1.*not understood.*correct"),
    ("numbers of another script", ANN.replace("0 9", "٠ ٩"), CUE, "t.ann, line 1"),
    ("another text", ANN.replace("The mayor", "A mayor"), CUE, "t.ann, line 1.*the text has 'The mayor'.*mark"),
    ("a name twice", ANN.replace("T2", "T1"), FULL[:1], "t.ann, line 2.*T1.*twice.*rename"),
    ("blanks for tabs", ANN.replace("T1\t", "T1 "), CUE, "t.ann, line 1.*not understood"),
    ("cut", ANN[:-12], FULL[:1], "t.ann, line 2.*not understood"),
    ("a relation to nothing", ANN + "R1\tsays Arg1:T1 Arg2:T9\n", FULL, "t.ann, line 3.*T9"),
    ("an event without its word", ANN + "E1\tcue:T7\n", ANY, ""),
    ("an attribute that is a column", ANN + "A1\tarticle T1 x\n", FULL, "t.ann, line 3.*'article'.*rename"),
    ("links to a data base", ANN + "N1\tReference T1 W:1\tx\n", FULL, "t.ann, line 3.*data base"),
    ("a deep note", ANN + "#1\tNote T1\t" + "[" * 99_999 + "\n", FULL),
    ("a line of something else", ANN + "hello\n", FULL, "t.ann, line 3.*not understood"),
    ("a line separator in a note", ANN + "#1\tNote T1\tsure\u2028quite\x0c\n", FULL),
    ("another version of the text", lambda folder: file(folder, "t.txt", "The mayor came."), REFUSED,
     "(?s)t.*another version|no article"),
    ("an empty file", "", []),
    ("a text that is no text", lambda folder: file(folder, "t.txt", b"\xff\xd8\xff\xe0"), REFUSED, "t.txt|t.ann"),
    ("a folder called .ann", lambda folder: (folder / "v.ann").mkdir(), FULL, "v.ann.*folder"),
    ("no file", lambda folder: (folder / "t.ann").unlink(), REFUSED, "no .ann.*unpack"),
    ("a text of nobody", lambda folder: (file(folder, "v.txt", "Who?"), file(folder, "v.ann", "T1\tx 0 3\tWho\n")),
     FULL,
     "v.*no article"),
)


def exported(write: Callable[..., Path], pattern: str) -> Callable[[], tuple[str, str]]:
    """Name and content of the file that holds the marks when we write them."""

    def made() -> tuple[str, str]:
        with tempfile.TemporaryDirectory() as name:
            folder = write(nl.make_spans(CODED, MARKS, layer="l"), CODED, Path(name))
            found = next(path for path in sorted(folder.rglob(pattern)) if "source" in path.read_bytes().decode())
            return str(found.relative_to(folder)), found.read_bytes().decode()

    return made


def tool(read: Callable[..., pd.DataFrame], made: Callable[[], tuple[str, str]]) -> Callable[[Path, Any], Any]:
    """A call with a file of ours that a function has changed, as text, as bytes, or as the value of its JSON."""

    def call(folder: Path, change: Callable[[Any], Any]) -> Any:
        name, text = made()
        try:
            data = change(text)
        except (TypeError, AttributeError, KeyError):
            value = [json.loads(line) for line in text.splitlines()] if name.endswith("l") else json.loads(text)
            value = change(value) or value
            data = "".join(json.dumps(one) + "\n" for one in value) if name.endswith("l") else json.dumps(value)
        (folder / name).parent.mkdir(exist_ok=True, parents=True)
        file(folder, name, data)
        return read_back(read, folder)

    return call


def damaged_json(name: str, of_one: Any = REFUSED) -> list[Bad]:
    """What is wrong with any export in JSON; `of_one` is what a file gives of which the first line is at fault."""
    return rows(
        ("sound", lambda text: text + "", FULL),
        ("a mark at the beginning", lambda text: "\ufeff" + text, FULL),
        ("UTF-16", lambda text: (text + "").encode("utf-16"), FULL),
        ("UTF-16 without a mark", lambda text: (text + "").encode("utf-16-le"), REFUSED, f"{name}.*UTF-8.*save"),
        ("Windows-1252", lambda text: text.replace("sure", "“sure”").replace("😀", "é").encode("cp1252"), REFUSED,
         f"{name}.*(byte|UTF-8).*save"),
        ("cut", lambda text: text[: len(text) // 2] + "", REFUSED, f"{name}.*not valid JSON"),
        ("deep", lambda text: "[" * 100_000 + text, of_one, f"{name}.*deep"),
        ("a ZIP file", lambda text: b"PK\x03\x04\xff" + text.encode(), REFUSED, f"{name}.*ZIP.*unpack"),
        ("null", lambda text: "null" + text[:0], REFUSED, name),
        ("a number", lambda text: "5" + text[:0], REFUSED, name),
        ("text", lambda text: '"The mayor"' + text[:0], REFUSED, name),
        ("a page of the web", lambda text: "<html>Sign in</html>" + text[:0], REFUSED, f"{name}.*not valid JSON"),
        ("another version of the text", lambda text: text.replace("It rained", "It snowed"), ANY,
         f"{name}.*another version"),
        ("a key twice", lambda text: text.replace('{"', '{"text": "x", "text": "y", "', 1) if '{"' in text else
         text.replace("{", '{"text": "x", "text": "y",', 1), of_one, f"{name}.*'text'.*twice"),
    )


def at(*path: Any, **new: Any) -> Callable[[Any], None]:
    """A change of some entries at a place in the value of a JSON file."""

    def change(value: Any) -> None:
        if isinstance(value, str):
            raise TypeError
        for step in path:
            value = value[step]
        value.update(new)

    return change


REGION = (0, "annotations", 0, "result", 0)
LABEL_STUDIO = damaged_json("tasks.json") + rows(
    *((f"{bad!r} as an end", at(*REGION, "value", end=bad), CUE, "tasks.json, task 1.*(no span|offsets|not)")
      for bad in (999, -1, "9", None, 9.5, 10**30, True)),
    ("another text", at(*REGION, "value", text="A mayor"), CUE, "region s1.*the text has 'The mayor'"),
    ("no labels", at(*REGION, "value", labels=[]), CUE, "region s1.*no labelled text"),
    ("labels that are no list", at(*REGION, "value", labels="x"), CUE, "region s1.*no labelled text"),
    ("no annotations", at(0, annotations=None), [], "tasks.json, task 1.*no annotations"),
    ("an annotation that is none", at(0, annotations=[5, None, "x"]), []),
    ("a result that is none", at(0, "annotations", 0, result="x"), []),
    ("a relation to nothing", at(0, "annotations", 0, "result", 2, to_id="s9"), FULL, "task 1.*relation"),
    ("no text", at(0, data={}), [], "tasks.json, task 1"),
    ("a choice", at(*REGION, type="choices", value={"choices": ["x"]}), CUE, "region s1.*'choices'"),
    ("a skipped annotation", at(0, "annotations", 0, was_cancelled=True), []),
    ("half a character in a note", at(*REGION, meta={"text": ["\ud83d"]}), FULL),
    ("a column that is ours", at(*REGION, meta={"start": 5, "article": "u", "text": []}), FULL),
)

SPAN = (0, "entities", 0)
DOCCANO = damaged_json("Ann.jsonl", []) + rows(
    *((f"{bad!r} as an end", at(*SPAN, end_offset=bad), CUE, "Ann.jsonl, line 1.*no span")
      for bad in (999, -1, "9", None, 9.5, 10**30, True)),
    ("an offset in an emoji", at(*SPAN, end_offset=11), CUE, "Ann.jsonl, line 1.*no span.*units"),
    ("no label", at(*SPAN, label=None), CUE, "Ann.jsonl, line 1.*no labelled span"),
    ("an entity that is none", at(0, entities=["x", 5]), [], "Ann.jsonl, line 1.*no labelled span"),
    ("no entities", at(0, entities=None), [], "Ann.jsonl, line 1.*no label"),
    ("triples", at(0, entities=[[0, 9, "source"], [13, 17, "cue"]], relations=[]), FULL),
    ("a pair", at(0, entities=[[0, 9], [13, 17, "cue"]], relations=[]), CUE, "line 1.*no labelled span"),
    ("a relation to nothing", at(0, relations=[{"id": 1, "from_id": 0, "to_id": 99, "type": "x"}]), FULL,
     "line 1.*relation"),
    ("unknown units", at(0, units="bytes"), FULL),
    ("a text that is none", at(0, text=5), [], "Ann.jsonl, line 1.*no text"),
    ("half a character", at(0, Comments=["\udc00"]), FULL, "Ann.jsonl, line 1.*comment"),
    ("a column that is ours", at(*SPAN, meta={"start": 5, "article": "u"}), FULL),
    ("blank lines", lambda text: "\n\r\n" + text + "\n\n", FULL),
)


def structure(number: int, **new: Any) -> Callable[[Any], None]:
    """A change of one of the marks in a CAS."""

    def change(value: Any) -> None:
        if isinstance(value, str):
            raise TypeError
        marks = [one for one in value["%FEATURE_STRUCTURES"] if one.get("label")]
        marks[number].update(new)

    return change


INCEPTION = [bad for bad in damaged_json("Ann/t.json") if bad.name not in ("another version of the text",
 "a key twice")]
INCEPTION += rows(
    *((f"{bad!r} as an end", structure(0, end=bad), ANY, "Ann/t.json.*(no span|no sound).*;")
      for bad in (999, -1, "9", None, 9.5, 10**30)),
    ("no label", structure(0, label=""), CUE, "Ann/t.json.*no label.*choose"),
    ("another type", structure(0, **{"%TYPE": "x.Y"}), ANY, "Ann/t.json.*no sound.*export"),
    ("no type", structure(0, **{"%TYPE": None}), ANY, "Ann/t.json.*no sound.*export"),
    ("another version of the text", lambda text: text.replace("It rained", "It snowed"), ANY,
     "Ann/t.json.*another version"),
    ("no structures", lambda text: text.replace("%FEATURE_STRUCTURES", "%X"), REFUSED,
     "Ann/t.json.*no UIMA CAS JSON.*export"),
    ("other JSON", lambda text: "{}" + text[:0], REFUSED, "Ann/t.json.*no UIMA CAS JSON.*export"),
)

# ---------------------------------------------------------------- coding by hand

HAND = nl.Corpus.from_texts({"a": "Perhaps it will rain, perhaps not. 😀"})
NOTHING: list[str] = []


def coding(folder: Path, act: Callable[[Coding], Any]) -> list[str]:
    """The passages in the file of a coder who has one mark, after something happened to it."""
    (folder / "work").mkdir()
    coder = Coding(folder / "work" / "c.csv", HAND, "a", "Ann", "l", wait=0.5)
    coder.mark(0, 7, "hedge")
    act(coder)
    return sorted(nl.load_spans(coder.path, HAND)["text"])


def then_mark(before: Callable[[Coding], Any]) -> Callable[[Coding], Any]:
    return lambda coder: (before(coder), coder.mark(22, 29, "hedge"))


def no_folder(coder: Coding) -> None:
    import shutil

    shutil.rmtree(coder.path.parent)


def as_folder(coder: Coding) -> None:
    coder.path.unlink()
    coder.path.mkdir()


TWO = ["Perhaps", "perhaps"]
STORE = rows(
    ("the file was deleted", then_mark(lambda c: c.path.unlink()), TWO),
    ("its folder was deleted", then_mark(no_folder), TWO, "folder .* gone.*made again.*give"),
    ("a folder in its place", then_mark(as_folder), REFUSED, "c.csv.*(next change|tries)"),
    ("somebody spoilt it", then_mark(lambda c: c.path.write_bytes(b"\x89PNG\xff")), REFUSED,
     "c.csv.*left as it .*next change"),
    ("somebody emptied it", then_mark(lambda c: c.path.write_bytes(b"")), REFUSED, "c.csv.*empty.*next change"),
    ("a spreadsheet saved it with semicolons",
     then_mark(lambda c: c.path.write_text(c.path.read_text().replace(",", ";"), encoding="utf-8")), TWO),
    ("a spreadsheet saved it in another encoding",
     then_mark(lambda c: c.path.write_bytes(c.path.read_bytes() + "a,0,7,Perhaps,l,x,,,Zoë,\n".encode("cp1252"))),
      REFUSED,
     "c.csv.*line 3.*UTF-8"),
    ("somebody else wrote meanwhile", then_mark(lambda c: Coding(c.path, HAND, "a", "Ben", "l").mark(8, 10, "x")),
     ["Perhaps", "it", "perhaps"]),
    ("half a character in a note", lambda c: c.mark(8, 10, "x", note="\ud83d"), REFUSED,
     "it.*half a character.*(mark|repair)"),
    ("line ends in a note", lambda c: c.mark(22, 29, "x", note="1\r2\n3\r\n4\u2028"), TWO),
    ("a formula as a note", lambda c: c.mark(22, 29, "x", note="=1+1"), TWO),
    ("only white space", lambda c: c.mark(7, 8, "x"), REFUSED, "select"),
    ("ends before it begins", lambda c: c.mark(9, 3, "x"), REFUSED, "select"),
    ("past the text", lambda c: c.mark(900, 999, "x"), REFUSED, "select"),
    ("a mark that is gone", lambda c: c.update(99, note="x"), REFUSED, "99"),
    ("no coder", lambda c: Coding(c.path, HAND, "a", " ", "l"), REFUSED, "coder.*give"),
    ("the machine as coder", lambda c: Coding(c.path, HAND, "a", "machine", "l"), REFUSED, "coder.*give"),
    ("another kind of file", lambda c: Coding(c.path.with_suffix(".xlsx"), HAND, "a", "Ann", "l"), REFUSED,
     "c.xlsx.*csv"),
    ("a name in capitals", lambda c: Coding(c.path.with_name("D.CSV"), HAND, "a", "Ann", "l").mark(0, 7, "x"),
     ["Perhaps"]),
    ("no folder", lambda c: Coding(c.path.parent / "no/d.csv", HAND, "a", "Ann", "l"), REFUSED, "no folder.*make"),
    ("an article that is none", lambda c: Coding(c.path, HAND, "b", "Ann", "l"), REFUSED, "no article 'b'"),
    ("another version of the text",
     lambda c: Coding(c.path, nl.Corpus.from_texts({"a": "It rains, perhaps."}), "a", "Ann", "l"), REFUSED,
     "c.csv.*another version"),
)

# ---------------------------------------------------------------- articles that are none


def all_detectors(folder: Path, text: str) -> str:
    corpus = nl.Corpus.from_texts({"a": text})
    for find in (nl.find_attributions, nl.find_rhetoric, nl.find_frames, nl.find_agency, nl.find_residue,
     nl.find_actors,
                 lambda c: nl.find_frames(c, "policy-frames")):
        nl.check(find(corpus), corpus)
    attributions = nl.find_attributions(corpus)
    nl.attribution_list(attributions)
    nl.rate_by_voice(nl.find_words(corpus, "no"), attributions[attributions["label"] == "content"], corpus)
    return "sound"


PATHOLOGICAL = [
    Bad(name, text, "sound")
    for name, text in {
        "20,000 digits": "3" * 20_000, "digits and points": "4.4." * 6000, "digits and commas": "7,7," * 6000,
        "prices": "$9,9 " * 4000, "shares": "12.5.5 percent of " * 1500, "years": "2020-2021-" * 2500,
        "one word": "z" * 100_000, "one capital word": "Z" * 50_000, "a chain of hyphens": "far-" * 12_000,
        "only points": "." * 50_000, "only line ends": "\n" * 50_000 + "x",
         "Windows line ends": "He left.\r\n" * 3000,
        "straight quotation marks": '"' * 20_000, "opening quotation marks": "“Yes " * 6000, "brackets": "(" * 20_000,
        "nested brackets": "(so " * 4000 + ")" * 4000, "capitals": "THE MAYOR SAID NO. " * 1500,
        "an address": "https://a.org/" + "b/" * 20_000, "base64": "QmFzZTY0" * 8000, "said": "said " * 8000,
        "that": "he said that " * 3000, "not": "not " * 8000, "it isn't": "it isn’t just " * 2500,
        "combining marks": "e" + "\u0301" * 20_000, "emoji": "👩‍👩‍👧 said 😀. " * 1500,
         "turned around": "\u202eon dias eH\u202c " * 2000,
        "NUL": "He\0 said\0 no. " * 2000, "separators": "He left.\u2028\u2029\x85\x0c" * 2000,
         "soft hyphens": "re\xadport\xad " * 4000,
        "full width": "Ｈｅ　ｓａｉｄ　ｎｏ。" * 2000,
        "source of a page": "<p class='a'>He said &quot;no&quot;</p>" * 800,
        "JSON": '{"he": ["said", {"no": 1.5e9}]},' * 1500, "one letter a line": "a\n" * 15_000,
         "apostrophes": "'a'" * 10_000,
        "names": "Ann Bell Carl Dunn " * 3000, "by": "was hit by " * 3000, "semicolons": "a; b; c; " * 5000,
        "a space": " ", "a letter": "x", "a mark": "“", "half a quotation": "“He",
         "a surrogate pair": "𝕳𝖊 𝖘𝖆𝖎𝖉 𝖓𝖔. " * 500,
    }.items()
]

# ---------------------------------------------------------------- what is shown


class Shown(HTMLParser):
    """The text that a page shows, and its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.text, self.elements, self.formulas = "", set[str](), False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.elements |= {f"{tag} {name}" for name, _ in attrs if name not in ("style", "title", "class", "border")}

    def handle_data(self, data: str) -> None:
        self.formulas |= "$" in data and data != "$"
        self.text += data


TAGS = set("p mark div sup span table thead tbody tr th td".split()) | {"mark data-mark", "mark data-article"}


def shown(page: str) -> str:
    """The visible text; no element of it may come from a text, and no two dollars may meet, unless MathJax is off."""
    parser = Shown()
    parser.feed(re.sub("<style scoped>.*?</style>", "", page, count=1, flags=re.DOTALL))  # of pandas
    parser.close()
    assert parser.elements <= TAGS, f"elements of the text: {parser.elements - TAGS}"
    assert not parser.formulas or "mathjax_ignore" in page, "a bare dollar"
    return parser.text


def pages(folder: Path, text: str) -> str:
    """The text as an article, a label, a finding and a cell; the visible text if all agree."""
    article = Article("a", text, text, {"label": text})
    corpus = nl.Corpus([article])
    spans = nl.make_spans(corpus, [{"article": "a", "start": 0, "end": len(text), "label": text, "note": text}])
    page = nl.highlight(article, spans).data
    seen = shown(page[page.index("<div") :])
    assert seen.endswith(text), f"the article is shown as {seen!r}"
    finding = nl.finding(text).data
    assert not re.search(r"<(?!/?span>)", finding) and not re.search(r"(?<!&#36;)\$", finding), finding
    with pd.option_context("display.max_colwidth", None):
        cells = nl.context(spans, corpus)._repr_html_()
    assert " ".join(text.split()) in " ".join(shown(cells).replace(" ¶ ", "\n").split()), cells
    return seen[-len(text) :]


HOSTILE = [
    Bad(name, text, text)
    for name, text in {
        "a script": "<script>alert(1)</script>", "a picture": "<img src=x onerror=alert(1)>",
         "an end of the box": "</div></mark><b>x",
        "in an attribute": "\" onmouseover=\"alert(1)",
         "in an attribute of the other kind": "' onfocus='alert(1)' x='",
        "dollars": "from $5 to $6 million", "one dollar": "US$5", "two dollars": "$$x$$",
         "brackets of TeX": "\\(x\\) and \\[y\\]",
        "an environment of TeX": "\\begin{align}x\\end{align}", "Markdown": "*so* _it_ `is` **bold** ~~gone~~",
         "a link": "[x](javascript:alert(1))",
        "a picture of Markdown": "![x](http://elsewhere.invalid/y.png)", "an address": "<http://elsewhere.invalid>",
         "a heading": "# Sun",
        "entities": "&lt;b&gt; &amp;amp; &#36;", "a comment": "<!-- x --> ]]> <![CDATA[y]]>",
         "a style": "<style>*{display:none}</style>",
        "a frame": "<iframe srcdoc='<script>parent.x=1</script>'>", "drawing": "<svg onload=alert(1)>",
         "a table of Markdown": "| a | b | |---|---|",
        "a role": "{raw}`html` {{ x }} {% y %}", "footnotes": "x[^1] [1]: y",
         "turned around": "\u202egnihton\u202c to see",
    }.items()
]


def figures(folder: Path, label: str) -> list[str]:
    """The labels that figures show, drawn to a file."""
    data = pd.DataFrame({"text": [label, "other"], "kind": [label, "other"], "value": [1.0, 2.0]})
    found = []
    for draw in (show.dots, show.bars, show.strip):
        figure = draw(data, "value", "text", "kind", title=label, unit=label)
        figure.savefig(folder / "f.png", dpi=30)
        found.append(next(t.get_text() for t in figure.axes[0].get_yticklabels() if t.get_text() != "other"))
    return sorted(set(found))


FIGURES = [
    Bad(label, label, [label])
    for label in ("$5 {a $6", "Up $5, down $6", "\\frac{1}{2", "$x^2_{$", "100 %", "_hidden", "a & b # c", "{x}",
     "%s %(y)s",
                  "^up ~ down", "\\$5", "$", "$$", "<b>bold</b>")
] + rows(
    ("two lines", "Sun\nMoon", ["Sun Moon"]), ("a bell", "Sun\x07", ["Sun\ufffd"]), ("turned around", "a\u202eb",
     ["ab"]),
)


def sheet(folder: Path, text: str) -> str:
    """A note and an own column as they come back; no cell may begin with a command."""
    import csv

    corpus = nl.Corpus.from_texts({"a": text})
    mark = {"article": "a", "start": 0, "end": len(text), "label": text, "note": text, "own": text}
    path = nl.save_spans(nl.make_spans(corpus, [mark]), folder / "s.csv")
    with path.open(encoding="utf-8", newline="") as lines:
        cells = list(csv.reader(lines))[1]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n＝＋－＠]", cell)], cells
    row = nl.load_spans(path, corpus).iloc[0]
    assert row["text"] == row["label"] == row["note"] == row["own"], row.to_dict()
    return str(row["own"])


FORMULAS = [
    Bad(text[:30], text, text)
    for text in ("=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://elsewhere.invalid")', "=cmd|' /C calc'!A0",
     "＝1＋1", "-5 percent",
                 "\t=1", "\r=1", "\n=1", "\\=1", "\\\\-1", "'=1", "'5", '"=1"', " =1", "=1;=2", "=1\r\n=2", "1E5",
                  "TRUE", "03-04")
]

# ---------------------------------------------------------------- interrupted writing

OLD = nl.make_spans(CODED, MARKS, layer="l")
NEW = OLD.head(1).assign(note="new")
WRITERS: dict[str, Callable[[pd.DataFrame, Path], Any]] = {
    "spans as .csv": lambda table, folder: nl.save_spans(table, folder / "s.csv"),
    "spans as .parquet": lambda table, folder: nl.save_spans(table, folder / "s.parquet"),
    "a manifest": lambda table, folder: nl.write_manifest(folder if len(table) > 1 else file(folder, "n.txt",
     "Sun.").parent),
    "brat": lambda table, folder: exchange.to_brat(table, CODED, folder),
    "Label Studio": lambda table, folder: exchange.to_label_studio(table, CODED, folder),
    "Doccano": lambda table, folder: exchange.to_doccano(table, CODED, folder),
    "INCEpTION": lambda table, folder: exchange.to_inception(table, CODED, folder),
    "a coding sheet": lambda table, folder: exchange.coding_sheet(CODED, "stance" if len(table) > 1 else "figures",
                                                                  folder / "sheet.html"),
    "a mark": lambda table, folder: Coding(folder / "c.csv", CODED, "t", "Ann", "l").mark(0, 3 + len(table), "x"),
}


def interrupted(folder: Path, how: tuple[str, str]) -> str:
    """Write something, then write it anew and be interrupted: are all files as they were, or whole new ones?"""
    writer, step = how
    (folder / "w").mkdir()
    file(folder / "w", "m.txt", "Fog.")
    WRITERS[writer](OLD, folder / "w")
    before = contents(folder / "w")

    def stop(*_: Any, **__: Any) -> None:
        if step.startswith("kill"):
            os._exit(0)
        raise OSError(errno.ENOSPC, "No space left on device")

    child = os.fork()
    if not child:
        with mock.patch.object(os, step.split()[-1], stop), suppress(BaseException):
            WRITERS[writer](NEW, folder / "w")
        os._exit(0)
    os.waitpid(child, 0)
    now = contents(folder / "w")
    WRITERS[writer](NEW, folder / "w")
    whole = contents(folder / "w")
    broken = [name for name, data in now.items() if data not in (before.get(name), whole.get(name))]
    gone = sorted(before.keys() - now.keys())
    return f"broken: {broken}, gone: {gone}" if broken or gone else "whole"


def contents(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


INTERRUPTED = [
    Bad(f"{step}: {writer}", (writer, step), "whole") for writer in WRITERS for step in ("full at replace",
     "kill at replace")
] + [Bad(f"full at fsync: {writer}", (writer, "full at fsync"), "whole") for writer in ("spans as .csv",
 "a manifest", "a mark")]


# ---------------------------------------------------------------- names and values given by people


def given(folder: Path, call: Callable[[], Any]) -> Any:
    return call()


A = nl.Corpus.from_texts({"a": "It may rain."})
FOUND = nl.find_words(A, "may")
VALUES = rows(
    ("a text that is bytes", lambda: nl.Corpus.from_texts({"a": b"x"}), REFUSED, "'a'.*bytes.*decode"),
    ("a text that is nothing", lambda: nl.Corpus.from_texts({"a": None}), REFUSED, "'a'.*NoneType"),
    ("a list of texts", lambda: nl.Corpus.from_texts(["x"]), REFUSED, "list.*give"),
    ("half a character", lambda: nl.Corpus.from_texts({"a": "x\udfff"}), REFUSED, "'a'.*half a character.*replace"),
    ("two articles of one id", lambda: nl.Corpus([Article("a", "x"), Article("a", "y")]), REFUSED, "'a'.*give each"),
    ("an article that is none", lambda: A["b"], REFUSED, "no article 'b'.*a"),
    ("a codebook that is none", lambda: nl.find_frames(A, "fraems"), REFUSED, "no codebook 'fraems'.*shipped"),
    ("a list of actors that is none", lambda: nl.load_actors("x"), REFUSED, "no actor list 'x'.*shipped"),
    ("spans of another corpus", lambda: nl.check(FOUND, nl.Corpus.from_texts({"b": "x"})), REFUSED,
     "row 0.*no article 'a'"),
    ("a table without columns", lambda: nl.check(pd.DataFrame(), A), REFUSED, "lacks the columns"),
    ("a suffix for spans that is none", lambda: nl.save_spans(FOUND, "/tmp/x.xlsx"), REFUSED, "x.xlsx.*save"),
    ("a suffix in capitals",
     lambda: nl.load_spans(nl.save_spans(FOUND, Path(tempfile.mkdtemp()) / "X.CSV"), A)["text"].tolist(), ["may"]),
    ("Parquet in capitals",
     lambda: nl.load_spans(nl.save_spans(FOUND, Path(tempfile.mkdtemp()) / "X.PARQUET"), A)["text"].tolist(),
      ["may"]),
    ("a folder that is none", lambda: nl.save_spans(FOUND, "/none/x.csv"), REFUSED,
     "(?i)/none.*(no such|make|exist)"),
    ("an empty corpus", lambda: len(nl.find_attributions(nl.Corpus([]))), 0),
    ("an article without words", lambda: len(nl.find_rhetoric(nl.Corpus.from_texts({"a": "…"}))), 0),
    ("a rate of nothing", lambda: len(nl.rate(FOUND.head(0), nl.Corpus([]))), 0),
    ("a label that brat cannot hold", lambda: exchange.from_brat(exchange.to_brat(FOUND.assign(label="a b\tc"), A,
     Path(tempfile.mkdtemp())), A)["label"].tolist(), ["a b\tc"]),
    ("a label that XML cannot hold", lambda: exchange.to_label_studio(FOUND.assign(label="a\0"), A,
     Path(tempfile.mkdtemp())),
     REFUSED, "XML.*rename"),
    ("a coder called like a path", lambda: exchange.from_doccano(exchange.to_doccano(FOUND.assign(coder="../../x"), A,
     Path(tempfile.mkdtemp())), A)["coder"].tolist(), ["../../x"]),
    ("a span without a label", lambda: exchange.to_brat(FOUND.assign(label=" "), A, Path(tempfile.mkdtemp())),
     REFUSED,
     "no label.*give"),
)

KINDS = [
    Kind("tables: columns and rows", csv_file, SHAPES),
    Kind("tables: line separators, control characters", csv_file, BETWEEN),
    Kind("tables: semicolons, tabs", csv_file, SEPARATED),
    Kind("tables: quotation marks", csv_file, QUOTED),
    Kind("text files: encodings", text_file, ENCODED),
    Kind("text files: damaged", text_file, DAMAGED),
    Kind("text files: no text", beside, NO_TEXT),
    Kind("folders", prepared, FOLDERS),
    Kind("JSON Lines", json_lines, JSON_LINES),
    Kind("manifests: read", checked_manifest, MANIFESTS),
    Kind("manifests: renewed", renewed, RENEWED),
    Kind("spans as CSV", span_file, SPANS),
    Kind("spans as Parquet", parquet, PARQUET),
    Kind("spans as records", records, RECORDS),
    Kind("codebooks", codebook, CODEBOOKS),
    Kind("actor lists", actors, ACTOR_LISTS),
    Kind("brat", brat, BRAT),
    Kind("Label Studio", tool(exchange.from_label_studio, exported(exchange.to_label_studio, "tasks.json")),
     LABEL_STUDIO),
    Kind("Doccano", tool(exchange.from_doccano, exported(exchange.to_doccano, "Ann.jsonl")), DOCCANO),
    Kind("INCEpTION", tool(exchange.from_inception, exported(exchange.to_inception, "t.json")), INCEPTION),
    Kind("coding by hand", coding, STORE),
    Kind("long numbers, pathological articles", all_detectors, PATHOLOGICAL),
    Kind("hostile text in pages", pages, HOSTILE),
    Kind("hostile labels in figures", figures, FIGURES),
    Kind("formulas for spreadsheets", sheet, FORMULAS),
    Kind("interrupted writing", interrupted, INTERRUPTED),
    Kind("names and values", given, VALUES),
]


# fmt: on

# ---------------------------------------------------------------- trying and judging


def attempt(kind: Kind, bad: Bad, answer: Connection) -> None:
    """Try one input, and send what became of it."""
    os.environ["MPLBACKEND"] = "agg"
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        warnings.simplefilter("ignore", ResourceWarning)
        warnings.simplefilter("ignore", ActorWarning)  # of the list of actors, not of the input
        try:
            value = kind.call(Path(name), bad.data)
        except Exception as error:
            last = traceback.extract_tb(error.__traceback__)[-1].filename
            ours = Path(nl.__file__).parent in Path(last).parents
            answer.send(judge_error(bad, f"{type(error).__name__}: {error}", ours))
            return
        told = "\n".join(str(one.message) for one in caught)
    answer.send(judge(bad, value, told))


def judge_error(bad: Bad, message: str, ours: bool) -> tuple[str, str]:
    expected = bad.want == REFUSED or bad.want == ANY
    well = ours and expected and re.search(bad.said, message, re.DOTALL) and REMEDY.search(message)
    return ("refused well" if well else "refused badly"), message


def judge(bad: Bad, value: Any, told: str) -> tuple[str, str]:
    right = bad.want == ANY or (value == bad.want and bad.want != REFUSED)
    answer = f"{str(value)[:300]!r} {told}"
    if right and not bad.said:
        return ("refused badly" if told and bad.want != ANY else "handled"), answer
    if right and re.search(bad.said, told, re.DOTALL) and REMEDY.search(told):
        return "refused well", answer
    return ("refused badly" if told else "lost"), answer


def outcome(kind: Kind, bad: Bad) -> tuple[str, str]:
    """What becomes of one input, in a process of its own."""
    fork = multiprocessing.get_context("fork")
    reading, writing = fork.Pipe(duplex=False)
    process = fork.Process(target=attempt, args=(kind, bad, writing))
    process.start()
    writing.close()
    try:
        if reading.poll(SECONDS):
            return reading.recv()  # type: ignore[no-any-return]
        return "refused badly", f"no answer in {SECONDS} seconds"
    except EOFError:
        process.join()
        return "refused badly", f"the process died ({process.exitcode})"
    finally:
        process.kill()
        process.join()


def main(begin: str, everything: bool) -> pd.DataFrame:
    counts = []
    for kind in (kind for kind in KINDS if kind.name.lower().startswith(begin.lower())):
        found = []
        for bad in kind.inputs:
            became, answer = outcome(kind, bad)
            found.append(became)
            if everything or became in OUTCOMES[2:]:
                print(f"{became.upper()}: {kind.name}: {bad.name[:80]!r}\n    {answer[:600]}", flush=True)
        counts.append((kind.name, len(found), *(found.count(became) for became in OUTCOMES)))
    table = pd.DataFrame(counts, columns=["kind", "tried", *(name.replace(" ", "_") for name in OUTCOMES)])
    table = table.assign(newsloupe=nl.__version__, python=platform.python_version(), pandas=version("pandas"))
    print(table.to_string(index=False), table.sum(numeric_only=True).to_string(), sep="\n")
    return table


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kind", default="", help="only kinds whose name begins so")
    parser.add_argument("--all", action="store_true", help="print what became of each input")
    chosen = parser.parse_args()
    result = main(chosen.kind, chosen.all)
    if chosen.kind:
        sys.exit()
    put(RESULT, result.to_csv(index=False, lineterminator="\n").encode())
