import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { notBegun } from '../support/wrong-use.js';

describe('a command line that cannot be meant is answered by what is wrong and what to do:', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.txt': 'text\n' });
    repo.write('a.txt', `${githubToken('usage')}\n`);
    repo.git('add', 'a.txt');
  });
  after(() => repo.remove());

  const WRONG: readonly (readonly [args: readonly string[], message: RegExp, hint: RegExp])[] = [
    [['--stagged'], /There is no option --stagged\./, /Did you mean --staged\?/],
    [['--Staged'], /There is no option --Staged\./, /Did you mean --staged\?/],
    [['--formats=json'], /There is no option --formats\./, /Did you mean --format\?/],
    [['--xyzzy-plugh'], /There is no option --xyzzy-plugh\./, /--help lists all options/],
    [['-z'], /There is no option -z\./, /--help/],
    [['-qz'], /There is no option -z\./, /--help/],
    [['--range'], /--range needs a value: --range A\.\.B\./, /--help/],
    [['--range', '--verbose'], /--range needs a value/, /--help/],
    [['--range', ''], /two revisions joined by two dots/, /--range origin\/main\.\.HEAD/],
    [['--only='], /There is no rule ""\./, /rules list/],
    [['--staged=yes'], /--staged takes no value\./, /--help/],
    [['--no-color=1'], /--no-color takes no value\./, /--help/],
    [['--format', 'jsno'], /--format knows pretty, json, jsonl, sarif, junit, github, gitlab, html, checkstyle\./, /Did you mean json\?/],
    [['--format', 'spreadsheet'], /--format knows/, /--help/],
    [['--preset', 'strikt'], /--preset knows recommended, strict, secrets-only\./, /Did you mean strict\?/],
    [['--fail-on', 'errors'], /--fail-on knows error, warning, note, never\./, /Did you mean error\?/],
    [['--engine', 're3'], /--engine knows auto, re2, builtin\./, /Did you mean re2\?/],
    [['doctr'], /There is no such command, and no such file\./, /Did you mean npx precommit-guard doctor\?/],
    [['import'], /import wants one file\./, /npx precommit-guard import \.gitleaks\.toml/],
    [['fix', '--staged'], /--staged does not go with fix\./, /npx precommit-guard fix/],
    [['--all'], /--all goes with history and merge\./, /--help/],
    [['--shard', '1/2'], /--shard goes with history\./, /--help/],
    [['--since', '2024-01-01', 'a.txt'], /--since goes with history and merge and stats\./, /--help/],
    [['history', '--range', 'A..B'], /--range goes with a scan of what is staged, of a range or of files, not with history\./, /--help/],
    [['doctor', '--undo'], /--undo goes with init and fix, not with doctor\./, /--help/],
    [['doctor', 'src'], /doctor takes options, but no names\./, /precommit-guard doctor/],
    [['init', 'here'], /init takes options, but no names\./, /precommit-guard init/],
    [['history', 'no-such-branch'], /no-such-branch is no revision here, and no commit that is asked for has such a path\./, /git branch --all/],
    [['history', 'main', 'no/such/file.txt'], /no\/such\/file\.txt is no revision here/, /Paths begin at the top/],
    [['history', '--since', 'yesterdayy'], /--since: git understands no date in that/, /--since 2026-01-31/],
    [['stats', '--since', 'some day'], /--since: git understands no date in that/, /--since 2026-01-31/],
    [['history', '--output', 'no/such/folder/report'], /The report cannot be written to .*report \(ENOENT\)\./, /folder that exists/],
    [['history', '--replace-text', 'no/such/folder/file'], /The folder of the file for --replace-text does not exist\./, /outside the repository/],
    [['--only', 'github-tokens'], /There is no rule "github-tokens"\./, /Did you mean "github-token"\?/],
    [['--skip', 'no-such-thing-at-all'], /There is no rule "no-such-thing-at-all"\./, /rules list/],
    [['--staged', 'a.txt'], /--staged and paths do not go together\./, /Ask for one of them/],
    [['--staged', '-'], /--staged and paths do not go together\./, /Ask for one of them/],
    [['--staged', '--range', 'A..B'], /--staged and --range do not go together\./, /Ask for one of them/],
    [['--range', 'A..B', 'a.txt'], /--range and paths do not go together\./, /Ask for one of them/],
    [['-', 'a.txt'], /Standard input \(-\) and paths do not go together\./, /Run twice/],
    [['--range', 'main'], /two revisions joined by two dots/, /--range origin\/main\.\.HEAD/],
    [['--range', '--all..HEAD'], /--range needs a value|two revisions joined by two dots/, /--help|--range origin/],
    [['--range', 'nowhere..HEAD'], /A revision of the range is not in this repository\./, /git log; in CI fetch enough history/],
    [['--range', 'HEAD..nowhere'], /A revision of the range is not in this repository\./, /git log/],
    [['--range', `${'1'.repeat(40)}..HEAD`], /A revision of the range is not in this repository\./, /git log/],
    [['--range', 'HEAD:a.txt..HEAD'], /A revision of the range is not in this repository\./, /git log/],
    [['--cwd', 'no/such/folder'], /--cwd: .*no\/such\/folder is no folder\./, /Name a folder that exists/],
    [['--cwd', 'a.txt'], /--cwd: .*a\.txt is no folder\./, /Name a folder that exists/],
    [['--output', 'no/such/folder/report', '--staged'], /The report cannot be written to .*report \(ENOENT\)\./, /folder that exists/],
    [['--output', '.', '--staged'], /The report cannot be written to .* \(EISDIR\)\./, /folder that exists/],
    [['--config', 'missing.json'], /The configuration missing\.json cannot be read\./, /check its name/],
    [['--config', 'src'], /The configuration src cannot be read\./, /check its name/],
    [['rules', 'explane', 'x'], /rules knows list, explain RULE/, /rules explain/],
    [['rules', 'explain'], /rules knows list, explain RULE/, /rules explain/],
    [['rules', 'explain', 'github-tokn'], /There is no rule "github-tokn"\./, /Did you mean "github-token"\?/],
  ];
  for (const [args, message, hint] of WRONG) {
    it(args.join(' '), () => notBegun(repo, args, message, hint));
  }

  it('--json is --format json everywhere, also where nothing could be begun, and contradicts another format', () => {
    for (const args of [['--no-such-option'], ['--preset', 'none'], ['history', 'no-such-branch']]) {
      const report = jsonReport(repo.guard('--json', ...args));
      assert.deepEqual([report.complete, report.findings], [false, []]);
    }
    assert.deepEqual(jsonReport(repo.guard('history', '--json')).findings, []);
    assert.ok(Array.isArray(JSON.parse(repo.guard('rules', 'list', '--json').stdout)));
    assert.equal(repo.guard('--json', '--format', 'sarif').code, 2);
    assert.equal(repo.guard('--json', '--format', 'json').code, 1);
  });

  it('help is help, and words that are neither files nor commands are said to be no commands', () => {
    assert.equal(repo.guard('help').stdout, repo.guard('--help').stdout);
    assert.match(repo.guard('explain', 'github-token').stderr, /explain does not exist\.\n.*it is no command either, npx precommit-guard --help lists them/);
  });

  it('a report that cannot be delivered is no success', () => {
    const ran = repo.run('sh', ['-c', 'node_modules/.bin/precommit-guard --staged --only slack-bot-token > /dev/full']);
    assert.equal(ran.code, 2, ran.all);
  });
});

