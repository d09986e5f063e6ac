import type { Rule, Span } from '../../src/model/rule.js';
import type { JudgedSource, RuleSource } from '../../src/rules/schema.js';
import { ambiguousGroups } from './ambiguity.js';
import { anchorOf, asciiLower } from './anchor.js';
import { literalsBesides } from './besides.js';
import { checkDialect, parsePattern } from './dialect.js';
import { expandCase } from './expand-case.js';

/** Longest match a rule may have, by its span: the window it is run on follows from it. */
const MAX_LENGTH: Readonly<Record<Span, number>> = { line: 4096, statement: 4096, block: 8192 };

/** An opening is shorter: what is looked at around a name holds it. Kept in step with NAME of src/detect/first-look.ts. */
const LONGEST_OPENING = 240;

export interface CompiledRule {
  readonly rule: Rule;
  readonly source: RuleSource;
  readonly problems: readonly string[];
}

/** Turns a rule as written into the rule that runs; problems are sentences for its author. */
export function compileRule(source: RuleSource, kind: Rule['kind']): CompiledRule {
  const problems: string[] = [];
  const pattern = finalPattern(source.pattern ?? '', source.case);
  const { problems: inPattern, maxLength } = checkDialect(pattern);
  problems.push(...inPattern, ...ambiguity(pattern, inPattern));
  const also = { unless: source.unless, holds: source.holds, needs: source.needs, below: source.below, lacks: source.lacks };
  const others: { unless?: string; holds?: string; needs?: string; below?: string; lacks?: string } = {};
  for (const [field, written] of Object.entries(also) as [keyof typeof also, string | string[] | undefined][]) {
    if (written === undefined) continue;
    if (source.case === 'insensitive' && (field === 'below' || field === 'lacks')) problems.push(...spelledPlaces([written].flat().join('')).map((text) => `${field}: ${text}`));
    const other = finalPattern(written, source.case);
    const inOther = checkDialect(other).problems;
    problems.push(...[...inOther, ...ambiguity(other, inOther)].map((text) => `${field}: ${text}`));
    others[field] = other;
  }
  if (maxLength > MAX_LENGTH[source.span]) problems.push(`matches of up to ${maxLength} bytes; span ${source.span} allows ${MAX_LENGTH[source.span]}`);

  const opening = openingOf(source, problems);

  const own = source.kind ?? kind;
  const secrets = pattern.split('(?<secret>').length - 1;
  if ((source.pattern === undefined) !== (source.syntaxes !== undefined)) problems.push('a rule has either a pattern or syntaxes');
  if (source.syntaxes !== undefined && source.value === undefined) problems.push('syntaxes need a value class, which says what names they stand beside');
  if (own === 'secret' && secrets === 0 && source.syntaxes === undefined) problems.push('a secret rule needs the group (?<secret>…)');
  if (own === 'insecure-code') {
    if (source.confidence !== 'high' && source.level === 'error') problems.push('code at less than high confidence must not be an error');
    for (const field of ['cwe', 'why', 'instead', 'languages'] as const) {
      if (source[field] === undefined) problems.push(`a code rule needs "${field}"`);
    }
  }

  if ((source.keywords === undefined) === (source.prefixes === undefined)) problems.push('a rule has either keywords or prefixes');

  const {
    examples: _,
    pattern: __,
    opening: _________,
    case: ___,
    unless: ____,
    holds: _____,
    needs: ______,
    below: _______,
    lacks: ________,
    prefixes,
    keywords = (prefixes ?? []).flatMap(atWordStart),
    cwe,
    in: zone,
    ...plain
  } = source;
  const literals = [...new Set(keywords.map(asciiLower))];
  const besides = inPattern.length === 0 ? literalsBesides(pattern, literals) : undefined;
  const afterwards = inPattern.length === 0 && others.below !== undefined && source.until === undefined ? literalsBesides(others.below.replace(STANDS, ' '), []) : undefined;
  const rule: Rule = {
    ...defined(plain),
    kind: own,
    keywords: literals,
    ...(prefixes === undefined ? {} : { prefixed: true as const }),
    anchors: literals.map(anchorOf),
    ...(besides === undefined ? {} : { besides }),
    ...(afterwards === undefined ? {} : { afterwards }),
    pattern,
    ...(opening === undefined ? {} : { opening }),
    maxLength,
    ...others,
    in: zone ?? (own === 'insecure-code' ? 'code' : 'any'),
    cwe: cwe ?? (own === 'secret' ? ['CWE-798'] : []),
  };
  return { rule, source, problems };
}

/** A rule without a pattern: no literal calls it up. */
export function judgedRule({ kind, cwe, ...source }: JudgedSource): Rule {
  return { ...defined(source), kind: kind ?? 'supply-chain', keywords: [], anchors: [], pattern: '', maxLength: 0, span: 'line', in: 'any', cwe: cwe ?? [] };
}

/** What may stand before a word. The first is also seen before the first word of a text. */
const BEFORE_WORD = ['\n', ' ', '\t', '"', "'", '`', '=', ':', '>', '(', '|', '[', '{', '-', '&', '@', ',', ';', '<', '/', '\\n', '\\t', '%3d', '%3a', '%22'];

/** The literals that find a prefix where a word begins. It may be too short or too common inside words to be looked for by itself. */
function atWordStart(prefix: string): string[] {
  return BEFORE_WORD.map((before) => before + prefix);
}

/** What is wrong with a pattern whose turns are not of one way; nothing where the dialect has refused it already. */
function ambiguity(pattern: string, refused: readonly string[]): string[] {
  return refused.length > 0 ? [] : ambiguousGroups(pattern).map((raw) => `${raw}: one turn of the group can take the same text in two ways`);
}

/** The words that stand for something of the match (`detect/refine/aftermath.ts`). */
const STANDS = /(?<![A-Z_])(?:NAME|SIZE|SAME)(?![A-Z_])/g;

/** Those words would be letters in both cases, which stand for nothing: the rule would be silent for ever. */
function spelledPlaces(pattern: string): string[] {
  return [...new Set(pattern.match(STANDS))].map((word) => `"case: insensitive" would spell ${word} in both cases: write the cases of the other letters out`);
}

function finalPattern(pattern: string | readonly string[], letterCase: 'insensitive' | undefined): string {
  const joined = typeof pattern === 'string' ? pattern : pattern.join('');
  try {
    return letterCase === 'insensitive' ? expandCase(joined) : joined;
  } catch {
    return joined;
  }
}

/** The pieces of a pattern that its author says to hold the keyword, as one: a match of the whole begins with a match of them. */
function openingOf({ pattern, opening: pieces, case: letterCase }: RuleSource, problems: string[]): string | undefined {
  if (pieces === undefined) return undefined;
  if (typeof pattern !== 'object' || pattern.length <= pieces) {
    problems.push('an opening is the number of the first pieces of a pattern of more');
    return undefined;
  }
  const opening = finalPattern(pattern.slice(0, pieces), letterCase);
  const { problems: inOpening, maxLength } = checkDialect(opening);
  problems.push(...inOpening.map((text) => `opening: ${text}`));
  if (maxLength > LONGEST_OPENING) problems.push(`an opening of up to ${maxLength} bytes; ${LONGEST_OPENING} are allowed`);
  if (inOpening.length === 0 && [opening, pattern.join('')].some((one) => parsePattern(one).alternatives.length > 1))
    problems.push('a pattern with an opening has one alternative');
  return opening;
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}
