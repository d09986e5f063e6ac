import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

export interface TreeFile {
  readonly kind: 'file' | 'program' | 'link';
  readonly content: Buffer;
}

/** What a link of this content points to: its target can hold neither. */
function target(content: Buffer): string {
  return content.toString('latin1').replace(/[\0\n]/g, '') || 'nowhere';
}

export function sameFile(a: TreeFile | undefined, b: TreeFile | undefined): boolean {
  if (a === undefined || b === undefined || a.kind !== b.kind) return a === b;
  return a.kind === 'link' ? target(a.content) === target(b.content) : a.content.equals(b.content);
}

/** A repository in a temporary folder to write trees into: content and diffs without commits, hooks or our program. */
export class GitTrees {
  readonly root = mkdtempSync(join(tmpdir(), 'guard-trees-'));

  constructor(format: 'sha1' | 'sha256' = 'sha1') {
    this.git('init', '-q', `--object-format=${format}`);
  }

  /** Runs git, cut off from the machine's configuration, and throws when it fails. */
  git(...args: readonly string[]): Buffer {
    const { status, stdout, stderr } = spawnSync('git', ['--literal-pathspecs', ...args], {
      cwd: this.root,
      env: { PATH: process.env['PATH'], HOME: this.root, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', LC_ALL: 'C' },
      maxBuffer: 1 << 26,
    });
    if (status !== 0) throw new Error(`git ${args.join(' ')}: ${status}\n${stderr.toString()}`);
    return stdout;
  }

  /** Makes the worktree hold these files and no others; returns the id of their tree. */
  tree(files: ReadonlyMap<string, TreeFile>): string {
    this.git('rm', '-rfq', '--cached', '--ignore-unmatch', '.');
    this.git('clean', '-fdqx');
    for (const [name, { kind, content }] of files) {
      const path = join(this.root, name);
      mkdirSync(dirname(path), { recursive: true });
      if (kind === 'link') symlinkSync(target(content), path);
      else writeFileSync(path, content);
      if (kind === 'program') chmodSync(path, 0o755);
    }
    this.git('add', '-A');
    return this.git('write-tree').toString().trim();
  }

  emptyBlob(): string {
    return this.git('hash-object', '-w', '--stdin').toString().trim();
  }

  blob(id: string): Buffer {
    return this.git('cat-file', 'blob', id);
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}