describe('a scan that is wrong in part says so and still reports the rest:', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
  });
  beforeEach(() => {
    repo.write('clean.txt', 'text\n');
    repo.write('leak.txt', `${githubToken('partly')}\n`);
  });
  after(() => repo.remove());

  it('a path that does not exist', () => {
    const ran = repo.guard('missing.txt', 'leak.txt', '--format', 'json');
    assert.equal(ran.code, 2, ran.all);
    const report = jsonReport(ran);
    assert.equal(report.complete, false);
    assert.deepEqual(
      report.errors?.map(({ code, message }) => [code, message]),
      [['unreadable', 'missing.txt does not exist.']],
    );
    assert.deepEqual(
      report.findings.map(({ path }) => path),
      ['leak.txt'],
    );
    assert.match(ran.stderr, /^precommit-guard: missing\.txt does not exist\.\n {2}Check the name/);
  });

  it('with --allow-incomplete the exit code is that of what could be scanned', () => {
    assert.equal(repo.guard('missing.txt', 'leak.txt', '--allow-incomplete').code, 1);
    const ran = repo.guard('missing.txt', 'clean.txt', '--allow-incomplete', '--format', 'json');
    assert.equal(ran.code, 0, ran.all);
    assert.equal(jsonReport(ran).complete, false);
    assert.match(ran.stderr, /missing\.txt does not exist/);
    assert.doesNotMatch(repo.guard('missing.txt', 'clean.txt', '--allow-incomplete').stdout, /✔/);
  });

  it('no --fail-on makes it a success', () => {
    assert.equal(repo.guard('missing.txt', 'clean.txt', '--fail-on', 'never').code, 2);
  });
});
