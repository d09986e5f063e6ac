import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathWithGit, pathWithNodeOnly, REAL_GIT } from '../support/fake-git.js';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { found, HARMLESS, leak, passes, refused, undone } from '../support/verdicts.js';
import { assertNoStack } from '../support/wrong-use.js';

const SECRET = githubToken('trap-15');

describe('trap 15: a git that is missing or fails', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'b.js': '// base\n' });
    repo.write('a.js', leak(SECRET));
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  const guard = (env: NodeJS.ProcessEnv, ...args: string[]): Ran => repo.run(process.execPath, [installedBin(), '--staged', ...args], { env });
  /** Runs the command with a git that is the given script; it must end in exit 2, without a word of the secret and without calling anything clean. */
  const failing = (script: string, why: RegExp): void => {
    const ran = guard({ PATH: pathWithGit(repo, script) });
    undone(ran, why);
    assert.doesNotMatch(ran.all, /✔/);
    assert.ok(!ran.all.includes(SECRET));
  };

  /** What a diff does not show is read by a second git. */
  const unshown = (): void => {
    repo.write('.gitattributes', '*.js -diff\n');
    repo.git('add', '-A');
  };

  it('trap 15: no git on the PATH ends in exit 2 and says so; JSON says it too', () => {
    const env = { PATH: pathWithNodeOnly(repo) };
    undone(guard(env), /^precommit-guard: There is no git on the PATH\.\n\s+Install git/);
    const report = JSON.parse(guard(env, '--format', 'json').stdout) as { complete: boolean; errors: { code: string }[] };
    assert.deepEqual([report.complete, report.errors[0]?.code], [false, 'git-missing']);
  });

  it('trap 15: the hook without git on the PATH ends in exit 2 as well', () => {
    undone(repo.run('/bin/sh', ['.git/hooks/pre-commit'], { env: { PATH: pathWithNodeOnly(repo) } }), /There is no git on the PATH/);
  });

  it('trap 15: git called by its full path finds itself for its hooks: refused, and passes without the secret', () => {
    const env = { PATH: pathWithNodeOnly(repo) };
    const before = repo.commits();
    found(repo.run(REAL_GIT, ['commit', '-m', 'full path'], { env }), SECRET, 'a.js:1');
    assert.equal(repo.commits(), before);
    repo.write('a.js', HARMLESS);
    const ran = repo.run(REAL_GIT, ['commit', '-a', '-m', 'full path'], { env });
    assert.equal(ran.code, 0, ran.all);
    assert.match(ran.all, /precommit-guard: no findings/);
  });

  it('trap 15: with few files that may be open it decides, or says that it did not', () => {
    const outcomes = new Map<number | null, string>();
    for (let files = 18; files <= 40; files++) {
      const ran = repo.run('sh', ['-c', `ulimit -n ${files}; exec "$0" "$@"`, process.execPath, installedBin(), '--staged']);
      assert.notEqual(ran.code, 0, `${files}: ${ran.all}`);
      if (!ran.all.includes('precommit-guard: ')) continue; // Node itself did not get as far as the program.
      assertNoStack(ran);
      outcomes.set(ran.code, `${outcomes.get(ran.code) ?? ''}${ran.stderr}`);
    }
    assert.deepEqual([...outcomes.keys()].sort(), [1, 2]);
    assert.match(outcomes.get(2) ?? '', /git cannot be started \(EMFILE\)/);
  });

  it('trap 15: a git that cannot be started ends in exit 2', () => {
    const path = pathWithGit(repo, '');
    repo.run('chmod', ['644', `${repo.home}/bin/git`]);
    undone(guard({ PATH: path.split(':')[0] }), /git cannot be started|There is no git/);
  });

  it('trap 15: git killed by a signal in diff ends in exit 2', () => {
    failing('if [ "$command" = diff ]; then kill -KILL $$; fi', /git diff was killed by SIGKILL/);
    failing('if [ "$command" = diff ]; then kill -TERM $$; fi', /git diff was killed by SIGTERM/);
  });

  it('trap 15: git killed by a signal in cat-file ends in exit 2, before and within an answer', () => {
    unshown();
    failing('if [ "$command" = cat-file ]; then kill -KILL $$; fi', /a\.js was not scanned\. git cat-file was killed by SIGKILL/);
    failing(
      'if [ "$command" = cat-file ]; then read -r id; echo "$id blob 1000"; echo "half of it"; kill -KILL $$; fi',
      /a\.js was not scanned\. git cat-file was killed by SIGKILL/,
    );
  });

  it('trap 15: git killed within the output of diff ends in exit 2, although it began well', () => {
    failing('if [ "$command" = diff ]; then "$real" "$@" | head -c 60; kill -KILL $$; fi', /git diff was killed by SIGKILL/);
  });

  it('trap 15: a diff cut short by a git that reports success ends in exit 2: nothing unread passes for clean', () => {
    failing('if [ "$command" = diff ]; then "$real" "$@" | head -c 60; exit 0; fi', /git diff is not as documented: it ends too early/);
    failing('if [ "$command" = diff ]; then "$real" "$@" | head -c 250; exit 0; fi', /git diff is not as documented: it ends too early/);
  });

  it('trap 15: a cat-file that reports success without an answer, or with half of one, or with another’s, ends in exit 2', () => {
    unshown();
    failing('if [ "$command" = cat-file ]; then exit 0; fi', /git cat-file ended before it had answered/);
    failing('if [ "$command" = cat-file ]; then read -r id; echo "$id blob 1000"; echo half; exit 0; fi', /git cat-file ended within an object/);
    failing('if [ "$command" = cat-file ]; then read -r id; echo "0123456 blob 5"; echo other; exit 0; fi', /git cat-file answered for another object/);
  });

  it('trap 15: a git too old for our options ends in exit 2 with its complaint, not with its manual', () => {
    const script = `if [ "$command" = diff ]; then echo "error: invalid option: --no-relative" >&2; echo "usage: git diff [<options>]" >&2; echo "    -z   many more" >&2; exit 129; fi`;
    failing(script, /git diff ended with code 129\.\n\s+error: invalid option: --no-relative\n\s+What it did not read/);
  });

  it('trap 15: git that fails with other words than English ends in exit 2 with them', () => {
    failing('if [ "$command" = diff ]; then echo "Schwerwiegend: kein Git-Repository" >&2; exit 128; fi', /git diff ended with code 128\.\n\s+Schwerwiegend: kein Git-Repository/);
  });

  it('trap 15: a secret in git’s own words is masked in ours', () => {
    failing(`if [ "$command" = diff ]; then echo "fatal: cannot read ${SECRET}" >&2; exit 128; fi`, /git diff ended with code 128\.\n\s+fatal: cannot read /);
  });

  it('trap 15: the hook passes a failure on: the commit is refused, and passes once git works', () => {
    const env = { PATH: pathWithGit(repo, 'if [ "$command" = diff ]; then kill -KILL $$; fi') };
    // git puts its own folder before the PATH of hooks; a hook that is run by hand shows what a broken one does.
    undone(repo.run('/bin/sh', ['.git/hooks/pre-commit'], { env }), /git diff was killed by SIGKILL/);
    refused(repo, SECRET, 'a.js:1', ['commit', '-m', 'working']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'working']);
  });
});
