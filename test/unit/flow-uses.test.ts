import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { isArgumentList } from '../../src/detect/flow/argument-list.js';
import { findingsIn, viewOf } from '../support/scan.js';

const run = (before: string, value: string): string =>
  `def f():\n    host = request.args["host"]\n    command = ${before}\n    sink(${value})//\ndef build(host):\n    return ["ping", host]\n`;

describe('a list of arguments', () => {
  for (const [name, expected, code] of [
    ['that a name holds', true, run('["ping", "-c", "1", host]', 'command')],
    ['that a function of the file gives back', true, run('build(host)', 'command')],
    ['that begins with a program which runs scripts', false, run('["sh", "-c", host]', 'command')],
    ['that begins with what a client sent', false, run('[host, "a"]', 'command')],
    ['that is one text', false, run('"ping " + host', 'command')],
  ] as const)
    it(`${name}: ${expected}`, () => {
      const view = viewOf(code, 'a.py');
      const start = code.indexOf('sink(') + 5;
      assert.equal(isArgumentList(view, { start, end: code.indexOf(')//') }), expected);
    });
});

describe('a value where it is used', () => {
  const levels = (code: string, path: string): readonly string[] => findingsIn(code, path).flatMap(({ level }) => (level === 'note' ? [] : [level]));
  for (const [name, told, path, code] of [
    ['a script in a list of arguments', true, 'A.kt', 'fun run(host: String) {\n    ProcessBuilder("sh", "-c", "ping $host").start()\n}'],
    [
      'a script whose value is tested before',
      false,
      'A.kt',
      'val HOST = Regex("^[a-z]+$")\nfun run(host: String) {\n    if (!HOST.matches(host)) return\n    ProcessBuilder("sh", "-c", "ping $host").start()\n}',
    ],
    [
      'a page of a function that escapes',
      false,
      'a.php',
      '<?php\nfunction hello($all) {\n    $name = htmlspecialchars($all["name"]);\n    return "<b>$name</b>";\n}\necho hello($_GET);',
    ],
    ['a page of a function that does not', true, 'a.php', '<?php\nfunction hello($all) {\n    $name = $all["name"];\n    return "<b>$name</b>";\n}\necho hello($_GET);'],
    ['the last part of a path, as a command', true, 'a.php', '<?php\nsystem("cat " . basename($_GET["f"]));'],
    [
      'where a client is sent, with a page that stands in',
      true,
      'a.rb',
      'class A < ApplicationController\n  def show\n    target = params[:to] || root_path\n    redirect_to target\n  end\nend',
    ],
    ["a page of one's own", false, 'a.rb', 'class A < ApplicationController\n  def show\n    target = user_path(params[:id])\n    redirect_to target\n  end\nend'],
    ['a number in a text of Ruby', false, 'a.rb', 'def search(db, year)\n  number = Integer(year, 10)\n  db.execute("SELECT * FROM books WHERE year = #{number}")\nend'],
    ['a text in a text of Ruby', true, 'a.rb', 'def search(db, year)\n  db.execute("SELECT * FROM books WHERE year = #{year}")\nend'],
  ] as const)
    it(`${name}: ${told ? 'told' : 'not told'}`, () => assert.equal(levels(code, path).length > 0, told));
});
