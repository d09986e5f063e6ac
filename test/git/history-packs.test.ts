import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathWithGit } from '../support/fake-git.js';
import { HistoryPlaces } from '../support/history-places.js';
import { installedBin } from '../support/installed.js';
import { type JsonReport, jsonReport, timeless } from '../support/json-report.js';
import { COMMITS, FILES, fill, version } from '../support/many-versions.js';
import type { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';

const OFFSETS = ['-c', 'repack.useDeltaBaseOffset=true'];
const IDS = ['-c', 'repack.useDeltaBaseOffset=false'];

for (const format of ['sha1', 'sha256']) {
  describe(`packs of ${format}`, () => {
    let places: HistoryPlaces;
    let repo: TempRepo;
    before(() => {
      places = new HistoryPlaces([`--object-format=${format}`]);
      repo = places.repo;
      fill(places);
    });
    after(() => repo.remove());

    /** What is said, and how many objects git was asked for. */
    function told(threads: number, ...args: string[]): { readonly report: JsonReport; readonly asked: number } {
      const log = join(repo.home, 'asked');
      rmSync(log, { force: true });
      const PATH = pathWithGit(repo, `[ "$command" = cat-file ] && { tee -a '${log}' | "$real" "$@"; exit $?; }`);
      const ran = repo.run(process.execPath, [installedBin(), 'history', '--no-cache', '--threads', String(threads), '--format', 'json', ...args], { env: { PATH } });
      const report = jsonReport(ran);
      const asked = existsSync(log) ? readFileSync(log, 'utf8').split('\n').length - 1 : 0;
      return { report: { ...report, stats: timeless(report) }, asked };
    }

    /** The packs tell what git tells, which is asked for little more than what is found. */
    function same(...args: string[]): JsonReport {
      const theirs = told(1, ...args);
      const ours = told(0, ...args);
      assert.deepEqual(ours.report, theirs.report);
      assert.ok(theirs.asked > 2000 && ours.asked < 500, `${theirs.asked} and ${ours.asked} objects`);
      return ours.report;
    }

    it('of deltas by offset tell what git tells', () => {
      repo.git(...OFFSETS, 'repack', '-q', '-a', '-d', '-f', '--depth=50');
      const { findings, complete } = same();
      assert.equal(complete, true);
      for (let file = 0; file < FILES; file++)
        assert.ok(
          findings.some(({ path }) => path === `many/${file}.txt`),
          String(file),
        );
      for (const { name, path } of places.places)
        if (path !== null)
          assert.ok(
            findings.some((finding) => finding.path === path || path === 'masked'),
            name,
          );
    });

    it('of deltas by id tell what git tells', () => {
      repo.git(...IDS, 'repack', '-q', '-a', '-d', '-f');
      same();
    });

    it('and what is in none of them tell what git tells', () => {
      repo.git('repack', '-q', '-a', '-d');
      repo.commitUnchecked({ 'second.js': version(3, 3), 'many/0.txt': version(0, COMMITS + 1) }, 'a second pack');
      repo.git('repack', '-q', '-d');
      repo.commitUnchecked({ 'loose.js': `token = '${githubToken('loose')}'\n` }, 'loose');
      assert.equal(readdirSync(repo.path('.git/objects/pack')).filter((name) => name.endsWith('.pack')).length, 2);
      const { findings } = same();
      assert.ok(findings.some(({ path }) => path === 'loose.js'));
    });

    it('are read in part for a part of the history', () => {
      const { findings } = same('many~45..many');
      assert.ok(!findings.some(({ path }) => path === 'many/4.txt'));
      assert.ok(findings.some(({ path }) => path === 'many/45.txt'));
    });

    it('of which git alone has the rest tell what git tells', () => {
      const objects = repo.path('.git/objects');
      repo.git('repack', '-q', '-a', '-d');
      const other = join(repo.home, 'other');
      repo.git('clone', '-q', '--bare', '--no-hardlinks', repo.root, other);
      const [pack = ''] = readdirSync(join(objects, 'pack')).filter((name) => name.endsWith('.pack'));
      const moved = ['pack', 'idx', 'rev'].map((end) => join(objects, 'pack', pack.replace(/pack$/, end))).filter((path) => existsSync(path));
      const kept = moved.map((path) => readFileSync(path));
      for (const path of moved) rmSync(path, { force: true });
      writeFileSync(join(objects, 'info/alternates'), `${other}/objects\n`);
      const theirs = told(1).report;
      const ours = told(0).report;
      assert.equal(ours.complete, true);
      assert.deepEqual(ours, theirs);
      rmSync(join(objects, 'info/alternates'));
      for (const [at, path] of moved.entries()) writeFileSync(path, kept[at] ?? '');
    });

    it('that are damaged are told of as git tells of them, and so are all other objects', () => {
      repo.git(...OFFSETS, 'repack', '-q', '-a', '-d', '-f');
      const folder = repo.path('.git/objects/pack');
      const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.pack'));
      const path = join(folder, name);
      // One that others are made of, and one that none is.
      const listed = repo.git('verify-pack', '-v', path.replace(/pack$/, 'idx')).split('\n');
      const deltas = listed.flatMap((line) => {
        const [id, type, , length, offset, depth, base] = line.split(/ +/);
        return type === 'blob' && base !== undefined ? [{ id, length: Number(length), offset: Number(offset), depth: Number(depth), base }] : [];
      });
      const bases = new Set(deltas.map(({ base }) => base));
      const leaf = deltas.find(({ id, length }) => !bases.has(id ?? '') && length > 40);
      const parent = deltas.filter(({ id, length }) => bases.has(id ?? '') && length > 40).sort((a, b) => b.depth - a.depth)[0];
      assert.ok(leaf !== undefined && parent !== undefined);
      const bytes = readFileSync(path);
      for (const { offset, length } of [leaf, parent]) bytes.fill(0xff, offset + length - 12, offset + length - 4);
      chmodSync(path, 0o644);
      writeFileSync(path, bytes);
      const theirs = told(1).report;
      const ours = told(0).report;
      assert.equal(ours.complete, false);
      const errorsOf = ({ errors }: JsonReport): string[] => (errors ?? []).map(({ message }) => message.split('\n')[0] ?? '').sort();
      assert.deepEqual(errorsOf(ours), errorsOf(theirs));
      assert.deepEqual(ours.findings, theirs.findings);
    });
  });
}

describe('the log of a history', () => {
  it('is heard where there is no room for it', () => {
    const places = new HistoryPlaces();
    places.files();
    const { repo } = places;
    const told = (env: NodeJS.ProcessEnv): JsonReport => {
      const report = jsonReport(repo.run(process.execPath, [installedBin(), 'history', '--no-cache', '--format', 'json'], { env }));
      return { ...report, stats: timeless(report) };
    };
    // As git fails on a full disk: only where its output is a file.
    const PATH = pathWithGit(repo, `if [ "$command" = log ] && [ -f /dev/stdout ]; then touch '${join(repo.home, 'failed')}'; exit 128; fi`);
    assert.deepEqual(told({ PATH }), told({}));
    assert.equal(existsSync(join(repo.home, 'failed')), process.platform !== 'win32');
    repo.remove();
  });
});

describe('packs of long texts', () => {
  it('are read by git, and what is made of these', () => {
    const places = new HistoryPlaces();
    const { repo } = places;
    fill(places);
    const lines = (bytes: number): string => {
      let text = '';
      for (let at = 0; text.length < bytes; at++) text += `${createHash('sha1').update(String(at)).digest('base64url')}\n`;
      return text;
    };
    const long = lines(5 << 20);
    const short = long.slice(0, 1 << 20);
    for (const [at, text] of [short, long, `// another\n${short}`, `${long}// more\n`].entries())
      repo.commitUnchecked({ 'long.txt': `${text}token = '${githubToken(`long-${at}`)}'\n` }, `long ${at}`);
    repo.git('repack', '-q', '-a', '-d', '-f', '--window=50');
    const report = jsonReport(repo.guard('history', '--no-cache', '--threads', '0', '--format', 'json'));
    assert.equal(report.complete, true);
    assert.equal(report.findings.filter(({ path }) => path === 'long.txt').length, 4);
    repo.remove();
  });
});
