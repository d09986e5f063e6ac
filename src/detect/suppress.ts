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
  /** Of the whole file, and of stretches. */
  readonly #wide: Suppression[] = [];

  constructor(view: TextView) {
    if (!view.text.includes(MARK)) return;
    for (const one of read(view)) {
      if (one.first === one.last) this.#byLine.set(one.first, [...(this.#byLine.get(one.first) ?? []), one]);
      else this.#wide.push(one);
    }
  }

  judge(candidate: Candidate, line: number): SuppressionVerdict {
    let verdict: SuppressionVerdict = 'not-suppressed';
    for (const one of [...(this.#byLine.get(line) ?? []), ...this.#wide]) {
      if (line < one.first || line > one.last) continue;
      if (one.rules.length > 0 && !one.rules.includes(candidate.rule.id)) continue;
      if (one.reason) return 'suppressed';
      verdict = 'without-reason';
    }
    return verdict;
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
