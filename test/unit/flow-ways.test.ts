import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { origin } from '../support/origin.js';

const js = (body: string): string => `function handle(req, res) {\n  const p = req.query.p;\n${body}\n  sink(bar)//\n}`;
const py = (body: string): string => `def handle(request):\n    p = request.GET["p"]\n${body}\n    sink(bar)//\n`;
const go = (body: string): string => `func handle(w http.ResponseWriter, r *http.Request) {\n\tp := r.FormValue("p")\n${body}\n\tsink(bar)//\n}`;
const java = (body: string): string => `class A {\n  void f(HttpServletRequest request) {\n    String p = request.getParameter("p");\n${body}\n    sink(bar)//\n  }\n}`;

describe('the ways of a value', () => {
  for (const [name, expected, path, code] of [
    ['a choice between it and another', 'request', 'a.js', js('  const bar = wide ? p : "x";')],
    ['a choice that it only decides', 'constant', 'a.js', js('  const bar = p ? "on" : "off";')],
    ['what stands in for it', 'request', 'a.js', js('  const bar = p ?? "x";')],
    ['a list, at its place', 'request', 'a.js', js('  const all = ["x", p];\n  const bar = all[1];')],
    ['a list, at another', 'constant', 'a.js', js('  const all = ["x", p];\n  const bar = all[0];')],
    ['an object, under its key', 'request', 'a.js', js('  const all = { a: "x", b: p };\n  const bar = all.b;')],
    ['an object, under another', 'constant', 'a.js', js('  const all = { a: "x", b: p };\n  const bar = all.a;')],
    ['a list that something else may have changed', 'request', 'a.js', js('  const all = ["x", p];\n  shuffle(all);\n  const bar = all[0];')],
    ['a dictionary, under its key', 'request', 'a.py', py('    all = {"a": "x", "b": p}\n    bar = all["b"]')],
    ['a dictionary, under another', 'constant', 'a.py', py('    all = {"a": "x", "b": p}\n    bar = all["a"]')],
    ['parts of an assignment, its own', 'request', 'a.py', py('    other, bar = "x", p')],
    ['parts of an assignment, another', 'constant', 'a.py', py('    bar, other = "x", p')],
    ['a lambda that is called', 'request', 'a.py', py('    same = lambda value: value\n    bar = same(p)')],
    ['a function called where it stands', 'request', 'a.js', js('  const bar = (() => p)();')],
    ['a function of the file that gives it back', 'request', 'a.js', `${js('  const bar = same(p);')}\nfunction same(value) {\n  return value;\n}`],
    ['a function of the file that does not', 'constant', 'a.js', `${js('  const bar = same(p);')}\nfunction same(value) {\n  return "fixed";\n}`],
    ['a branch that never runs', 'constant', 'A.java', java('    String bar = "x";\n    if (7 * 42 - 86 < 200) bar = p;')],
    ['a branch that never runs, far from its condition', 'constant', 'A.java', java('    String bar = "x";\n    if      (7 * 42 - 86 < 200)            bar = p;')],
    [
      'a function of the file that writes into it',
      'request',
      'a.go',
      `${go('\tbar := "x"\n\tchange(&bar, p)')}\nfunc change(target *string, value string) {\n\t*target = value\n}`,
    ],
    [
      'a function of the file that writes into another',
      'constant',
      'a.go',
      `${go('\tbar := "x"\n\tother := "y"\n\tchange(&other, p)')}\nfunc change(target *string, value string) {\n\t*target = value\n}`,
    ],
    ['a function that may write anything into it', 'unknown', 'a.go', go('\tvar bar string\n\tbar = "x"\n\tjson.Unmarshal(data, &bar)')],
    ['a macro that writes into it', 'unknown', 'a.rs', 'fn handle(p: &Query) {\n    let mut bar = String::new();\n    write!(bar, "x").unwrap();\n    sink(bar)//\n}'],
    ['nothing that writes into it', 'constant', 'a.rs', 'fn handle(p: &Query) {\n    let bar = String::from("x");\n    sink(bar)//\n}'],
  ] as const)
    it(`over ${name}: ${expected}`, () => assert.equal(origin(code, path), expected));
});
