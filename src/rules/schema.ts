import * as v from 'valibot';
import { LANGUAGES } from '../model/language.js';
import { CHECKSUMS, FLOW_ORIGINS, SYNTAXES, VALUE_CLASSES } from '../model/rule.js';

const oneLine = v.pipe(v.string(), v.trim(), v.minLength(1), v.regex(/^[^\n]*$/, 'must be one line'));
const url = v.pipe(v.string(), v.regex(/^https:\/\/[^ ]+$/, 'must be an https URL'));
const pattern = v.pipe(v.string(), v.minLength(1));

/** An example: a template, alone or with the file name whose language it needs. */
const example = v.union([v.string(), v.strictObject({ path: v.optional(v.string()), text: v.string() })]);

/** One rule as people write it in `patterns/`. */
export const ruleSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"')),
  title: oneLine,
  kind: v.optional(v.picklist(['secret', 'insecure-code', 'supply-chain', 'hidden-text', 'policy'])),
  keywords: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(4, 'a keyword needs 4 characters or more'), v.maxLength(64))), v.minLength(1))),
  prefixes: v.optional(v.pipe(v.array(v.pipe(v.string(), v.minLength(3, 'a prefix needs 3 characters or more'), v.maxLength(32))), v.minLength(1))),
  pattern: v.optional(v.union([pattern, v.array(pattern)])),
  opening: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  case: v.optional(v.literal('insensitive')),
  span: v.optional(v.picklist(['line', 'statement', 'block']), 'line'),
  until: v.optional(v.string()),
  entropy: v.optional(v.pipe(v.number(), v.minValue(0), v.maxValue(8))),
  checksum: v.optional(v.picklist(CHECKSUMS)),
  value: v.optional(v.picklist(VALUE_CLASSES)),
  mixed: v.optional(v.literal(true)),
  files: v.optional(pattern),
  syntaxes: v.optional(v.pipe(v.array(v.picklist(SYNTAXES)), v.minLength(1))),
  level: v.picklist(['error', 'warning', 'note']),
  confidence: v.picklist(['high', 'medium', 'low']),
  advice: oneLine,
  why: v.optional(oneLine),
  instead: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1))),
  revoke: v.optional(url),
  docs: url,
  supersedes: v.optional(v.array(v.string())),
  joins: v.optional(v.pipe(v.array(v.string()), v.minLength(1))),
  languages: v.optional(v.pipe(v.array(v.picklist(LANGUAGES)), v.minLength(1))),
  in: v.optional(v.picklist(['code', 'comment', 'string', 'any'])),
  argument: v.optional(v.literal('dynamic')),
  at: v.optional(v.union([v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(9)), v.picklist(['any', 'receiver'])])),
  flow: v.optional(
    v.pipe(
      v.partial(v.strictObject(v.entriesFromList(FLOW_ORIGINS, v.picklist(['error', 'warning', 'note'])))),
      v.check((levels) => Object.keys(levels).length > 0, 'must name an origin'),
    ),
  ),
  holds: v.optional(v.union([pattern, v.array(pattern)])),
  needs: v.optional(v.union([pattern, v.array(pattern)])),
  below: v.optional(v.union([pattern, v.array(pattern)])),
  lacks: v.optional(v.union([pattern, v.array(pattern)])),
  within: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30))),
  unless: v.optional(v.union([pattern, v.array(pattern)])),
  cwe: v.optional(v.array(v.pipe(v.string(), v.regex(/^CWE-[0-9]+$/)))),
  owasp: v.optional(v.pipe(v.string(), v.regex(/^A[0-9]{2}:20[0-9]{2}$/))),
  examples: v.strictObject({
    match: v.pipe(v.array(example), v.minLength(3)),
    ignore: v.pipe(v.array(example), v.minLength(3)),
  }),
});

/** A rule that code of its own judges: no pattern, no examples. */
export const judgedRuleSchema = v.omit(ruleSchema, [
  'keywords',
  'prefixes',
  'pattern',
  'opening',
  'case',
  'span',
  'until',
  'entropy',
  'checksum',
  'value',
  'syntaxes',
  'languages',
  'in',
  'argument',
  'at',
  'flow',
  'holds',
  'needs',
  'below',
  'lacks',
  'within',
  'unless',
  'mixed',
  'files',
  'supersedes',
  'joins',
  'examples',
]);

export const judgedFileSchema = v.pipe(v.array(judgedRuleSchema), v.minLength(1));

export type JudgedSource = v.InferOutput<typeof judgedRuleSchema>;

export const ruleFileSchema = v.pipe(v.array(ruleSchema), v.minLength(1));

export type RuleSource = v.InferOutput<typeof ruleSchema>;
