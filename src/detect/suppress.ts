import type { Candidate } from './candidate.js';
import type { TextView } from './text-view.js';

const MARK = 'precommit-guard-ignore-';
const DIRECTIVE = /precommit-guard-ignore-(line|next-line|file|start|end)\b([^\n]{0,400})/g;

interface Suppression {
  /** Inclusive 1-based lines. */
  readonly first: number;
  readonly last: number;
  /** As written, so that a slip names no rule rather than all of them. Empty: every rule. */
  readonly rules: readonly string[];
  readonly reason: boolean;
}

export type SuppressionVerdict = 'suppressed' | 'without-reason' | 'not-suppressed';

/**
 * The suppression comments of a text: `precommit-guard-ignore-line|next-line|file|start|end [rule…] -- reason`. One without a reason suppresses nothing; the
 * finding says so.
 */
export class Suppressions {
  readonly #byLine = new Map<number, Suppression[]>();
  /** By the rules they name: a file may say the same a thousand times. */
  readonly #ofFile = new Map<string, Suppression>();
  /** Stretches by their first line, each with the index of the one it lies in: starts and ends pair like brackets. */
  readonly #stretches: { readonly of: Suppression; readonly parent: number }[] = [];

  constructor(view: TextView) {
    if (!view.text.includes(MARK)) return;
    const stretches: Suppression[] = [];
    for (const one of read(view)) {
      if (one.first === one.last) this.#byLine.set(one.first, [...(this.#byLine.get(one.first) ?? []), one]);
      else if (one.last === Number.POSITIVE_INFINITY) this.#ofFile.set(`${one.rules.join(' ')} ${one.reason}`, one);
      else stretches.push(one);
    }
    stretches.sort((a, b) => a.first - b.first || b.last - a.last);
    for (const of of stretches) {
      let parent = this.#stretches.length - 1;
      while (parent >= 0 && (this.#stretches[parent]?.of.last ?? 0) < of.first) parent = this.#stretches[parent]?.parent ?? -1;
      this.#stretches.push({ of, parent });
    }
  }

  judge(candidate: Candidate, line: number): SuppressionVerdict {
    let verdict: SuppressionVerdict = 'not-suppressed';
    for (const one of this.#around(line)) {
      if (one.rules.length > 0 && !one.rules.includes(candidate.rule.id)) continue;
      if (one.reason) return 'suppressed';
      verdict = 'without-reason';
    }
    return verdict;
  }

  *#around(line: number): Generator<Suppression> {
    yield* this.#byLine.get(line) ?? [];
    yield* this.#ofFile.values();
    let low = 0;
    let high = this.#stretches.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#stretches[middle]?.of.first ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    for (let at = low - 1; at >= 0; at = this.#stretches[at]?.parent ?? -1) {
      const stretch = this.#stretches[at]?.of;
      if (stretch !== undefined && stretch.last >= line) yield stretch;
    }
  }
}

function read(view: TextView): Suppression[] {
  const found: Suppression[] = [];
  const open: { line: number; rest: string }[] = [];
  for (const match of view.text.matchAll(DIRECTIVE)) {
    const line = view.lines.lineAt(match.index);
    const rest = match[2] ?? '';
    if (match[1] === 'line') found.push(suppression(line, line, rest));
    else if (match[1] === 'next-line') found.push(suppression(line + 1, line + 1, rest));
    else if (match[1] === 'file') found.push(suppression(1, Number.POSITIVE_INFINITY, rest));
    else if (match[1] === 'start') open.push({ line, rest });
    else {
      const start = open.pop();
      if (start !== undefined) found.push(suppression(start.line, line, start.rest));
    }
  }
  return found;
}

function suppression(first: number, last: number, rest: string): Suppression {
  const dashes = rest.search(/(?:^|\s)--\s/);
  const names = (dashes < 0 ? rest : rest.slice(0, dashes)).split(/[\s,]+/);
  const reason = dashes < 0 ? '' : rest.slice(dashes).replace(/\*\/|-->|^\s*--/g, '');
  return { first, last, rules: names.filter((name) => /\w/.test(name)), reason: /[\w\x80-\xff]{2}/.test(reason) };
}
