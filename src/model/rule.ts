import type { Language } from './language.js';

/** `policy`: not what is wrong with a text, but what was told to the program about it: suppressions, a weaker configuration. */
export type Kind = 'secret' | 'insecure-code' | 'supply-chain' | 'hidden-text' | 'policy';
export type Level = 'error' | 'warning' | 'note';
export type Confidence = 'high' | 'medium' | 'low';

/** Where in a file a match must start. */
export type Zone = 'code' | 'comment' | 'string' | 'any';

/** How far a match may reach: one line, one statement (8 lines), or a block such as a PEM body. */
export type Span = 'line' | 'statement' | 'block';

/**
 * Origins a flow rule may name: what a client sent; what started the program or its user typed; a text put together from whatever is not constant; one put together from a
 * parameter of the function; a bare parameter; a literal of the code, for keys, salts and the like.
 */
export const FLOW_ORIGINS = ['request', 'input', 'joined', 'built', 'parameter', 'literal'] as const;
export type FlowOrigin = (typeof FLOW_ORIGINS)[number];

/** Structure checks, each a file in `detect/checksum/`. */
export const CHECKSUMS = ['base62-crc32', 'jwt', 'suffix-crc32', 'bech32', 'nkey', 'aws-account'] as const;
export type Checksum = (typeof CHECKSUMS)[number];

/** Value classifiers for rules that know only a name: `token` wants a rare value, `password` a human one, `basic` user and password in base64, `bytes` a key as a list of numbers. */
export const VALUE_CLASSES = ['token', 'password', 'basic', 'bytes'] as const;
export type ValueClass = (typeof VALUE_CLASSES)[number];

/** Ways of writing a value beside a name, each a function of `detect/named/syntaxes.ts`. */
export const SYNTAXES = [
  'assignment',
  'fallback',
  'argument',
  'call',
  'reversed',
  'pair',
  'element',
  'flag',
  'bare',
  'field',
  'spaced',
  'member',
  'formField',
  'column',
  'remark',
] as const;
export type Syntax = (typeof SYNTAXES)[number];

/** A rule as the build hands it to the program: validated, case expanded, examples left behind. */
export interface Rule {
  /** Words, stable for ever; used in suppressions. */
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  /** Literals, lower case; every match contains one of them. */
  readonly keywords: readonly string[];
  /** Keywords are the token's beginning with what may stand before a word. */
  readonly prefixed?: true;
  /** For each keyword the offset of its rarest pair of adjacent trigrams, which the prefilter looks for. */
  readonly anchors: readonly number[];
  /** More literals, lower case, of which every match contains one: looked for before the pattern is compiled. Worked out by the build. */
  readonly besides?: readonly string[];
  /** In the dialect RE2 and JavaScript share; the secret, if any, is the group `secret`. Empty where `syntaxes` find the value. */
  readonly pattern: string;
  /** The first part of the pattern, which holds the keyword, where it tells most texts from a match by a few bytes: looked for alone before a long pattern is. */
  readonly opening?: string;
  /** Upper bound of a match's length in bytes, worked out by the build. */
  readonly maxLength: number;
  readonly span: Span;
  /** Extends a match to the end of this literal, at most one block further (the END line of a PEM). */
  readonly until?: string;
  /** Least Shannon entropy of the secret, bits a character. */
  readonly entropy?: number;
  readonly checksum?: Checksum;
  readonly value?: ValueClass;
  /** The rule tells of a whole file, once: a pattern of its path in lower case. */
  readonly files?: string;
  /** What stands around the value says little: only one of mixed characters counts. */
  readonly mixed?: true;
  /** In place of a pattern: where a value stands beside a name that `value` asks for. The first that finds one counts. */
  readonly syntaxes?: readonly Syntax[];
  readonly level: Level;
  readonly confidence: Confidence;
  readonly advice: string;
  readonly why?: string;
  /** The secure form, in the language of the rule. */
  readonly instead?: string;
  readonly revoke?: string;
  readonly docs: string;
  readonly supersedes?: readonly string[];
  /** Rules whose findings near one of this rule are parts of the same credential (a key id, a session token): told as one finding. */
  readonly joins?: readonly string[];
  /** Absent: any language. */
  readonly languages?: readonly Language[];
  readonly in: Zone;
  /** `dynamic`: the first argument of the matched call must not be a constant. */
  readonly argument?: 'dynamic';
  /** Which argument a flow rule follows: its index, the first by default, or each. */
  readonly at?: number | 'any' | 'receiver';
  /** Follows the argument back to where its value comes from: the level for each origin that counts. */
  readonly flow?: { readonly [origin in FlowOrigin]?: Level | undefined };
  /** A pattern that the followed value must hold, where it is used or where it was assigned. */
  readonly holds?: string;
  /** A pattern that must match somewhere in the file: the import or type that tells what a name means. */
  readonly needs?: string;
  /** A pattern that must match in the lines below, before the block ends. `NAME` stands for the name the match is about, `SAME` for the expression as it is written, `SIZE` for the number in its brackets. */
  readonly below?: string;
  /** Literals, lower case, of which what `below` matches contains one. Worked out by the build. */
  readonly afterwards?: readonly string[];
  /** A pattern that must not match there before `below`; in a rule without `below` nor a little above. */
  readonly lacks?: string;
  /** In so many lines `below` must match; 30 where it is not said. */
  readonly within?: number;
  /** A pattern that clears the finding when it matches in the matched call. */
  readonly unless?: string;
  readonly cwe: readonly string[];
  readonly owasp?: string;
}
