import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Ran, type RepoOptions, TempRepo } from './temp-repo.js';
import type { How } from './verdicts.js';

/** A repository with all hooks put in place by `init`, one commit, and a bare remote that has it. */
export class GuardedRepo extends TempRepo {
  readonly remote: string;

  constructor(options: Omit<RepoOptions, 'hook'> = {}) {
    super({ ...options, hook: false });
    this.remote = join(this.home, 'remote.git');
    this.git('init', '-q', '--bare', '-b', 'main', ...(options.init ?? []), this.remote);
    this.git('remote', 'add', 'origin', this.remote);
    const ran = this.guard('init', '--yes');
    assert.equal(ran.code, 0, ran.all);
    this.commitUnchecked({ 'base.js': '// base\n' });
    this.git('push', '-q', 'origin', 'main');
  }

  /** A commit that no hook has seen, made as other programs make them. Returns its id; no ref points to it. */
  unseen(files: Readonly<Record<string, string>>, parent = 'HEAD', message = 'unseen'): string {
    const env = { GIT_INDEX_FILE: join(this.home, 'unseen.index') };
    const git = (args: readonly string[], input?: string): string => {
      const ran = this.run('git', args, { env, ...(input === undefined ? {} : { input }) });
      assert.equal(ran.code, 0, ran.all);
      return ran.stdout.trim();
    };
    git(['read-tree', parent]);
    for (const [name, content] of Object.entries(files)) git(['update-index', '--add', '--cacheinfo', `100644,${git(['hash-object', '-w', '--stdin'], content)},${name}`]);
    const id = git(['commit-tree', '-p', parent, '-m', message, git(['write-tree'])]);
    rmSync(env.GIT_INDEX_FILE);
    return id;
  }

  /** Is the text anywhere in the remote: in an object, in the name of a ref? */
  remoteHolds(text: string): boolean {
    const all = this.run('git', ['--git-dir', this.remote, 'cat-file', '--batch-all-objects', '--batch']).stdout;
    return all.includes(text) || this.run('git', ['--git-dir', this.remote, 'for-each-ref']).stdout.includes(text);
  }

  /** `git push` must be refused by the hook, say where, print no secret, and the remote must not have it. */
  pushRefused(secret: string, place: string, args: readonly string[] = ['push', 'origin', 'HEAD:main'], how: How = {}): Ran {
    const ran = this.run('git', args, how);
    assert.equal(ran.code, 1, ran.all);
    assert.ok(!ran.all.includes(secret), 'the secret is in the output');
    assert.ok(
      ran.all.split('\n').some((line) => line.startsWith(place) && line.includes(' error ')),
      `no finding at ${place}\n${ran.all}`,
    );
    assert.match(ran.all, /precommit-guard: the push was refused/);
    assert.ok(!this.remoteHolds(secret), 'the remote has the secret');
    return ran;
  }

  /** `git push` must pass. */
  pushPasses(args: readonly string[] = ['push', 'origin', 'HEAD:main'], how: How = {}): Ran {
    const ran = this.run('git', args, how);
    assert.equal(ran.code, 0, ran.all);
    return ran;
  }

  /** `git <args>` must be refused by a hook that shows the secret's place, and move no ref. */
  refuses(secret: string, place: string, args: readonly string[], how: How = {}): Ran {
    const before = this.git('for-each-ref', 'refs/heads');
    const ran = this.run('git', args, how);
    assert.notEqual(ran.code, 0, ran.all);
    assert.ok(!ran.all.includes(secret), 'the secret is in the output');
    assert.ok(
      ran.all.split('\n').some((line) => line.startsWith(place) && line.includes(' error ')),
      `no finding at ${place}\n${ran.all}`,
    );
    assert.equal(this.git('for-each-ref', 'refs/heads'), before, 'a branch has moved');
    return ran;
  }

  /** What doctor says; it must find a fault. */
  doctorFinds(fault: RegExp, how: How = {}): void {
    const ran = this.run(process.execPath, [join(this.root, 'node_modules/precommit-guard/dist/bin.cjs'), 'doctor'], how);
    assert.equal(ran.code, 1, ran.all);
    assert.match(ran.stdout, fault);
  }
}
