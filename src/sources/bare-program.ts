import { type Host, type NodeBindings, nodeBinding, type PipeHandle, type Stdio, spawnCall } from './node-bindings.js';
import type { Command, Listener, Program } from './program.js';

const END_OF_FILE = -4095;
const SIGTERM = 15;

/**
 * Starts a program without `node:child_process`, which takes a hook four milliseconds, a tenth of all it takes: half of them to load it with the streams and sockets it stands on, half to use it.
 * Undefined where that cannot be done, whatever the reason: Node's own way then does it, or says what is wrong.
 */
export function startBare({ file, args, cwd, env }: Command, listener: Listener, host: Host = process): Program | undefined {
  const call = spawnCall(host);
  if (call === undefined) return undefined;
  const { Process } = nodeBinding('process_wrap');
  const { Pipe, constants } = nodeBinding('pipe_wrap');
  const child = new Process();
  const stdout = new Pipe(constants.SOCKET);
  const stderr = new Pipe(constants.SOCKET);
  let runs = true;
  let closed = false;
  child.onexit = (code, signal) => {
    runs = false;
    if (closed) child.close();
    listener.exit(signal === '' ? code : null, signal === '' ? null : (signal as NodeJS.Signals)); // Node names them so.
  };
  const state = nodeBinding('stream_wrap');
  const endOut = hear(stdout, state, listener.out, listener.outEnd);
  const endErr = hear(stderr, state, listener.err, listener.errEnd);
  const envPairs = Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));
  const stdio: Stdio = [{ type: 'ignore' }, { type: 'pipe', handle: stdout }, { type: 'pipe', handle: stderr }];
  if (child.spawn(...call({ file, args: [file, ...args], cwd, envPairs, stdio })) !== 0) {
    for (const handle of [stdout, stderr]) handle.close();
    return undefined;
  }
  stdout.readStart();
  stderr.readStart();
  return {
    stdin: null,
    kill: () => {
      if (runs) child.kill(SIGTERM);
    },
    pause: () => void stdout.readStop(),
    resume: () => void stdout.readStart(),
    close: () => {
      if (closed) return;
      closed = true;
      endOut();
      endErr();
      for (const handle of runs ? [stdout, stderr] : [stdout, stderr, child]) handle.close();
    },
  };
}

/** Hands on what comes out of a pipe until its end, which the answer makes. An error is an end too: git's exit code says more. */
function hear(
  pipe: PipeHandle,
  { streamBaseState, kReadBytesOrError, kArrayBufferOffset }: NodeBindings['stream_wrap'],
  take: (chunk: Buffer) => void,
  told: () => void,
): () => void {
  let open = true;
  const end = (): void => {
    if (!open) return;
    open = false;
    pipe.readStop();
    told();
  };
  pipe.onread = (bytes) => {
    const length = streamBaseState[kReadBytesOrError] ?? END_OF_FILE;
    if (!open) return;
    if (length < 0) end();
    else if (length > 0 && bytes !== undefined) take(Buffer.from(bytes, streamBaseState[kArrayBufferOffset], length));
  };
  return end;
}
