import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanText } from '../../src/detect/scan-text.js';
import type { Finding } from '../../src/model/finding.js';
import type { Rule } from '../../src/model/rule.js';
import type { AddedLines } from '../../src/model/source-text.js';
import { detectorOf, findingsIn, ruleOf, textOf } from '../support/scan.js';
import { filled, githubToken } from '../support/tokens.js';

const mine = ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{8})\\b' });
const MINE = 'mine_abcd1234';

function found(rule: Rule, content: string, path = 'src/app.js', added?: AddedLines): readonly Finding[] {
  return scanText(textOf(content, path, added), detectorOf([rule])).findings;
}

function only(rule: Rule, content: string, path?: string, added?: AddedLines): Finding {
  const [first, ...others] = found(rule, content, path, added);
  assert.ok(first !== undefined, 'nothing was found');
  assert.deepEqual(others, []);
  return first;
}

describe('the author of a change', () => {
  const content = `a ${MINE}\nb\nc ${MINE}\n`;

  it('answers for added lines alone', () => {
    assert.deepEqual(
      found(mine, content, 'a.js', { kind: 'lines', ranges: [{ first: 2, last: 3 }] }).map(({ start }) => start.line),
      [3],
    );
    assert.deepEqual(found(mine, content, 'a.js', { kind: 'lines', ranges: [] }), []);
  });

  it('answers for a match of several lines when one of them is added', () => {
    const long = ruleOf({ id: 'long', keywords: ['begin'], pattern: 'begin\\n(?<secret>[a-z]{4}\\n[a-z]{4})\\nend', span: 'statement' });
    for (const line of [1, 2, 3, 4])
      assert.equal(found(long, 'begin\nkzqw\nhtrx\nend\nmore', 'a.js', { kind: 'lines', ranges: [{ first: line, last: line }] }).length, 1, `line ${line}`);
    assert.equal(found(long, 'begin\nkzqw\nhtrx\nend\nmore', 'a.js', { kind: 'lines', ranges: [{ first: 5, last: 5 }] }).length, 0);
  });

  it('is told of what only moved with a renamed file, one level lower', () => {
    const [first, second] = found(mine, content, 'a.js', { kind: 'moved', ranges: [{ first: 3, last: 3 }] });
    assert.deepEqual([first?.level, second?.level], ['warning', 'error']);
    assert.match(first?.message ?? '', /moved here with a renamed file/);
  });
});

describe('entropy', () => {
  it('drops what is too regular, where the rule asks for it', () => {
    assert.equal(found({ ...mine, entropy: 3 }, 'mine_aaaa1111').length, 0);
    assert.equal(found({ ...mine, entropy: 3 }, MINE).length, 1);
    assert.equal(found(mine, 'mine_aaaa1111').length, 1);
  });
});

