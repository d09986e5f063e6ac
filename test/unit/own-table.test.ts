import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { origin } from '../support/origin.js';

const choice = (last: string): string =>
  `void f(@RequestParam String sort) {\n    String column = switch (sort) { case "price" -> "b"; default -> ${last}; };\n    sink("select " + column)//\n}`;

describe('what is chosen by a value', () => {
  for (const [name, expected, path, code] of [
    [
      'out of a table that is written out',
      'constant',
      'a.js',
      'const columns = { name: "a", price: "b" };\nconst column = columns[req.query.sort] || "a";\nsink("select " + column)//',
    ],
    ['the same of Python', 'constant', 'a.py', 'def f(sort):\n    columns = {"name": "a", "price": "b"}\n    sink("select " + columns.get(sort, "a"))//'],
    ['out of it, or else the value', 'parameter', 'a.py', 'def f(sort):\n    columns = {"name": "a"}\n    order = columns.get(sort, sort)\n    sink("select " + order)//'],
    [
      'out of a table that is filled elsewhere',
      'joined',
      'a.py',
      'def f(sort):\n    columns = {}\n    fill(columns)\n    order = columns.get(sort)\n    sink("select " + order)//',
    ],
    ['among literals', 'constant', 'A.java', choice('"a"')],
    ['among literals, or else the value', 'request', 'A.java', choice('sort')],
    [
      'among literals, over lines of C#',
      'constant',
      'A.cs',
      'public IActionResult F(string sort) {\n    var column = sort switch\n    {\n        "price" => "b",\n        _ => "a"\n    };\n    sink("select " + column)//\n}',
    ],
  ] as const)
    it(`is ${expected}: ${name}`, () => assert.equal(origin(code, path), expected));
});
