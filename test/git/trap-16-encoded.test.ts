import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { jsonReport, places } from '../support/json-report.js';
import { TempRepo } from '../support/temp-repo.js';
import { awsKey, filled, githubToken, password, privateKey } from '../support/tokens.js';

const TOKEN = githubToken('encoded');
const PASSWORD = password('encoded');
const KEY = privateKey('encoded');

const percent = (text: string): string => [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const notebook = (cell: object): string => `${JSON.stringify({ cells: [{ cell_type: 'code', metadata: {}, ...cell }], nbformat: 4, nbformat_minor: 5 }, null, 1)}\n`;

interface Case {
  readonly says: string;
  readonly file: string;
  readonly content: string;
  readonly line: number;
}

const REFUSED: readonly Case[] = [
  { says: 'a PEM block in JSON with \\n', file: 'account.json', content: `${JSON.stringify({ type: 'service', private_key: KEY }, null, 2)}\n`, line: 3 },
  { says: 'a PEM block in JSON in JSON', file: 'env.json', content: `{"a": 1,\n"GOOGLE": ${JSON.stringify(JSON.stringify({ private_key: KEY }))}}\n`, line: 2 },
  { says: 'a PEM block on one line of a .env file', file: '.env.production', content: `A=1\nKEY="${KEY.replaceAll('\n', '\\n')}"\n`, line: 2 },
  { says: 'a token in base64', file: 'secret.yaml', content: `data:\n  token: ${base64(TOKEN)}\n`, line: 2 },
  { says: 'a token within text in base64', file: 'config.txt', content: `${base64(`{"auths":{"ghcr.io":{"auth":"user:${TOKEN}"}}}`)}\n`, line: 1 },
  { says: 'a token in base64 for URLs', file: 'a.js', content: `load('${Buffer.from(`~~~ token ${TOKEN} ~~~???`).toString('base64url')}');\n`, line: 1 },
  { says: 'an access key in base64 without padding', file: 'a.py', content: `decode('${base64(awsKey('encoded')).replaceAll('=', '')}')\n`, line: 1 },
  { says: 'a token in hexadecimal', file: 'a.js', content: `\nBuffer.from('${Buffer.from(TOKEN).toString('hex')}', 'hex');\n`, line: 2 },
  { says: 'a token in upper-case hexadecimal', file: 'a.sql', content: `SELECT X'${Buffer.from(TOKEN).toString('hex').toUpperCase()}';\n`, line: 1 },
  { says: 'a token in percent encoding', file: 'a.txt', content: `https://example.com/?q=${percent(`token=${TOKEN}`)}\n`, line: 1 },
  { says: 'a token whose underscore alone is percent-encoded', file: 'a.txt', content: `https://example.com/?token=${TOKEN.replace('_', '%5F')}\n`, line: 1 },
  { says: 'a token right behind an escaped newline in JSON', file: 'a.json', content: `{"a": "\\u00e4\\n${TOKEN}\\n"}\n`, line: 1 },
  { says: 'a password in a .env file', file: '.env', content: `# comment\nDB_PASSWORD=${PASSWORD}\n`, line: 2 },
  { says: 'an exported password in a .env file', file: '.env', content: `export DB_PASSWORD=${PASSWORD}\n`, line: 1 },
  { says: 'a quoted password in a .env file', file: '.env.local', content: `DB_PASSWORD="${PASSWORD}" # for now\n`, line: 1 },
  { says: 'a password in single quotes in a .env file', file: '.env', content: `export DB_PASSWORD='${PASSWORD}'\n`, line: 1 },
  { says: 'a password before a comment in a .env file', file: '.env', content: `DB_PASSWORD=${PASSWORD} # ask Anna\n`, line: 1 },
  { says: 'a password in a comment of a .env file', file: '.env', content: `A=1\n# DB_PASSWORD=${PASSWORD}\n`, line: 2 },
  { says: 'a password with spaces around the equals sign', file: '.env', content: `DB_PASSWORD = ${PASSWORD}\n`, line: 1 },
  { says: 'a token in a .env file with CR LF', file: '.env', content: `A=1\r\nAPI_TOKEN=${filled('env', '{alnum:32}')}\r\nB=2\r\n`, line: 2 },
  {
    says: 'a token in the output of a notebook',
    file: 'a.ipynb',
    content: notebook({ outputs: [{ name: 'stdout', output_type: 'stream', text: ['login\n', `using ${TOKEN}\n`] }] }),
    line: 12,
  },
  { says: 'a password in the source of a notebook', file: 'a.ipynb', content: notebook({ source: ['import db\n', `db_password = "${PASSWORD}"\n`] }), line: 8 },
  { says: 'credentials in the URL of package-lock.json', file: 'package-lock.json', content: lock(`https://ci:${PASSWORD}@npm.internal.net/a/-/a-1.0.0.tgz`), line: 7 },
  { says: 'a token in the URL of package-lock.json', file: 'package-lock.json', content: lock(`https://npm.pkg.github.com/a/a.tgz?token=${TOKEN}`), line: 7 },
  {
    says: 'credentials in yarn.lock',
    file: 'yarn.lock',
    content: `a@^1.0.0:\n  version "1.0.0"\n  resolved "https://ci:${PASSWORD}@npm.internal.net/a-1.0.0.tgz#${hex(40)}"\n`,
    line: 3,
  },
  { says: 'a git URL with a token in Cargo.lock', file: 'Cargo.lock', content: `[[package]]\nname = "a"\nsource = "git+https://x:${TOKEN}@github.com/a/a#${hex(40)}"\n`, line: 3 },
];

const CLEAN: readonly Omit<Case, 'line'>[] = [
  { says: 'the integrity hashes of package-lock.json', file: 'package-lock.json', content: lock('https://registry.npmjs.org/a/-/a-1.0.0.tgz') },
  { says: 'the hashes of yarn.lock', file: 'yarn.lock', content: `a@^1.0.0:\n  resolved "https://registry.yarnpkg.com/a.tgz#${hex(40)}"\n  integrity sha512-${b64(86)}==\n` },
  { says: 'the hashes of pnpm-lock.yaml', file: 'pnpm-lock.yaml', content: `packages:\n  /token-secret@1.0.0:\n    resolution: {integrity: sha512-${b64(86)}==}\n` },
  { says: 'the checksums of Cargo.lock', file: 'Cargo.lock', content: `[[package]]\nname = "secret-token"\nchecksum = "${hex(64)}"\n` },
  { says: 'the sums of go.sum', file: 'go.sum', content: `github.com/a/token v1.0.0 h1:${b64(43)}=\ngithub.com/a/token v1.0.0/go.mod h1:${b64(43)}=\n` },
  { says: 'the hashes of poetry.lock', file: 'poetry.lock', content: `files = [\n    {file = "token-1.0.tar.gz", hash = "sha256:${hex(64)}"},\n]\n` },
  { says: 'the picture in the output of a notebook', file: 'a.ipynb', content: notebook({ outputs: [{ data: { 'image/png': `iVBORw0KGgo${b64(4000)}` } }] }) },
  { says: 'a .env file that refers to other places', file: '.env', content: ['DB_PASSWORD=$' + '{DB_PASSWORD}', 'API_TOKEN=$(pass token)', 'EMPTY_PASSWORD=', ''].join('\n') },
];

describe('encoded and embedded secrets', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({});
  });
  afterEach(() => repo.remove());

  for (const { says, file, content, line } of REFUSED) {
    it(`${says} is refused`, () => {
      repo.write(file, content);
      repo.git('add', '-A', '-f', '--', file);
      assert.deepEqual(places(jsonReport(repo.guard('--staged', '--format', 'json'))), [`${file}:${line} error`]);
      const ran = repo.tryGit('commit', '-m', 'secret');
      assert.equal(ran.code, 1, ran.all);
      for (const secret of [TOKEN.slice(4), PASSWORD]) assert.ok(!ran.all.includes(secret), ran.all);
    });
  }

  for (const { says, file, content } of CLEAN) {
    it(`${says}: no finding`, () => {
      repo.write(file, content);
      repo.git('add', '-A', '-f', '--', file);
      assert.deepEqual(places(jsonReport(repo.guard('--staged', '--format', 'json'))), []);
      const ran = repo.tryGit('commit', '-m', 'clean');
      assert.equal(ran.code, 0, ran.all);
    });
  }
});

function lock(url: string): string {
  const packages = { 'node_modules/token-secret': { version: '1.0.0', resolved: url, integrity: `sha512-${b64(86)}==` } };
  return `${JSON.stringify({ name: 'app', lockfileVersion: 3, packages }, null, 2)}\n`;
}

function hex(length: number): string {
  return filled('hash', `{hex:${length}}`);
}

function b64(length: number): string {
  return filled('hash', `{b64:${length}}`);
}
