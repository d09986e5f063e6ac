import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { styleFor } from '../src/report/style.js';
import { TemplateFiller } from './patterns/template.js';

/** `npm run demo`: a scratch repository, an assistant-written change, the commit refused, the fix, the commit accepted. Touches nothing outside a temporary folder. */
const project = resolve(process.argv[2] ?? '.');
const base = mkdtempSync(join(tmpdir(), 'precommit-guard-demo-'));
const repo = join(base, 'shop');
const colour = process.stdout.isTTY === true && !process.env['NO_COLOR'];
const style = styleFor(colour);
const env = {
  ...process.env,
  GIT_CONFIG_GLOBAL: join(base, 'gitconfig'),
  GIT_AUTHOR_NAME: 'Demo',
  GIT_AUTHOR_EMAIL: 'demo@example.com',
  GIT_COMMITTER_NAME: 'Demo',
  GIT_COMMITTER_EMAIL: 'demo@example.com',
  ...(colour ? { FORCE_COLOR: '1' } : {}),
};

function git(...args: string[]): number {
  const shown = args.map((arg) => (/^[\w./:-]+$/.test(arg) ? arg : `'${arg}'`)).join(' ');
  console.log(style.bold(`$ git ${shown}`));
  const { status, stdout, stderr } = spawnSync('git', args, { cwd: repo, env, encoding: 'utf8' });
  process.stdout.write(stderr + stdout);
  return status ?? 2;
}

function say(text: string): void {
  console.log(`\n${style.dim(`# ${text}`)}`);
}

const token = new TemplateFiller('demo').fill('ghp_{crc62:30}');
const password = new TemplateFiller('demo').fill('{lower:6}{d:4}');

const LEAKY = `import express from 'express';
import { exec } from 'node:child_process';
import { db } from './db.js';

const app = express();
const githubToken = '${token}';
const dbConfig = { host: 'db.internal', user: 'shop', password: '${password}' };

app.get('/orders', async (req, res) => {
  const rows = await db.query("SELECT * FROM orders WHERE customer = '" + req.query.customer + "'");
  res.json(rows);
});

app.get('/ping', (req, res) => {
  exec('ping -c 1 ' + req.query.host, (error, stdout) => res.send(stdout));
});
`;

const MENDED = `import express from 'express';
import { execFile } from 'node:child_process';
import { db } from './db.js';

const app = express();
const githubToken = process.env.GITHUB_TOKEN;
const dbConfig = { host: 'db.internal', user: 'shop', password: process.env.DB_PASSWORD };

app.get('/orders', async (req, res) => {
  const rows = await db.query('SELECT * FROM orders WHERE customer = $1', [req.query.customer]);
  res.json(rows);
});

app.get('/ping', (_req, res) => {
  execFile('ping', ['-c', '1', 'db.internal'], (error, stdout) => res.send(stdout));
});
`;

try {
  mkdirSync(join(repo, 'node_modules/.bin'), { recursive: true });
  writeFileSync(join(base, 'gitconfig'), '');
  say('a scratch repository with the hook installed');
  git('init', '-q', '-b', 'main');
  writeFileSync(join(repo, '.gitignore'), 'node_modules\n');
  symlinkSync(join(project, 'dist/bin.cjs'), join(repo, 'node_modules/.bin/precommit-guard'));
  copyFileSync(join(project, 'hooks/pre-commit'), join(repo, '.git/hooks/pre-commit'));
  chmodSync(join(repo, '.git/hooks/pre-commit'), 0o755);

  say('an assistant writes a server; it looks right');
  writeFileSync(join(repo, 'server.js'), LEAKY);
  git('add', '-A');
  const refused = git('commit', '-m', 'feat: orders and ping');

  say('the same with the advice taken');
  writeFileSync(join(repo, 'server.js'), MENDED);
  git('add', '-A');
  const accepted = git('commit', '-q', '-m', 'feat: orders and ping');
  git('log', '--oneline', '--format=%s');

  console.log();
  if (refused === 1 && accepted === 0) console.log(style.green('The first commit was refused, the second one accepted.'));
  else {
    console.log(style.red(`The demo went wrong: the first commit ended with ${refused}, the second with ${accepted}.`));
    process.exitCode = 1;
  }
} finally {
  rmSync(base, { recursive: true, force: true });
}
