import { parse } from 'smol-toml';
import { stringify } from 'yaml';
import { asciiLower } from '../../scripts/patterns/anchor.js';
import { literalsBesides } from '../../scripts/patterns/besides.js';
import { compileRule } from '../../scripts/patterns/compile-rule.js';
import { checkDialect } from '../../scripts/patterns/dialect.js';
import type { RuleSource } from '../rules/schema.js';
import { goPattern, Inexpressible } from './go-pattern.js';
import type { ImportedRules } from './port.js';

type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {}); // An object that is no list.
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : value === undefined ? [] : [fields(value)]);
const strings = (value: unknown): readonly string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []);
const text = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value : undefined);

/** Spans, the shortest first: a match that may be longer than one allows is looked for in a longer one. */
const SPANS = [
  ['statement', 4096],
  ['block', 8192],
] as const;
/** Whether a pattern may go over the end of a line, which a rule for lines does not see. */
const OVER_LINES = /\\n|\\x0[aA]|\[\^/;

/**
 * Rules and allow-lists of a configuration of gitleaks, or of betterleaks, which has the same form. What our dialect cannot say is listed, not dropped.
 * https://github.com/gitleaks/gitleaks#configuration
 */
export function gitleaks(toml: string, taken: readonly string[]): ImportedRules {
  const config = fields(parse(toml));
  const rules: Partial<RuleSource>[] = [];
  const changes = new Map<string, string[]>();
  const left: string[] = [];
  const exclude: string[] = [];
  const ids = new Set(taken);
  for (const rule of list(config['rules'])) {
    const name = text(rule['id']) ?? 'a rule without an id';
    try {
      const { source, remarks } = imported(rule, uniqueId(name, ids));
      rules.push(source);
      for (const remark of remarks) changes.set(remark, [...(changes.get(remark) ?? []), name]);
    } catch (error) {
      if (!(error instanceof Inexpressible)) throw error;
      left.push(`${error.message} (${name})`);
    }
    for (const allow of [...list(rule['allowlist']), ...list(rule['allowlists'])])
      for (const what of Object.keys(allow)) if (!/^(?:description|condition|regexTarget)$/.test(what)) left.push(`its allow-list, ${what} (${name})`);
  }
  for (const allow of [...list(config['allowlist']), ...list(config['allowlists'])]) {
    for (const path of strings(allow['paths'])) {
      const globs = globsOf(path);
      if (globs === undefined) left.push('an allowed path that is no glob');
      else exclude.push(...globs);
    }
    for (const what of ['regexes', 'stopwords', 'commits']) {
      const count = strings(allow[what]).length;
      if (count > 0) left.push(`${count} allowed ${what}: made-up and placeholder values are told from others by the program itself`);
    }
  }
  if (fields(config['extend'])['useDefault'] === true) left.push('extend.useDefault: the built-in rules run anyway');
  const yaml = rules.length === 0 ? '' : stringify(rules, { lineWidth: 0 });
  return {
    yaml,
    ids: rules.map(({ id }) => id ?? ''),
    changed: [...changes].map(([remark, names]) => `${remark} (${names.length} rules: ${names.join(', ')})`),
    left,
    exclude: [...new Set(exclude)],
  };
}

function imported(rule: Fields, id: string): { source: Partial<RuleSource>; remarks: readonly string[] } {
  const regex = text(rule['regex']);
  if (regex === undefined) throw new Inexpressible(text(rule['path']) === undefined ? 'it has no pattern' : 'it looks at paths alone');
  const secretGroup = typeof rule['secretGroup'] === 'number' ? rule['secretGroup'] : 0;
  const { pattern, changed } = goPattern(regex, secretGroup);
  const remarks = [...changed];
  if (text(rule['path']) !== undefined) remarks.push('it looks at all paths, not only at some');
  const { problems, maxLength } = checkDialect(pattern);
  if (problems[0] !== undefined) throw new Inexpressible(problems[0]);
  const span = !OVER_LINES.test(pattern) && maxLength <= 4096 ? 'line' : SPANS.find(([, most]) => maxLength <= most)?.[0];
  if (span === undefined) throw new Inexpressible(`matches of up to ${maxLength} bytes`);
  const words = keywordsOf(pattern, strings(rule['keywords']));
  if (words === undefined) throw new Inexpressible('no literal of three characters is in every match');
  const entropy = typeof rule['entropy'] === 'number' && rule['entropy'] > 0 ? { entropy: Math.min(8, rule['entropy']) } : {};
  const source: Partial<RuleSource> = {
    id,
    title: (text(rule['description']) ?? id).split('\n')[0]?.trim().slice(0, 120) || id,
    kind: 'secret',
    ...words,
    pattern,
    ...(span === 'line' ? {} : { span }),
    ...entropy,
    level: 'error',
    confidence: 'high',
    advice: 'Revoke it where it was issued, and read it from the environment.',
    docs: 'https://github.com/gitleaks/gitleaks#configuration',
  };
  const compiled = compileRule({ ...source, examples: { match: [], ignore: [] } } as unknown as RuleSource, 'secret'); // All that the schema asks for is there.
  if (compiled.problems[0] !== undefined) throw new Inexpressible(compiled.problems[0]);
  return { source, remarks };
}

/** Literals of which every match holds one: worked out from the pattern, else those that the rule names. */
function keywordsOf(pattern: string, named: readonly string[]): { keywords: string[] } | { prefixes: string[] } | undefined {
  const own = literalsBesides(pattern, ['\0']);
  if (own?.every((literal) => literal.length >= 4)) return { keywords: [...new Set(own.map(asciiLower))] };
  const inside = named.map(asciiLower).filter((word) => word.length >= 4 && word.length <= 64);
  // What the rule names may stand elsewhere in the file: only a word that the pattern spells out is sure to be in the match.
  if (inside.length > 0 && inside.length === named.length && own?.every((literal) => inside.some((word) => word.includes(literal)))) return { keywords: inside };
  if (own?.every((literal) => literal.length >= 3) && /^(?:\\b|\(\?:|\(\?<secret>)*[A-Za-z]/.test(pattern)) return { prefixes: [...own] };
  return undefined;
}

function uniqueId(name: string, taken: Set<string>): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '');
  const base = plain === '' ? 'imported' : plain;
  let id = taken.has(base) ? `gitleaks-${base}` : base;
  for (let count = 2; taken.has(id); count++) id = `gitleaks-${base}-${count}`;
  taken.add(id);
  return id;
}

/** Globs for a pattern of paths, where it is of the forms that people write: a folder, a file name, endings. */
function globsOf(path: string): string[] | undefined {
  const plain = path.replace(/^\(\?i\)/, '').replace(/\\([.\-_/])/g, '$1');
  const [, endings] = /^\.\(\?:([\w|]+)\)\$$|^\.\(([\w|]+)\)\$$/.exec(plain)?.filter((part) => part !== undefined) ?? [];
  if (endings !== undefined) return endings.split('|').map((ending) => `**/*.${ending}`);
  const [, name] = /^(?:\(\?:\^\|\/\)|\(\^\|\/\)|\^)?([\w.-]+(?:\/[\w.-]+)*)(?:\/\.\*)?(\/|\$|\/\.\*\$)?$/.exec(plain) ?? [];
  if (name !== undefined) return plain.endsWith('$') && !plain.endsWith('/.*$') ? [`**/${name}`] : [`**/${name}/**`, `**/${name}`];
  return undefined;
}
