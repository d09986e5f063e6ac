import type { LineRange } from '../model/source-text.js';

/** The lines that are in both; both sorted and disjoint. */
export function intersect(a: readonly LineRange[], b: readonly LineRange[]): LineRange[] {
  const common: LineRange[] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    const left = a[i] as LineRange;
    const right = b[j] as LineRange;
    const first = Math.max(left.first, right.first);
    const last = Math.min(left.last, right.last);
    if (first <= last) common.push({ first, last });
    if (left.last < right.last) i++;
    else j++;
  }
  return common;
}

export function lineCount(ranges: readonly LineRange[]): number {
  return ranges.reduce((sum, { first, last }) => sum + last - first + 1, 0);
}

/**
 * The lines of `now` that `before` lacks, each as often as it lacks them. For content git shows no text of: binary by its attributes, or UTF-16, whose lines git cannot count.
 * A moved line is not new here, which a diff would say it is.
 */
export function linesNotIn(now: Buffer, before: Buffer): LineRange[] {
  const known = new Map<string, number>();
  for (const line of lines(before)) known.set(line, (known.get(line) ?? 0) + 1);
  const added: LineRange[] = [];
  let number = 0;
  for (const line of lines(now)) {
    number++;
    const left = known.get(line) ?? 0;
    if (left > 0) {
      known.set(line, left - 1);
      continue;
    }
    const last = added.at(-1);
    if (last?.last === number - 1) added.splice(-1, 1, { first: last.first, last: number });
    else added.push({ first: number, last: number });
  }
  return added;
}

function* lines(bytes: Buffer): Generator<string> {
  for (let from = 0; from < bytes.length; ) {
    const lf = bytes.indexOf(0x0a, from);
    const end = lf < 0 ? bytes.length : lf;
    yield bytes.toString('latin1', from, end > from && bytes[end - 1] === 0x0d ? end - 1 : end);
    from = end + 1;
  }
}
