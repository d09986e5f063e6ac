import type { Rule } from '../model/rule.js';
import type { FamiliarText, Stretch } from '../rules/familiar-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { joinedCandidates } from './joined-literals.js';
import { matchRules } from './match.js';
import { mayStand } from './refine/chain.js';
import { TextView } from './text-view.js';

/**
 * The first of two looks at a history: which of its texts may hold a finding? It knows neither paths nor languages and is content with what is new to it, since the versions of a file
 * repeat each other; it never says no where `scanText` would find something, whatever the path.
 */
export class FirstLook {
  readonly #detector: Detector;
  readonly #familiar: FamiliarText;

  constructor(detector: Detector, familiar: FamiliarText) {
    this.#detector = detector;
    this.#familiar = familiar;
  }

  mayHold(bytes: Buffer): boolean {
    const stretches = this.#familiar.newIn(bytes);
    if (stretches === undefined) return this.#candidates(bytes, bytes, (offset) => offset).length > 0;
    if (stretches.length === 0) return false;
    const fresh = joined(bytes, stretches);
    const remarkable = this.#candidates(fresh, bytes, originOf(stretches));
    this.#familiar.learn(remarkable.map(({ start, end }) => ({ start, end })));
    return remarkable.some(({ stands }) => stands);
  }

  /**
   * Where in `whole` something may be found, and where rules whose matches span lines have a literal: what follows it may be new next time.
   *
   * @param fresh the part of `whole` to look at. @param origin where an offset in it lies in `whole`.
   */
  #candidates(fresh: Buffer, whole: Buffer, origin: (offset: number) => number): (Stretch & { readonly stands: boolean })[] {
    const { ruleset } = this.#detector;
    const view = new TextView({ path: '', bytes: fresh, language: 'text', added: { kind: 'all' } });
    const found: (Stretch & { readonly stands: boolean })[] = [];
    const stand = (candidates: readonly Candidate[], of: TextView, place: (offset: number) => number): void => {
      for (const candidate of candidates) {
        if (mayStand(candidate, of) !== undefined) found.push({ start: place(candidate.start), end: place(candidate.end - 1) + 1, stands: true });
      }
    };
    const oneLine = new Map<Rule, readonly number[]>();
    const manyLines = new Map<Rule, readonly number[]>();
    for (const [rule, offsets] of ruleset.hits(fresh)) {
      if (rule.span === 'line') oneLine.set(rule, offsets);
      else manyLines.set(rule, offsets.map(origin));
    }
    stand(matchRules(ruleset, view.text, oneLine), view, origin);
    if (manyLines.size > 0) {
      for (const offsets of manyLines.values()) for (const start of offsets) found.push({ start, end: start + 1, stands: false });
      const all = fresh === whole ? view : new TextView({ path: '', bytes: whole, language: 'text', added: { kind: 'all' } });
      stand(matchRules(ruleset, all.text, manyLines), all, (offset) => offset);
    }
    for (const { start, end, decoded } of encodedRuns(fresh, ruleset)) {
      const hits = ruleset.hits(decoded);
      if (hits.size === 0 || !matchRules(ruleset, decoded.toString('latin1'), hits).some(({ rule }) => rule.value === undefined && rule.confidence === 'high')) continue;
      found.push({ start: origin(start), end: origin(end - 1) + 1, stands: true });
    }
    for (const { start, end } of joinedCandidates(view.text, ruleset)) found.push({ start: origin(start), end: origin(end - 1) + 1, stands: true });
    return found;
  }
}

const LF = 0x0a;

/** The stretches one after the other, each ended by a line feed. */
function joined(bytes: Buffer, stretches: readonly Stretch[]): Buffer {
  const [first] = stretches;
  if (stretches.length === 1 && first?.start === 0 && first.end === bytes.length) return bytes;
  let length = stretches.length;
  for (const { start, end } of stretches) length += end - start;
  const out = Buffer.allocUnsafe(length);
  let at = 0;
  for (const { start, end } of stretches) {
    at += bytes.copy(out, at, start, end);
    out[at++] = LF;
  }
  return out;
}

/** Where an offset in the joined stretches lies in their text. */
function originOf(stretches: readonly Stretch[]): (offset: number) => number {
  return (offset) => {
    let at = 0;
    for (const { start, end } of stretches) {
      const next = at + end - start + 1;
      if (offset < next) return Math.min(start + offset - at, end);
      at = next;
    }
    return stretches.at(-1)?.end ?? 0;
  };
}
