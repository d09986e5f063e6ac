import type { Rule } from '../model/rule.js';
import type { Candidate } from './candidate.js';
import { type Directive, overSince, ownDirectives } from './directives.js';
import type { Policy } from './policy.js';
import { type Said, Stretches } from './stretches.js';
import type { TextView } from './text-view.js';

/** `note`: why a comment that is there does not count; the end of a sentence. */
export interface Judgement {
  readonly suppressed: boolean;
  readonly note?: string;
}

const STANDS: Judgement = { suppressed: false };
const SUPPRESSED: Judgement = { suppressed: true };

/** Comments for all rules, for those of a kind, and for one by its name. A text may have a hundred thousand comments: each is looked up by what it speaks of. */
const EVERY_RULE = '*';
const ofKind = (kind: string): string => ` ${kind}`;

function subjectsOf({ rules, kinds }: Directive): readonly string[] {
  if (rules.length > 0) return rules;
  return kinds === undefined ? [EVERY_RULE] : kinds.map(ofKind);
}

/** What may be said about a rule. What is found about comments is silenced by name alone: else a comment for all rules would hide itself. */
function subjectsFor({ id, kind }: Rule): readonly string[] {
  return kind === 'policy' ? [id] : [EVERY_RULE, ofKind(kind), id];
}

/** The suppression comments of a text, by the lines that they cover. One without a reason, or whose time is over, suppresses nothing; the finding says so. */
export class Suppressions {
  /** The program's own, in the order of the text. */
  readonly own: readonly Directive[];
  readonly #byLine = new Map<number, Map<string, Said>>();
  /** Lines with a comment that names rules. */
  readonly #naming = new Set<number>();
  readonly #ofFile = new Map<string, Said>();
  readonly #kept = new Set<Directive>();
  readonly #stretches: Stretches;
  readonly #subjects = new Map<Rule, readonly string[]>();
  readonly #empty: boolean;

  constructor(view: TextView, { foreign, today }: Policy) {
    this.own = ownDirectives(view);
    const all = foreign === undefined ? this.own : [...this.own, ...foreign(view)];
    this.#empty = all.length === 0;
    const whyNot = (one: Directive): string => {
      if (!one.reason) return 'its suppression comment gives no reason after " -- " and does not count';
      const over = overSince(one.until, today);
      if (over === undefined) return '';
      return over.startsWith('ended') ? `its suppression comment ${over}` : `its suppression comment does not count: ${over}`;
    };
    const stretches: Directive[] = [];
    const ofFile = new Map<string, Directive>(); // By what they say: a file may say the same a thousand times.
    for (const [place, one] of all.entries()) {
      if (one.first === one.last) this.#onLine(one, whyNot(one), place);
      else if (one.first === 1 && one.last === Number.POSITIVE_INFINITY) ofFile.set(`${one.rules.join(' ')} ${one.reason} ${one.until} ${one.kinds?.join()}`, one);
      else if (one.first < one.last) {
        stretches.push(one);
        this.#kept.add(one);
      }
    }
    for (const [place, one] of [...ofFile.values()].entries()) {
      this.#kept.add(one);
      for (const subject of subjectsOf(one)) say(this.#ofFile, subject, whyNot(one), place);
    }
    this.#stretches = new Stretches(stretches, subjectsOf, whyNot);
  }

  #onLine(one: Directive, note: string, place: number): void {
    this.#kept.add(one);
    if (one.kinds === undefined && one.rules.length > 0) this.#naming.add(one.first);
    let here = this.#byLine.get(one.first);
    if (here === undefined) {
      here = new Map();
      this.#byLine.set(one.first, here);
    }
    for (const subject of subjectsOf(one)) say(here, subject, note, place);
  }

  judge({ rule }: Candidate, line: number): Judgement {
    if (this.#empty) return STANDS;
    const subjects = this.#subjectsFor(rule);
    const onLine = lastOf(subjects, (subject) => this.#byLine.get(line)?.get(subject));
    const ofFile = lastOf(subjects, (subject) => this.#ofFile.get(subject));
    const around = lastOf(subjects, (subject) => this.#stretches.at(subject, line));
    if (onLine?.counts === true || ofFile?.counts === true || around?.counts === true) return SUPPRESSED;
    const note = (around ?? ofFile ?? onLine)?.note;
    if (note !== undefined) return { suppressed: false, note };
    // A comment for that very line that names other rules: by mistake, perhaps.
    return rule.kind !== 'policy' && this.#naming.has(line) ? { suppressed: false, note: 'the suppression comment here names other rules' } : STANDS;
  }

  #subjectsFor(rule: Rule): readonly string[] {
    let subjects = this.#subjects.get(rule);
    if (subjects === undefined) {
      subjects = subjectsFor(rule);
      this.#subjects.set(rule, subjects);
    }
    return subjects;
  }

  /** Those of the program's own comments that speak of some of the candidates, each of which is given with its line. Of comments for the file that say the same the last alone counts. */
  used(candidates: Iterable<readonly [candidate: Candidate, line: number]>): ReadonlySet<Directive> {
    const lines = new Map<string, number[]>();
    for (const [{ rule }, line] of candidates) {
      for (const subject of this.#subjectsFor(rule)) {
        const known = lines.get(subject);
        if (known === undefined) lines.set(subject, [line]);
        else known.push(line);
      }
    }
    for (const some of lines.values()) some.sort((a, b) => a - b);
    return new Set(this.own.filter((one) => this.#kept.has(one) && subjectsOf(one).some((subject) => holdsOne(lines.get(subject) ?? [], one))));
  }
}

/** Notes what a comment says: one that counts is all that matters, and of the others the last. */
function say(sayings: Map<string, Said>, subject: string, note: string, place: number): void {
  if (sayings.get(subject)?.counts !== true) sayings.set(subject, { counts: note === '', note, place });
}

/** What counts, or else what is told. */
function lastOf(subjects: readonly string[], said: (subject: string) => Said | undefined): Said | undefined {
  let last: Said | undefined;
  for (const subject of subjects) {
    const here = said(subject);
    if (here !== undefined && last?.counts !== true && (last === undefined || here.counts || here.place > last.place)) last = here;
  }
  return last;
}

/** Is one of the sorted lines among those that a comment covers? */
function holdsOne(lines: readonly number[], { first, last }: Directive): boolean {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lines[middle] ?? 0) < first) low = middle + 1;
    else high = middle;
  }
  return (lines[low] ?? Number.POSITIVE_INFINITY) <= last && low < lines.length;
}
