import type { Rule } from '../model/rule.js';
import type { FamiliarText, Stretch } from '../rules/familiar-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { foldedCandidates } from './folded-candidates.js';
import { LIST_CALL, NEAR } from './joined-texts.js';
import { matchRules, opensAt } from './match.js';
import { anyNamed, speaksAt } from './named/candidates.js';
import { mayStand } from './refine/chain.js';
import { type Seen, type Suspicion, suspicionOf } from './suspicion.js';
import { around, BLOCK, cut, stretches, viewOf } from './text-parts.js';
import type { TextView } from './text-view.js';

/**
 * The first of two looks at a history: which of its texts may hold a finding? It knows neither paths nor languages and is content with what is new to it, since the versions of a file
 * repeat each other; it never says no where `scanText` would find something, whatever the path.
 */
export class FirstLook {
  readonly #detector: Detector;
  readonly #familiar: FamiliarText;
  readonly #narrows: boolean;
  /** Of what is asked about rules whose matches span lines. */
  readonly #numbers = new Map<string, number>();

  constructor(detector: Detector, familiar: FamiliarText) {
    this.#detector = detector;
    this.#familiar = familiar;
    // Whether code is insecure depends on more than stands where it is.
    this.#narrows = detector.ruleset.onlySecrets;
  }

  /** See `FamiliarText`. */
  get room(): Buffer {
    return this.#familiar.room;
  }

  mayHold(bytes: Buffer): boolean {
    return this.suspicion(bytes) !== undefined;
  }

  /** What may be found, in all of the text and not only in what is new; undefined: nothing. */
  suspicion(bytes: Buffer): Suspicion | undefined {
    const news = this.#familiar.newIn(bytes);
    if (news === undefined)
      return suspicionOf(
        this.#candidates(bytes, bytes, (offset) => offset, [{ start: 0, end: bytes.length }]),
        bytes.length,
        this.#narrows,
      );
    if (news.bytes.length === 0) return undefined;
    const remarkable = this.#candidates(news.bytes, bytes, news.origin, news.mayJoin ? news.pieces(PIECE) : []);
    this.#familiar.learn(remarkable);
    return suspicionOf(remarkable, bytes.length, this.#narrows);
  }

  /** What stands beside names, and the names that speak: their values may be other ones the next time. Rules for the same names ask about them together. */
  #named(rules: ReadonlyMap<Rule, readonly number[]>, whole: Buffer, found: Seen[], stand: Stand): void {
    const asked = new Map<number, Rule[]>();
    rules.forEach((offsets, rule) => {
      for (const offset of offsets) {
        const known = asked.get(offset);
        if (known === undefined) asked.set(offset, [rule]);
        else known.push(rule);
      }
    });
    const places = [...asked.keys()];
    if (rules.size > 1) places.sort((a, b) => a - b);
    for (const { start, end, offsets } of stretches(places, NAME, VALUE)) {
      const text = whole.toString('latin1', start, end);
      for (const at of offsets) {
        const near = Math.max(0, at - NAME);
        const around = text.slice(near, at + VALUE);
        let kind: Rule['value'] | null = null;
        let speaks = false;
        for (const rule of asked.get(start + at) ?? []) {
          if (kind !== rule.value) {
            kind = rule.value;
            speaks = speaksAt(rule, around, at - near);
          }
          if (!speaks || rule.syntaxes === undefined) continue;
          const candidates = anyNamed(rule, rule.syntaxes, around, at - near);
          const stands =
            candidates.length > 0 &&
            stand(
              candidates,
              () => viewOf(whole.subarray(start + near, start + at + VALUE)),
              (place) => place + start + near,
            );
          if (stands) found.push({ start: start + at, end: start + at + 1, stands });
          else found.push({ start: start + at, end: start + at + 1, stands, holds: 'name' });
        }
      }
    }
  }

