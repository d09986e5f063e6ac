import { join } from 'node:path';
import { anchorOf } from '../../scripts/patterns/anchor.js';
import { checkDialect } from '../../scripts/patterns/dialect.js';
import { type ReadRules, readRules } from '../../scripts/patterns/read-rules.js';
import type { Candidate } from '../../src/detect/candidate.js';
import { Detector } from '../../src/detect/detector.js';
import { scanText } from '../../src/detect/scan-text.js';
import { TextView } from '../../src/detect/text-view.js';
import type { Finding } from '../../src/model/finding.js';
import type { Rule } from '../../src/model/rule.js';
import type { AddedLines, SourceText } from '../../src/model/source-text.js';
import { type EngineChoice, regexEngine } from '../../src/rules/regex-engine.js';
import { Ruleset } from '../../src/rules/ruleset.js';
import { languageOf } from '../../src/text/language-of.js';
import { PROJECT } from './installed.js';

let read: ReadRules | undefined;

/** All rules of `patterns/`, compiled from their files: no build needed. */
export function allRules(): ReadRules {
  read ??= readRules(join(PROJECT, 'patterns'));
  return read;
}

/** A rule made up for a test. */
export function ruleOf(fields: Pick<Rule, 'id' | 'keywords' | 'pattern'> & Partial<Rule>): Rule {
  return {
    title: 'Made up',
    kind: 'secret',
    anchors: fields.keywords.map(anchorOf),
    maxLength: checkDialect(fields.pattern).maxLength,
    span: 'line',
    level: 'error',
    confidence: 'high',
    advice: 'Take it out.',
    docs: 'https://example.org',
    in: 'any',
    cwe: [],
    ...fields,
  };
}

export function textOf(content: string | Buffer, path = 'app.txt', added: AddedLines = { kind: 'all' }): SourceText {
  return { path, bytes: Buffer.from(content), language: languageOf(path), added, origin: { door: 'file' } };
}

export function viewOf(content: string | Buffer, path = 'app.txt', added?: AddedLines): TextView {
  return new TextView(textOf(content, path, added));
}

export function detectorOf(rules: readonly Rule[], engine: EngineChoice = 'builtin', salt?: string): Detector {
  // RE2 for every pattern, whatever its counts: where two engines are compared there have to be two.
  return new Detector(new Ruleset(rules, regexEngine(engine, Number.POSITIVE_INFINITY)), rules, salt);
}

const detectors = new Map<EngineChoice, Detector>();

/** A detector with every rule there is. */
export function fullDetector(engine: EngineChoice = 'builtin'): Detector {
  let detector = detectors.get(engine);
  if (detector === undefined) {
    detector = detectorOf(
      allRules().rules.map(({ rule }) => rule),
      engine,
    );
    detectors.set(engine, detector);
  }
  return detector;
}

export function findingsIn(content: string | Buffer, path = 'app.txt', detector = fullDetector()): readonly Finding[] {
  return scanText(textOf(content, path), detector).findings;
}

/** A candidate for `matched`, which occurs once in the view's text; the secret is `secret` within it, or all of it. */
export function candidateOf(rule: Rule, view: TextView, matched: string, secret = matched): Candidate {
  const start = view.text.indexOf(matched);
  const secretStart = view.text.indexOf(secret, start);
  if (start < 0 || secretStart < 0) throw new Error('the text does not hold what was named');
  return {
    rule,
    start,
    end: start + matched.length,
    secretStart,
    secretEnd: secretStart + secret.length,
    secret,
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes: [],
  };
}
