import type { Finding } from '../model/finding.js';
import type { Language } from '../model/language.js';
import type { Rule } from '../model/rule.js';
import type { SourceText } from '../model/source-text.js';
import type { Candidate } from './candidate.js';
import type { Detector } from './detector.js';
import { type Directive, overSince } from './directives.js';
import { toFinding } from './finding-of.js';
import type { Suppressions } from './suppressions.js';
import { TextView } from './text-view.js';

/** What is found about the suppression comments themselves. */
interface DirectiveRules {
  readonly added: Rule | undefined;
  readonly unused: Rule | undefined;
}

/** Takes the rules about policy out of those whose literals occur: they have no pattern to run. Undefined when none occurs. */
export function takePolicyRules(hits: Map<Rule, number[]>): DirectiveRules | undefined {
  let found: { added: Rule | undefined; unused: Rule | undefined } | undefined;
  for (const rule of hits.keys()) {
    if (rule.kind !== 'policy') continue;
    hits.delete(rule);
    found ??= { added: undefined, unused: undefined };
    if (rule.id === 'suppression-added') found.added = rule;
    else if (rule.id === 'suppression-unused') found.unused = rule;
  }
  return found;
}

/**
 * The comments that this change brings, and those that suppress nothing. A change answers for its own lines; where nobody knows what is new, only for what is of no use.
 *
 * @param everything the candidates of all lines, on added lines or not.
 */
export function directiveCandidates(
  rules: DirectiveRules,
  suppressions: Suppressions,
  everything: () => readonly Candidate[] | undefined,
  view: TextView,
  detector: Detector,
): Candidate[] {
  const own = suppressions.own.filter((one) => view.isAdded(one.at, one.at + one.length) && isComment(one, view));
  if (own.length === 0) return [];
  const used = rules.unused === undefined ? undefined : usedBy(suppressions, everything(), view);
  const known = view.added.kind !== 'all';
  return own.flatMap((one): Candidate[] => {
    const { at, length } = one;
    const candidateOf = (rule: Rule, notes: readonly string[]): Candidate => candidateAt(rule, view, at, length, notes);
    const why = used === undefined || used.has(one) ? undefined : uselessness(one, detector);
    if (why !== undefined && rules.unused !== undefined) return [candidateOf(rules.unused, why === '' ? [] : [why])];
    const counts = one.reason && overSince(one.until, detector.policy.today) === undefined && one.first <= one.last;
    return known && counts && rules.added !== undefined ? [candidateOf(rules.added, [])] : [];
  });
}

/** The comments that speak of some finding; undefined when that cannot be told. */
function usedBy(suppressions: Suppressions, everything: readonly Candidate[] | undefined, view: TextView): ReadonlySet<Directive> | undefined {
  if (everything === undefined) return undefined;
  return suppressions.used(everything.map((candidate) => [candidate, view.lines.lineAt(candidate.secretStart)] as const));
}

const BEGINS_COMMENT = /(?:^|[^`'"])(?:\/\/|\/\*|#|--|;|%|\*)[*!/#;%-]*\s*$/;
const MARKUP: readonly Language[] = ['html', 'markdown', 'svelte', 'text', 'vue', 'xml'];
const BEGINS_HIDDEN = /<!--\s*$/;

/** Does it stand where a comment begins? In a string, in prose or in the middle of a comment it only speaks of itself. */
function isComment({ at }: Directive, view: TextView): boolean {
  const before = view.text.slice(Math.max(view.lines.startOf(view.lines.lineAt(at)), at - 100), at);
  if (MARKUP.includes(view.language) && BEGINS_HIDDEN.test(before)) return true;
  if (view.language === 'markdown') return false;
  return BEGINS_COMMENT.test(before) && (view.language === 'text' || view.language === 'json' || view.mask.zoneAt(at) === 'comment');
}

/** What more is to be said of a comment that suppresses nothing, or undefined when rules that do not run may be what it is for. */
function uselessness({ rules, first, last, reason }: Directive, { ruleset }: Detector): string | undefined {
  if (first > last) return 'a start without an end covers nothing';
  if (rules.length === 0) return ruleset.whole ? (reason ? '' : 'it gives no reason after " -- " either') : undefined;
  if (rules.some((id) => ruleset.choiceOf(id) === 'off')) return undefined;
  // What code of its own judges is not among the candidates here.
  if (rules.some((id) => ruleset.named(id)?.keywords.length === 0)) return undefined;
  const unknown = rules.filter((id) => ruleset.choiceOf(id) === undefined);
  return unknown.length === 0 ? '' : unknown.length === 1 ? 'there is no rule of that name' : 'there are no rules of those names';
}

/** What is found about a configuration, at the word that begins at a byte offset of it. */
export function policyFinding(rule: Rule, source: SourceText, at: number, notes: readonly string[], detector: Detector): Finding {
  const view = new TextView(source);
  return toFinding(candidateAt(rule, view, at, /^"?[\w$]*"?/.exec(view.text.slice(at, at + 100))?.[0].length ?? 0, notes), view, source, detector);
}

function candidateAt(rule: Rule, view: TextView, at: number, length: number, notes: readonly string[]): Candidate {
  return {
    rule,
    start: at,
    end: at + length,
    secretStart: at,
    secretEnd: at + length,
    secret: view.text.slice(at, at + length),
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes,
  };
}