  /** Was a rule not asked yet about all that its match around this offset can hold? Adds what says that nothing came of it. */
  #unasked(rule: Rule, offset: number, whole: Buffer, marks: (() => void)[]): boolean {
    const mark = this.#asked(rule.id, offset, rule.maxLength + LINE, whole);
    if (mark !== undefined) marks.push(mark);
    return mark !== undefined;
  }

  /** May a rule match around an offset, as far as the beginning of its pattern tells? @param torn the text is one of those whose lines are remembered. */
  #opens(rule: Rule, offset: number, whole: Buffer, torn: boolean): boolean {
    if (rule.opening === undefined) return true;
    const mark = torn ? this.#asked(`${rule.id} opens`, offset, NAME, whole) : undefined;
    if (torn && mark === undefined) return false;
    const near = Math.max(0, offset - NAME);
    const opens = opensAt(this.#detector.ruleset, rule, whole.toString('latin1', near, offset + NAME), offset - near);
    if (!opens) mark?.();
    return opens;
  }

  /** Undefined where nothing came of a question before that was about the same bytes; else what says that nothing comes of it now. */
  #asked(question: string, offset: number, reach: number, whole: Buffer): (() => void) | undefined {
    let number = this.#numbers.get(question);
    if (number === undefined) {
      number = this.#numbers.size + 1;
      this.#numbers.set(question, number);
    }
    const start = Math.max(0, offset - reach);
    return this.#familiar.asked({ start, end: Math.min(whole.length, offset + reach) }, number * FAR + offset - start);
  }

  /** The offsets around which a rule matches, as far as that can be told by a few kilobytes: to look at no more spares most of a text from being made a string. */
  #matching(rule: Rule, offsets: readonly number[], whole: Buffer): number[] {
    const found: number[] = [];
    for (const { view, start, offsets: inside } of around(whole, offsets, rule.maxLength + LINE)) {
      if (matchRules(this.#detector.ruleset, view.text, new Map([[rule, inside]])).length > 0) for (const offset of inside) found.push(offset + start);
    }
    return found;
  }

  /** The same of what the literals call up. */
  #called(hits: ReadonlyMap<Rule, readonly number[]>, fresh: Buffer, whole: Buffer, origin: (offset: number) => number, found: Seen[], stand: Stand): void {
    const { ruleset } = this.#detector;
    const oneLine = new Map<Rule, readonly number[]>();
    const wide = new Map<Rule, readonly number[]>();
    hits.forEach((offsets, rule) => {
      if (rule.span === 'line' && rule.syntaxes === undefined) {
        oneLine.set(rule, offsets);
        return;
      }
      // A literal may begin with the line break before its line, which is none of the line's own.
      const places = offsets.map((offset) => Math.max(0, origin(offset + 1) - 1));
      wide.set(rule, places);
      const [length, holds] = rule.syntaxes === undefined ? ([2, 'literal'] as const) : ([1, 'name'] as const);
      // Wherever nothing comes of it, something may when what is around it has changed.
      for (const start of places) found.push({ start, end: start + length, stands: false, holds });
    });
    // Most of a history calls up no such rule: then there is no need for a string of it.
    for (const { view, start, hits: inside } of oneLine.size === 0 ? [] : cut(fresh, oneLine)) {
      stand(
        matchRules(ruleset, view.text, inside),
        () => view,
        (offset) => origin(start + offset),
      );
    }
    if (wide.size === 0) return;
    const named = new Map<Rule, readonly number[]>();
    const manyLines = new Map<Rule, readonly number[]>();
    ruleset.admitted(wide, whole).forEach((offsets, rule) => {
      (rule.syntaxes === undefined ? manyLines : named).set(rule, offsets);
    });
    if (named.size > 0) this.#named(named, whole, found, stand);
    for (const [rule, offsets] of manyLines) this.#manyLines(rule, offsets, fresh, whole, found, stand);
  }

  /** The same of a rule whose matches span lines. */
  #manyLines(rule: Rule, offsets: readonly number[], fresh: Buffer, whole: Buffer, found: Seen[], stand: Stand): void {
    // Where all that its match can hold lies near, nothing comes of a literal until something changes there.
    const near = rule.until === undefined && rule.maxLength + LINE <= WIDEST;
    const opened: number[] = [];
    for (const start of offsets) {
      const opens = this.#opens(rule, start, whole, fresh !== whole);
      if (opens) opened.push(start);
      // An opening that is missing is missing until something changes right there.
      found.push({ start, end: start + 2, stands: false, ...(!opens ? { holds: 'name' } : near ? { holds: 'literal' } : {}) });
    }
    const marks: (() => void)[] = [];
    const unasked = fresh === whole || rule.until !== undefined ? opened : opened.filter((offset) => this.#unasked(rule, offset, whole, marks));
    const matching = near ? this.#matching(rule, unasked, whole) : unasked;
    let stands = false;
    for (const part of around(whole, matching, BLOCK)) {
      if (
        stand(
          matchRules(this.#detector.ruleset, part.view.text, new Map([[rule, part.offsets]])),
          () => part.view,
          (offset) => offset + part.start,
        )
      )
        stands = true;
    }
    if (!stands) for (const mark of marks) mark();
  }

  /**
   * Where in `whole` something may be found, and where rules whose matches span lines have a literal: what follows it may be new next time.
   *
   * @param fresh the part of `whole` to look at. @param origin where an offset in it lies in `whole`. @param joining pieces of it that may join literals.
   */
  #candidates(fresh: Buffer, whole: Buffer, origin: (offset: number) => number, joining: Iterable<Stretch>): Seen[] {
    const { ruleset } = this.#detector;
    const found: Seen[] = [];
    const hits = ruleset.hits(fresh, undefined, true);
    const stand: Stand = (candidates, of, place) => {
      const before = found.length;
      if (candidates.length === 0) return false;
      const view = of();
      for (const candidate of candidates) {
        if (mayStand(candidate, view) !== undefined) found.push({ start: place(candidate.start), end: place(candidate.end - 1) + 1, stands: true, rule: candidate.rule });
      }
      return found.length > before;
    };
    if (hits.size > 0) this.#called(hits, fresh, whole, origin, found, stand);
    for (const { start, end, decoded } of encodedRuns(fresh, ruleset)) {
      const called = ruleset.hits(decoded);
      if (called.size === 0 || !matchRules(ruleset, decoded.toString('latin1'), called).some(({ rule }) => rule.value === undefined)) continue;
      found.push({ start: origin(start), end: origin(end - 1) + 1, stands: true, hidden: true });
    }
    const lists: number[] = [];
    for (const piece of joining) {
      const place = (offset: number): number => origin(piece.start + offset);
      const text = fresh.toString('latin1', piece.start, piece.end);
      for (const { start, end } of foldedCandidates(text, ruleset)) found.push({ start: place(start), end: place(end - 1) + 1, stands: true, hidden: true });
      for (const { index } of text.matchAll(LIST_CALL)) lists.push(place(index));
    }
    // Lines of a list that is joined may be known, and may change while its call does not.
    for (const start of lists) found.push({ start, end: start + 2, stands: false, holds: 'literal' });
    if (fresh === whole) return found;
    lists.sort((a, b) => a - b);
    for (const { view, start: from } of around(whole, lists, 2 * NEAR)) {
      for (const { start, end } of foldedCandidates(view.text, ruleset)) found.push({ start: start + from, end: end + from, stands: true, hidden: true });
    }
    return found;
  }
}

/** Hands on the candidates that may stand, and says whether there are any. */
type Stand = (candidates: readonly Candidate[], of: () => TextView, place: (offset: number) => number) => boolean;

/** As much as is looked through for joined literals at a time: memory stays flat. */
const PIECE = 128 * 1024;
/** What of a match's own lines may be looked at, and more than any match is long. */
const LINE = 1024;
const FAR = 1 << 16;
/** As far as a name with what stands before it, and a value some lines below. */
const NAME = 256;
const VALUE = 4096;
/** As far as `familiar` minds what is around a literal. */
const WIDEST = 4096;
