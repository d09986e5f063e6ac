import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const TOKEN = githubToken('names');

interface Name {
  readonly says: string;
  /** One character a byte where it is not UTF-8. */
  readonly name: string | Buffer;
  /** As JSON has it; the name itself, if not given. */
  readonly json?: string;
  /** As a person reads it; the JSON form, if not given. */
  readonly shown?: string;
}

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

const NAMES: readonly Name[] = [
  { says: 'spaces', name: ' a  b .txt ' },
  { says: 'a double quote', name: 'a"b.txt' },
  { says: 'only double quotes', name: '""' },
  { says: 'a single quote', name: "it's.txt" },
  { says: 'a newline', name: 'a\nb.txt', shown: 'a\\u{a}b.txt' },
  { says: 'a newline at its end', name: 'a.txt\n', shown: 'a.txt\\u{a}' },
  { says: 'CR and LF', name: 'a\r\nb', shown: 'a\\u{d}\\u{a}b' },
  { says: 'a tab', name: 'a\tb.txt', shown: 'a\\u{9}b.txt' },
  { says: 'a backslash', name: 'a\\b.txt' },
  { says: 'what reads like a quoted name of git', name: '"a\\303\\244.txt"' },
  { says: 'a leading dash', name: '-rf' },
  { says: 'the form of an option', name: '--output=x' },
  { says: 'two dashes', name: '--' },
  { says: 'a leading colon', name: ':a.txt' },
  { says: 'pathspec magic', name: ':(exclude)a.txt' },
  { says: 'pathspec magic of one letter', name: ':!a' },
  { says: 'glob characters', name: '[a]*?{b,c}!(d).txt' },
  { says: 'a leading exclamation mark', name: '!a' },
  { says: 'a leading hash', name: '#a' },
  { says: 'a leading tilde', name: '~root' },
  { says: 'a dollar and back-ticks', name: '$HOME `id` $(id).txt' },
  { says: 'percent signs', name: '%41%0a%s.txt' },
  { says: 'a/ and b/ inside', name: 'a/b/a/b/c.txt' },
  { says: 'the form of a patch header', name: 'x b/x' },
  { says: 'the form of a raw line', name: ':100644 100644 M' },
  { says: 'the name dev/null', name: 'dev/null' },
  { says: 'an arrow', name: 'a => b.txt' },
  { says: 'umlauts', name: 'ä/ö ü.txt' },
  { says: 'umlauts in two code points', name: 'u\u0308.txt' },
  { says: 'Chinese and emoji', name: '密钥 🔑.txt' },
  { says: 'bytes that are no UTF-8', name: bytes('caf\xe9.txt'), json: 'caf%E9.txt' },
  { says: 'an overlong UTF-8 slash', name: bytes('a\xc0\xafb'), json: 'a%C0%AFb' },
  { says: 'half a surrogate pair', name: bytes('\xed\xa0\x80'), json: '%ED%A0%80' },
  { says: 'the byte FF', name: bytes('\xff'), json: '%FF' },
  { says: 'UTF-8 beside other bytes', name: bytes('\xc3\xa4\xe4'), json: '%C3%A4%E4' },
  { says: 'an escape sequence', name: '\u001b[31mred\u001b[0m', shown: '\\u{1b}[31mred\\u{1b}[0m' },
  { says: 'a carriage return that would overwrite the line', name: 'evil\rfine', shown: 'evil\\u{d}fine' },
  { says: 'a bell, a backspace and a delete', name: '\u0007\b\u007f', shown: '\\u{7}\\u{8}\\u{7f}' },
  { says: 'right-to-left override', name: 'a\u202etxt.js', shown: 'a\\u{202e}txt.js' },
  { says: 'zero-width characters', name: 'a\u200b\ufeff.txt', shown: 'a\\u{200b}\\u{feff}.txt' },
  { says: '255 bytes', name: 'n'.repeat(255) },
  { says: '3000 bytes', name: `${'deep-folder-name/'.repeat(170)}file.txt` },
];

describe('a secret is found in a file whose name has', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
  });
  beforeEach(() => {
    repo.git('rm', '-rqf', '--ignore-unmatch', '.');
    repo.git('reset', '-q', '--hard');
    repo.write('.gitignore', 'node_modules\n');
  });
  after(() => repo.remove());

  for (const { says, name, json = String(name), shown = json } of NAMES) {
    it(says, () => {
      const path = Buffer.concat([Buffer.from(`${repo.root}/`), Buffer.from(name)]);
      mkdirSync(path.subarray(0, path.lastIndexOf('/')), { recursive: true });
      writeFileSync(path, `ok\n${TOKEN}\n`);
      repo.git('add', '-A');
      const ran = repo.tryGit('commit', '-m', 'a secret');
      assert.equal(ran.code, 1, ran.all);
      assert.ok(ran.all.includes(`\n${shown}:2:1 error`) || ran.all.startsWith(`${shown}:2:1 error`), JSON.stringify(ran.all));
      // A name that is not UTF-8 cannot be an argument of a Node.js program; its folder can.
      for (const door of [['--staged'], ['.'], typeof name === 'string' ? ['--', name] : []]) {
        const { findings } = jsonReport(repo.guard('--format', 'json', ...door));
        assert.deepEqual(
          findings.map(({ path, line }) => [path, line]),
          [[json, 2]],
        );
      }
      writeFileSync(path, 'ok\nnothing\n');
      repo.git('add', '-A');
      const clean = repo.tryGit('commit', '-m', 'clean');
      assert.equal(clean.code, 0, clean.all);
    });
  }

  it('such a name before and after a rename', () => {
    repo.commitUnchecked({ 'old\n"name".txt': 'a\nb\nc\nd\ne\nf\n' });
    repo.git('mv', 'old\n"name".txt', 'new\tname b_x.txt');
    repo.write('new\tname b_x.txt', `a\nb\nc\n${TOKEN}\nd\ne\nf\n`);
    repo.git('add', '-A');
    assert.deepEqual(
      jsonReport(repo.guard('--staged', '--format', 'json')).findings.map(({ path, line }) => [path, line]),
      [['new\tname b_x.txt', 4]],
    );
  });
});
