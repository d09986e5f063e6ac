import assert from 'node:assert/strict';
import { after, describe, it } from 'node:test';
import fc from 'fast-check';
import { GuardError } from '../../src/model/guard-error.js';
import { type DiffEntry, isNullId } from '../../src/sources/diff-entry.js';
import { DiffParser } from '../../src/sources/diff-parser.js';
import { DIFF_OPTIONS } from '../../src/sources/staged-diff.js';
import { GitTrees, sameFile, type TreeFile } from '../support/git-trees.js';

const repositories = { sha1: new GitTrees(), sha256: new GitTrees('sha256') };
after(() => {
  for (const trees of Object.values(repositories)) trees.remove();
});

function parsed(output: Buffer, sizes: readonly number[] = [output.length]): DiffEntry[] {
  const parser = new DiffParser('files');
  const entries: DiffEntry[] = [];
  for (let at = 0, turn = 0; at < output.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    entries.push(...parser.push(output.subarray(at, at + size)));
    at += size;
  }
  return [...entries, ...parser.end()];
}

/** Added lines with their text, from a plain diff of two blobs: after the first hunk header, what begins with + is added. */
function naive(trees: GitTrees, { oldId, newId, status }: DiffEntry): Map<number, string> | 'binary' {
  const empty = trees.emptyBlob();
  const old = isNullId(oldId) || status === 'T' ? empty : oldId;
  const output = trees.git('diff', '-U0', '--no-indent-heuristic', '--diff-algorithm=myers', old, newId).toString('latin1');
  if (/^Binary files /m.test(output.split('\n@@ ')[0] ?? '')) return 'binary';
  const added = new Map<number, string>();
  let next = 0;
  let inHunks = false;
  for (const line of output.split('\n')) {
    const start = /^@@ -\S+ \+([0-9]+)/.exec(line)?.[1];
    if (start !== undefined) {
      next = Number(start);
      inHunks = true;
    } else if (inHunks && line.startsWith('+')) added.set(next++, line.slice(1));
  }
  return added;
}

function numbersOf(added: DiffEntry['added']): number[] {
  return (added ?? []).flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, index) => first + index));
}

function assertSame(trees: GitTrees, entries: readonly DiffEntry[]): void {
  for (const entry of entries) {
    if (entry.status === 'D') continue;
    const expected = naive(trees, entry);
    if (expected === 'binary') {
      assert.equal(entry.added, undefined, entry.path);
      continue;
    }
    assert.deepEqual(numbersOf(entry.added), [...expected.keys()], entry.path);
    const blob = trees.blob(entry.newId);
    // A file that differs in its mode or name only is not shown, nor is an empty one.
    if (entry.content !== undefined || expected.size > 0) assert.deepEqual(entry.content, blob, entry.path);
    const lines = blob.toString('latin1').split('\n');
    for (const [number, text] of expected) assert.equal(lines[number - 1], text, `${entry.path}:${number}`);
  }
}

/** Lines that look like parts of a patch, or end in unusual ways. */
const LINES = [
  'a',
  'b',
  'c',
  '',
  ' ',
  '++ b/x',
  '+++ b/x',
  '-- a/x',
  '--- a/x',
  '@@ -1 +1 @@',
  '+@@ -1,2 +3,4 @@',
  'diff --git a/x b/x',
  'index 0000..1111',
  '\\ No newline at end of file',
  'x\r',
  'y\fz',
  'é\u2028',
  'Binary files a and b differ',
  '\t',
  'rename from q',
];
const NAMES = ['a', 'b.txt', 'c d', 'q"uote', 'tab\there', 'new\nline', '-dash', ':colon', 'ü', 'b/a', 'a b/c', '..x', '*', 'x/y/z'];

const content = fc
  .tuple(fc.array(fc.constantFrom(...LINES), { maxLength: 12 }), fc.boolean(), fc.integer({ min: 0, max: 15 }))
  .map(([lines, ended, odd]) => Buffer.from(lines.join('\n') + (ended && lines.length > 0 ? '\n' : '') + (odd === 0 ? '\0' : '')));
const file = fc.record({ kind: fc.constantFrom<TreeFile['kind']>('file', 'file', 'file', 'file', 'program', 'link'), content });
const tree = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...NAMES), file), { selector: ([name]) => name, maxLength: 6 })
  .map((files) => new Map(files.filter(([name]) => !files.some(([other]) => name.startsWith(`${other}/`)))));

