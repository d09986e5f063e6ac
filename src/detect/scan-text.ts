import type { Finding } from '../model/finding.js';
import type { SourceText } from '../model/source-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { encodedRuns } from './encoded-runs.js';
import { toFinding } from './finding-of.js';
import { matchRules } from './match.js';
import { withoutOverlaps } from './refine/overlap.js';
import { Suppressions } from './suppress.js';
import { TextView } from './text-view.js';

export interface TextFindings {
  readonly findings: readonly Finding[];
  /** How many findings suppression comments took away. */
  readonly suppressed: number;
}

/** Turns one text into findings. Pure and synchronous. */
export function scanText(source: SourceText, detector: Detector): TextFindings {
  const view = new TextView(source);
  const candidates = [...plainCandidates(view, detector), ...encodedCandidates(view, detector)];
  if (candidates.length === 0) return { findings: [], suppressed: 0 };

  const refined: Candidate[] = [];
  for (const candidate of candidates) {
    const kept = detector.refine(candidate, view);
    if (kept !== undefined) refined.push(kept);
  }
  return judged(withoutOverlaps(refined), view, source, detector);
}

function plainCandidates(view: TextView, { ruleset }: Detector): Candidate[] {
  return matchRules(ruleset, view.text, ruleset.hits(view.bytes, view.language));
}

/** What lies in base64, hex or percent encoding: only rules that know a token by its shape, since a decoded name and value are rare and noisy. */
function encodedCandidates(view: TextView, { ruleset }: Detector): Candidate[] {
  const found: Candidate[] = [];
  for (const { start, end, encoding, decoded } of encodedRuns(view.bytes)) {
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

function judged(candidates: readonly Candidate[], view: TextView, source: SourceText, detector: Detector): TextFindings {
  const suppressions = new Suppressions(view);
  const findings: Finding[] = [];
  let suppressed = 0;
  for (const candidate of candidates) {
    const verdict = suppressions.judge(candidate, view.lines.lineAt(candidate.secretStart));
    if (verdict === 'suppressed') suppressed++;
    else findings.push(toFinding(verdict === 'without-reason' ? reasonless(candidate) : candidate, view, source, detector));
  }
  return { findings, suppressed };
}

function reasonless(candidate: Candidate): Candidate {
  return { ...candidate, notes: [...candidate.notes, 'its suppression comment gives no reason after " -- " and does not count'] };
}
