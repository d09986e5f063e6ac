import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { type Ran, TempRepo } from '../support/temp-repo.js';
import { githubToken, password } from '../support/tokens.js';
import { leak } from '../support/verdicts.js';

const SECRET = githubToken('fix');
const OTHER = githubToken('fix-other');

describe('fix', () => {
  let repo: TempRepo;
  beforeEach(() => {
    repo = new TempRepo();
    repo.commitUnchecked({ 'README.md': '# shop\n' });
  });
  afterEach(() => repo.remove());

  const staged = (path: string): string => repo.git('show', `:${path}`);
  /** Everything that git and the disk hold of the work, but for the index's own dates. */
  const state = (): string =>
    [
      repo.git('ls-files', '-s'),
      repo.git('status', '--porcelain', '--ignored'),
      ...['app.js', '.env', '.env.example', '.gitignore'].map((name) => (existsSync(repo.path(name)) ? repo.read(name) : '-')),
    ].join('\n');
  const quiet = (ran: Ran): Ran => {
    for (const secret of [SECRET, OTHER]) assert.ok(!ran.all.includes(secret.slice(4)), 'the secret is in the output');
    return ran;
  };
  const fix = (...args: string[]): Ran => quiet(repo.guard('fix', ...args));

  it('shows what it would do, masked, and changes nothing before it is told to', () => {
    repo.write('app.js', leak(SECRET));
    repo.git('add', 'app.js');
    const before = state();
    const ran = fix();
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /^app\.js\n {4}1 - export const token = '.*\*{8}';\n {4}1 \+ export const token = process\.env\.GITHUB_TOKEN;$/m);
    assert.match(ran.stdout, /^\.env \(not in git\)\n {4}1 \+ GITHUB_TOKEN=\*{8}$/m);
    assert.match(ran.stdout, /nothing was changed\. npx precommit-guard fix --yes fixes 1 finding/);
    assert.equal(state(), before);
  });

  it('moves a secret to .env, which only its owner may read and git leaves alone; then the commit passes', () => {
    repo.write('app.js', leak(SECRET));
    repo.git('add', 'app.js');
    const ran = fix('--yes');
    assert.equal(ran.code, 0, ran.all);
    assert.equal(repo.read('.env'), `GITHUB_TOKEN=${SECRET}\n`);
    assert.equal(statSync(repo.path('.env')).mode & 0o777, 0o600);
    assert.equal(repo.read('.env.example'), 'GITHUB_TOKEN=\n');
    assert.equal(repo.read('.gitignore'), 'node_modules\n.env\n');
    assert.equal(repo.git('status', '--porcelain'), 'A  .env.example\nM  .gitignore\nA  app.js\n');
    assert.equal(repo.tryGit('commit', '-m', 'x').code, 0);
    assert.ok(!repo.git('log', '-p', '--all').includes(SECRET));
    // And the program finds its value: as Node reads it.
    repo.write('run.mjs', "import { token } from './app.js'; console.log(token.length);");
    repo.write('package.json', '{ "type": "module" }');
    assert.equal(repo.run(process.execPath, ['--env-file=.env', 'run.mjs']).stdout, `${SECRET.length}\n`);
  });

  it('keeps what is not staged: other lines, and the same line changed further', () => {
    const lines = Array.from({ length: 20 }, (_, index) => `// ${index}\n`);
    repo.commitUnchecked({ 'app.js': lines.join('') });
    repo.write('app.js', leak(SECRET) + lines.join(''));
    repo.git('add', 'app.js');
    repo.write('app.js', `${leak(SECRET)}${lines.join('')}export const mine = 1;\n${leak(OTHER)}`);
    assert.equal(fix('--yes').code, 0);
    assert.equal(staged('app.js'), `export const token = process.env.GITHUB_TOKEN;\n${lines.join('')}`);
    assert.equal(repo.read('app.js'), `export const token = process.env.GITHUB_TOKEN;\n${lines.join('')}export const mine = 1;\n${leak(OTHER)}`);
    assert.equal(repo.read('.env'), `GITHUB_TOKEN=${SECRET}\n`);
    fix('--undo');
    repo.write('app.js', 'export const token = 5; // another one now\n');
    assert.equal(fix('--yes').code, 0);
    assert.equal(repo.read('app.js'), 'export const token = 5; // another one now\n');
  });

  it('is taken back by --undo: index, disk, .env and all, byte for byte', () => {
    repo.write('.env', 'MINE=1\n');
    repo.write('.gitignore', 'node_modules\n.env\n');
    repo.write('app.js', `${leak(SECRET)}// a\n`);
    repo.git('add', '-A');
    repo.write('app.js', `${leak(SECRET)}// a\n// not staged\n`);
    const before = state();
    assert.equal(fix('--yes').code, 0);
    assert.equal(repo.read('.env'), `MINE=1\nGITHUB_TOKEN=${SECRET}\n`);
    assert.notEqual(state(), before);
    const undo = readFileSync(repo.path('.git/precommit-guard/fix-undo.json'), 'utf8');
    assert.ok(!undo.includes(SECRET.slice(4)));
    const ran = fix('--undo');
    assert.equal(ran.code, 0, ran.all);
    assert.equal(state(), before);
    assert.equal(fix('--undo').code, 2, 'there is no second one');
  });

  it('--undo leaves alone what was changed since', () => {
    repo.write('app.js', leak(SECRET));
    repo.git('add', 'app.js');
    fix('--yes');
    repo.write('app.js', `${repo.read('app.js')}// more\n`);
    const ran = fix('--undo');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /^changed since, left alone: app\.js$/m);
    assert.match(repo.read('app.js'), /process\.env\.GITHUB_TOKEN;\n\/\/ more\n/);
    assert.equal(repo.read('.env'), `GITHUB_TOKEN=${SECRET}\n`);
    assert.equal(staged('app.js'), 'export const token = process.env.GITHUB_TOKEN;\n');
  });

  it('knows a value that .env has already, and numbers a name that is taken', () => {
    repo.write('.env', `MY_TOKEN=${SECRET}\nGITHUB_TOKEN=other\n`);
    repo.write('app.js', `export const token = '${SECRET}';\nexport const gitToken = '${OTHER}';\nexport const github_token = '${githubToken('third')}';\n`);
    repo.git('add', 'app.js');
    assert.equal(fix('--yes').code, 0);
    assert.equal(
      staged('app.js'),
      'export const token = process.env.MY_TOKEN;\nexport const gitToken = process.env.GIT_TOKEN;\nexport const github_token = process.env.GITHUB_TOKEN_2;\n',
    );
  });

  it('says what is left for a person, and fails for it', () => {
    repo.write('app.js', `export const p = { 'a b': '${password('fix')}' };\nconst rows = await db.query("SELECT * FROM users WHERE id = " + req.query.id);\n${leak(SECRET)}`);
    repo.git('add', 'app.js');
    const ran = fix('--yes');
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, /^app\.js:2:\d+ by hand: SQL query/m);
    assert.match(ran.stdout, /fixed 1 finding/);
  });

  it('works on files, in subfolders, with --fix, and outside of a repository', () => {
    repo.write('src/a.py', `github_token = "${SECRET}"\n`);
    const ran = quiet(repo.guard('--fix', '--yes', 'src'));
    assert.equal(ran.code, 0, ran.all);
    assert.equal(repo.read('src/a.py'), 'import os\ngithub_token = os.environ["GITHUB_TOKEN"]\n');
    const outside = quiet(repo.run(process.execPath, [repo.path('node_modules/precommit-guard/dist/bin.cjs'), 'fix', '--yes', 'none.js'], { cwd: repo.home }));
    assert.equal(outside.code, 2, outside.all);
  });

  it('puts what Docker Compose reads beside its file', () => {
    repo.write('deploy/compose.yaml', `services:\n  app:\n    image: shop\n    environment:\n      GITHUB_TOKEN: ${SECRET}\n`);
    repo.write('deploy/run.sh', `#!/bin/sh\nexport GITHUB_TOKEN='${SECRET}'\n`);
    repo.git('add', '-A');
    assert.equal(fix('--yes').code, 0);
    assert.equal(staged('deploy/compose.yaml'), 'services:\n  app:\n    image: shop\n    environment:\n      GITHUB_TOKEN: ${GITHUB_TOKEN:?}\n');
    assert.equal(repo.read('deploy/.env'), `GITHUB_TOKEN=${SECRET}\n`);
    assert.equal(repo.read('.gitignore'), 'node_modules\n/deploy/.env\n');
    // And the shell gets the value from there.
    const ran = repo.run('sh', ['-c', 'set -a; . ./.env; set +a; . ./run.sh; printf %s "$GITHUB_TOKEN"'], { cwd: repo.path('deploy') });
    assert.equal(ran.stdout, SECRET);
    assert.notEqual(repo.run('sh', ['run.sh'], { cwd: repo.path('deploy') }).code, 0, 'without it the script ends');
  });

  it('refuses an .env that git would commit, or that is a link', () => {
    repo.commitUnchecked({ '.env': 'A=1\n' });
    repo.write('app.js', leak(SECRET));
    repo.git('add', 'app.js');
    const before = state();
    const ran = fix('--yes');
    assert.equal(ran.code, 2, ran.all);
    assert.match(ran.stderr, /git rm --cached \.env/);
    assert.equal(state(), before);
  });

  it('works while git uses another index, and in a linked worktree', () => {
    repo.git('worktree', 'add', '-q', '../linked');
    const cwd = repo.path('../linked');
    const run = (program: string, ...args: string[]): Ran => repo.run(program, args, { cwd });
    repo.write('../linked/app.js', leak(SECRET));
    run('git', 'add', 'app.js');
    const ran = quiet(run(process.execPath, repo.path('node_modules/precommit-guard/dist/bin.cjs'), 'fix', '--yes'));
    assert.equal(ran.code, 0, ran.all);
    assert.equal(run('git', 'show', ':app.js').stdout, 'export const token = process.env.GITHUB_TOKEN;\n');
    assert.equal(existsSync(repo.path('.env')), false);
  });
});
