import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { origin } from '../support/origin.js';

const REQUEST = 'request.getParameter("p")';
const holder = (made: string): string =>
  `class Holder {\n  private final String value;\n  Holder(String value) {\n    this.value = value;\n  }\n  String get() {\n    return value;\n  }\n}\nclass A {\n  void f(HttpServletRequest request) {\n    Holder h = new Holder(${made});\n    sink(h.get())//\n  }\n}`;
const store = (set: string): string => `class Store {\n  by(name) {\n    this.where = ${set};\n  }\n  all() {\n    sink("SELECT a FROM b " + this.where)//\n  }\n}`;
const called = (call: string): string => `function load(file) {\n  sink(file)//\n}\nfunction handle(req, res) {\n  ${call}\n}`;

describe('a value over objects, lists and functions of its file', () => {
  for (const [name, expected, path, code] of [
    ['a constructor without a modifier', 'parameter', 'A.java', 'class A {\n  A(String p) {\n    sink(p)//\n  }\n}'],
    ['a constructor that calls another', 'parameter', 'A.cs', 'class A {\n  A(string p) : base(p)\n  {\n    sink(p)//\n  }\n}'],
    ['a block behind a call, which is no constructor', 'request', 'A.kt', `fun f(request: HttpServletRequest) {\n  val p = ${REQUEST}\n  Column(p) {\n    sink(p)//\n  }\n}`],
    ['an annotation that has arguments', 'request', 'A.java', 'class A {\n  void f(@RequestParam(defaultValue = "a") String p) {\n    sink(p)//\n  }\n}'],
    ['a method called get, of what a client sent', 'request', 'A.java', holder(REQUEST)],
    ['a method called get, of a constant', 'constant', 'A.java', holder('"a"')],
    ['a field that a text was put together for', 'joined', 'a.js', store('`WHERE name = "${name}"`')],
    ['a field that is set to a constant', 'constant', 'a.js', store('"WHERE name = ?"')],
    ['a field that its caller chose', 'unknown', 'a.js', 'class A {\n  constructor(root) {\n    this.root = root;\n  }\n  f() {\n    sink(this.root)//\n  }\n}'],
    [
      'a field that what a client sent is put into',
      'request',
      'a.py',
      'class A:\n    def f(self):\n        self.all.append(request.args["a"])\n    def g(self):\n        sink(" ".join(self.all))//\n',
    ],
    [
      'a list of texts that are put together',
      'parameter',
      'a.ts',
      'function f(name: string) {\n  const all: string[] = [];\n  all.push("a");\n  all.push(`b ${name}`);\n  sink(all.join(" "))//\n}',
    ],
    ['a list of constants', 'constant', 'A.cs', 'void F(string p)\n{\n    var all = new List<string>();\n    all.Add("a");\n    sink(string.Join(" ", all))//\n}'],
    [
      'a list that another function may put something into',
      'unknown',
      'A.cs',
      'void F(string p)\n{\n    var all = new List<string>();\n    all.Add("a");\n    Fill(all);\n    sink(string.Join(" ", all))//\n}',
    ],
    ['a channel of constants', 'constant', 'a.go', 'func f() {\n\tjobs := make(chan string, 1)\n\tjobs <- "a"\n\tclose(jobs)\n\tfor job := range jobs {\n\t\tsink(job)//\n\t}\n}'],
    ['a channel', 'request', 'a.go', 'func f(r *http.Request) {\n\tjobs := make(chan string, 1)\n\tjobs <- r.FormValue("a")\n\tfor job := range jobs {\n\t\tsink(job)//\n\t}\n}'],
    ['a table of pairs, by its key', 'constant', 'a.js', 'function f(req) {\n  const all = new Map([["a", "x"], ["b", req.query.b]]);\n  sink(all.get("a"))//\n}'],
    ['a table of pairs, by another key', 'request', 'a.js', 'function f(req) {\n  const all = new Map([["a", "x"], ["b", req.query.b]]);\n  sink(all.get("b"))//\n}'],
    [
      'a table of constants that hands its value to a name',
      'constant',
      'A.cs',
      'class A\n{\n    static readonly Dictionary<string, string> Names = new()\n    {\n        ["a"] = "x",\n    };\n    void F(string p)\n    {\n        if (!Names.TryGetValue(p, out var name)) return;\n        sink(name)//\n    }\n}',
    ],
    ['what a caller hands over', 'request', 'a.js', called('load(req.query.file);')],
    ['what a caller tests before', 'parameter', 'a.js', called('if (!NAMES.includes(req.query.file)) return;\n  load(req.query.file);')],
    ['what another object is handed', 'parameter', 'a.js', called('disk.load(req.query.file);')],
    [
      'an object that a caller hands over, taken apart',
      'request',
      'a.js',
      'function load({ file, size = 1 }) {\n  sink(file)//\n}\nfunction handle(req) {\n  load({ file: req.query.file });\n}',
    ],
    ['another part of it', 'parameter', 'a.js', 'function load({ file, size = 1 }) {\n  sink(size)//\n}\nfunction handle(req) {\n  load({ file: req.query.file, size: 2 });\n}'],
    ['an argument by its name', 'request', 'a.py', 'def load(root, file="a"):\n    sink(file)//\ndef handle(request):\n    load("b", file=request.args["f"])\n'],
    ['a parameter that is handed nothing', 'constant', 'a.py', 'def name(file="a"):\n    return file\ndef handle(request):\n    sink(name())//\n'],
    ['a block of Kotlin', 'request', 'A.kt', `fun f(request: HttpServletRequest) {\n  ${REQUEST}?.let {\n    sink(it)//\n  }\n}`],
    ['a block of Kotlin that names it', 'request', 'A.kt', `fun f(request: HttpServletRequest) {\n  ${REQUEST}?.also { p ->\n    sink(p)//\n  }\n}`],
    ['a number that may be missing', 'constant', 'A.kt', `fun f(request: HttpServletRequest) {\n  val p = ${REQUEST}?.toIntOrNull() ?: 7\n  sink(p)//\n}`],
    ['a number that something is taken from', 'constant', 'a.js', 'const page = req.query.page;\nsink((page - 1) * 20)//'],
    ['a text of Python that is repeated', 'request', 'a.py', 'p = request.args["p"]\nsink(p * 20)//'],
    ['text around each of a list', 'request', 'a.js', 'const all = req.body.ids.map((id) => `(${id})`);\nsink(all)//'],
    ['each of a list, made harmless', 'unknown', 'a.js', 'const all = req.body.ids.map((id) => `(${escape(id)})`);\nsink(all)//'],
    ['a format of numbers', 'constant', 'a.php', '<?php\n$p = sprintf("%d-x", $_GET["p"]);\nsink($p)//'],
    ['a format of numbers and texts', 'request', 'a.php', '<?php\n$p = sprintf("%d-%s", 1, $_GET["p"]);\nsink($p)//'],
    ['a function that tests what it gives back', 'constant', 'a.py', 'def f():\n    sink(name())//\ndef name():\n    n = request.args["n"]\n    return n if n in NAMES else "a"\n'],
  ] as const)
    it(`${name}: ${expected}`, () => assert.equal(origin(code, path), expected));
});
