// What the developer's own credentials cost the hook: ten clean staged files, with `ownSecrets` off, on without any, and on with an .env, files at home and an exported variable. All take turns in one run.
//   node bench/own/run.mjs [rounds]
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Repository, realFiles } from '../hook/repositories.mjs';
import { PROJECT } from '../support/corpora.mjs';

const rounds = Number(process.argv[2] ?? 41);
const BIN = join(PROJECT, 'dist/bin.cjs');
const FLOOR = join(PROJECT, 'bench/hook/floor.cjs');
const made = () => `${randomBytes(9).toString('base64url')}aZ9`;

/** A repository with ten clean files staged, and what else is in its folders. */
function repository(name, { config, credentials }) {
  const made10 = new Repository(name, { hook: false });
  made10.stage(realFiles(10));
  writeFileSync(join(made10.root, '.git/info/exclude'), '.env\n.precommit-guardrc.json\n');
  if (config !== undefined) writeFileSync(join(made10.root, '.precommit-guardrc.json'), JSON.stringify(config));
  if (credentials) {
    const lines = ['DB_PASSWORD', 'STRIPE_SECRET_KEY', 'SESSION_SECRET', 'MAIL_PASSWORD', 'API_TOKEN', 'AWS_SECRET_ACCESS_KEY', 'SENTRY_AUTH_TOKEN', 'REDIS_PASSWORD'].map(
      (key) => `${key}=${made()}`,
    );
    writeFileSync(join(made10.root, '.env'), `NODE_ENV=development\nPORT=3000\n${lines.join('\n')}\n`);
    writeFileSync(join(made10.base, '.npmrc'), `//registry.npmjs.org/:_authToken=${made()}\n`);
    writeFileSync(join(made10.base, '.netrc'), `machine h.example login u password ${made()}\n`);
    mkdirSync(join(made10.base, '.aws'));
    writeFileSync(join(made10.base, '.aws/credentials'), `[default]\naws_secret_access_key = ${made()}${made()}\n`);
    made10.env = { ...made10.env, GITHUB_TOKEN: made() };
  }
  return made10;
}

function time(args, { root, env }) {
  const begun = process.hrtime.bigint();
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  if (status !== 0) throw new Error(`${args.join(' ')}: ${status} ${stdout}`);
  return Number(process.hrtime.bigint() - begun) / 1e6;
}
const median = (values) => [...values].sort((a, b) => a - b)[values.length >> 1];

const off = { ownSecrets: false };
const cases = {
  floor: [FLOOR, repository('floor', {})],
  'off (by configuration)': [BIN, repository('off', { config: off, credentials: true })],
  'on, none there': [BIN, repository('none', { config: { ownSecrets: true } })],
  'on, 12 credentials': [BIN, repository('on', { config: { ownSecrets: true }, credentials: true })],
};
const times = Object.fromEntries(Object.keys(cases).map((name) => [name, []]));
for (let round = -2; round < rounds; round++) {
  for (const [name, [program, where]] of Object.entries(cases)) {
    const took = time(program === BIN ? [BIN, '--staged'] : [program], where);
    if (round >= 0) times[name].push(took);
  }
}
const base = median(times['off (by configuration)']);
console.log(`Node ${process.version}, medians of ${rounds}\n`);
console.table(Object.keys(cases).map((name) => ({ hook: name, ms: median(times[name]).toFixed(1), 'over off': name === 'floor' ? '' : (median(times[name]) - base).toFixed(1) })));
for (const [, { base: folder }] of Object.values(cases)) rmSync(folder, { recursive: true, force: true });
