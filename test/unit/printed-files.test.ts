import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { printedFiles } from '../../src/app/agent/printed-files.js';
import { shellCommands } from '../../src/app/agent/shell-words.js';

const TEXT = 'NODE_ENV=production\nGITHUB_TOKEN=x\n# a token\n';
/** Files, each with the lines that are printed where it is not all of them. */
const printed = (script: string): string[] =>
  shellCommands(script)
    .flatMap(printedFiles)
    .map(({ path, lines }) => (lines === undefined ? path : `${path}:${lines(TEXT).map(({ first }) => first)}`));

describe('files that a command prints', () => {
  for (const [script, wanted] of [
    ['cat .env', ['.env']],
    ['head -n 3 a.js b.js', ['3', 'a.js', 'b.js']],
    ['echo x && tail -f log.txt | cat', ['log.txt']],
    ["sh -c 'cat .env'", ['.env']],
    ['sudo timeout 5 /bin/cat .env', ['.env']],
    ['diff .env .env.old', ['.env', '.env.old']],
    ['grep TOKEN .env', ['.env:2']],
    ['grep -ri token .env', ['.env:2,3']],
    ["rg '^GITHUB' .env", ['.env:2']],
    ['grep -e TOKEN .env', ['.env:2']],
    ["grep 'A\\|T' .env", ['.env']],
    ['grep -v NODE .env', ['.env']],
    ['grep -A3 NODE .env', ['.env']],
    ['grep -c TOKEN .env', []],
    ['grep -lr TOKEN src', []],
    ['grep -q TOKEN .env', []],
    ['cat .env > copy', []],
    ['source .env', []],
    ['. ./.env; node a.js', []],
    ["sed 's/=.*//' .env", []],
    ['cat "$FILE"', []],
  ] as const) {
    it(`are told from ${script}`, () => assert.deepEqual(printed(script), wanted));
  }
});
