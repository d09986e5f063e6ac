import type { Language } from '../model/language.js';

/** A string literal: how it opens and closes, and what it may hold. */
export interface StringForm {
  readonly open: string;
  readonly close: string;
  /** A backslash keeps the next character from closing it. */
  readonly escapes: boolean;
  readonly multiline: boolean;
  /** At most this many characters inside, and one character or escape: a character literal, lest an apostrophe or a lifetime open a string. */
  readonly limit?: number;
}

/** What the light lexer knows of a language. One row is all that a new language needs. */
export interface Lexical {
  readonly lineComments: readonly string[];
  readonly blockComments: readonly (readonly [open: string, close: string])[];
  /** Longest opening first. */
  readonly strings: readonly StringForm[];
  /** Letters that may stand before a string's quote and belong to it (`rb"…"`, `f"…"`, `$@"…"`). */
  readonly prefixes?: string;
  /** Back-ticked templates with `${code}`. */
  readonly templates?: boolean;
  /** `/…/` where an operand may stand. */
  readonly regexes?: boolean;
  /** A `#` opens a comment only after white space or at a line's start (shell, YAML). */
  readonly commentNeedsSpace?: boolean;
  /** What opens a here-document, sticky: group 2 is the word that ends it on a line of its own. */
  readonly heredoc?: RegExp;
  /** On the line before the opener: the text goes to a shell, and so is code. */
  readonly heredocRuns?: RegExp;
  /** Lists and texts of Ruby: `%w[a b]`, `%q(it's)`. */
  readonly percent?: boolean;
  /** Elements of JSX where an operand may stand. */
  readonly elements?: boolean;
  /** What ends code: the rest is markup. */
  readonly ends?: string;
  /** A `#` that begins this is no comment. */
  readonly attribute?: string;
}

const quoted = (quote: string): StringForm => ({ open: quote, close: quote, escapes: true, multiline: false });
const raw = (open: string, close = open): StringForm => ({ open, close, escapes: false, multiline: true });
const long = (open: string): StringForm => ({ open, close: open, escapes: true, multiline: true });
const character: StringForm = { open: "'", close: "'", escapes: true, multiline: false, limit: 12 };

const C_COMMENTS = { lineComments: ['//'], blockComments: [['/*', '*/']] } as const;
const NO_BLOCK = { blockComments: [] } as const;

const HANDLER_LITERALS = { strings: [quoted('"'), quoted("'")], templates: true, regexes: true } as const;
const SCRIPT: Lexical = { ...C_COMMENTS, ...HANDLER_LITERALS, elements: true };
/** Code in an attribute of a tag, where quotes may be written as characters of HTML. */
export const HANDLER: Lexical = {
  ...C_COMMENTS,
  ...HANDLER_LITERALS,
  strings: [...HANDLER_LITERALS.strings, ...['&quot;', '&#34;', '&#39;', '&apos;'].map(quoted)],
};
const MARKUP: Lexical = {
  lineComments: [],
  blockComments: [
    ['<!--', '-->'],
    ['/*', '*/'],
  ],
  strings: [quoted('"'), quoted("'")],
};
const C_LIKE: Lexical = { ...C_COMMENTS, strings: [quoted('"'), character] };
const HASH: Lexical = { ...NO_BLOCK, lineComments: ['#'], strings: [quoted('"'), quoted("'")], commentNeedsSpace: true };
const PLAIN: Lexical = { ...NO_BLOCK, lineComments: [], strings: [] };

export const LEXICAL: Readonly<Record<Language, Lexical>> = {
  javascript: SCRIPT,
  typescript: SCRIPT,
  // Of the markup around scripts `markup.ts` takes care: these are the rows of what stands in the scripts.
  vue: SCRIPT,
  svelte: SCRIPT,
  html: SCRIPT,
  xml: MARKUP,
  python: {
    ...NO_BLOCK,
    lineComments: ['#'],
    strings: [long('"""'), long("'''"), quoted('"'), quoted("'")],
    prefixes: 'rbfuRBFU',
  },
  java: { ...C_LIKE, strings: [long('"""'), quoted('"'), character] },
  kotlin: { ...C_LIKE, strings: [raw('"""'), quoted('"'), character] },
  go: { ...C_LIKE, strings: [quoted('"'), raw('`'), character] },
  csharp: { ...C_LIKE, strings: [raw('"""'), raw('@"', '"'), raw('$@"', '"'), quoted('"'), character], prefixes: '$' },
  // https://www.php.net/manual/en/language.attributes.syntax.php
  php: {
    lineComments: ['//', '#'],
    ends: '?>',
    heredoc: /<<<[ \t]{0,4}(["']?)([A-Za-z_]\w{0,60})\1/y,
    attribute: '#[',
    blockComments: [['/*', '*/']],
    strings: [long('"'), long("'")],
  },
  ruby: { ...HASH, blockComments: [['\n=begin', '\n=end']], regexes: true, heredoc: /<<[~-]?(["'`]?)([A-Z_][A-Z0-9_]{0,60})\1/y, percent: true },
  c: C_LIKE,
  cpp: { ...C_LIKE, strings: [raw('R"(', ')"'), quoted('"'), character] },
  // https://doc.rust-lang.org/reference/tokens.html#string-literals
  rust: { ...C_LIKE, strings: [raw('r#"', '"#'), long('"'), character], prefixes: 'br' },
  swift: { ...C_COMMENTS, strings: [long('"""'), quoted('"')] },
  shell: {
    ...HASH,
    heredoc: /<<-?[ \t]{0,4}(["']?)([A-Za-z_]\w{0,60})\1/y,
    heredocRuns: /\b(?:(?:ba|da|z|k)?sh|ssh|su|sudo|docker|kubectl|python\d?|ruby|perl|node|php)\b/,
    strings: [quoted('"'), { open: "'", close: "'", escapes: false, multiline: false }],
  },
  sql: { lineComments: ['--'], blockComments: [['/*', '*/']], strings: [quoted("'"), quoted('"')] },
  dockerfile: HASH,
  terraform: { ...HASH, lineComments: ['#', '//'], blockComments: [['/*', '*/']], strings: [quoted('"')] },
  yaml: HASH,
  env: HASH,
  properties: { ...PLAIN, lineComments: ['#'], commentNeedsSpace: true },
  ini: { ...PLAIN, lineComments: ['#', ';'], commentNeedsSpace: true },
  toml: HASH,
  json: { ...PLAIN, strings: [quoted('"')] },
  markdown: PLAIN,
  text: PLAIN,
};
