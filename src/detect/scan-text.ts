import type { Finding, Position } from '../model/finding.js';
import type { Rule } from '../model/rule.js';
import type { SourceText } from '../model/source-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { toFinding } from './finding-of.js';
import { joinedCandidates } from './joined-literals.js';
import { matchRules } from './match.js';
import { withoutOverlaps } from './refine/overlap.js';
import { SEGMENT, type Segment, segments } from './segments.js';
import { Suppressions } from './suppress.js';
import { TextView } from './text-view.js';

export interface TextFindings {
  readonly findings: readonly Finding[];
  /** How many findings suppression comments took away. */
  readonly suppressed: number;
  /** How many findings more there are than are listed. */
  readonly omitted: number;
}

/** Findings listed of one text: nobody reads more, and each costs a preview. The gravest stay. */
const MOST = 1000;

/** Is handed a secret as it stands in the text: for the one case in which the user asks for it, to take it out of a history. */
export type Reveal = (finding: Finding, secret: string) => void;

/** Turns one text into findings. Pure and synchronous. */
export function scanText(source: SourceText, detector: Detector, reveal?: Reveal): TextFindings {
  return source.bytes.length <= SEGMENT ? scanWhole(source, detector, reveal) : scanInSegments(segments(source), detector, reveal);
}

/** Scans piece by piece; what two pieces share is reported once. */
export function scanInSegments(pieces: Iterable<Segment>, detector: Detector, reveal?: Reveal): TextFindings {
  const findings = new Map<string, Finding>();
  let suppressed = 0;
  let omitted = 0;
  for (const { source, linesBefore, columnsBefore } of pieces) {
    const found = scanWhole(source, detector, reveal);
    suppressed += found.suppressed;
    omitted += found.omitted;
    const moved = ({ line, column }: Position): Position => ({ line: line + linesBefore, column: line === 1 ? column + columnsBefore : column });
    for (const one of found.findings) {
      const finding = { ...one, start: moved(one.start), end: moved(one.end) };
      findings.set(`${finding.ruleId}:${finding.start.line}:${finding.start.column}`, finding);
    }
  }
  return { findings: [...findings.values()], suppressed, omitted };
}

function scanWhole(source: SourceText, detector: Detector, reveal?: Reveal): TextFindings {
  const view = new TextView(source);
  const candidates = [...plainCandidates(view, detector), ...encodedCandidates(view, detector), ...joinedCandidates(view.text, detector.ruleset)];
  if (candidates.length === 0) return { findings: [], suppressed: 0, omitted: 0 };

  const suppressions = new Suppressions(view);
  const refined: Candidate[] = [];
  const standing = new Map<Rule, number>();
  let unseen = 0;
  for (const candidate of candidates) {
    const { rule } = candidate;
    const already = standing.get(rule) ?? 0;
    // Enough of this rule stand at its own level or above: more of them could not be listed, and each takes time.
    if (already >= MOST) {
      unseen++;
      continue;
    }
    const kept = detector.refine(candidate, view);
    if (kept === undefined) continue;
    refined.push(kept);
    if (RANK[kept.level] <= RANK[rule.level] && suppressions.judge(kept, view.lines.lineAt(kept.secretStart)) !== 'suppressed') standing.set(rule, already + 1);
  }
  const found = judged(withoutOverlaps(refined), suppressions, view, source, detector, reveal);
  return { ...found, omitted: found.omitted + unseen };
}

function plainCandidates(view: TextView, { ruleset }: Detector): Candidate[] {
  return matchRules(ruleset, view.text, ruleset.hits(view.bytes, view.language), view.language);
}

/** What lies in base64, hex or percent encoding: only rules that know a token by its shape, since a decoded name and value are rare and noisy. */
function encodedCandidates(view: TextView, { ruleset }: Detector): Candidate[] {
  const found: Candidate[] = [];
  for (const { start, end, encoding, decoded } of encodedRuns(view.bytes, ruleset)) {
    const hits = ruleset.hits(decoded);
    if (hits.size === 0) continue;
    for (const candidate of matchRules(ruleset, decoded.toString('latin1'), hits)) {
      const { rule } = candidate;
      if (rule.kind !== 'secret' || rule.value !== undefined || rule.confidence !== 'high') continue;
      found.push({ ...candidate, start, end, secretStart: start, secretEnd: end, encoding });
    }
  }
  return found;
}

function judged(candidates: readonly Candidate[], suppressions: Suppressions, view: TextView, source: SourceText, detector: Detector, reveal: Reveal | undefined): TextFindings {
  const standing: Candidate[] = [];
  for (const candidate of candidates) {
    const verdict = suppressions.judge(candidate, view.lines.lineAt(candidate.secretStart));
    if (verdict !== 'suppressed') standing.push(verdict === 'without-reason' ? reasonless(candidate) : candidate);
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

function reasonless(candidate: Candidate): Candidate {
  return { ...candidate, notes: [...candidate.notes, 'its suppression comment gives no reason after " -- " and does not count'] };
}
