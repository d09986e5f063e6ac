import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { completionText } from '../../src/cli/completion-command.js';
import { FLAGS } from '../../src/cli/flags.js';

/** What bash offers for the last of the words. */
function offered(...words: string[]): string[] {
  const script = `${completionText('bash')}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _precommit_guard; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, status, stderr } = spawnSync('bash', ['-c', script, 'bash', 'precommit-guard', ...words], { encoding: 'utf8', cwd: '/' });
  assert.equal(status, 0, stderr);
  return stdout.split('\n').filter((word) => word !== '');
}

/** Is the shell there, and does it understand the script? */
function understood(shell: string): { readonly skip: string | false } {
  return { skip: spawnSync(shell, ['--version']).error === undefined ? false : `${shell} is not installed` };
}

describe('completion', () => {
  it('offers every flag, the choices of a value, commands and their actions in bash', () => {
    assert.deepEqual(offered('--').sort(), FLAGS.map(({ name }) => `--${name}`).sort());
    assert.deepEqual(offered('--format', 'sa'), ['sarif']);
    assert.deepEqual(offered('-f', 'jun'), ['junit']);
    assert.ok(offered('doc').includes('doctor'));
    assert.deepEqual(offered('rules', 'ex'), ['explain']);
    assert.deepEqual(offered('--since', ''), []);
  });

  it('is understood by zsh', understood('zsh'), () => {
    assert.equal(spawnSync('zsh', ['-n'], { input: completionText('zsh') }).status, 0);
  });

  it('offers the same in fish', understood('fish'), () => {
    const ask = (line: string): string => spawnSync('fish', ['-c', `${completionText('fish')}\ncomplete -C ${JSON.stringify(line)}`], { encoding: 'utf8' }).stdout;
    assert.match(ask('precommit-guard --format sa'), /^sarif/m);
    assert.match(ask('precommit-guard --fail'), /^--fail-on/m);
  });

  it('knows no other shell', () => {
    assert.throws(() => completionText('tcsh'), /bash, zsh and fish/);
  });
});
