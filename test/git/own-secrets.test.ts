import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { installedBin } from '../support/installed.js';
import { jsonReport } from '../support/json-report.js';
import { type Ran, TempRepo } from '../support/temp-repo.js';

/** A password as a person makes one up; put together here, for the repository holds nothing that looks like one. */
const PASSWORD = ['tulip', '$', 'Mor', "'", 'gen/', '47', '%"', 'x&y'].join('');
const bytes = Buffer.from(PASSWORD);
const each = (write: (byte: number) => string): string => [...bytes].map(write).join('');
const hex = (byte: number): string => byte.toString(16).padStart(2, '0');
const json = JSON.stringify(PASSWORD);

/** The same password, as twelve languages and encodings write it. Names are such as no rule looks at. */
const WRITTEN: Readonly<Record<string, readonly [file: string, text: string]>> = {
  JavaScript: ['a.js', `open(${json});\n`],
  Python: ['a.py', `connect(r"""${PASSWORD}""")\n`],
  'PHP, with dollars escaped': ['a.php', `<?php open("${PASSWORD.replace(/["\\$`]/g, '\\$&')}");\n`],
  'C, with apostrophes escaped': ['a.c', `open("${PASSWORD.replace(/["\\]/g, '\\$&')}");\n`],
  YAML: ['a.yaml', `x: '${PASSWORD.replaceAll("'", "''")}'\n`],
  'JSON with slashes escaped': ['a.json', `{"x": ${json.replaceAll('/', '\\/')}}\n`],
  XML: ['a.xml', `<x y="${PASSWORD.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll("'", '&apos;')}"/>\n`],
  'a URL': ['a.txt', `http://h.example/?q=${each((byte) => (/[A-Za-z0-9._~-]/.test(String.fromCharCode(byte)) ? String.fromCharCode(byte) : `%${hex(byte).toUpperCase()}`))}\n`],
  base64: ['a.rb', `x = "${bytes.toString('base64')}"\n`],
  'base64 behind a user': ['a.go', `var x = "${Buffer.from(`u:${PASSWORD}`).toString('base64')}"\n`],
  hexadecimal: ['a.rs', `let x = "${bytes.toString('hex')}";\n`],
  'escapes of Unicode': ['A.java', `String x = "${each((byte) => `\\u00${hex(byte)}`)}";\n`],
  'docker compose': ['compose.yaml', `x:\n  - ${PASSWORD.replaceAll('$', '$$$$')}\n`],
  'UTF-16': ['a.ps1', `\ufeff$x = Open ${PASSWORD}\n`],
};

