import type { Finding, Position } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import type { SourceText } from '../model/source-text.js';
import { forgetValues } from '../text/recurring.js';
import { allowance, NOT_ALLOWED } from './allowance.js';
import { browserHits, isPhpPage } from './browser-hits.js';
import { type Candidate, LOWER } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { toFinding } from './finding-of.js';
import { foldedCandidates } from './folded-candidates.js';
import { type Enough, eachMatch, matchRules } from './match.js';
import type { Hits } from './may-hold.js';
import { PhpPage } from './php-page.js';
import type { PathRules } from './policy.js';
import { directiveCandidates, takePolicyRules } from './policy-candidates.js';
import { followsNoMore } from './refine/followed.js';
import { withoutOverlaps } from './refine/overlap.js';
import { SEGMENT, type Segment, segments } from './segments.js';
import { Suppressions } from './suppressions.js';
import { TextView } from './text-view.js';

export interface TextFindings {
  readonly findings: readonly Finding[];
  /** How many findings suppression comments and the configuration took away. */
  readonly suppressed: number;
  /** How many findings more there are than are listed. */
  readonly omitted: number;
  /** Which of the configuration's allowances were about a finding here. */
  readonly allowances: ReadonlySet<number>;
}

const NOTHING: TextFindings = { findings: [], suppressed: 0, omitted: 0, allowances: new Set() };

/** Findings listed of one text: nobody reads more, and each costs a preview. The gravest stay. */
const MOST = 1000;

/** Is handed a secret as it stands in the text: for the one case in which the user asks for it, to take it out of a history. */
export type Reveal = (finding: Finding, secret: string) => void;

/**
 * Turns one text into findings. Pure and synchronous.
 *
 * @param known what `hitsIn` found in it, with the detector's own rules. @param plain nothing is to be found in it encoded, joined or escaped.
 */
export function scanText(source: SourceText, detector: Detector, reveal?: Reveal, known?: Hits, plain = false): TextFindings {
  return source.bytes.length <= SEGMENT ? scanWhole(source, detector, reveal, known, plain) : scanInSegments(segments(source), detector, reveal);
}

/** Scans piece by piece; what two pieces share is reported once. */
export function scanInSegments(pieces: Iterable<Segment>, detector: Detector, reveal?: Reveal): TextFindings {
  const findings = new Map<string, Finding>();
  let suppressed = 0;
  let omitted = 0;
  const allowances = new Set<number>();
  for (const { source, linesBefore, columnsBefore } of pieces) {
    const found = scanWhole(source, detector, reveal);
    suppressed += found.suppressed;
    omitted += found.omitted;
    for (const one of found.allowances) allowances.add(one);
    const moved = ({ line, column }: Position): Position => ({ line: line + linesBefore, column: line === 1 ? column + columnsBefore : column });
    for (const one of found.findings) {
      const finding = { ...one, start: moved(one.start), end: moved(one.end) };
      findings.set(`${finding.ruleId}:${finding.start.line}:${finding.start.column}`, finding);
    }
  }
  return { findings: [...findings.values()], suppressed, omitted, allowances };
}

function scanWhole(source: SourceText, detector: Detector, reveal?: Reveal, known?: Hits, plain = false): TextFindings {
  try {
    return findingsIn(source, detector, reveal, known, plain);
  } finally {
    forgetValues();
  }
}

