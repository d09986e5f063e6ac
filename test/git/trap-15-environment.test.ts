import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { pathWithGit } from '../support/fake-git.js';
import { installedBin } from '../support/installed.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken } from '../support/tokens.js';
import { clean, found, HARMLESS, leak, passes, refused } from '../support/verdicts.js';

const SECRET = githubToken('trap-15-environment');

describe('trap 15: what the environment says to git', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'a.js': `// one\n// two\n// three\n` });
    repo.write('a.js', `// one\n// two\n${leak(SECRET)}`);
    repo.git('add', '-A');
  });
  afterEach(() => repo.remove());

  const guard = (env: NodeJS.ProcessEnv): Ran => repo.run(process.execPath, [installedBin(), '--staged'], { env });

  const HOSTILE: readonly (readonly [name: string, env: NodeJS.ProcessEnv])[] = [
    ['GIT_DIFF_OPTS=-u10', { GIT_DIFF_OPTS: '-u10' }],
    ['GIT_DIFF_OPTS=--unified=0', { GIT_DIFF_OPTS: '--unified=0' }],
    ['GIT_TRACE=1', { GIT_TRACE: '1' }],
    ['every other trace', { GIT_TRACE_SETUP: '1', GIT_TRACE_PERFORMANCE: '1', GIT_TRACE_PACK_ACCESS: '1', GIT_TRACE2: '1', GIT_TRACE2_EVENT: '1', GIT_TRACE2_PERF: '1' }],
    ['GIT_LITERAL_PATHSPECS=1', { GIT_LITERAL_PATHSPECS: '1' }],
    ['GIT_GLOB_PATHSPECS=1', { GIT_GLOB_PATHSPECS: '1' }],
    ['GIT_NOGLOB_PATHSPECS=1', { GIT_NOGLOB_PATHSPECS: '1' }],
    ['GIT_ICASE_PATHSPECS=1', { GIT_ICASE_PATHSPECS: '1' }],
    ['GIT_PAGER=false', { GIT_PAGER: 'false', PAGER: 'false', GIT_PAGER_IN_USE: '1' }],
    ['LANGUAGE=de LC_ALL=de_DE.UTF-8', { LANGUAGE: 'de', LC_ALL: 'de_DE.UTF-8', LANG: 'de_DE.UTF-8' }],
    ['GIT_CONFIG_PARAMETERS', { GIT_CONFIG_PARAMETERS: "'diff.noprefix'='true' 'color.diff'='always' 'diff.renames'='copies'" }],
    ['GIT_CONFIG_COUNT', { GIT_CONFIG_COUNT: '2', GIT_CONFIG_KEY_0: 'diff.context', GIT_CONFIG_VALUE_0: '20', GIT_CONFIG_KEY_1: 'color.ui', GIT_CONFIG_VALUE_1: 'always' }],
    ['GIT_FLUSH=0', { GIT_FLUSH: '0' }],
    ['GIT_DEFAULT_HASH=sha256', { GIT_DEFAULT_HASH: 'sha256' }],
    ['GIT_ATTR_SOURCE and GIT_NAMESPACE', { GIT_ATTR_SOURCE: 'HEAD', GIT_NAMESPACE: 'other' }],
    ['GIT_OPTIONAL_LOCKS=1', { GIT_OPTIONAL_LOCKS: '1' }],
    ['FORCE_COLOR and TERM=dumb', { NO_COLOR: undefined, FORCE_COLOR: '0', TERM: 'dumb' }],
  ];
  for (const [name, env] of HOSTILE) {
    it(`trap 15: with ${name} the same secret is found on the same line, and without it the same is clean`, () => {
      found(guard(env), SECRET, 'a.js:3');
      const before = repo.commits();
      const commit = repo.run('git', ['commit', '-m', name], { env });
      assert.equal(commit.code, 1, commit.all);
      assert.match(commit.all, /^a\.js:3:[0-9]+ error GitHub/m);
      assert.equal(repo.commits(), before);
      repo.write('a.js', `// one\n// two\n${HARMLESS}`);
      repo.git('add', '-A');
      const ran = guard(env);
      clean(ran);
      assert.match(ran.stdout, /scanned 1 file, 1 added line,/);
    });
  }

  it('trap 15: trace files named by the environment are not written by the scan’s git', () => {
    const file = (name: string): string => join(repo.home, name);
    found(guard({ GIT_TRACE: file('one'), GIT_TRACE2: file('two'), GIT_TRACE2_EVENT: file('three'), GIT_TRACE2_PERF: file('four') }), SECRET, 'a.js:3');
    for (const name of ['one', 'two', 'three', 'four']) assert.ok(!existsSync(file(name)), name);
  });

  it('trap 15: programs named by the environment are not run: pager, editor, askpass, ssh', () => {
    const trace = join(repo.home, 'trace');
    const program = join(repo.home, 'program');
    writeFileSync(program, `#!/bin/sh\n: >'${trace}'\n`);
    chmodSync(program, 0o755);
    const names = [
      'GIT_PAGER',
      'PAGER',
      'GIT_EDITOR',
      'EDITOR',
      'VISUAL',
      'GIT_SEQUENCE_EDITOR',
      'GIT_ASKPASS',
      'SSH_ASKPASS',
      'GIT_SSH',
      'GIT_SSH_COMMAND',
      'GIT_PROXY_COMMAND',
      'GIT_EXTERNAL_DIFF',
    ];
    const env = Object.fromEntries(names.map((name) => [name, program]));
    found(guard(env), SECRET, 'a.js:3');
    repo.git('commit', '-q', '--no-verify', '-m', 'unchecked');
    found(repo.run(process.execPath, [installedBin(), '--range', 'HEAD~1..HEAD'], { env }), SECRET, 'a.js:3');
    assert.ok(!existsSync(trace));
  });

  it('trap 15: configuration given by the environment, as continuous integration does, keeps no range from being scanned', () => {
    const given = [
      ['core.editor', 'false'],
      ['core.sshCommand', 'false'],
      ['core.fsmonitor', 'false'],
      ['credential.helper', '!false'],
      ['url.https://example.com/.insteadOf', 'git@example.com:'],
      ['include.path', '/dev/null'],
      ['diff.external', 'false'],
    ] as const;
    const env = {
      GIT_CONFIG_COUNT: String(given.length),
      ...Object.fromEntries(
        given.flatMap(([key, value], i) => [
          [`GIT_CONFIG_KEY_${i}`, key],
          [`GIT_CONFIG_VALUE_${i}`, value],
        ]),
      ),
    };
    repo.git('commit', '-q', '--no-verify', '-m', 'unchecked');
    found(repo.run(process.execPath, [installedBin(), '--range', 'HEAD~1..HEAD'], { env }), SECRET, 'a.js:3');
    clean(repo.run(process.execPath, [installedBin(), '--range', 'HEAD..HEAD'], { env }));
  });

  it('trap 15: every git of the scan is started without prompts, network, locks and translations, whatever the caller says', () => {
    const log = join(repo.home, 'log');
    repo.write('.gitattributes', '*.js -diff\n'); // What a diff does not show is read by a second git.
    repo.git('add', '.gitattributes');
    const env = {
      PATH: pathWithGit(repo, `env | grep -E '^(GIT_|LC_ALL)' | sort >>'${log}'; echo == >>'${log}'`),
      GIT_TERMINAL_PROMPT: '1',
      GIT_OPTIONAL_LOCKS: '1',
      GIT_NO_LAZY_FETCH: '0',
      GIT_ALLOW_PROTOCOL: 'file:https:ssh',
      LC_ALL: 'de_DE.UTF-8',
      GIT_DIFF_OPTS: '-u9',
      GIT_TRACE: '0',
    };
    found(guard(env), SECRET, 'a.js:3');
    const started = readFileSync(log, 'utf8').split('==\n').slice(0, -1);
    assert.equal(started.length, 2, 'diff and cat-file');
    for (const variables of started) {
      for (const wanted of ['GIT_TERMINAL_PROMPT=0', 'GIT_OPTIONAL_LOCKS=0', 'GIT_NO_LAZY_FETCH=1', 'GIT_ALLOW_PROTOCOL=none', 'LC_ALL=C']) {
        assert.ok(variables.split('\n').includes(wanted), `${wanted} is missing in\n${variables}`);
      }
      assert.doesNotMatch(variables, /GIT_DIFF_OPTS|GIT_TRACE/);
    }
  });

  it('trap 15: a git that chatters on standard error while it works changes nothing: found, and clean without the secret', () => {
    const env = { PATH: pathWithGit(repo, 'i=0; while [ $i -lt 2000 ]; do echo "warning: chatter of no consequence, line $i, long enough to fill a pipe" >&2; i=$((i+1)); done') };
    const ran = guard(env);
    found(ran, SECRET, 'a.js:3');
    assert.doesNotMatch(ran.all, /chatter/);
    repo.write('a.js', HARMLESS);
    repo.git('add', '-A');
    clean(guard(env));
  });

  it('trap 15: a remote that asks for a password is never spoken to by a scan: found without a prompt', () => {
    repo.git('remote', 'add', 'origin', 'https://user@localhost:9/repository.git');
    repo.git('config', 'credential.helper', `!f() { : >'${join(repo.home, 'asked')}'; }; f`);
    found(guard({}), SECRET, 'a.js:3');
    assert.ok(!existsSync(join(repo.home, 'asked')));
    refused(repo, SECRET, 'a.js:3', ['commit', '-m', 'remote']);
    repo.write('a.js', HARMLESS);
    passes(repo, ['commit', '-a', '-m', 'remote']);
  });
});
