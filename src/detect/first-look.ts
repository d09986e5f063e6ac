import type { Rule, Syntax } from '../model/rule.js';
import type { FamiliarText, Remarkable } from '../rules/familiar-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { foldedCandidates } from './folded-candidates.js';
import { matchRules } from './match.js';
import { anyNamed, speaksAt } from './named/candidates.js';
import { mayStand } from './refine/chain.js';
import { TextView } from './text-view.js';

/**
 * The first of two looks at a history: which of its texts may hold a finding? It knows neither paths nor languages and is content with what is new to it, since the versions of a file
 * repeat each other; it never says no where `scanText` would find something, whatever the path.
 */
export class FirstLook {
  readonly #detector: Detector;
  readonly #familiar: FamiliarText;
  /** Of rules whose matches span lines. */
  readonly #numbers = new Map<Rule, number>();

  constructor(detector: Detector, familiar: FamiliarText) {
    this.#detector = detector;
    this.#familiar = familiar;
  }

  mayHold(bytes: Buffer): boolean {
    const news = this.#familiar.newIn(bytes);
    if (news === undefined) return this.#candidates(bytes, bytes, (offset) => offset, true).some(({ stands }) => stands);
    if (news.bytes.length === 0) return false;
    const remarkable = this.#candidates(news.bytes, bytes, news.origin, news.mayJoin);
    this.#familiar.learn(remarkable);
    return remarkable.some(({ stands }) => stands);
  }

  /** What stands beside names, and the names that speak: their values may be other ones the next time. */
  #named(rule: Rule, syntaxes: readonly Syntax[], offsets: readonly number[], whole: Buffer, found: Seen[], stand: Stand): void {
    for (const offset of offsets) {
      const near = Math.max(0, offset - NAME);
      if (!speaksAt(rule, whole.toString('latin1', near, offset + NAME), offset - near)) continue;
      const view = viewOf(whole.subarray(near, offset + VALUE));
      const stands = stand(anyNamed(rule, syntaxes, view.text, offset - near), view, (place) => place + near);
      found.push({ start: offset, end: offset + 1, stands, ...(stands ? {} : { named: true }) });
    }
  }

  /** Was a rule not asked yet about all that its match around this offset can hold? Adds what says that nothing came of it. */
  #unasked(rule: Rule, offset: number, whole: Buffer, marks: (() => void)[]): boolean {
    const number = this.#numbers.get(rule) ?? this.#numbers.size + 1;
    this.#numbers.set(rule, number);
    const reach = rule.maxLength + LINE;
    const start = Math.max(0, offset - reach);
    const mark = this.#familiar.asked({ start, end: Math.min(whole.length, offset + reach) }, number * FAR + offset - start);
    if (mark !== undefined) marks.push(mark);
    return mark !== undefined;
  }

  /**
   * Where in `whole` something may be found, and where rules whose matches span lines have a literal: what follows it may be new next time.
   *
   * @param fresh the part of `whole` to look at. @param origin where an offset in it lies in `whole`. @param joins false when it is known to join no literals.
   */
  #candidates(fresh: Buffer, whole: Buffer, origin: (offset: number) => number, joins: boolean): Seen[] {
    const { ruleset } = this.#detector;
    const found: Seen[] = [];
    const hits = ruleset.hits(fresh, undefined, true);
    const stand: Stand = (candidates, of, place) => {
      const before = found.length;
      for (const candidate of candidates) {
        if (mayStand(candidate, of) !== undefined) found.push({ start: place(candidate.start), end: place(candidate.end - 1) + 1, stands: true });
      }
      return found.length > before;
    };
    const oneLine = new Map<Rule, readonly number[]>();
    const manyLines = new Map<Rule, readonly number[]>();
    for (const [rule, offsets] of hits) {
      if (rule.span === 'line' && rule.syntaxes === undefined) oneLine.set(rule, offsets);
      // A literal may begin with the line break before its line, which is none of the line's own.
      else
        manyLines.set(
          rule,
          offsets.map((offset) => Math.max(0, origin(offset + 1) - 1)),
        );
    }
    // Most of a history calls up no such rule: then there is no need for a string of it.
    const view = oneLine.size > 0 || joins ? viewOf(fresh) : undefined;
    if (view !== undefined && oneLine.size > 0) stand(matchRules(ruleset, view.text, oneLine), view, origin);
    for (const [rule, offsets] of manyLines) {
      if (rule.syntaxes !== undefined) this.#named(rule, rule.syntaxes, offsets, whole, found, stand);
      else {
        for (const start of offsets) found.push({ start, end: start + 2, stands: false });
        const marks: (() => void)[] = [];
        const unasked = fresh === whole || rule.until !== undefined ? offsets : offsets.filter((offset) => this.#unasked(rule, offset, whole, marks));
        let stands = false;
        for (const part of around(whole, unasked, BLOCK)) {
          if (stand(matchRules(ruleset, part.view.text, new Map([[rule, part.offsets]])), part.view, (offset) => offset + part.start)) stands = true;
        }
        if (!stands) for (const mark of marks) mark();
      }
    }
    for (const { start, end, decoded } of encodedRuns(fresh, ruleset)) {
      const called = ruleset.hits(decoded);
      if (called.size === 0 || !matchRules(ruleset, decoded.toString('latin1'), called).some(({ rule }) => rule.value === undefined && rule.confidence === 'high')) continue;
      found.push({ start: origin(start), end: origin(end - 1) + 1, stands: true });
    }
    if (view === undefined || !joins) return found;
    for (const { start, end } of foldedCandidates(view.text, ruleset)) found.push({ start: origin(start), end: origin(end - 1) + 1, stands: true });
    return found;
  }
}

/** What is remarkable, and whether a finding may stand there. */
type Seen = Remarkable & { readonly stands: boolean };

/** Hands on the candidates that may stand, and says whether there are any. */
type Stand = (candidates: readonly Candidate[], of: TextView, place: (offset: number) => number) => boolean;

/** As far as a key in several lines reaches. */
const BLOCK = 32 * 1024;
/** What of a match's own lines may be looked at, and more than any match is long. */
const LINE = 1024;
const FAR = 1 << 16;
/** As far as a name with what stands before it, and a value some lines below. */
const NAME = 256;
const VALUE = 4096;

/** Stretches of a text around offsets, each as a text of its own with the offsets in it. */
function* around(whole: Buffer, offsets: readonly number[], reach: number): Generator<{ readonly view: TextView; readonly start: number; readonly offsets: readonly number[] }> {
  for (let at = 0; at < offsets.length; ) {
    const start = Math.max(0, (offsets[at] ?? 0) - reach);
    let end = start;
    const inside: number[] = [];
    for (let offset = offsets[at]; offset !== undefined && (inside.length === 0 || offset <= end); offset = offsets[++at]) {
      inside.push(offset - start);
      end = offset + reach;
    }
    yield { view: viewOf(whole.subarray(start, end)), start, offsets: inside };
  }
}

function viewOf(bytes: Buffer): TextView {
  return new TextView({ path: '', bytes, language: 'text', added: { kind: 'all' } });
}
