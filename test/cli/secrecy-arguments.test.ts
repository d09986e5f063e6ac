import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'node:test';
import { keepsSecret, type Place, type Start } from '../support/secrecy.js';
import type { TempRepo } from '../support/temp-repo.js';
import { awsKey, githubToken, password, slackToken } from '../support/tokens.js';

const token = githubToken('arguments');
const hidden = [token.slice(4)];
const word = password('arguments');

const asked =
  (...args: string[]) =>
  (): Start => ({ args });
/** A configuration file beside something staged. */
const configured =
  (name: string, text: string, ...more: string[]) =>
  (repo: TempRepo): Start => {
    repo.write('a.txt', 'text\n');
    repo.git('add', 'a.txt');
    repo.write(name, text);
    return { args: ['--staged', ...more] };
  };

const ARGUMENTS: readonly Place[] = [
  { says: 'as an unknown option', hidden, code: 2, plant: asked(`--${token}`) },
  { says: 'in an unknown option', hidden, code: 2, plant: asked(`--token=${token}`) },
  { says: 'behind an unknown short option', hidden, code: 2, plant: asked(`-t${token}`) },
  { says: 'as the value of a switch', hidden, code: 2, plant: asked(`--staged=${token}`) },
  { says: 'as the value of a choice', hidden, code: 2, plant: asked('--preset', token) },
  { says: 'as an unknown rule to run', hidden, code: 2, plant: asked('--only', token) },
  { says: 'as an unknown rule to leave out', hidden, code: 2, plant: asked('--skip', token) },
  { says: 'in a range', hidden, code: 2, plant: asked('--range', `${token}..HEAD`) },
  { says: 'in the end of a range', hidden, code: 2, plant: asked('--range', `HEAD..${token}`) },
  { says: 'as no range at all', hidden, code: 2, plant: asked('--range', token) },
  { says: 'as the folder to run in', hidden, code: 2, plant: asked('--cwd', token) },
  { says: 'in the path of the report', hidden, code: 2, plant: asked('--staged', '--output', `no/such/${token}/report`) },
  { says: 'as a path that does not exist', hidden, code: 2, plant: asked(token) },
  { says: 'in a path that does not exist', hidden, code: 2, plant: asked(`src/${token}/a.js`) },
  { says: 'as a configuration that does not exist', hidden, code: 2, plant: asked('--staged', '--config', `${token}.json`) },
  { says: 'as a rule to explain', hidden, code: 2, plant: asked('rules', 'explain', token) },
  { says: 'as an action of rules', hidden, code: 2, plant: asked('rules', token) },
  { says: 'beside --staged', hidden, code: 2, plant: asked('--staged', token) },
  { says: 'as the name of standard input', hidden, code: 1, plant: () => ({ args: ['-', '--stdin-filename', `${token}.txt`], input: `${awsKey('stdin')}\n` }) },
  { says: 'on standard input', hidden, code: 1, plant: () => ({ args: ['-', '--stdin-filename', 'a.js'], input: `x('${token}')\n` }) },
  { says: 'as a password on standard input', hidden: [word], code: 1, plant: () => ({ args: ['-', '--stdin-filename', 'a.py'], input: `password = '${word}'\n` }) },
  { says: 'in the environment', hidden, code: 1, plant: () => ({ args: ['-'], env: { GITHUB_TOKEN: token, CI: token }, input: `${slackToken('environment')}\n` }) },
  { says: 'in GIT_DIR', hidden, code: 2, plant: () => ({ env: { GIT_DIR: `/tmp/${token}` } }) },
  { says: 'in GIT_INDEX_FILE', hidden, code: 0, plant: () => ({ env: { GIT_INDEX_FILE: `/tmp/${token}` } }) },
  { says: 'as a link to itself', hidden, code: 1, plant: loop },
  { says: 'as a folder whose files have findings', hidden, code: 1, plant: folder },
];

const CONFIGURATION: readonly Place[] = [
  { says: 'as a value of the wrong type', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"include": "${token}"}`) },
  { says: 'as a value that is no choice', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"preset": "${token}"}`) },
  { says: 'as the level of a rule', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"rules": {"github-token": "${token}"}}`) },
  { says: 'as the name of a rule', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"rules": {"${token}": "off"}}`) },
  { says: 'as an unknown key', hidden, code: 2, plant: configured('.precommit-guardrc.yaml', `${token}: 1\n`) },
  { says: 'as an unknown key with its value', hidden: [word], code: 2, plant: configured('.precommit-guardrc.yaml', `password: ${word}\n`) },
  { says: 'in a list of wrong things', hidden, code: 2, plant: configured('.precommit-guardrc.yaml', `exclude: [{ "${token}": 1 }]\n`) },
  { says: 'near a syntax error of JSON', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"salt": "${token}" "exclude": []}`) },
  { says: 'within a syntax error of JSON', hidden, code: 2, plant: configured('.precommit-guardrc.json', `{"salt": ${token}}`) },
  { says: 'near a syntax error of YAML', hidden, code: 2, plant: configured('.precommit-guardrc.yaml', `salt: "${token}\nexclude: [}\n`) },
  { says: 'as an unknown anchor of YAML', hidden, code: 2, plant: configured('.precommit-guardrc.yaml', `salt: *${token}\n`) },
  { says: 'as an unknown tag of YAML', hidden, code: 2, plant: configured('.precommit-guardrc.yaml', `include: !${token} x\n`) },
  { says: 'in a broken file without an ending', hidden, code: 2, plant: configured('.precommit-guardrc', `${token}: : [\n`) },
  { says: 'in a broken package.json', hidden, code: 2, plant: configured('package.json', `{"name": "x", "precommit-guard": {}, "key": ${token}}`) },
  { says: 'as a whole configuration', hidden, code: 2, plant: configured('.precommit-guardrc', token) },
  { says: 'in the path of a broken configuration', hidden, code: 2, plant: configured(`${token}.json`, '{', '--config', `${token}.json`) },
];

describe('nothing of a secret is printed or written when it is given', () => {
  for (const place of ARGUMENTS) keepsSecret(place);
});

describe('nothing of a secret is printed or written when it stands in a configuration', () => {
  for (const place of CONFIGURATION) keepsSecret(place);
});

function loop(repo: TempRepo): Start {
  symlinkSync(token, repo.path(token));
  return { args: ['--', token] };
}

function folder(repo: TempRepo): Start {
  mkdirSync(join(repo.root, token));
  repo.write(join(token, 'a.txt'), `${awsKey('folder')}\n`);
  return { args: ['--', token] };
}
