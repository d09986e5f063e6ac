import { ENGINE } from './generated/engine.js';

/** What the WebAssembly module of src/engine exports; all numbers are addresses or counts unless a name says more. */
export interface Engine {
  place(map: number, heads: number, entries: number, member: number, logs: number, counts: number): void;
  index(packed: number, count: number): number;
  literals(from: number, to: number, low: number, high: number, sets: bigint, scratch: number, out: number, outEnd: number, room: number): number;
  runs(from: number, to: number, least: number, bits: number, decodable: number, out: number): void;
  records(): number;
  gateRoom(marks: number, list: number, rows: number, infos: number, states: number, buckets: number, bucketCount: number, lists: number, end: number): void;
  allow(work: number): void;
  allowed(): number;
  admits(gate: number, offset: number, low: number, high: number, torn: number): number;
  callTables(starts: number, rules: number, sets: number, running: number, gates: number): void;
  callsOf(from: number, to: number): void;
  called(languages: bigint, low: number, high: number, surest: number, last: number, torn: number, out: number, outEnd: number): number;
  calls(): number;
  folds(from: number, to: number): number;
  imports(from: number, to: number, start: number, out: number, outEnd: number): number;
  importsFound(): number;
  hunk(from: number, to: number, state: number, ranges: number): number;
  sha256(state: number, blocks: number, count: number, constants: number, schedule: number): void;
  sha1(state: number, blocks: number, count: number, schedule: number): void;
}

let compiled: WebAssembly.Module | undefined;

/** The engine on a memory of its own. It is compiled once. */
export function engineOn(memory: WebAssembly.Memory): Engine {
  compiled ??= new WebAssembly.Module(Buffer.from(ENGINE, 'base64'));
  return new WebAssembly.Instance(compiled, { env: { memory } }).exports as unknown as Engine; // Typed by the sources of the module.
}
