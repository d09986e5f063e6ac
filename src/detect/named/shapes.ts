import type { Syntax } from '../../model/rule.js';
import * as bares from './bare.js';
import { SHORTEST } from './candidates.js';
import * as columns from './column.js';
import * as form from './form-field.js';
import * as members from './members.js';
import { COMMENT, SAYS } from './remark.js';
import * as reverse from './reversed.js';
import * as syntax from './syntaxes.js';
import * as tables from './table.js';
import * as words from './told-in-words.js';
import { FIELD } from './value.js';

/**
 * What a syntax cannot do without, as patterns in any letter case: of what ends where the name begins, of the name, of what begins where it ends. The build makes automata of them, so that a hook
 * calls up no syntax where none can find a value. They are made of the syntaxes' own patterns and may find more than those, never less: `test/gates-agree.test.ts`.
 */
export interface Shape {
  /** The engine looks at 256 bytes before the name. */
  readonly before?: string;
  /** Matches the name whole. */
  readonly name?: string;
  readonly behind?: string;
}

/** The second word of "API key", which the engine does not know for part of a name. */
const SECOND_WORD = '(?: key)?';

const joined = (...patterns: readonly (RegExp | string)[]): string => patterns.map((pattern) => (typeof pattern === 'string' ? pattern : `(?:${pattern.source})`)).join('');
const behind = (...patterns: readonly (RegExp | string)[]): string => SECOND_WORD + joined(...patterns);

/** A key in sections, `"Jwt:Secret"`, is one name where it is quoted; for the engine only its last part is. */
const near = (pattern: string): string => `(?:${pattern})(?:[\\w.-]{1,30}:){0,4}`;

/** A literal of one kind of quotes with so many bytes in it. A quote or a line break may be escaped. */
const quoted = (quote: string, shortest: number): string => `${quote}(?:[^${quote}\\n]{${shortest}}|[^${quote}\\n]{0,${shortest - 1}}\\\\[${quote}\\n]|${quote}${quote}[^\\n]{4})`;
const literalOf = (shortest: number): string =>
  `(?:${['"', "'", '\\x60'].map((quote) => quoted(quote, shortest)).join('|')}|(?:\\\\{1,7}["'\\x60]|&(?:quot|#34|#39|apos);|\\\\u00(?:22|27)|qq?[{(|/!~])[^\\n]{4})`;

/** The shapes of each syntax, of which one must be there. */
export function shapesOf(value: keyof typeof SHORTEST): Readonly<Record<Syntax, readonly Shape[]>> {
  const shortest = SHORTEST[value];
  const LITERAL = literalOf(shortest);
  const WRAPPED = `${joined(syntax.WRAPPED)}${LITERAL}`;
  /** The same, with less said of what wraps it: where what stands before tells enough. */
  const OPENED = `(?:[\\w.:>()\\][{$@ \\t\\r\\n-]*[([{ \\t\\r\\n])?[bBrRfFuUL8$@Nc<]*${LITERAL}`;
  return {
    assignment: [{ behind: behind(syntax.TAIL, joined(syntax.TYPE, '?'), syntax.OPERATOR, WRAPPED) }, { behind: behind(syntax.TAIL, syntax.COLUMN, WRAPPED) }],
    fallback: [
      { behind: behind(syntax.LOOKED_UP, WRAPPED) },
      { behind: behind(syntax.DEFAULTED, LITERAL) },
      { before: near('\\$\\{'), behind: behind(syntax.SHELL_DEFAULT, '[^\\n]{4}') },
    ],
    argument: [
      { before: near('["\'\\x60]'), behind: behind(syntax.NEXT_ARGUMENT, OPENED) },
      { before: near(joined(reverse.COMPARES)), behind: behind(syntax.COMPARED, OPENED) },
      { before: joined(syntax.TUPLE), behind: behind(syntax.COMPARED, OPENED) },
    ],
    call: [
      { behind: behind(syntax.METHOD, WRAPPED) },
      { name: '(?:set|with|and|use|add|assign|put|init|update|enter|input|fill|type)[\\w$.-]+|[\\w$-]*\\.[\\w$.-]*', behind: behind(syntax.CALLED, OPENED) },
    ],
    reversed: [
      { before: near(joined(reverse.LITERAL_BEFORE, reverse.COMPARING, reverse.OWNERS)) },
      { before: near(joined(reverse.LITERAL_BEFORE, reverse.UNDER)) },
      { before: near(joined(reverse.COMPARES, reverse.LITERAL_BEFORE, reverse.NEXT_TO, reverse.OWNERS)) },
    ],
    pair: [
      { before: near(joined(syntax.VALUE_ATTRIBUTE)) },
      ...[behind(syntax.PAIR_TAG), behind(syntax.PAIR_ATTRIBUTE), behind(syntax.PAIR_VALUE), behind(syntax.PAIR_TEXT, syntax.ELEMENT)].map((value) => ({
        before: near(joined(syntax.PAIR_NAME)),
        behind: value,
      })),
    ],
    element: [{ before: near('(?:<|&lt;)(?:[\\w-]{1,20}:)?'), behind: behind(syntax.OPEN_TAG, syntax.ELEMENT) }],
    flag: [{ name: '--?[a-z][\\w$.-]*', behind: behind(syntax.FLAG_VALUE, '[^\\n]{3}') }],
    bare: [
      { behind: behind(bares.BARE_OPERATOR, '[^\\n]{3}') },
      { behind: behind(bares.BARE_OPERATOR, bares.YAML_SCALAR) },
      { behind: behind(bares.BARE_SPACE, '[^\\n]{3}') },
      { behind: behind(bares.BARE_NEXT_LINE, '[^\\n]{3}') },
      { behind: behind(bares.LISTED, '[^\\n]{3}') },
    ],
    field: [{ before: near('[?&;%]|export[ ]|["\'\\x60][^\\n]*'), behind: behind(syntax.FIELD_OPERATOR, FIELD) }],
    spaced: [
      { behind: behind(syntax.SPACE, LITERAL) },
      { behind: behind(words.SENTENCE, LITERAL) },
      { behind: behind(words.SAID, '[^\\n]{3}') },
      { before: near('\\$\\{|input (?:text|password)[ \\t]{2,12}[\\w:=/.#-]*'), behind: behind(words.ROBOT, '[^\\n]{3}') },
    ],
    member: [
      { behind: behind(members.NESTED, LITERAL) },
      { behind: behind(members.DECLARED, '[^\\n]{3}') },
      { before: near(joined(members.IS_NAME)), behind: behind(members.SIBLING, LITERAL) },
      { before: near(joined(members.VALUE_FIRST)) },
      { before: near('""'), behind: behind(members.DOUBLED, '[\\s\\S]') },
    ],
    formField: [{ before: near(joined(form.SELECTS)), behind: behind(form.END, `(?:${joined(form.FILLS)}|${joined(form.NEXT)})`, LITERAL) }],
    column: [
      { before: near(joined(columns.INSERT)), behind: behind(columns.VALUES) },
      { before: near(joined(columns.WHERE)) },
      { before: `[,;\\t\\n]"?${tables.BEFORE_NAME.source}`, behind: behind(tables.BEHIND_NAME) },
    ],
    remark: [{ before: near(joined(COMMENT, '[^\\n]*')), behind: behind(SAYS, '[^\\n]{3}') }],
  };
}