describe('the output of git diff', () => {
  for (const format of ['sha1', 'sha256'] as const) {
    it(`is read in whatever chunks it comes, with the added lines a plain diff has (${format})`, { timeout: 280_000 }, () => {
      const trees = repositories[format];
      const sizes = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 });
      fc.assert(
        fc.property(tree, tree, sizes, (before, now, chunks) => {
          const output = trees.git('diff-tree', '-r', ...DIFF_OPTIONS, trees.tree(before), trees.tree(now), '--');
          const entries = parsed(output, chunks);
          assert.deepEqual(entries, parsed(output));
          assert.deepEqual(entries, parsed(output, [1]));
          const blank = trees.git('-c', 'diff.suppressBlankEmpty=true', 'diff-tree', '-r', ...DIFF_OPTIONS, trees.tree(before), trees.tree(now), '--');
          assert.deepEqual(entries, parsed(blank, chunks));
          assert.deepEqual(
            entries
              .filter(({ status }) => status !== 'D')
              .map(({ path }) => path)
              .sort(),
            [...now.keys()].filter((name) => !sameFile(before.get(name), now.get(name))).sort(),
          );
          assertSame(trees, entries);
        }),
        { numRuns: format === 'sha1' ? 60 : 15 },
      );
    });
  }

  it('shows every file that differs, under its own name', () => {
    const trees = repositories.sha1;
    const all = new Map(NAMES.filter((name) => name !== 'a').map((name) => [name, { kind: 'file', content: Buffer.from(`${name}\n`) } as const]));
    const entries = parsed(trees.git('diff-tree', '-r', ...DIFF_OPTIONS, trees.tree(new Map()), trees.tree(all), '--'));
    assert.deepEqual(entries.map(({ path }) => path).sort(), [...all.keys()].filter((name) => name !== 'b' && name !== 'x').sort());
    assertSame(trees, entries);
  });

  it('tells a rename with an edit, and counts the edit alone', () => {
    const trees = repositories.sha1;
    const lines = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const before = new Map([['old', { kind: 'file', content: Buffer.from(`${lines.join('\n')}\n`) } as const]]);
    const now = new Map([['new', { kind: 'file', content: Buffer.from(`${lines.join('\n')}\nmore\n`) } as const]]);
    const [entry, ...others] = parsed(trees.git('diff-tree', '-r', ...DIFF_OPTIONS, trees.tree(before), trees.tree(now), '--'));
    assert.deepEqual([entry?.status, entry?.path, entry?.added, others.length], ['R', 'new', [{ first: 21, last: 21 }], 0]);
  });

  it('is refused when it is cut off, or no entry is invented', { timeout: 120_000 }, () => {
    const trees = repositories.sha1;
    const before = new Map([['a', { kind: 'file', content: Buffer.from('1\n2\n3\n') } as const]]);
    const now = new Map([
      ['a', { kind: 'file', content: Buffer.from('1\n++ x\n3') } as const],
      ['b', { kind: 'link', content: Buffer.from('a') } as const],
    ]);
    const output = trees.git('diff-tree', '-r', ...DIFF_OPTIONS, trees.tree(before), trees.tree(now), '--');
    const whole = parsed(output);
    let refused = 0;
    for (let length = 1; length < output.length; length++) {
      try {
        assert.deepEqual(
          parsed(output.subarray(0, length)).map(({ path }) => path),
          whole.map(({ path }) => path),
          `cut at ${length}`,
        );
      } catch (error) {
        if (!(error instanceof GuardError)) throw error;
        assert.equal(error.code, 'git-output');
        refused++;
      }
    }
    assert.ok(refused > output.length * 0.9, `${refused} of ${output.length}`);
  });

  it('is refused when its parts do not fit together', () => {
    const id = (digit: string): string => digit.repeat(40);
    const raw = `:100644 100644 ${id('1')} ${id('2')} M\0a\0\0`;
    const patch = (index: string): string => `diff --git a/a b/a\nindex ${index} 100644\n--- a/a\n+++ b/a\n@@ -1 +1 @@\n-x\n+y\n`;
    const fits = `${id('1')}..${id('2')}`;
    assert.equal(parsed(Buffer.from(raw + patch(fits))).length, 1);
    for (const wrong of [
      raw,
      raw + patch(`${id('1')}..${id('3')}`),
      raw + patch(fits) + patch(fits),
      raw + patch(fits).replace('@@ -1 +1 @@', '@@ -1 +1'),
      raw + patch(fits).replace('\n+y', '\n?y'),
      raw + patch(fits).replace('+1 @@', '+1,2 @@'),
      raw.replace(' M\0', ' X\0') + patch(fits),
      `fatal: bad object\0${raw}${patch(fits)}`,
      patch(fits),
    ]) {
      assert.throws(() => parsed(Buffer.from(wrong)), GuardError, JSON.stringify(wrong));
    }
  });
});