function findingsIn(source: SourceText, detector: Detector, reveal: Reveal | undefined, known: Hits | undefined, plain: boolean): TextFindings {
  const view = new TextView(source);
  const hits = known ?? detector.ruleset.hits(view.bytes, view.language);
  const policies = takePolicyRules(hits);
  const browsers = browserHits(view.bytes, view.language, detector.ruleset);
  const limit = new Limit();
  const found = eachCandidate(view, hits, detector, limit, plain);
  const first = found.next();
  if (first.done === true && browsers.size === 0 && policies === undefined) return NOTHING;

  const suppressions = new Suppressions(view, detector.policy);
  const rulesHere = detector.policy.rulesAt?.(source.path);
  const allOf = (whole: TextView, candidates: Iterable<Candidate>, counted: Limit): Candidate[] => {
    if (!isPhpPage(whole.bytes, whole.language)) return refinedOf(candidates, suppressions, whole, detector, rulesHere, counted);
    const page = new PhpPage(whole);
    const own = refinedOf(admittedBy(page, candidates), suppressions, whole, detector, rulesHere, counted);
    const inScripts = admittedBy(page, eachMatch(detector.ruleset, page.view.text, browsers, page.view.language, counted));
    return own.concat(refinedOf(inScripts, suppressions, page.view, detector, rulesHere, counted));
  };
  // Asked again about all lines where only some are new.
  const again = policies !== undefined && view.added.kind !== 'all' ? [] : undefined;
  const refined = allOf(view, first.done === true ? [] : begunWith(first.value, found, again), limit);
  const standing = withoutOverlaps(refined);
  if (policies !== undefined && !isHistory(source)) {
    const everything = (): readonly Candidate[] | undefined => {
      if (limit.omitted > 0 || source.bytes.length > SEGMENT / 2) return undefined;
      if (again === undefined) return standing;
      const whole = new TextView({ ...source, added: { kind: 'all' } });
      return withoutOverlaps(allOf(whole, again, new Limit()));
    };
    for (const candidate of directiveCandidates(policies, suppressions, everything, view, detector)) {
      const rule = rulesHere === undefined ? candidate.rule : rulesHere.rule(candidate.rule);
      if (rule !== undefined) standing.push({ ...candidate, rule, level: rule.level });
    }
    standing.sort((a, b) => a.start - b.start || a.end - b.end);
  }
  const told = judged(standing, suppressions, view, source, detector, rulesHere, reveal);
  return { ...told, omitted: told.omitted + limit.omitted };
}

/** How many findings of each rule stand at its own level or above. When there are enough, more of them could not be listed, and each takes time: they are counted. */
class Limit implements Enough {
  readonly #standing = new Map<Rule, number>();
  omitted = 0;

