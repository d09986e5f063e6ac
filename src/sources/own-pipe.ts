import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** As much as the socket of a common Linux holds. */
const SIZE = 1 << 18;

/**
 * A pipe for a child's output that is read into one buffer, again and again. What Node reads from a pipe of its own making gets a new buffer each time: of a gigabyte of small pieces, that
 * takes as long as the reading itself.
 */
export interface OwnPipe {
  /** The end that the child writes to. Closed here as soon as the child has it. */
  readonly theirs: Socket;
  readonly ours: Socket;
  /** Is handed what has come, and must be done with it when it returns; false ends the reading. */
  take: (bytes: Buffer) => boolean;
}

/** undefined where there can be none: on Windows, or where nothing can be written to the folder for temporary files. */
export async function ownPipe(): Promise<OwnPipe | undefined> {
  if (process.platform === 'win32') return undefined;
  let folder: string | undefined;
  try {
    folder = mkdtempSync(join(tmpdir(), 'precommit-guard-')); // Nobody else can look into it.
    return await pipeAt(join(folder, 'pipe'));
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Both ends of a connection to ourselves. */
async function pipeAt(path: string): Promise<OwnPipe> {
  const server = createServer({ pauseOnConnect: true });
  try {
    server.listen(path);
    await once(server, 'listening');
    const accepted = once(server, 'connection') as Promise<[Socket]>; // By the event's documentation.
    const buffer = Buffer.allocUnsafeSlow(SIZE);
    let pipe: OwnPipe | undefined;
    const ours = connect({ path, onread: { buffer, callback: (length) => pipe?.take(buffer.subarray(0, length)) ?? true } });
    await once(ours, 'connect');
    const [theirs] = await accepted;
    pipe = { theirs, ours, take: () => true };
    return pipe;
  } finally {
    server.close();
  }
}
