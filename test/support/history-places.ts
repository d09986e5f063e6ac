import { createHmac } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { TempRepo } from './temp-repo.js';
import { githubToken, privateKey } from './tokens.js';
import { leak } from './verdicts.js';

/** Where in a history a secret lies, and what a scan must say of it. */
export interface Place {
  readonly name: string;
  readonly secret: string;
  /** null: in no file. */
  readonly path: string | null;
  readonly where: string;
  /** null: no commit holds it. */
  readonly commit: string | null;
  readonly removedIn?: string;
  readonly reachable: readonly string[];
}

/** The part of a fingerprint that belongs to the secret. */
export function keyPart(secret: string): string {
  return createHmac('sha256', 'precommit-guard').update(secret).digest('hex').slice(0, 5);
}

/** A repository with a secret in every place a history has, each another one. */
export class HistoryPlaces {
  readonly repo: TempRepo;
  readonly places: Place[] = [];
  /** Those that only `--unreachable` reads. */
  readonly hidden: Place[] = [];
  #day = 0;

  constructor(init: readonly string[] = []) {
    this.repo = new TempRepo({ hook: false, init });
  }

  /** Commits all of the worktree as another author each time; returns the id. */
  commit(message: string, options: readonly string[] = []): string {
    this.repo.git('add', '-A');
    this.#record(['commit', '-q', '--no-verify', '--allow-empty', '-m', message, ...options]);
    return this.head();
  }

  head(): string {
    return this.repo.git('rev-parse', 'HEAD').trim();
  }

