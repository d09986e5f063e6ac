import type { Candidate } from './candidate.js';
import { type Directive, overSince, ownDirectives } from './directives.js';
import type { Policy } from './policy.js';
import type { TextView } from './text-view.js';

/** `note`: why a comment that is there does not count; the end of a sentence. */
export interface Judgement {
  readonly suppressed: boolean;
  readonly note?: string;
}

const STANDS: Judgement = { suppressed: false };
const SUPPRESSED: Judgement = { suppressed: true };

/** The suppression comments of a text, by the lines that they cover. One without a reason, or whose time is over, suppresses nothing; the finding says so. */
export class Suppressions {
  /** The program's own, in the order of the text. */
  readonly own: readonly Directive[];
  readonly #byLine = new Map<number, Directive[]>();
  readonly #ofFile: Directive[] = [];
  /** Stretches by their first line, each with the index of the one it lies in: starts and ends pair like brackets. */
  readonly #stretches: { readonly of: Directive; readonly parent: number }[] = [];
  readonly #today: () => string;

  constructor(view: TextView, { foreign, today }: Policy) {
    this.#today = today;
    this.own = ownDirectives(view);
    const stretches: Directive[] = [];
    const ofFile = new Map<string, Directive>(); // By what they say: a file may say the same a thousand times.
    for (const one of foreign === undefined ? this.own : [...this.own, ...foreign(view)]) {
      if (one.first === one.last) this.#onLine(one.first, one);
      else if (one.first === 1 && one.last === Number.POSITIVE_INFINITY) ofFile.set(`${one.rules.join(' ')} ${one.reason} ${one.until} ${one.kinds?.join()}`, one);
      else if (one.first < one.last) stretches.push(one);
    }
    this.#ofFile = [...ofFile.values()];
    stretches.sort((a, b) => a.first - b.first || b.last - a.last);
    for (const of of stretches) {
      let parent = this.#stretches.length - 1;
      while (parent >= 0 && (this.#stretches[parent]?.of.last ?? 0) < of.first) parent = this.#stretches[parent]?.parent ?? -1;
      this.#stretches.push({ of, parent });
    }
  }

  #onLine(line: number, one: Directive): void {
    const known = this.#byLine.get(line);
    if (known === undefined) this.#byLine.set(line, [one]);
    else known.push(one);
  }

  judge(candidate: Candidate, line: number): Judgement {
    let judgement = this.#forOthers(candidate, line);
    for (const one of this.covering(candidate, line)) {
      const over = one.reason ? overSince(one.until, this.#today) : undefined;
      if (one.reason && over === undefined) return SUPPRESSED;
      const why = one.reason ? (over?.startsWith('ended') === true ? `its suppression comment ${over}` : `its suppression comment does not count: ${over}`) : undefined;
      judgement = { suppressed: false, note: why ?? 'its suppression comment gives no reason after " -- " and does not count' };
    }
    return judgement;
  }

  /** A comment for that very line that names other rules: by mistake, perhaps. */
  #forOthers({ rule }: Candidate, line: number): Judgement {
    if (rule.kind === 'policy' || this.#byLine.get(line)?.some(({ rules, kinds }) => kinds === undefined && rules.length > 0) !== true) return STANDS;
    return { suppressed: false, note: 'the suppression comment here names other rules' };
  }

  /** The comments that speak of a candidate on that line. */
  *covering({ rule }: Candidate, line: number): Generator<Directive> {
    for (const one of this.#around(line)) {
      // What is found about comments is silenced by name alone: else a comment for all rules would hide itself.
      if ((one.rules.length === 0 ? rule.kind !== 'policy' : one.rules.includes(rule.id)) && one.kinds?.includes(rule.kind) !== false) yield one;
    }
  }

  *#around(line: number): Generator<Directive> {
    yield* this.#byLine.get(line) ?? [];
    yield* this.#ofFile;
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
