import type { Finding } from '../model/finding.js';
import type { Confidence, Kind, Level } from '../model/rule.js';
import { builtIn } from '../rules/built-in.js';

/** GitHub takes 20 tags of a rule and shows 10. */
const MOST_TAGS = 10;

/**
 * How grave, from 0 to 10, as GitHub reads `security-severity`: over 9 is critical, from 7 high, from 4 medium.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support-for-code-scanning#reportingdescriptor-object
 */
const SEVERITY: Readonly<Record<Kind, Readonly<Record<Level, number>>>> = {
  secret: { error: 9.5, warning: 6.5, note: 3 },
  'insecure-code': { error: 8, warning: 5.5, note: 2.5 },
  'supply-chain': { error: 8, warning: 5.5, note: 2.5 },
  'hidden-text': { error: 7.5, warning: 5, note: 2.5 },
  policy: { error: 7, warning: 4, note: 1 },
};

const PRECISION: Readonly<Record<Confidence, string>> = { high: 'very-high', medium: 'high', low: 'medium' };

export interface SarifRule {
  readonly id: string;
  readonly [more: string]: unknown;
}

/** The rules of the findings, each with its help; they say the same in every report, whatever a finding of theirs says. */
export function sarifRules(findings: readonly Finding[]): readonly SarifRule[] {
  const rules = new Map<string, SarifRule>();
  for (const finding of findings) if (!rules.has(finding.ruleId)) rules.set(finding.ruleId, ruleOf(finding));
  return [...rules.values()];
}

function ruleOf(finding: Finding): SarifRule {
  const { ruleId, title, kind, why, docs, cwe } = finding;
  const { level, confidence } = ownOf(finding);
  return {
    id: ruleId,
    name: title,
    shortDescription: { text: title },
    fullDescription: { text: why === undefined ? `${title}.` : why },
    ...(/^https?:\/\/[!-~]+$/.test(docs) ? { helpUri: docs } : {}),
    help: { text: helpText(finding), markdown: helpMarkdown(finding) },
    defaultConfiguration: { level },
    properties: {
      'security-severity': SEVERITY[kind][level].toFixed(1),
      precision: PRECISION[confidence],
      'problem.severity': level === 'note' ? 'recommendation' : level,
      tags: ['security', kind, ...cwe.map(cweTag)].slice(0, MOST_TAGS),
    },
  };
}

/** Level and confidence of the rule itself: a finding's are lower in tests, or as configured. */
function ownOf(finding: Finding): { readonly level: Level; readonly confidence: Confidence } {
  const table = builtIn();
  const index = table.ids.indexOf(finding.ruleId);
  return index < 0 ? finding : table.rule(index);
}

/** As GitHub links it: CWE-89 is `external/cwe/cwe-089`. */
function cweTag(cwe: string): string {
  return `external/cwe/cwe-${cwe.replace(/^CWE-/i, '').padStart(3, '0')}`;
}

/** The secure form that belongs to the rule; that of a credential depends on the language it was found in. */
function formOf({ kind, instead }: Finding): string | undefined {
  return kind === 'secret' ? undefined : instead;
}

function helpText(finding: Finding): string {
  const { title, why, advice, revoke, ruleId, docs } = finding;
  const instead = formOf(finding);
  return [
    `${title}.`,
    ...(why === undefined ? [] : [why]),
    `What to do: ${advice}`,
    ...(instead === undefined ? [] : [`Instead:\n${instead}`]),
    ...(revoke === undefined ? [] : [`Revoke it: ${revoke}`]),
    `A false alarm? precommit-guard-ignore-next-line ${ruleId} -- why`,
    `More: ${docs}`,
  ].join('\n\n');
}

function helpMarkdown(finding: Finding): string {
  const { title, why, advice, revoke, ruleId, docs, cwe } = finding;
  const instead = formOf(finding);
  const fence = '`'.repeat(Math.max(3, ...[...(instead ?? '').matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [
    `**${title}**`,
    ...(why === undefined ? [] : [why]),
    `**What to do:** ${advice}`,
    ...(instead === undefined ? [] : [`**Instead:**\n\n${fence}\n${instead}\n${fence}`]),
    ...(revoke === undefined ? [] : [`**Revoke it:** ${revoke}`]),
    `**A false alarm?** \`precommit-guard-ignore-next-line ${ruleId} -- why\``,
    `More: ${[docs, ...cwe.map((id) => `https://cwe.mitre.org/data/definitions/${id.replace(/^CWE-/i, '')}.html`)].join(', ')}`,
  ].join('\n\n');
}