describe('placeholders', () => {
  it('are dropped', () => {
    const any = ruleOf({ id: 'any', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[A-Za-z0-9_.*<>{}$-]{4,40})' });
    for (const value of [
      'mine_xxxxxxxx',
      'mine_XXXXXXXX',
      'mine_00000000',
      'mine_your_key',
      'mine_abcd...',
      'mine_***',
      'mine_<your-key>',
      'mine_$' + '{KEY}',
      'mine_placeholder',
      'mine_CHANGE_ME',
    ]) {
      assert.deepEqual(found(any, value), [], value);
    }
  });

  it('become notes when a value of a real format says that it is an example', () => {
    const aws = ruleOf({ id: 'aws', keywords: ['akia'], pattern: '\\b(?<secret>AKIA[A-Z2-7]{16})\\b' });
    const finding = only(aws, `key = ${filled('sample', 'AKIA{b32:9}EXAMPLE')}`);
    assert.deepEqual([finding.level, finding.confidence], ['note', 'low']);
    assert.match(finding.message, /says of itself that it is an example/);
  });

  it('do not silence rules for code', () => {
    const code = ruleOf({ id: 'code', kind: 'insecure-code', keywords: ['eval('], pattern: '\\beval\\(', in: 'code' });
    assert.equal(found(code, 'eval(EXAMPLE)').length, 1);
  });
});

describe('a checksum', () => {
  const token = githubToken('checksum');
  const rule = ruleOf({ id: 'github', keywords: ['ghp_'], pattern: '\\b(?<secret>ghp_[A-Za-z0-9]{36})\\b', checksum: 'base62-crc32', confidence: 'medium' });

  it('proves a token, wherever it lies', () => {
    for (const path of ['src/a.js', 'test/a.js', 'docs/a.md']) {
      const finding = only(rule, `"${token}"`, path);
      assert.equal(finding.level, 'error', path);
      assert.match(finding.message, /its checksum is valid/);
    }
  });

  it('that does not match lowers to a note, and never hides', () => {
    for (let place = 4; place < token.length; place++) {
      const other = token[place] === 'a' ? 'b' : 'a';
      const finding = only(rule, `"${token.slice(0, place)}${other}${token.slice(place + 1)}"`);
      assert.deepEqual([finding.level, finding.confidence], ['note', 'low']);
      assert.match(finding.message, /its checksum does not match/);
    }
  });
});

describe('the path', () => {
  it('lowers what lies in tests, documents and examples by one level, and says why', () => {
    for (const path of [
      'test/a.js',
      'tests/a.js',
      'src/__tests__/a.js',
      'pkg/testdata/a.json',
      'spec/a.rb',
      'fixtures/a.yml',
      'a.test.ts',
      'a_test.go',
      'test_a.py',
      'conftest.py',
      'a-spec.js',
    ]) {
      assert.deepEqual([only(mine, MINE, path).level, /in a test path/.test(only(mine, MINE, path).message)], ['warning', true], path);
    }
    for (const path of ['docs/a.js', 'README.md', 'examples/a.py', 'a.rst', '.env.example', 'settings.ini.dist', 'config-sample', 'demo/a.js']) {
      assert.deepEqual([only(mine, MINE, path).level, /document or example/.test(only(mine, MINE, path).message)], ['warning', true], path);
    }
  });

  it('lowers nothing elsewhere', () => {
    for (const path of [
      'src/a.js',
      'latest/a.js',
      'contest/a.js',
      'attestation.ts',
      'src/testing.js',
      'documents.js',
      'specific.rb',
      'src/demographics/a.js',
      '.env',
      'inspect/a.js',
      'a.markdown.js',
    ]) {
      assert.equal(only(mine, MINE, path).level, 'error', path);
    }
  });

  it('lowers a warning to a note and leaves a note', () => {
    assert.equal(only({ ...mine, level: 'warning' }, MINE, 'test/a.js').level, 'note');
    assert.equal(only({ ...mine, level: 'note' }, MINE, 'test/a.js').level, 'note');
  });
});

describe('the zone', () => {
  const content = `${MINE}; // ${MINE}\n"${MINE}"`;

  it('is where a match must begin', () => {
    const lines = (zone: Rule['in']): string[] => found({ ...mine, in: zone }, content, 'a.js').map(({ start }) => `${start.line}:${start.column}`);
    assert.deepEqual(lines('any'), ['1:1', '1:19', '2:2']);
    assert.deepEqual(lines('code'), ['1:1']);
    assert.deepEqual(lines('comment'), ['1:19']);
    assert.deepEqual(lines('string'), ['2:2']);
  });
});

describe('what is public or no value', () => {
  const level = (text: string, path = 'site.config.js') => findingsIn(text, path).map((finding) => finding.level);
  const key = filled('algolia', '{hex:32}');
  const search = (name: string, box: string): string => `const search = {\n  ${name}: '${key}',\n  ${box},\n};\n`;

  it('the key of a search box is a warning, beside an index and an application; any other one stays', () => {
    assert.deepEqual(level(search('apiKey', "appId: 'ABCDEFGHIJ', indexName: 'docs'")), ['warning']);
    assert.deepEqual(level(search('apiKey', "host: 'somewhere'")), ['error']);
    assert.deepEqual(level(search('adminApiKey', "appId: 'ABCDEFGHIJ', indexName: 'docs'")), ['error']);
  });

  it('what stands in a table of translations or labels is a warning; behind it, and mixed, it stays an error', () => {
    const chosen = filled('chosen', '{lower:5}{d:3}!');
    const table = (first: string, value: string) => `$texts = [\n  'password' => '${first}',\n  'current_password' => '${value}',\n];\n`;
    assert.deepEqual(level(table('Salasana', 'Nykyinen'), 'src/texts.php'), ['note', 'warning']);
    assert.deepEqual(level(table('L\u00f6senord', 'Nuvarande'), 'src/texts.php'), ['note']);
    assert.deepEqual(level(table('Salasana', chosen), 'src/texts.php'), ['note', 'error']);
    const drawn = filled('drawn', '{alnum:24}')
      .replace(/\d/g, '')
      .replace(/[aeiouy]/gi, 'x');
    assert.deepEqual(level(table('Salasana', drawn), 'src/texts.php'), ['note', 'error']);
    const icons = (name: string, value: string) => `const ${name} = { user: 'User', password: '${value}' };\n`;
    assert.deepEqual(level(icons('icons', 'LockOutlined2'), 'src/icons.ts'), ['warning']);
    assert.deepEqual(level(icons('logins', 'LockOutlined2'), 'src/icons.ts'), ['error']);
    assert.deepEqual(level(icons('icons', chosen), 'src/icons.ts'), ['error']);
    assert.deepEqual(level(icons('icons', drawn), 'src/icons.ts'), ['error']);
    assert.deepEqual(level(`const icons = {};\nconst login = { password: 'LockOutlined2' };\n`, 'src/icons.ts'), ['error']);
  });

  it('a member of the object that is assigned to is no password', () => {
    assert.deepEqual(level('a?r.username=r.url.username:r.url.username=r.username,r.password===""?r.password=r.url.password:r.url.password=r.password}let{b:c}=r;', 'x.js'), []);
    assert.deepEqual(
      level(`MovedAttribute("HTTPPasswordMgr", "urllib2", "urllib.request"),\nMovedAttribute("HTTPPasswordMgrWithDefaultRealm", "urllib2", "urllib.request"),\n`, 'six.py'),
      [],
    );
  });
});
