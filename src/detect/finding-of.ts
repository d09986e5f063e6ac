import type { Finding } from '../model/finding.js';
import type { SourceText } from '../model/source-text.js';
import { detached } from '../text/detached.js';
import { masked } from '../text/mask.js';
import { callOf, type Extent } from './call.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { environmentForm } from './environment-form.js';
import { fingerprint } from './fingerprint.js';
import { variableName } from './fix/variable-name.js';
import { previewOf } from './redact.js';
import type { TextView } from './text-view.js';

/** The door through which a match leaves the detector: the secret stays behind. */
export function toFinding(candidate: Candidate, view: TextView, source: SourceText, detector: Detector): Finding {
  const { rule } = candidate;
  const span = spanOf(candidate, view);
  const secret =
    rule.syntaxes !== undefined || rule.pattern.includes('(?<secret>') || (rule.kind === 'secret' && rule.pattern === '')
      ? {
          start: candidate.secretStart,
          end: candidate.secretEnd,
          text: masked(candidate.secret, candidate.encoding === undefined && rule.value === undefined ? rule.keywords : []),
        }
      : undefined;
  return {
    ruleId: rule.id,
    kind: rule.kind,
    level: candidate.level,
    confidence: candidate.confidence,
    path: source.path,
    where: 'file',
    start: view.position(span.start),
    end: view.position(span.end),
    title: rule.title,
    message: message(candidate),
    advice: rule.advice,
    ...(rule.why === undefined ? {} : { why: rule.why }),
    ...insteadOf(candidate, view),
    ...(rule.revoke === undefined ? {} : { revoke: rule.revoke }),
    docs: rule.docs,
    cwe: rule.cwe,
    preview: previewOf(view, span, secret, detector.redaction),
    fingerprint: fingerprintOf(candidate, view, detector),
    ...(rule.joins === undefined ? {} : { joins: rule.joins }),
    origin: source.origin,
  };
}

/** The secure form: the rule's, or for a credential how this language reads it from the environment. */
function insteadOf({ rule }: Candidate, { language }: TextView): { readonly instead?: string } {
  if (rule.instead !== undefined) return { instead: rule.instead };
  if (rule.kind !== 'secret') return {};
  // Named after the rule: whatever stands beside a credential may be one, too.
  const instead = environmentForm(language, variableName('', rule.id, false));
  return instead === undefined ? {} : { instead };
}

/** The name of what was found, by its line: see `fingerprint`. */
export function fingerprintOf({ rule, secretStart, secretEnd, secret }: Candidate, view: TextView, { salt }: Detector): string {
  return fingerprint({
    ruleId: rule.id,
    before: view.text.slice(view.lines.startOf(view.lines.lineAt(secretStart)), secretStart),
    after: view.text.slice(secretEnd, view.lineEnd(secretEnd)),
    secret,
    ...(salt === undefined ? {} : { salt }),
  });
}

/** The secret, or the whole call. */
function spanOf(candidate: Candidate, view: TextView): Extent {
  if (candidate.rule.kind !== 'insecure-code') return { start: candidate.secretStart, end: candidate.secretEnd };
  return callOf(view, candidate).whole;
}

function message(candidate: Candidate): string {
  const { encoding, notes } = candidate;
  const remarks = encoding === undefined ? notes : [`in ${encoding} encoding`, ...notes];
  const words = candidate.message ?? candidate.rule.title;
  if (remarks.length === 0 && candidate.message === undefined) return words;
  // Names in it were cut from the text, and findings outlive it.
  return detached(remarks.length === 0 ? words : `${words} (${remarks.join('; ')})`);
}
