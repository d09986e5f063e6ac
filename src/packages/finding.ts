import type { Candidate } from '../detect/candidate.js';
import type { Confidence, Level, Rule } from '../model/rule.js';
import type { Mention } from './mention.js';

/** Something to say about a stretch of a text, by a rule that has no pattern. */
export interface Remark {
  readonly rule: string;
  readonly start: number;
  readonly end: number;
  /** What stands there: a word that tells one finding from another, no secret. */
  readonly subject: string;
  readonly message: string;
  /** Never graver than the rule as it runs. */
  readonly level?: Level;
  readonly confidence?: Confidence;
}

const RANK = { error: 0, warning: 1, note: 2 } as const;

export function candidateOf({ start, end, subject, message, level, confidence }: Remark, rule: Rule): Candidate {
  return {
    rule,
    start,
    end,
    secretStart: start,
    secretEnd: end,
    secret: subject,
    level: level !== undefined && RANK[level] > RANK[rule.level] ? level : rule.level,
    confidence: confidence ?? rule.confidence,
    proven: false,
    message,
    notes: [],
  };
}

export function blockedRemark({ start, end, name }: Mention): Remark {
  return { rule: 'blocked-package', start, end, subject: name, message: `"${name}" is on the list of packages that must not be used` };
}