  /** Runs a git command that makes a commit. */
  #record(args: readonly string[]): void {
    const date = new Date(Date.UTC(2024, 0, ++this.#day, 12)).toISOString();
    const env = { GIT_AUTHOR_NAME: `Author ${this.#day}`, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
    const ran = this.repo.run('git', args, { env });
    if (ran.code !== 0) throw new Error(`git ${args.join(' ')}: ${ran.all}`);
  }

  secret(name: string): string {
    return githubToken(`history-${name}`);
  }

  leak(name: string): string {
    return leak(this.secret(name));
  }

  add(name: string, path: string | null, commit: string | null, rest: Partial<Place> = {}, list = this.places): void {
    list.push({ name, secret: this.secret(name), path, where: 'file', commit, reachable: ['HEAD', 'local'], ...rest });
  }

  files(): void {
    const { repo } = this;
    repo.write('root.js', this.leak('root'));
    repo.write('gone.js', this.leak('deleted'));
    repo.write('line.js', `// one\n${this.leak('line')}// three\n`);
    repo.write('old-name.js', `${this.leak('renamed')}// a\n// b\n`);
    repo.write('old-edited.js', `${this.leak('edited')}${'// the same\n'.repeat(20)}`);
    repo.write('run.sh', `TOKEN=${this.secret('mode')}\n`);
    repo.write('wide.txt', Buffer.from(`\ufeff${this.leak('utf16')}`, 'utf16le'));
    repo.write('.gitattributes', '*.opaque -diff\n');
    repo.write('data.opaque', this.leak('opaque'));
    repo.write('nul.dat', Buffer.concat([Buffer.from([1, 0, 2, 10]), Buffer.from(this.leak('nul'))]));
    repo.write('two\nlines.js', this.leak('newline'));
    repo.write('b64.txt', `data: ${Buffer.from(this.leak('base64')).toString('base64')}\n`);
    repo.write('vendor/mod/file.js', this.leak('submodule'));
    repo.write('big.txt', 'x\n');
    const pem = privateKey('history');
    repo.write('key.pem', pem);
    symlinkSync(`/srv/${this.secret('link')}`, repo.path('link'));
    const root = this.commit('root');
    for (const [name, path] of [
      ['root', 'root.js'],
      ['mode', 'run.sh'],
      ['utf16', 'wide.txt'],
      ['opaque', 'data.opaque'],
      ['nul', 'nul.dat'],
      ['newline', 'two\nlines.js'],
      ['base64', 'b64.txt'],
      ['link', 'link'],
      ['renamed', 'old-name.js'],
      ['edited', 'old-edited.js'],
    ] as const)
      this.add(name, path, root);
    chmodSync(repo.path('run.sh'), 0o755);
    rmSync(repo.path('gone.js'));
    repo.write('line.js', '// one\n// two\n// three\n');
    rmSync(repo.path('vendor'), { recursive: true });
    repo.git('mv', 'old-name.js', 'new-name.js');
    repo.git('mv', 'old-edited.js', 'new-edited.js');
    repo.write('new-edited.js', `${this.leak('edited')}${'// the same\n'.repeat(19)}// another\n`);
    const next = this.commit('changes');
    for (const [name, path] of [
      ['deleted', 'gone.js'],
      ['line', 'line.js'],
      ['submodule', 'vendor/mod/file.js'],
    ] as const)
      this.add(name, path, root, { removedIn: next, reachable: ['local'] });
    repo.git('update-index', '--add', '--cacheinfo', `160000,${root},vendor/mod`);
    this.#record(['commit', '-q', '--no-verify', '-m', 'a submodule']);
    mkdirSync(repo.path('vendor/mod'), { recursive: true });
    repo.write('pointer.bin', `version https://git-lfs.github.com/spec/v1\noid sha256:${'0a'.repeat(32)}\nsize 12345\n`);
    repo.write(`named-${this.secret('name')}.txt`, 'nothing\n');
    this.add('name', 'masked', this.commit('a name'), { where: 'file-name', reachable: ['local'] });
  }

  merges(): void {
    const { repo } = this;
    repo.git('branch', 'side');
    repo.write('conflict.js', '// ours\n');
    this.commit('ours');
    repo.git('checkout', '-q', '-f', 'side');
    repo.write('conflict.js', '// theirs\n');
    this.commit('theirs');
    repo.git('checkout', '-q', '-f', 'main');
    repo.tryGit('merge', '-q', 'side');
    repo.write('conflict.js', `// both\n${this.leak('resolution')}`);
    repo.write('evil.js', this.leak('merge'));
    const merge = this.commit('merge');
    this.add('resolution', 'conflict.js', merge);
    this.add('merge', 'evil.js', merge);

    for (const name of ['one', 'two', 'three']) {
      repo.git('checkout', '-q', '-f', '-b', `octopus-${name}`, 'main');
      repo.write(`octopus-${name}.js`, name === 'two' ? this.leak('octopus') : '// nothing\n');
      const id = this.commit(`octopus ${name}`);
      if (name === 'two') this.add('octopus', 'octopus-two.js', id);
    }
    repo.git('checkout', '-q', '-f', 'main');
    this.#record(['merge', '-q', '--no-ff', '-m', 'octopus', 'octopus-one', 'octopus-two', 'octopus-three']);

    repo.git('checkout', '-q', '-f', '-b', 'dropped');
    repo.write('dropped.js', this.leak('ours'));
    this.add('ours', 'dropped.js', this.commit('dropped'), { reachable: ['local'] });
    repo.git('checkout', '-q', '-f', 'main');
    this.#record(['merge', '-q', '-s', 'ours', '-m', 'ours', 'dropped']);
    repo.git('branch', '-D', 'dropped');

    repo.git('checkout', '-q', '-f', '--orphan', 'orphan');
    repo.git('rm', '-rfq', '.');
    repo.write('orphan.js', this.leak('orphan'));
    this.add('orphan', 'orphan.js', this.commit('orphan'), { reachable: ['local'] });
    repo.git('checkout', '-q', '-f', 'main');
    repo.git('checkout', '-q', '-f', '--orphan', 'elsewhere');
    repo.git('rm', '-rfq', '.');
    repo.write('remote.js', this.leak('remote'));
    const remote = this.commit('remote');
    repo.git('update-ref', 'refs/remotes/origin/feature', remote);
    repo.git('checkout', '-q', '-f', 'main');
    repo.git('branch', '-D', 'elsewhere');
    this.add('remote', 'remote.js', remote, { reachable: ['remote'] });
  }

  words(): void {
    const { repo } = this;
    this.add('message', null, this.commit(`the token is ${this.secret('message')}`), { where: 'commit-message', reachable: ['local'] });
    repo.git('tag', '-a', 'v1', '-m', `released with ${this.secret('tag')}`);
    this.add('tag', null, repo.git('rev-parse', 'v1').trim(), { where: 'tag-message', reachable: ['local'] });
    repo.git('tag', '-a', 'outer', '-m', 'a tag of a tag', 'v1');
    repo.git('tag', '-d', 'v1');
    repo.git('notes', 'add', '-m', `noted: ${this.secret('note')}`);
    this.add('note', null, repo.git('rev-parse', 'refs/notes/commits').trim(), { where: 'note', reachable: ['local'] });
    const blob = repo.run('git', ['hash-object', '-w', '--stdin'], { input: this.leak('tagged') }).stdout.trim();
    repo.git('tag', 'a-blob', blob);
    this.add('tagged', null, null, { reachable: ['local'] });
    repo.git('branch', `wip-${this.secret('branch')}`);
    this.add('branch', null, this.head(), { where: 'ref-name', reachable: ['local'] });
  }

  stashes(): void {
    const { repo } = this;
    this.commit('something else'); // A stash entry quotes the subject of HEAD.
    for (const name of ['older', 'newer']) {
      repo.write('root.js', `${this.leak('root')}${this.leak(`stash-${name}`)}`);
      repo.git('stash', 'push', '-q', '-m', name);
    }
    repo.write('staged.js', this.leak('stash-index'));
    repo.git('add', 'staged.js');
    repo.write('staged.js', '// clean again\n');
    repo.write('untracked.js', this.leak('stash-untracked'));
    repo.git('stash', 'push', '-q', '--include-untracked');
    const stash = (name: string): string => repo.git('rev-parse', name).trim();
    const held = { reachable: ['stash'] };
    this.add('stash-older', 'root.js', stash('stash@{2}'), held);
    this.add('stash-newer', 'root.js', stash('stash@{1}'), held);
    this.add('stash-index', 'staged.js', stash('stash@{0}^2'), { ...held, removedIn: stash('stash@{0}') });
    this.add('stash-untracked', 'untracked.js', stash('stash@{0}^3'), held);
  }

  /** git shows another content for a blob; what would be pushed is the original. */
  replaced(): void {
    const { repo } = this;
    repo.write('original.js', this.leak('replaced'));
    this.add('replaced', 'original.js', this.commit('to be replaced'));
    const clean = repo.run('git', ['hash-object', '-w', '--stdin'], { input: '// clean\n' }).stdout.trim();
    repo.git('replace', repo.git('rev-parse', 'HEAD:original.js').trim(), clean);
  }

  /** What no ref leads to. */
  lost(): void {
    const { repo } = this;
    repo.write('reset.js', this.leak('reflog'));
    this.add('reflog', 'reset.js', this.commit('reset'), { reachable: ['reflog'] }, this.hidden);
    repo.git('reset', '-q', '--hard', 'HEAD~1');
    repo.run('git', ['hash-object', '-w', '--stdin'], { input: this.leak('dangling') });
    this.add('dangling', null, null, { reachable: ['dangling'] }, this.hidden);
    repo.write('index-only.js', this.leak('index'));
    repo.git('add', 'index-only.js');
    rmSync(repo.path('index-only.js'));
    this.add('index', 'index-only.js', null, { reachable: ['local'] }, this.hidden);
    const tree = repo.git('rev-parse', 'HEAD^{tree}').trim();
    const id = repo.git('commit-tree', tree, '-m', `dangling with ${this.secret('dangling-message')}`).trim();
    this.add('dangling-message', null, id, { where: 'commit-message', reachable: ['dangling'] }, this.hidden);
  }

  /** A blob longer than is scanned. */
  tooLong(): void {
    writeFileSync(this.repo.path('big.txt'), Buffer.alloc(60 * 1024 * 1024, 'nothing to see here\n'));
    this.commit('big');
  }
}
