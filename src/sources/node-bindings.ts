/** A handle of libuv's, as Node wraps it. Numbers below zero are errors. */
export interface PipeHandle {
  /** Called with a number in `streamBaseState[kReadBytesOrError]`: bytes, or an error, of which the end is one. */
  onread: (bytes: ArrayBuffer | undefined) => void;
  readStart(): number;
  readStop(): number;
  close(): void;
}

/** The three ends of a program that only speaks. */
export type Stdio = readonly [{ type: 'ignore' }, { type: 'pipe'; handle: PipeHandle }, { type: 'pipe'; handle: PipeHandle }];

export interface SpawnOptions {
  readonly file: string;
  /** The first is the program's name. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly envPairs: readonly string[];
  readonly stdio: Stdio;
}

export interface ProcessHandle {
  onexit: (code: number, signal: string) => void;
  spawn(...given: readonly unknown[]): number;
  kill(signal: number): number;
  close(): void;
}

/** What `node:child_process`, `node:net` and `node:tty` are made of. */
export interface NodeBindings {
  readonly process_wrap: { readonly Process: new () => ProcessHandle };
  readonly pipe_wrap: { readonly Pipe: new (kind: number) => PipeHandle; readonly constants: { readonly SOCKET: number } };
  readonly stream_wrap: { readonly streamBaseState: Int32Array; readonly kReadBytesOrError: number; readonly kArrayBufferOffset: number };
  readonly tty_wrap: { readonly isTTY: (fd: number) => boolean };
}

/** How `spawn` takes its options. */
type Call = (options: SpawnOptions) => readonly unknown[];
const AS_OBJECT: Call = (options) => [options];
const AS_LIST: Call = ({ file, args, cwd, envPairs, stdio }) => [file, args, cwd, envPairs, stdio, 0, undefined, undefined];

/**
 * The Nodes whose bindings were looked at and tried: major version, first and last minor. Node ends the process when its insides are called in a way it does not know, and changes that within a
 * line of versions (24.19, 26.4), so no other is called: a new one goes the plain way until it stands here.
 */
const KNOWN: readonly (readonly [major: number, first: number, last: number, call: Call])[] = [
  [20, 0, 20, AS_OBJECT],
  [22, 0, 23, AS_OBJECT],
  [24, 0, 18, AS_OBJECT],
  [24, 19, 21, AS_LIST],
  [26, 0, 3, AS_OBJECT],
  [26, 4, 10, AS_LIST],
];

/** Programs that go by a version of Node's and are something else inside. */
const OTHERS = ['bun', 'deno', 'electron'];

/** What tells how Node was started, and which it is. */
export type Host = Pick<NodeJS.Process, 'platform' | 'versions' | 'execArgv' | 'env'>;

/** How this Node's `spawn` takes its options; undefined where that is not known, where Node would complain of it, and where its options may have changed it. */
export function spawnCall({ platform, versions, execArgv, env }: Host): Call | undefined {
  if (platform === 'win32' || execArgv.length > 0 || env['NODE_OPTIONS'] || env['NODE_PENDING_DEPRECATION'] || OTHERS.some((name) => versions[name] !== undefined))
    return undefined;
  const [major = 0, minor = 0] = versions.node.split('.').map(Number);
  return KNOWN.find(([known, first, last]) => major === known && minor >= first && minor <= last)?.[3];
}

/** One of Node's bindings, which `spawnCall` must have allowed: https://nodejs.org/api/deprecations.html#DEP0111 */
export function nodeBinding<Name extends keyof NodeBindings>(name: Name): NodeBindings[Name] {
  return (process as unknown as { binding: (name: Name) => NodeBindings[Name] }).binding(name); // Left out of Node's types.
}
