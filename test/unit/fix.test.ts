import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { transformSync } from 'esbuild';
import { parseDocument } from 'yaml';
import { variablesIn, withVariables } from '../../src/app/fix/env-file.js';
import { type FixedText, fixText } from '../../src/detect/fix/fix-text.js';
import type { Naming } from '../../src/detect/fix/repair.js';
import type { Finding } from '../../src/model/finding.js';
import { FIX_CASES, LEFT_ALONE } from '../support/fix-cases.js';
import { findingsIn, fullDetector, textOf } from '../support/scan.js';
import { filled } from '../support/tokens.js';

const plainName: Naming = (wish) => wish;
const shown = ({ level }: Finding): boolean => level !== 'note';

function fixed(path: string, text: string, naming = plainName): FixedText {
  return fixText(textOf(text, path), fullDetector(), naming, shown);
}

describe('a repair', () => {
  const results = FIX_CASES.map((one, index) => {
    const before = filled(`fix${index}`, one.text);
    return { ...one, before, result: fixed(one.path, before) };
  });

  it('has forty cases and more', () => {
    assert.ok(FIX_CASES.length >= 40);
    for (const { path, before } of results) assert.ok(findingsIn(before, path).some(shown), before);
  });

  for (const { path, holds, before, result } of results) {
    it(`of ${path} puts ${holds.replaceAll('\n', '⏎')}`, () => {
      const after = result.bytes.toString();
      assert.ok(after.includes(holds), after);
      assert.deepEqual(result.left, []);
      assert.deepEqual(findingsIn(after, path).filter(shown), [], 'it still flags');
      for (const { value } of result.variables) assert.ok(before.includes(value) && !after.includes(value));
    });
  }

  it('gives code that parses: JavaScript, TypeScript', () => {
    for (const { path, result } of results.filter((one) => /\.[jt]sx?$/.test(one.path))) {
      transformSync(`async function wrapper() {}\n${result.bytes}`, { loader: path.endsWith('.tsx') ? 'tsx' : path.endsWith('.ts') ? 'ts' : 'jsx', format: 'esm' });
    }
  });

  it('gives code that parses: Python', { skip: spawnSync('python3', ['--version']).status !== 0 }, () => {
    const texts = results.filter(({ path }) => path.endsWith('.py')).map(({ result }) => result.bytes.toString());
    const ran = spawnSync('python3', ['-c', 'import ast, json, sys\nfor text in json.load(sys.stdin): ast.parse(text)'], { input: JSON.stringify(texts), encoding: 'utf8' });
    assert.equal(ran.status, 0, ran.stderr);
  });

  it('gives code that parses: YAML', () => {
    for (const { result } of results.filter(({ path }) => path.endsWith('.yml') || path.endsWith('.yaml'))) assert.deepEqual(parseDocument(result.bytes.toString()).errors, []);
  });

  /** Parsers that are at hand on some machines, and the options with which they only look. */
  const PARSERS: readonly (readonly [ending: string, program: string, args: (file: string) => readonly string[]])[] = [
    ['.sh', 'sh', (file) => ['-n', file]],
    ['.go', 'gofmt', (file) => ['-e', '-l', file]],
    ['.java', 'javac', (file) => ['-proc:none', '-d', dirname(file), file]],
    ['.php', 'php', (file) => ['-l', file]],
    ['.rb', 'ruby', (file) => ['-c', file]],
    ['.rs', 'rustc', (file) => ['--edition', '2021', '--crate-type', 'lib', '--crate-name', 'a', '--emit', 'metadata', '--out-dir', dirname(file), file]],
  ];
  for (const [ending, program, args] of PARSERS) {
    const missing = ['--version', '-version', '--help', '-h'].every((option) => spawnSync(program, [option]).error !== undefined);
    it(`gives code that parses: ${ending}`, { skip: missing ? `${program} is not installed` : false }, () => {
      const folder = mkdtempSync(join(tmpdir(), 'guard-fix-'));
      try {
        const texts = results.filter(({ path }) => path.endsWith(ending));
        assert.ok(texts.length >= 3);
        for (const [at, { path, result }] of texts.entries()) {
          mkdirSync(join(folder, String(at)));
          const file = join(folder, String(at), path);
          writeFileSync(file, result.bytes);
          const ran = spawnSync(program, [...args(file)], { encoding: 'utf8' });
          assert.equal(ran.status, 0, `${result.bytes}\n${ran.stdout}${ran.stderr}`);
        }
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }

  it('leaves alone what needs a person', () => {
    for (const { path, text } of LEFT_ALONE) {
      const before = filled('left', text);
      const { bytes, fixed: done, variables } = fixed(path, before);
      assert.equal(bytes.toString(), before);
      assert.ok(findingsIn(before, path).some(shown), before);
      assert.deepEqual([done, variables], [[], []]);
    }
  });

  it('changes only the lines asked for, and keeps line ends and what is not UTF-8', () => {
    const text = filled('lines', "const a = 'ghp_{crc62:30}';\r\n// caf\xe9\r\nconst b = 'ghp_{crc62:30}';\r\n");
    const source = { ...textOf(Buffer.from(text, 'latin1'), 'a.js'), added: { kind: 'lines', ranges: [{ first: 3, last: 3 }] } } as const;
    const after = fixText(source, fullDetector(), plainName, shown).bytes.toString('latin1').split('\r\n');
    assert.deepEqual(after.slice(1), ['// caf\xe9', 'const b = process.env.GITHUB_TOKEN;', '']);
    assert.equal(after[0], text.split('\r\n')[0]);
  });
});

describe('a line of .env', () => {
  it('gives every value back that it can hold', () => {
    for (const value of ['plain', 'with space', "it's", 'a"b', 'pa$$word', 'hash#tag', 'x=y', 'back\\slash', 'é']) {
      const latin1 = Buffer.from(value).toString('latin1');
      assert.equal(variablesIn(withVariables('OLD=1', [{ name: 'NEW', value: latin1 }])).get('NEW'), latin1, value);
    }
    assert.equal(withVariables('A=1', [{ name: 'B', value: '2' }]), 'A=1\nB=2\n');
    assert.equal(withVariables('A=1\r\n', [{ name: 'B', value: '2' }]), 'A=1\r\nB=2\r\n');
  });
});
