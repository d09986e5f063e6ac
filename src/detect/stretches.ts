import type { Directive } from './directives.js';

/** What the comments say that speak of one thing in one place: `note` of the one that is asked last, when none of them counts. */
export interface Said {
  readonly counts: boolean;
  readonly note: string;
  /** Of several that do not count the one with the highest place is told. */
  readonly place: number;
}

/** What is said from a line on, until the next. */
interface Step {
  readonly line: number;
  readonly said: Said | undefined;
}

/** The comments that cover stretches of lines, by what they speak of. Worked out once for each subject, so that comments by the ten thousand, within each other, cost a look. */
export class Stretches {
  readonly #steps = new Map<string, readonly Step[]>();

  /** @param whyNot says why a comment does not count; nothing when it does. */
  constructor(all: readonly Directive[], subjectsOf: (one: Directive) => readonly string[], whyNot: (one: Directive) => string) {
    const bySubject = new Map<string, Directive[]>();
    for (const one of [...all].sort((a, b) => a.first - b.first || b.last - a.last)) {
      for (const subject of subjectsOf(one)) {
        const known = bySubject.get(subject);
        if (known === undefined) bySubject.set(subject, [one]);
        else known.push(one);
      }
    }
    for (const [subject, some] of bySubject) this.#steps.set(subject, stepsOf(some, whyNot));
  }

  /** What is said of a subject on a line; undefined where nothing is. Of comments that do not count that which began first is told. */
  at(subject: string, line: number): Said | undefined {
    const steps = this.#steps.get(subject) ?? [];
    let low = 0;
    let high = steps.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((steps[middle]?.line ?? 0) <= line) low = middle + 1;
      else high = middle;
    }
    return steps[low - 1]?.said;
  }
}

/** @param stretches in the order in which they begin. */
function stepsOf(stretches: readonly Directive[], whyNot: (one: Directive) => string): Step[] {
  const begins = stretches.map((one) => ({ line: one.first, one, opens: true }));
  const ends = stretches.map((one) => ({ line: one.last + 1, one, opens: false })).sort((a, b) => a.line - b.line);
  const steps: Step[] = [];
  /** Those that are open and do not count, the first first; and how many that do. */
  const open = new Map<Directive, Said>();
  let counting = 0;
  for (let begun = 0, ended = 0; ended < ends.length; ) {
    const next = (begins[begun]?.line ?? Number.POSITIVE_INFINITY) <= (ends[ended]?.line ?? 0) ? begins[begun++] : ends[ended++];
    if (next === undefined) break;
    const { line, one, opens } = next;
    const note = whyNot(one);
    if (note === '') counting += opens ? 1 : -1;
    else if (opens) open.set(one, { counts: false, note, place: -one.first });
    else open.delete(one);
    const [first] = open.values();
    const said = counting > 0 ? { counts: true, note: '', place: 0 } : first;
    if (steps.at(-1)?.line === line) steps.pop();
    steps.push({ line, said });
  }
  return steps;
}
