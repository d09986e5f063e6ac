import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanText } from '../../src/detect/scan-text.js';
import type { Finding } from '../../src/model/finding.js';
import type { Rule } from '../../src/model/rule.js';
import { detectorOf, ruleOf, textOf } from '../support/scan.js';
import { password } from '../support/tokens.js';

function found(rule: Rule, content: string, path = 'src/app.js'): readonly Finding[] {
  return scanText(textOf(content, path), detectorOf([rule])).findings;
}

describe('a rule for calls', () => {
  const code = { kind: 'insecure-code', in: 'code', keywords: ['eval'], pattern: '\\beval[ ]{0,4}\\(' } as const;

  it('that asks for a dynamic argument leaves constants alone', () => {
    const rule = ruleOf({ id: 'eval', ...code, argument: 'dynamic' });
    for (const constant of ['eval("1 + 1")', "eval('a' + 'b')", 'eval(1)', 'eval()', 'eval("a", b)', 'eval(/* none */)']) assert.deepEqual(found(rule, constant), [], constant);
    for (const dynamic of ['eval(a)', 'eval("a" + b)', 'eval(`a${b}`)', 'eval(f())', 'eval (\n  a\n)']) assert.equal(found(rule, dynamic).length, 1, dynamic);
  });

  it('spans the whole call', () => {
    const [finding] = found(ruleOf({ id: 'eval', ...code }), 'x = eval(a,\n  b) + c');
    assert.deepEqual(finding === undefined ? undefined : [finding.start, finding.end], [
      { line: 1, column: 5 },
      { line: 2, column: 5 },
    ]);
  });

  it('is cleared by what its `unless` finds anywhere in the call, and only there', () => {
    const rule = ruleOf({ id: 'eval', ...code, unless: 'safe[ ]?=[ ]?True' });
    assert.deepEqual(found(rule, 'eval(a, safe=True)', 'a.py'), []);
    assert.deepEqual(found(rule, 'eval(\n  a,\n  safe = True,\n)', 'a.py'), []);
    assert.equal(found(rule, 'eval(a); f(safe=True)', 'a.py').length, 1);
    assert.equal(found(rule, 'safe=True; eval(a)', 'a.py').length, 1);
  });

  it('does not fire in comments and strings', () => {
    for (const content of ['// eval(a)', '"eval(a)"', '/* eval(a) */', '`eval(a)`']) assert.deepEqual(found(ruleOf({ id: 'eval', ...code }), content), [], content);
  });

  it('fires in the code of a template', () => {
    assert.equal(found(ruleOf({ id: 'eval', ...code }), 'x = `a ${eval(b)} c`').length, 1);
  });
});

describe('a password in a URL', () => {
  const rule = ruleOf({ id: 'url', keywords: ['ftp://'], pattern: 'ftp://[a-z]{1,20}:(?<secret>[^@ "]{1,40})@', value: 'password', confidence: 'medium' });
  const level = (host: string): string | undefined => found(rule, `url = "ftp://app:${password('url')}@${host}"`)[0]?.level;

  it('is worth as much as its host', () => {
    for (const host of ['db.company.com', '203.0.113.7:5432/db', 'localhost.company.com/x', 'example.company.com', '10.0.0.5', '127.company.com', 'test.company.com'])
      assert.equal(level(host), 'error', host);
    for (const host of [
      'localhost',
      'localhost:5432/x',
      '127.0.0.1',
      '0.0.0.0:80',
      '[::1]:80',
      'example.com/x',
      'db.example.org',
      'a.test',
      'app.localhost',
      '127.0.0.1/x',
      'host.docker.internal',
    ])
      assert.equal(level(host), 'note', host);
    for (const host of ['db', 'postgres:5432/x', 'redis/0']) assert.equal(level(host), 'warning', host);
  });
});

describe('a rule for an expression that is used again', () => {
  const checked = { id: 'checked', kind: 'insecure-code', in: 'code', keywords: ['exists'], within: 2 } as const;
  const used = 'open\\([ ]?SAME';
  const call = ruleOf({ ...checked, pattern: '\\bexists\\(', below: used, lacks: 'O_EXCL' });
  const lines = (rule: Rule, ...code: string[]): number => found(rule, code.join('\n')).length;

  it('wants the same one, as it is written', () => {
    for (const same of ['path', 'this.path', '"/srv/lock"', 'paths[0]', 'join(a, b)']) {
      assert.equal(lines(call, `if (exists(${same})) {`, `  open(${same});`, '}'), 1, same);
      assert.equal(lines(call, `if (exists(${same})) {`, '  open(other);', '}'), 0, same);
    }
    assert.equal(lines(call, 'if (exists(path)) {', '  open(pathOfAnother);', '}'), 0);
  });

  it('is not what longer words hold: they are asked for by their letters', () => {
    const named = ruleOf({ ...checked, pattern: '\\bexists\\(', below: '\\bopen\\(', lacks: 'QUOTENAME|USERNAME' });
    assert.deepEqual([lines(named, 'exists("1")', '  USERNAME', '  open(a)'), lines(named, 'exists("1")', '  USER1', '  open(a)')], [0, 1]);
  });

  it('may be about what a method is called on, and about what is assigned', () => {
    const receiver = ruleOf({ ...checked, pattern: '[a-z.]{1,20}\\.exists\\(\\)', below: used });
    assert.deepEqual([lines(receiver, 'if (a.file.exists())', '  open(a.file)'), lines(receiver, 'if (a.file.exists())', '  open(file.a)')], [1, 0]);
    const assigned = ruleOf({ ...checked, pattern: '\\bfile = exists\\(', below: used });
    assert.deepEqual([lines(assigned, 'file = exists(x)', 'open(file)'), lines(assigned, 'file = exists(x)', 'open(x)')], [1, 0]);
  });

  it('looks so many lines further, also where a fault is caught, and asks the whole line for what it lacks', () => {
    assert.equal(lines(call, 'if (exists(path)) {', '  a();', '  b();', '  open(path);', '}'), 0);
    assert.equal(lines(call, 'try {', '  exists(path);', '} catch {', '  open(path);', '}'), 1);
    assert.equal(lines(call, 'if (exists(path))', '  open(path, O_EXCL);'), 0);
  });
});
