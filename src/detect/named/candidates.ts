import type { Language } from '../../model/language.js';
import type { Rule, Syntax } from '../../model/rule.js';
import type { Candidate, MadeCandidate } from '../candidate.js';
import { isPasswordName, isTokenName, type Name, nameAt } from './name.js';
import { SYNTAX } from './syntaxes.js';
import type { NamedValue } from './value.js';

/** In bytes: shorter passwords are weak enough to be known, shorter tokens are none. */
export const SHORTEST = { password: 4, token: 8 } as const;

function shortestOf({ value }: Rule): number {
  return value === 'password' ? SHORTEST.password : SHORTEST.token;
}

/**
 * The values that stand beside names of a rule's kind. Names are where the rule's literals are; for each the first syntax that finds a value counts.
 * The time is linear: every syntax looks at a bounded stretch around the name.
 */
export function namedCandidates(rule: Rule, syntaxes: readonly Syntax[], text: string, offsets: readonly number[], language: Language | undefined): Candidate[] {
  const candidates: Candidate[] = [];
  const speaks = rule.value === 'password' ? isPasswordName : isTokenName;
  let reached = -1;
  for (const offset of offsets) {
    if (offset < reached) continue;
    const name = nameAt(text, offset);
    if (name === undefined) continue;
    reached = name.end;
    if (!speaks(name) || isPart(text, name)) continue;
    const value = firstValue(syntaxes, text, name, language, shortestOf(rule));
    if (value !== undefined) candidates.push(candidateOf(rule, text, name, value));
  }
  return candidates;
}

/** Languages in which an unquoted value is found in other places than where no language is known. */
const BARE_LANGUAGES: readonly (Language | undefined)[] = [undefined, 'yaml', 'dockerfile', 'markdown'];

/** Does a name of the rule's kind stand around an offset? Asks for 64 bytes on either side, and a few. */
export function speaksAt(rule: Rule, text: string, offset: number): boolean {
  const name = nameAt(text, offset);
  return name !== undefined && (rule.value === 'password' ? isPasswordName : isTokenName)(name);
}

/**
 * The values that any syntax finds in any language beside the name around an offset: for who does not know the language of a text. What may be strict in one language and not in another
 * is not strict here.
 */
export function anyNamed(rule: Rule, syntaxes: readonly Syntax[], text: string, offset: number): readonly Candidate[] {
  const candidates: Candidate[] = [];
  const name = nameAt(text, offset);
  if (name === undefined) return [];
  const places = BARE_LANGUAGES.map((language) => ({ text, name, language }));
  const unknown = places.slice(0, 1);
  for (const syntax of syntaxes) {
    for (const place of syntax === 'bare' ? places : unknown) {
      const value = SYNTAX[syntax](place);
      if (value === undefined || value.end - value.start < shortestOf(rule)) continue;
      const { start, end } = value;
      candidates.push(candidateOf(rule, text, name, syntax === 'bare' || syntax === 'element' ? { start, end } : value));
    }
  }
  return candidates;
}

/** Is the word itself a value, or a piece of a path or of a resource's name: `a=password`, `checksum/secret: …`, `arn:…:secret:…`? */
function isPart(text: string, { start, end }: Name): boolean {
  const before = text[start - 1];
  // An attribute that a selector asks for: `[name=password]`.
  if (before === '=' && text[end] === ']') return !/\[\w{2,20}=$/.test(text.slice(Math.max(0, start - 24), start));
  // One side of a choice between two words: `ok ? "pass" : "fail"`.
  if (text[start - 3] === '?' && text[end + 2] === ':') return true;
  if (before === '=' && text[end] === '=')
    return !/\b(?:environment|env|build-arg|set|set-string|from-literal)=$|(?:^|[ "'])-[eD]=$/i.test(text.slice(Math.max(0, start - 16), start));
  if (before === '=') return true;
  if (before !== '/' && before !== ':') return false;
  // No further back: a line of a megabyte may hold names by the ten thousand.
  const near = text.slice(Math.max(0, start - 80), start);
  const line = near.slice(near.lastIndexOf('\n') + 1);
  // A setting in a group, at the beginning of its line: `keystore/password="x"`, `app:password: x`.
  if (before === '/') return text[start - 2] !== '<' && !(text[end] === '=' && /^[a-z_]{2,30}\/$/.test(line));
  return text[end] === ':' && !(text[end + 1] === ' ' && /^[ ]{1,8}[a-z][\w-]{0,40}:$/.test(line));
}

function firstValue(syntaxes: readonly Syntax[], text: string, name: Name, language: Language | undefined, shortest: number): NamedValue | undefined {
  const place = { text, name, language };
  for (const syntax of syntaxes) {
    const value = SYNTAX[syntax](place);
    if (value !== undefined) return value.end - value.start < shortest || value.start === name.start ? undefined : value;
  }
  return undefined;
}

function candidateOf(rule: Rule, text: string, name: Name, value: NamedValue): Candidate {
  const candidate: MadeCandidate = {
    rule,
    start: Math.min(name.start, value.start),
    end: Math.max(name.end, value.end),
    secretStart: value.start,
    secretEnd: value.end,
    secret: text.slice(value.start, value.end),
    level: rule.level,
    confidence: rule.confidence,
    proven: false,
    notes: [],
  };
  if (value.strict !== undefined) candidate.strict = value.strict;
  return candidate;
}