  has(rule: Rule): boolean {
    return (this.#standing.get(rule) ?? 0) >= MOST;
  }

  stands(rule: Rule): void {
    this.#standing.set(rule, (this.#standing.get(rule) ?? 0) + 1);
  }

  unseen(count: number): void {
    this.omitted += count;
  }
}

/** What the rules match in the text as it stands, encoded, joined and escaped, in this order. Matches are looked for as they are asked for. */
function* eachCandidate(view: TextView, hits: ReadonlyMap<Rule, readonly number[]>, detector: Detector, limit: Limit, plain: boolean): Generator<Candidate> {
  yield* eachMatch(detector.ruleset, view.text, hits, view.language, limit);
  if (plain) return;
  yield* encodedCandidates(view, detector);
  if (detector.ruleset.mayFold(view.bytes)) yield* foldedCandidates(view.text, detector.ruleset, view.language);
}

/** @param taken is given all of them. */
function* begunWith(first: Candidate, rest: Iterable<Candidate>, taken: Candidate[] | undefined): Generator<Candidate> {
  taken?.push(first);
  yield first;
  for (const one of rest) {
    taken?.push(one);
    yield one;
  }
}

function* admittedBy(page: PhpPage, candidates: Iterable<Candidate>): Generator<Candidate> {
  for (const one of candidates) if (page.admits(one)) yield one;
}

/** Candidates that come from code of its own, as findings, with all that people decided about findings: comments, allowances, other levels at some paths. */
export function judgeCandidates(candidates: readonly Candidate[], view: TextView, source: SourceText, detector: Detector): TextFindings {
  if (candidates.length === 0) return NOTHING;
  const rulesHere = detector.policy.rulesAt?.(source.path);
  const here = candidates.flatMap((candidate) => {
    const rule = rulesHere === undefined ? candidate.rule : rulesHere.rule(candidate.rule);
    return rule === undefined ? [] : [{ ...candidate, rule, level: RANK[candidate.level] < RANK[rule.level] ? rule.level : candidate.level }];
  });
  return judged(here, new Suppressions(view, detector.policy), view, source, detector, rulesHere, undefined);
}

/** Old versions of files are told of for what they give away. */
function isHistory({ origin, added }: SourceText): boolean {
  return origin.door === 'commit' && added.kind === 'all';
}

function refinedOf(candidates: Iterable<Candidate>, suppressions: Suppressions, view: TextView, detector: Detector, rulesHere: PathRules | undefined, limit: Limit): Candidate[] {
  const refined: Candidate[] = [];
  for (const found of candidates) {
    const rule = rulesHere === undefined ? found.rule : rulesHere.rule(found.rule);
    if (rule === undefined) continue;
    if (limit.has(found.rule)) {
      limit.unseen(1);
      continue;
    }
    const kept = detector.refine(rule === found.rule ? found : { ...found, rule, level: rule.level }, view);
    if (kept === undefined) continue;
    refined.push(kept);
    const gravest = rule.kind === 'insecure-code' && followsNoMore(view) ? LOWER[rule.level] : rule.level;
    if (RANK[kept.level] <= RANK[gravest] && !suppressions.judge(kept, view.lines.lineAt(kept.secretStart)).suppressed) limit.stands(found.rule);
  }
  return refined;
}

/** What lies in base64, hex or percent encoding: only rules that know a token by its shape, since a decoded name and value are rare and noisy. */
function encodedCandidates(view: TextView, { ruleset }: Detector): Candidate[] {
  const found: Candidate[] = [];
  for (const { start, end, encoding, decoded } of encodedRuns(view.bytes, ruleset)) {
    const hits = ruleset.secretHits(decoded);
    if (hits.size === 0) continue;
    for (const candidate of matchRules(ruleset, decoded.toString('latin1'), hits)) {
      const { rule } = candidate;
      if (rule.value !== undefined) continue;
      found.push({ ...candidate, start, end, secretStart: start, secretEnd: end, encoding });
    }
  }
  return found;
}

function judged(
  candidates: readonly Candidate[],
  suppressions: Suppressions,
  view: TextView,
  source: SourceText,
  detector: Detector,
  rulesHere: PathRules | undefined,
  reveal: Reveal | undefined,
): TextFindings {
  const { allowances } = detector.policy;
  const standing: Candidate[] = [];
  const used = new Set<number>();
  for (const candidate of candidates) {
    const { suppressed, note } = suppressions.judge(candidate, view.lines.lineAt(candidate.secretStart));
    if (suppressed) continue;
    const allowed = allowances.length === 0 ? NOT_ALLOWED : allowance({ path: source.path, candidate, view }, detector);
    if (allowed.by !== undefined) used.add(allowed.by);
    if (allowed.by !== undefined && allowed.over === undefined) continue;
    const notes = [note, allowed.over].filter((one) => one !== undefined);
    const level = rulesHere === undefined ? candidate.level : rulesHere.level(candidate.level);
    standing.push(notes.length === 0 && level === candidate.level ? candidate : { ...candidate, level, notes: [...candidate.notes, ...notes] });
  }
  const listed = gravest(standing, MOST);
  return {
    findings: listed.map((candidate) => {
      const finding = toFinding(candidate, view, source, detector);
      reveal?.(finding, view.text.slice(candidate.secretStart, candidate.secretEnd));
      return finding;
    }),
    suppressed: candidates.length - standing.length,
    omitted: standing.length - listed.length,
    allowances: used,
  };
}

const RANK = { error: 0, warning: 1, note: 2 } as const;

/** The first `most` of the highest level there is, then of the next, in order of place. */
function gravest(candidates: readonly Candidate[], most: number): readonly Candidate[] {
  if (candidates.length <= most) return candidates;
  return [...candidates]
    .sort((a, b) => RANK[a.level] - RANK[b.level])
    .slice(0, most)
    .sort((a, b) => a.start - b.start || a.end - b.end);
}
