import assert from 'node:assert/strict';
import { chmodSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { jsonReport, places } from '../support/json-report.js';
import { type RepoOptions, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

type Setting = readonly [key: string, value: string];

/** Settings of a user's own configuration that change what git diff prints. A list is one case. */
const HOSTILE: readonly (Setting | readonly Setting[])[] = [
  ['diff.noprefix', 'true'],
  ['diff.mnemonicPrefix', 'true'],
  ['diff.srcPrefix', 'old/'],
  ['diff.dstPrefix', 'new/'],
  ['color.diff', 'always'],
  ['color.ui', 'always'],
  ['diff.colorMoved', 'zebra'],
  ['diff.wsErrorHighlight', 'all'],
  ['diff.renames', 'false'],
  ['diff.renames', 'copies'],
  ['diff.renameLimit', '1'],
  ['diff.relative', 'true'],
  ['diff.orderFile', '~/order'],
  ['diff.interHunkContext', '99'],
  ['diff.context', '99'],
  ['diff.context', '0'],
  ['diff.algorithm', 'patience'],
  ['diff.algorithm', 'histogram'],
  ['diff.algorithm', 'minimal'],
  ['diff.indentHeuristic', 'false'],
  ['diff.submodule', 'log'],
  ['diff.submodule', 'diff'],
  ['diff.ignoreSubmodules', 'all'],
  ['diff.suppressBlankEmpty', 'true'],
  ['diff.statGraphWidth', '10'],
  ['diff.dirstat', 'lines'],
  ['diff.wordRegex', '.'],
  ['diff.external', 'echo external'],
  ['diff.autoRefreshIndex', 'false'],
  ['diff.tool', 'vimdiff'],
  ['core.quotePath', 'false'],
  ['core.quotePath', 'true'],
  ['core.attributesFile', '~/no-diff'],
  ['core.attributesFile', '~/binary'],
  [
    ['core.attributesFile', '~/driver'],
    ['diff.evil.textconv', 'echo converted #'],
  ],
  [
    ['core.attributesFile', '~/driver'],
    ['diff.evil.command', 'echo external #'],
  ],
  [
    ['core.attributesFile', '~/driver'],
    ['diff.evil.binary', 'true'],
  ],
  ['core.bigFileThreshold', '1'],
  ['core.abbrev', '4'],
  ['core.pager', 'false'],
  ['pager.diff', 'false'],
  ['core.autocrlf', 'input'],
  ['core.autocrlf', 'true'],
  ['core.eol', 'crlf'],
  ['core.whitespace', 'cr-at-eol,tab-in-indent'],
  ['core.fsmonitor', 'true'],
  ['core.untrackedCache', 'true'],
  ['core.splitIndex', 'true'],
  ['core.precomposeUnicode', 'true'],
  ['core.ignoreCase', 'true'],
  ['core.symlinks', 'false'],
  ['core.fileMode', 'false'],
  ['index.version', '4'],
  ['feature.manyFiles', 'true'],
  ['i18n.logOutputEncoding', 'latin1'],
  ['status.renames', 'false'],
  ['alias.diff', '!echo alias'],
];

const PLACES = ['link:2 error', 'src/config.js:7 error', 'src/copy.js:8 error', 'src/new name.js:15 error'];

describe('whatever git is configured to print, the answer is the same:', () => {
  for (const one of HOSTILE) {
    const settings = isSetting(one) ? [one] : one;
    it(settings.map((setting) => setting.join(' = ')).join(' and '), () => tried({ config: settings }, {}));
  }

  it('nothing configured', () => tried({}, {}));
  it('configuration in the environment', () => tried({}, { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'diff.noprefix', GIT_CONFIG_VALUE_0: 'true' }));
  it('configuration of git -c', () => tried({}, { GIT_CONFIG_PARAMETERS: "'color.diff'='always' 'diff.context'='99'" }));
  it('GIT_DIFF_OPTS', () => tried({}, { GIT_DIFF_OPTS: '--unified=99' }));
  it('GIT_EXTERNAL_DIFF', () => tried({}, { GIT_EXTERNAL_DIFF: 'echo external' }));
  it('GIT_TRACE on standard error', () => tried({}, { GIT_TRACE: '1' }));
  it('another language', () => tried({}, { LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' }));
});

function isSetting(one: Setting | readonly Setting[]): one is Setting {
  return typeof one[0] === 'string';
}

/** One commit with secrets of every kind of change, refused with the right lines, and the same commit without them. */
function tried(options: RepoOptions, env: NodeJS.ProcessEnv): void {
  const repo = new TempRepo();
  try {
    writeFileSync(join(repo.home, 'order'), 'src/new*\n*.none\n');
    writeFileSync(join(repo.home, 'no-diff'), '* -diff\n');
    writeFileSync(join(repo.home, 'binary'), '* binary\n');
    writeFileSync(join(repo.home, 'driver'), '* diff=evil\n');
    before(repo);
    for (const [key, value] of options.config ?? []) repo.git('config', '--global', key, value);

    change(repo, (seed) => githubToken(seed));
    const report = jsonReport(repo.run(process.execPath, [installedBin(), '--staged', '--format', 'json'], { cwd: repo.path('src'), env }));
    assert.deepEqual(places(report), PLACES);
    assert.deepEqual(report.skipped, [{ path: 'vendor/sub', why: 'submodule: scan it in its own repository' }]);
    assert.equal(report.stats.addedLines, 46);
    const refused = repo.run('git', ['commit', '-m', 'secrets'], { env });
    assert.equal(refused.code, 1, refused.all);
    for (const place of PLACES) assert.ok(refused.all.includes(place.replace(' error', ':')), refused.all);
    assert.equal(repo.commits(), 1);

    change(repo, () => 'none');
    const passed = repo.run('git', ['commit', '-m', 'clean'], { env });
    assert.equal(passed.code, 0, passed.all);
    assert.match(passed.all, /scanned 6 files, 46 added lines/);
    assert.equal(repo.commits(), 2);
  } finally {
    repo.remove();
  }
}

function before(repo: TempRepo): void {
  repo.write('target.txt', 'a target\n');
  symlinkSync('target.txt', repo.path('link'));
  repo.write('vendor/sub/.keep', '');
  rmSync(repo.path('vendor/sub/.keep'));
  repo.commitUnchecked({ 'src/config.js': numbered(20), 'src/legacy.js': legacy(), 'src/old name.js': numbered(30), 'mode.sh': numbered(3) });
  gitlink(repo, '1');
  repo.git('commit', '-q', '--no-verify', '--amend', '--no-edit');
}

/** Every kind of change; `token` gives what stands where a secret may. */
function change(repo: TempRepo, token: (seed: string) => string): void {
  rmSync(repo.path('link'), { force: true });
  repo.write('link', `one\n${token('link')}\nthree\n`);
  repo.write('src/config.js', lines(20, { 7: `const a = '${token('a')}';`, 16: '' }));
  repo.write('src/legacy.js', `${legacy()}// one more line\n`);
  repo.write('src/copy.js', token('copy') === 'none' ? numbered(39) : `${legacy()}${numbered(9)}`);
  rmSync(repo.path('src/old name.js'), { force: true });
  repo.write('src/new name.js', lines(30, { 15: `key('${token('new')}')` }));
  chmodSync(repo.path('mode.sh'), 0o755);
  repo.git('add', '-A');
  repo.git('update-index', '--chmod=+x', 'mode.sh');
  gitlink(repo, '2');
}

function gitlink(repo: TempRepo, digit: string): void {
  repo.git('update-index', '--add', '--cacheinfo', `160000,${digit.repeat(40)},vendor/sub`);
}

/** A file with an old token that was committed long ago. */
function legacy(): string {
  return lines(30, { 8: `legacy('${githubToken('legacy')}')` });
}

function numbered(count: number): string {
  return lines(count, {});
}

/** Numbered lines, every fifth blank, some of them replaced. */
function lines(count: number, replaced: Readonly<Record<number, string>>): string {
  const line = (number: number): string => replaced[number] ?? (number % 5 === 0 ? '' : `line ${number} of ${count}`);
  return Array.from({ length: count }, (_, index) => `${line(index + 1)}\n`).join('');
}
