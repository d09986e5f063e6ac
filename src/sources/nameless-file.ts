import { closeSync, fstatSync, mkdtempSync, openSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const PIECE = 1 << 18;

/** A file for what a program says faster than it is heard. It has no name: nobody else can open it, and whatever ends us, nothing is left of it. */
export class NamelessFile {
  /** For who writes to it. */
  readonly descriptor: number;

  private constructor(descriptor: number) {
    this.descriptor = descriptor;
  }

  /** Undefined where there can be none: on Windows, or where nothing can be written to the folder for temporary files. */
  static make(): NamelessFile | undefined {
    if (process.platform === 'win32') return undefined;
    let folder: string | undefined;
    try {
      folder = mkdtempSync(join(tmpdir(), 'precommit-guard-')); // Nobody else can look into it.
      return new NamelessFile(openSync(join(folder, 'file'), 'wx+', 0o600));
    } catch {
      return undefined;
    } finally {
      if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
    }
  }

  /** In bytes. */
  get size(): number {
    return fstatSync(this.descriptor).size;
  }

  /** What was written to it, from its beginning. */
  *pieces(): Generator<Buffer> {
    for (let at = 0; ; ) {
      const piece = Buffer.allocUnsafeSlow(PIECE);
      const read = readSync(this.descriptor, piece, 0, PIECE, at);
      if (read === 0) return;
      yield piece.subarray(0, read);
      at += read;
    }
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
