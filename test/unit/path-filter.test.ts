import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { pathFilter } from '../../src/sources/path-filter.js';

const PATHS = [
  'a.js',
  'README.md',
  'src/a.js',
  'src/deep/er/b.ts',
  'src/.env',
  '.env',
  '.github/workflows/ci.yml',
  'dist/bin.cjs',
  'test/a.test.js',
  'a b/c d.txt',
  'größe/é.md',
  'x[1].js',
  '(group)/page.tsx',
];

function kept(include: readonly string[], exclude: readonly string[]): string[] {
  return PATHS.filter(pathFilter(include, exclude));
}

describe('the path filter', () => {
  it('keeps everything when nothing is said', () => {
    assert.deepEqual(kept([], []), PATHS);
  });

  it('keeps only what is included', () => {
    assert.deepEqual(kept(['src/**'], []), ['src/a.js', 'src/deep/er/b.ts', 'src/.env']);
    assert.deepEqual(kept(['src/**', '*.md'], []), ['README.md', 'src/a.js', 'src/deep/er/b.ts', 'src/.env']);
  });

  it('leaves out what is excluded, included or not', () => {
    assert.deepEqual(kept(['src/**'], ['src/deep/**']), ['src/a.js', 'src/.env']);
    assert.deepEqual(
      kept([], ['**/*.js', '**/*.ts']),
      PATHS.filter((path) => !/\.(?:js|ts)$/.test(path)),
    );
  });

  it('sees hidden files and folders', () => {
    assert.deepEqual(kept(['**'], []), PATHS);
    assert.deepEqual(kept(['**/.env'], []), ['src/.env', '.env']);
    assert.deepEqual(kept([], ['.*/**']).includes('.github/workflows/ci.yml'), false);
  });

  it('takes a folder with a slash for all that is in it', () => {
    assert.deepEqual(kept(['src/'], []), kept(['src/**'], []));
    assert.deepEqual(
      kept([], ['dist/', 'test/']),
      PATHS.filter((path) => !/^(?:dist|test)\//.test(path)),
    );
  });

  it('knows alternatives and single characters', () => {
    assert.deepEqual(kept(['{src,test}/*.js'], []), ['src/a.js', 'test/a.test.js']);
    assert.deepEqual(kept(['?.js'], []), ['a.js']);
  });

  it('takes a name as it stands, whatever characters it holds', () => {
    assert.deepEqual(kept(['a b/*', 'größe/*'], []), ['a b/c d.txt', 'größe/é.md']);
    assert.deepEqual(kept(['x\\[1\\].js', '\\(group\\)/**'], []), ['x[1].js', '(group)/page.tsx']);
  });

  it('keeps exactly what is included and not excluded', () => {
    const globs = fc.uniqueArray(fc.constantFrom('src/**', '**/*.js', '*', '.env', 'test/', '**', 'a b/**', '!src/**'), { maxLength: 3 });
    fc.assert(
      fc.property(globs, globs, (include, exclude) => {
        const included = include.length === 0 ? PATHS : PATHS.filter((path) => include.some((glob) => pathFilter([glob], [])(path)));
        assert.deepEqual(
          kept(include, exclude),
          included.filter((path) => !exclude.some((glob) => pathFilter([glob], [])(path))),
        );
      }),
    );
  });
});
