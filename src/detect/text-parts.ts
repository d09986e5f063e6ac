import type { Rule } from '../model/rule.js';
import { TextView } from './text-view.js';

/** As far as a key in several lines reaches. */
export const BLOCK = 32 * 1024;
/** Longer texts are looked at in pieces. */
const LONGEST = 256 * 1024;

/** A long text in pieces, with the offsets in them and a block on either side: V8 keeps long strings until there are many. */
export function* cut(
  whole: Buffer,
  hits: ReadonlyMap<Rule, readonly number[]>,
): Generator<{ readonly view: TextView; readonly start: number; readonly hits: ReadonlyMap<Rule, readonly number[]> }> {
  if (whole.length <= LONGEST) {
    yield { view: viewOf(whole), start: 0, hits };
    return;
  }
  const pieces = Array.from({ length: Math.ceil(whole.length / LONGEST) }, () => new Map<Rule, number[]>());
  const startOf = (piece: number): number => Math.max(0, piece * LONGEST - BLOCK);
  hits.forEach((offsets, rule) => {
    for (const offset of offsets) {
      const piece = Math.floor(offset / LONGEST);
      const known = pieces[piece]?.get(rule);
      if (known === undefined) pieces[piece]?.set(rule, [offset - startOf(piece)]);
      else known.push(offset - startOf(piece));
    }
  });
  for (const [piece, inside] of pieces.entries()) {
    const start = startOf(piece);
    if (inside.size > 0) yield { view: viewOf(whole.subarray(start, (piece + 1) * LONGEST + BLOCK)), start, hits: inside };
  }
}

/** Stretches of a text around offsets, each as a text of its own with the offsets in it. */
export function* around(
  whole: Buffer,
  offsets: readonly number[],
  reach: number,
): Generator<{ readonly view: TextView; readonly start: number; readonly offsets: readonly number[] }> {
  for (const { start, end, offsets: inside } of stretches(offsets, reach, reach)) yield { view: viewOf(whole.subarray(start, end)), start, offsets: inside };
}

/** The stretches from `before` to `behind` sorted offsets, those that touch as one, each with the offsets in it. */
export function* stretches(
  offsets: readonly number[],
  before: number,
  behind: number,
): Generator<{ readonly start: number; readonly end: number; readonly offsets: readonly number[] }> {
  for (let at = 0; at < offsets.length; ) {
    const start = Math.max(0, (offsets[at] ?? 0) - before);
    let end = start;
    const inside: number[] = [];
    for (let offset = offsets[at]; offset !== undefined && (inside.length === 0 || offset <= end); offset = offsets[++at]) {
      inside.push(offset - start);
      end = offset + behind;
    }
    yield { start, end, offsets: inside };
  }
}

export function viewOf(bytes: Buffer): TextView {
  return new TextView({ path: '', bytes, language: 'text', added: { kind: 'all' } });
}