describe("the developer's own credentials", () => {
  let repo: TempRepo;
  before(() => {
    repo = new TempRepo();
    repo.write('.env', `NODE_ENV=production\nDB_HOST=db.internal\nexport DB_PASSWORD='x'\nSHOP_DB_PASSWORD=${PASSWORD}\nDEBUG=true\n`);
    repo.commitUnchecked({ '.gitignore': 'node_modules\n.env\n', 'a.txt': 'a\n' });
  });
  beforeEach(() => {
    repo.git('reset', '-q', '--hard');
    repo.git('clean', '-q', '-fd');
  });
  after(() => repo.remove());

  const stage = (path: string, text: string | Buffer): void => {
    repo.write(path, text);
    repo.git('add', path);
  };

  for (const [how, [path, text]] of Object.entries(WRITTEN)) {
    it(`are found in ${how}`, () => {
      stage(path, how === 'UTF-16' ? Buffer.from(text, 'utf16le') : text);
      const ran = repo.guard('--staged', '--format', 'json');
      const found = jsonReport(ran).findings.filter(({ ruleId }) => ruleId === 'own-secret');
      assert.equal(ran.code, 1, ran.all);
      assert.equal(found.length, 1, ran.all);
      assert.match(found[0]?.message ?? '', /^The value of SHOP_DB_PASSWORD in \.env/);
    });
  }

  it('are refused in a commit, and neither printed nor written anywhere', () => {
    const encoded = bytes.toString('base64');
    stage('a.js', `open(${json});\nopen("${encoded}"); open("${bytes.toString('hex')}");\n`);
    for (const format of ['pretty', 'json', 'sarif', 'junit']) {
      const ran = repo.run(process.execPath, [installedBin(), '--staged', '--format', format, '--verbose']);
      assert.equal(ran.code, 1);
      for (const secret of [PASSWORD, json.slice(1, -1), encoded, bytes.toString('hex')]) assert.ok(!ran.all.includes(secret), `${format}: ${ran.all}`);
    }
    const event = { hook_event_name: 'PreToolUse', cwd: repo.root, tool_name: 'Write', tool_input: { file_path: repo.path('b.js'), content: `open(${json});\n` } };
    const others: readonly (readonly [args: readonly string[], input?: string])[] = [
      [['--staged', '--format', 'html']],
      [['--staged', '--format', 'github']],
      [['fix']],
      [['doctor']],
      [['history', '--format', 'html']],
      [['agent', 'claude'], JSON.stringify(event)],
      [['hook', 'commit-msg', repo.path('message')]],
    ];
    repo.write('message', `fix: ${PASSWORD}\n`);
    for (const [args, input] of others) {
      const ran = repo.run(process.execPath, [installedBin(), ...args], input === undefined ? {} : { input });
      for (const secret of [PASSWORD, json.slice(1, -1), encoded, bytes.toString('hex')]) assert.ok(!ran.all.includes(secret), `${args.join(' ')}: ${ran.all}`);
    }
    const ran = repo.tryGit('commit', '-m', 'x');
    assert.equal(ran.code, 1, ran.all);
    const files = execFileSync('find', [repo.home, join(repo.root, '.git'), '-type', 'f', '-not', '-path', '*/objects/*'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: process.env,
    })
      .split('\n')
      .filter((name) => name !== '');
    assert.ok(files.length > 0);
    for (const name of files) assert.ok(!readFileSync(name).includes(bytes) && !readFileSync(name).includes(encoded), name); // git has it in its objects: it was staged.
  });

  it('are refused at the push, where no hook saw them committed', () => {
    const remote = join(repo.home, 'remote.git');
    repo.git('init', '-q', '--bare', remote);
    repo.commitUnchecked({ 'pushed.js': `open(${json});\n` });
    const push = (tip: string): Ran => {
      const line = `refs/heads/main ${tip} refs/heads/main ${'0'.repeat(40)}\n`;
      return repo.run(process.execPath, [installedBin(), 'hook', 'pre-push', 'origin', remote], { input: line });
    };
    const ran = push(repo.git('rev-parse', 'HEAD').trim());
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.all, /^pushed\.js:1:.* error The value of SHOP_DB_PASSWORD in \.env/m);
    assert.ok(!ran.all.includes(PASSWORD));
    assert.equal(push(repo.git('rev-parse', 'HEAD~1').trim()).code, 0);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
  });

  it('are looked for in the files of the home folder, in MCP settings and in the environment', () => {
    const made = (part: string): string => ['Zr8', part, 'qLw2', 'Xv'].join('');
    const home: Readonly<Record<string, string>> = {
      '.npmrc': `//registry.npmjs.org/:_authToken=${made('npm1')}\n`,
      '.netrc': `machine h.example login u password ${made('net2')}\n`,
      '.aws/credentials': `[default]\naws_secret_access_key = ${made('aws3')}\n`,
      '.git-credentials': `https://u:${made('git4')}@h.example\n`,
      '.cursor/mcp.json': `{"mcpServers": {"x": {"env": {"X_API_KEY": "${made('mcp5')}"}}}}\n`,
    };
    for (const [name, text] of Object.entries(home)) {
      mkdirSync(dirname(join(repo.home, name)), { recursive: true });
      writeFileSync(join(repo.home, name), text);
    }
    repo.write('.mcp.json', `{"env": {"GITHUB_TOKEN": "${made('mcp6')}"}}\n`);
    stage('a.md', ['npm1', 'net2', 'aws3', 'git4', 'mcp5', 'mcp6', 'env7'].map((part) => `- ${made(part)}\n`).join(''));
    const ran = repo.run(process.execPath, [installedBin(), '--staged', '--format', 'json'], { env: { DEPLOY_TOKEN: made('env7') } });
    assert.deepEqual(
      jsonReport(ran)
        .findings.filter(({ ruleId }) => ruleId === 'own-secret')
        .map(({ line, message }) => `${line} ${message}`),
      [
        '1 The value of _authToken in ~/.npmrc',
        '2 The value of password in ~/.netrc',
        '3 The value of aws_secret_access_key in ~/.aws/credentials',
        '4 The value of password in ~/.git-credentials',
        '5 The value of X_API_KEY in ~/.cursor/mcp.json',
        '6 The value of GITHUB_TOKEN in .mcp.json',
        '7 The value of DEPLOY_TOKEN in the environment',
      ],
    );
    const doctor = repo.guard('doctor');
    assert.match(doctor.stdout, /own credentials.* read from \.env, \.mcp\.json, ~\/\.npmrc/);
  });

  it('are not what is no secret: modes, hosts, plain words, published variables, what is tracked', () => {
    repo.write(
      '.env',
      'NODE_ENV=production\nDB_HOST=db.internal.example\nDB_PASSWORD=postgres\nAPI_KEY=your-api-key-1234\nVITE_API_TOKEN=kq83hdkq02ls\nTOKEN_TTL=86400\nSECRET_PATH=/var/run/x1y2z3\n',
    );
    stage('a.js', "run('production', 'db.internal.example', 'postgres', 'your-api-key-1234', 'kq83hdkq02ls', 86400, '/var/run/x1y2z3');\n");
    assert.equal(repo.guard('--staged').code, 0);
  });

  it('can be left alone by configuration', () => {
    stage('a.js', `open(${json});\n`);
    repo.write('.precommit-guardrc.json', '{"ownSecrets": false}');
    assert.equal(repo.guard('--staged').code, 0);
  });
});
