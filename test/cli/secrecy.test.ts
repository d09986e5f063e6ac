import { symlinkSync } from 'node:fs';
import { describe } from 'node:test';
import { keepsSecret, type Place } from '../support/secrecy.js';
import type { TempRepo } from '../support/temp-repo.js';
import { awsKey, filled, githubToken, password, privateKey, slackToken } from '../support/tokens.js';

const token = githubToken('secrecy');
const body = token.slice(4);
const key = awsKey('secrecy');
const word = password('secrecy');
const pem = privateKey('secrecy');
const pemLines = pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
const jwk = filled('secrecy', '{b64url:800}');

/** A staged file. */
const file =
  (name: string, content: string | Buffer) =>
  (repo: TempRepo): object => {
    repo.write(name, content);
    repo.git('add', '-A', '-f', '--', name);
    return {};
  };
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');

const PLACES: readonly Place[] = [
  { says: 'in code', hidden: [body], code: 1, plant: file('a.js', `const t = '${token}';\n`) },
  { says: 'in a comment', hidden: [body], code: 1, plant: file('a.py', `# was ${token}, do not use\n`) },
  { says: 'in JSON', hidden: [body], code: 1, plant: file('a.json', `{"token": "${token}"}\n`) },
  { says: 'in YAML', hidden: [body, word], code: 1, plant: file('a.yaml', `token: ${token}\npassword: ${word}\n`) },
  { says: 'in a .env file', hidden: [word], code: 1, plant: file('.env', `export DB_PASSWORD="${word}" # for now\n`) },
  { says: 'in a PEM block', hidden: pemLines, code: 1, plant: file('a.pem', pem) },
  { says: 'in a PEM block on one line', hidden: pemLines, code: 1, plant: file('a.json', JSON.stringify({ name: 'x', key: pem })) },
  { says: 'in a PEM block behind other text on its first line', hidden: pemLines, code: 1, plant: file('a.txt', `key: ${pem.replace('-----\n', '----- ')}`) },
  { says: 'in UTF-16', hidden: [body], code: 1, plant: file('a.reg', utf16(`"token"="${token}"\r\n`)) },
  { says: 'in UTF-16 with a password', hidden: [word], code: 1, plant: file('a.ini', utf16(`password = ${word}\r\n`)) },
  { says: 'in base64', hidden: [body, base64(token)], code: 1, plant: file('a.txt', `data ${base64(token)}\n`) },
  { says: 'in hexadecimal', hidden: [body, hex(token)], code: 1, plant: file('a.txt', `data ${hex(token)}\n`) },
  { says: 'in percent encoding', hidden: [body, `%5F${body}`], code: 1, plant: file('a.txt', `?token=${token.replace('_', '%5F')}\n`) },
  { says: 'as the password of a URL', hidden: [word], code: 1, plant: file('a.js', `connect('postgres://app:${word}@db.internal.net/main');\n`) },
  { says: 'as the token of a URL', hidden: [body], code: 1, plant: file('a.sh', `git clone https://x:${token}@github.com/a/b\n`) },
  { says: 'as an assigned password', hidden: [word], code: 1, plant: file('a.py', `password = "${word}"\n`) },
  { says: 'in the name of a file', hidden: [body], code: 1, plant: file(`backup-${token}.txt`, 'text\n') },
  { says: 'in the name of a folder', hidden: [body], code: 1, plant: file(`${token}/a/b.txt`, 'text\n') },
  { says: 'in the name and the content', hidden: [body, key.slice(4)], code: 1, plant: file(`${token}.txt`, `${key}\n`) },
  { says: 'in the name of a skipped file', hidden: [body], code: 1, plant: file(`${token}.png`, Buffer.from('89504e470d0a1a0a0000000d', 'hex')) },
  {
    says: 'in the target of a symbolic link',
    hidden: [body],
    code: 1,
    plant: (repo) => {
      symlinkSync(`/keys/${token}`, repo.path('link'));
      repo.git('add', 'link');
      return {};
    },
  },
  {
    says: 'in the name of a branch',
    hidden: [body],
    code: 1,
    plant: (repo) => {
      repo.git('checkout', '-q', '-b', `fix/${token}`);
      return file('a.txt', `${key}\n`)(repo);
    },
  },
  { says: 'in the reason of a suppression', hidden: [body], code: 0, plant: file('a.txt', `${key} // precommit-guard-ignore-line -- the old one, ${token}\n`) },
  { says: 'in a suppression without a reason', hidden: [body, key.slice(4)], code: 1, plant: file('a.txt', `${key} // precommit-guard-ignore-line ${token}\n`) },
  { says: 'beside another secret', hidden: [body, key.slice(4)], code: 1, plant: file('a.txt', `a ${key} b ${token} c\n`) },
  { says: 'glued to another secret', hidden: [body, key.slice(4)], code: 1, plant: file('a.txt', `${key}:${token}/${slackToken('secrecy')}\n`) },
  { says: 'twice on a line', hidden: [body], code: 1, plant: file('a.txt', `${token} ${token}\n`) },
  { says: 'longer than a preview', hidden: [jwk], code: 1, plant: file('a.json', `{"kty":"oct","k":"${jwk}"}\n`) },
  { says: 'on a line full of control characters', hidden: [body], code: 1, plant: file('a.txt', `\u001b[31m\u0007${token}\u001b[0m\r\b\n`) },
  { says: 'behind characters of several bytes', hidden: [body], code: 1, plant: file('a.txt', `${'äöü🔑'.repeat(30)} ${token} ${'äöü🔑'.repeat(30)}\n`) },
  { says: 'in a diff that only moved it', hidden: [body], code: 0, plant: moved },
];

describe('nothing of a secret is printed or written when it lies', () => {
  for (const place of PLACES) keepsSecret(place);
});

function moved(repo: TempRepo): object {
  repo.commitUnchecked({ 'a.txt': `one\n${token}\n` });
  repo.git('mv', 'a.txt', 'b.txt');
  return {};
}
