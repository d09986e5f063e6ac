import { chmodSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'node:test';
import { keepsSecret, type Place, type Start } from '../support/secrecy.js';
import type { TempRepo } from '../support/temp-repo.js';
import { githubToken, privateKey } from '../support/tokens.js';

const token = githubToken('failures');
const hidden = [token.slice(4)];
const pem = privateKey('failures');
const pemLines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
const url = `https://ci:${token}@git.internal.net/repo.git`;

/** Something staged that holds the secret, and a git that says `words` and fails when it is asked for `command`. */
const gitSays =
  (words: string, command = 'diff') =>
  (repo: TempRepo): Start => {
    staged(repo);
    if (command === 'cat-file') {
      repo.write('.gitattributes', '*.js -diff\n'); // What a diff does not show is read so.
      repo.git('add', '.gitattributes');
    }
    const folder = join(repo.home, 'bin');
    repo.write('../home/bin/words', words);
    const real = repo.run('sh', ['-c', 'command -v git']).stdout.trim();
    writeFileSync(join(folder, 'git'), `#!/bin/sh\nfor word in "$@"; do\n  if [ "$word" = ${command} ]; then cat "${folder}/words" >&2; exit 128; fi\ndone\nexec "${real}" "$@"\n`);
    chmodSync(join(folder, 'git'), 0o755);
    return { env: { PATH: `${folder}:${process.env['PATH']}` } };
  };

/** Something staged that holds the secret, and a program whose inside breaks with the secret in its message. */
const crash =
  (code: string) =>
  (repo: TempRepo): Start => {
    staged(repo);
    const file = join(repo.home, 'break.cjs');
    writeFileSync(file, `const secret = ${JSON.stringify(token)};\n${code}\n`);
    return { env: { NODE_OPTIONS: `--require ${file}`, GITHUB_TOKEN: token } };
  };

const PLACES: readonly Place[] = [
  { says: 'in an error of git', hidden, code: 2, plant: gitSays(`fatal: unable to access '${url}': 403\n`) },
  { says: 'in an error of git, more than once', hidden, code: 2, plant: gitSays(`${`remote: ${token}\n`.repeat(500)}`) },
  { says: 'in an error of git, glued to other words', hidden, code: 2, plant: gitSays(`fatal:${token}:bad\n${token}\\n\n`) },
  { says: 'in an error of git, between control characters', hidden, code: 2, plant: gitSays(`\u001b[31m${token}\u001b[0m\u0007\n`) },
  { says: 'in an error of git, as a key of many lines', hidden: pemLines, code: 2, plant: gitSays(`fatal: bad key\n${pem}`) },
  { says: 'in an error of git while it reads objects', hidden, code: 2, plant: gitSays(`error: ${token}\n`, 'cat-file') },
  { says: 'in a damaged object', hidden, code: 2, plant: damaged },
  { says: 'in the message of an error in our program', hidden, code: 2, plant: crash('Map.prototype.set = () => { throw new Error(secret); };') },
  { says: 'in the message of an error while bytes are searched', hidden, code: 2, plant: crash('Buffer.prototype.indexOf = () => { throw new Error(secret); };') },
  { says: 'in the message of an error while JSON is read', hidden, code: 2, plant: crash('JSON.parse = () => { throw new SyntaxError("Unexpected token: " + secret); };') },
  { says: 'in a message that looks like a stack', hidden, code: 2, plant: crash('JSON.parse = () => { throw new Error("x\\n    at " + secret + " (file.js:1:1)\\n    at y"); };') },
  { says: 'in the name of an error', hidden, code: 2, plant: crash('JSON.parse = () => { const error = new Error("x"); error.name = secret; throw error; };') },
  { says: 'in what is thrown, though it is no error', hidden, code: 2, plant: crash('JSON.parse = () => { throw secret; };') },
  { says: 'in an error without a stack', hidden, code: 2, plant: crash('JSON.parse = () => { const error = new Error(secret); error.stack = undefined; throw error; };') },
  { says: 'in the cause of an error', hidden, code: 2, plant: crash('JSON.parse = () => { throw new Error("x", { cause: new Error(secret) }); };') },
  { says: 'in several errors at once', hidden, code: 2, plant: crash('JSON.parse = () => { throw new AggregateError([new Error(secret)], secret); };') },
  { says: 'in an error nobody waits for', hidden, code: 2, plant: crash('setTimeout(() => { throw new Error(secret); }, 1);') },
  { says: 'in a rejection nobody waits for', hidden, code: 2, plant: crash('Promise.reject(new Error(secret));') },
];

describe('nothing of a secret is printed or written when something fails and it lies', () => {
  for (const place of PLACES) keepsSecret(place);
});

function staged(repo: TempRepo): void {
  repo.write('a.js', `const t = '${token}';\n`);
  repo.git('add', 'a.js');
}

/** A staged file whose object is cut short. */
function damaged(repo: TempRepo): Start {
  repo.write(`${token}.js`, `const t = '${token}';\n${pem}`);
  repo.git('add', '-A');
  const id = repo.git('rev-parse', `:${token}.js`).trim();
  const folder = join(repo.root, '.git/objects', id.slice(0, 2));
  for (const name of readdirSync(folder)) {
    chmodSync(join(folder, name), 0o644);
    writeFileSync(join(folder, name), Buffer.from('789c4bcac9', 'hex'));
  }
  rmSync(join(repo.root, `${token}.js`)); // git would show it in place of the object.
  return {};
}
