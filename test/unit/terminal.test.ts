import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';

/** What a program prints that says a text by the terminal. */
function printed(text: string): string {
  const module = JSON.stringify(import.meta.resolve('../../src/cli/terminal.js'));
  const program = `import { processTerminal } from ${module}; processTerminal({}, true).out(${text});`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', maxBuffer: 1 << 26 }).stdout;
}

describe('what is printed', () => {
  it('is whole, however long, wherever it is cut', () => {
    for (const before of [0, 1]) assert.equal(printed(`'a'.repeat(${before}) + '\\u{1f600}'.repeat(800_000)`), 'a'.repeat(before) + '\u{1f600}'.repeat(800_000));
  });

  it('is nothing where there is nothing to say', () => assert.equal(printed("''"), ''));
});
