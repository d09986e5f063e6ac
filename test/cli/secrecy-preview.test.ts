import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { jsonReport } from '../support/json-report.js';
import { assertHidden } from '../support/secrecy.js';
import { TempRepo } from '../support/temp-repo.js';
import { awsKey, filled, githubToken, password, privateKey, slackToken } from '../support/tokens.js';

/** Secrets as they stand beside code, and what of each must not be seen. */
const BESIDE: readonly (readonly [says: string, written: (seed: string) => readonly [text: string, ...hidden: string[]]])[] = [
  ['a token', (seed) => [`'${githubToken(seed)}'`, githubToken(seed).slice(4)]],
  ['an access key', (seed) => [awsKey(seed), awsKey(seed).slice(4)]],
  ['a chat token', (seed) => [slackToken(seed), slackToken(seed).slice(5)]],
  ['a password', (seed) => [`password = "${password(seed)}"`, password(seed)]],
  ['a password in JSON', (seed) => [`{"db_password": "${password(seed)}"}`, password(seed)]],
  ['the password of a URL', (seed) => [`'postgres://app:${password(seed)}@db.internal.net/x'`, password(seed)]],
  ['a JSON Web Token', (seed) => pair(filled(seed, '{jwt:HS256}'), (text) => text.slice(text.lastIndexOf('.') + 1))],
  ['a long random string', (seed) => pair(filled(seed, '{b64url:700}'))],
  ['a string a little longer than any bound', (seed) => pair(filled(seed, '{b64url:1041}'))],
  ['base64 with slashes', (seed) => pair(filled(seed, '{b64:11}/{b64:16}/{b64:21}/{b64:30}'))],
  ['a private key on one line', (seed) => pair(privateKey(seed).replaceAll('\n', '\\n'), ...privateKey(seed).split('\n').slice(1, -2))],
  ['a token in base64', (seed) => pair(Buffer.from(githubToken(seed)).toString('base64'))],
  ['a token in hexadecimal', (seed) => pair(Buffer.from(slackToken(seed)).toString('hex'))],
  ['a token in percent encoding', (seed) => pair([...Buffer.from(githubToken(seed))].map((byte) => `%${byte.toString(16)}`).join(''))],
];

/** Distances between a finding and a secret on its line: around the edges of what a preview shows, and of what it looks at. */
const DISTANCES = [...Array.from({ length: 180 }, (_, index) => index), ...Array.from({ length: 20 }, (_, index) => 490 + 3 * index)];

describe('the preview of a finding hides what else is on its line', () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
  });
  after(() => repo.remove());

  for (const [says, written] of BESIDE) {
    for (const order of ['behind', 'before'] as const) {
      it(`${says} ${order} it, however far`, () => {
        const all: string[] = [];
        const lines = DISTANCES.map((distance, index) => {
          const [text, ...hidden] = written(`preview/${index % 5}`);
          all.push(...hidden);
          const gap = ` /*${'.'.repeat(distance)}*/ `;
          return order === 'behind' ? `eval(input);${gap}${text}` : `${text}${gap}; eval(input); ${'//'.repeat(distance % 90)}`;
        });
        const ran = repo.run('node_modules/.bin/precommit-guard', ['-f', 'json', '--only', 'js-eval', '-', '--stdin-filename', 'a.js'], { input: `${lines.join('\n')}\n` });
        const { findings } = jsonReport(ran);
        assert.ok(findings.length >= DISTANCES.length * 0.9, `${findings.length} findings`);
        for (const hidden of new Set(all)) assertHidden(ran, [hidden]);
      });
    }
  }
});

/** The text, and what of it is hidden: all of it, if not told otherwise. */
function pair(text: string, ...hidden: (string | ((text: string) => string))[]): readonly [string, ...string[]] {
  if (hidden.length === 0) return [text, text];
  return [text, ...hidden.map((one) => (typeof one === 'string' ? one : one(text)))];
}
