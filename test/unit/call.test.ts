import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { callOf, isDynamic } from '../../src/detect/call.js';
import { TextView } from '../../src/detect/text-view.js';
import { LANGUAGES } from '../../src/model/language.js';
import { candidateOf, ruleOf, viewOf } from '../support/scan.js';

const RULE = ruleOf({ id: 'call', keywords: ['eval'], pattern: '\\beval\\(' });

/** What the call of `matched` is taken to be, and its first argument. */
function call(code: string, matched: string, path = 'app.js'): { whole: string; argument: string | undefined } {
  const view = viewOf(code, path);
  const { whole, argument } = callOf(view, candidateOf(RULE, view, matched));
  return { whole: view.text.slice(whole.start, whole.end), argument: argument === undefined ? undefined : view.text.slice(argument.start, argument.end) };
}

function dynamic(code: string, path = 'app.js'): boolean {
  const view = viewOf(code, path);
  return isDynamic(view, { start: 0, end: view.text.length });
}

describe('the call of a match', () => {
  it('reaches from its bracket to the closing one', () => {
    assert.deepEqual(call('x = eval(a) + b', 'eval('), { whole: 'eval(a)', argument: 'a' });
    assert.deepEqual(call('eval(f(a), [b, c], { d: e }); g()', 'eval('), { whole: 'eval(f(a), [b, c], { d: e })', argument: 'f(a)' });
    assert.deepEqual(call('eval()', 'eval('), { whole: 'eval()', argument: '' });
    assert.deepEqual(call('query[a, b]', 'query['), { whole: 'query[a, b]', argument: 'a' });
  });

  it('takes the first bracket in a match that does not end with one', () => {
    assert.deepEqual(call('eval(a, b) + c', 'eval(a'), { whole: 'eval(a, b)', argument: 'a' });
  });

  it('does not count brackets and commas in strings, comments and templates', () => {
    assert.deepEqual(call('eval("a)" + b /* ) , */ + `,)${c}`, d)', 'eval('), { whole: 'eval("a)" + b /* ) , */ + `,)${c}`, d)', argument: '"a)" + b /* ) , */ + `,)${c}`' });
    assert.deepEqual(call("run('it\\'s)', x) # )", 'run(', 'a.py'), { whole: "run('it\\'s)', x)", argument: "'it\\'s)'" });
  });

  it('reaches over lines, up to eight', () => {
    assert.equal(call('eval(\n  a,\n  b\n);\nc', 'eval(').whole, 'eval(\n  a,\n  b\n)');
    const long = `eval(\n${'  a +\n'.repeat(20)}b)`;
    assert.equal(call(long, 'eval(').whole.split('\n').length, 8);
  });

  it('never reaches further than two kilobytes, closed or not', () => {
    assert.ok(call(`eval(${'a + '.repeat(5000)}`, 'eval(').whole.length <= 2048 + 'eval('.length);
  });

  it('is an assignment when the match ends in = or :', () => {
    assert.deepEqual(call('el.innerHTML = a + b;\nc', 'innerHTML ='), { whole: 'innerHTML = a + b', argument: ' a + b' });
    assert.deepEqual(call('x.innerHTML =\n  f(a,\n    b)\nc()', 'innerHTML ='), { whole: 'innerHTML =\n  f(a,\n    b)', argument: '\n  f(a,\n    b)' });
    assert.deepEqual(call('f({ html: a, b: c })', 'html:'), { whole: 'html: a', argument: ' a' });
    assert.deepEqual(call('f({ html: a })', 'html:'), { whole: 'html: a ', argument: ' a ' });
  });

  it('has no argument where there is neither a bracket nor an assignment', () => {
    assert.equal(call('verify false\nx', 'verify false').argument, undefined);
    assert.equal(call('verify false\nx(y)', 'verify false').whole, 'verify false');
  });

  it('stays in the text, begins with the match and holds its argument, whatever follows', () => {
    const after = fc.array(fc.constantFrom('(', ')', '[', ']', '{', '}', ',', ';', '\n', '"', "'", '`', '${', 'a', ' ', '\\', '/*', '*/', '//'), { maxLength: 60 });
    fc.assert(
      fc.property(after, fc.constantFrom('eval(', 'eval =', 'eval'), fc.constantFrom(...LANGUAGES), (pieces, matched, language) => {
        const bytes = Buffer.from(`; ${matched}${pieces.join('')}`);
        const view = new TextView({ path: 'a', bytes, language, added: { kind: 'all' } });
        const { whole, argument } = callOf(view, candidateOf(RULE, view, matched));
        assert.equal(whole.start, 2);
        assert.ok(whole.end >= 2 + (matched.endsWith('=') ? 0 : matched.length) && whole.end <= bytes.length);
        if (argument !== undefined) assert.ok(argument.start >= whole.start && argument.end >= argument.start && argument.end <= whole.end);
        isDynamic(view, argument ?? whole);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('an argument', () => {
  it('is constant when it is made of literals', () => {
    for (const [code, path] of [
      ['', 'a.js'],
      ['"a"', 'a.js'],
      ['\'a\' + "b" + 1.5e3', 'a.js'],
      ['`a`', 'a.js'],
      ['0x1F', 'a.js'],
      ['null', 'a.js'],
      ['-1', 'a.js'],
      ['"a" /* b */', 'a.js'],
      ['"""a"""', 'a.py'],
      ['b"a" + rb\'c\'', 'a.py'],
      ['f"a"', 'a.py'],
      ['f"{{a}}"', 'a.py'],
      ['None, True, False', 'a.py'],
      ['"a $ b"', 'a.php'],
      ["'$a'", 'a.php'],
      ["'#{a}'", 'a.rb'],
      ['"a #b"', 'a.rb'],
      ['"{a}"', 'a.cs'],
      ['$"a"', 'a.cs'],
      ['"a"', 'a.kt'],
      ['"a"', 'a.swift'],
      ["'$a'", 'a.sh'],
      ['"a"', 'a.sh'],
      ['"select \\"a\\""', 'a.java'],
      ['u8"a" L"b"', 'a.cpp'],
    ] as const) {
      assert.equal(dynamic(code, path), false, `${path}: ${code}`);
    }
  });

  it('is dynamic when a name, a call or an embedded value is in it', () => {
    for (const [code, path] of [
      ['a', 'a.js'],
      ['"a" + b', 'a.js'],
      ['f("a")', 'a.js'],
      ['`a ${b}`', 'a.js'],
      ['`${"a"}${b}`', 'a.ts'],
      ['$', 'a.js'],
      ['_', 'a.js'],
      ['a.b["c"]', 'a.js'],
      ['new Foo()', 'a.js'],
      ['b', 'a.js'],
      ['r', 'a.py'],
      ['u', 'a.java'],
      ['данные', 'a.js'],
      ['"a" + größe', 'a.py'],
      ['f"a {b}"', 'a.py'],
      ["rf'{b!r}'", 'a.py'],
      ['F"""\n{a}"""', 'a.py'],
      ['f"{{{a}}}"', 'a.py'],
      ['"a %s" % b', 'a.py'],
      ['"a $b"', 'a.php'],
      ['"a {$b->c}"', 'a.php'],
      ['"a" . $b', 'a.php'],
      ['"a #{b}"', 'a.rb'],
      ['$"a {b}"', 'a.cs'],
      ['$@"a {b}"', 'a.cs'],
      ['@$"a {b}"', 'a.cs'],
      ['"a $b"', 'a.kt'],
      ['"a ${b}"', 'a.kt'],
      ['"a \\(b)"', 'a.swift'],
      ['"a $b"', 'a.sh'],
      ['"$(b)"', 'a.sh'],
      ['$1', 'a.sh'],
      ['"a ${var.b}"', 'a.tf'],
      ['"a" + b', 'a.go'],
      ['`a` + b', 'a.go'],
    ] as const) {
      assert.equal(dynamic(code, path), true, `${path}: ${code}`);
    }
  });
});
