import type { Syntax } from '../../model/rule.js';
import { SHORTEST } from './candidates.js';
import * as form from './form-field.js';
import * as members from './members.js';
import { COMMENT, SAYS } from './remark.js';
import * as syntax from './syntaxes.js';
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
  `(?:${['"', "'", '\\x60'].map((quote) => quoted(quote, shortest)).join('|')}|(?:\\\\{1,7}["'\\x60]|&(?:quot|#34|#39|apos);|\\\\u00(?:22|27))[^\\n]{4})`;

/** The shapes of each syntax, of which one must be there. */
export function shapesOf(value: keyof typeof SHORTEST): Readonly<Record<Syntax, readonly Shape[]>> {
  const shortest = SHORTEST[value];
  const LITERAL = literalOf(shortest);
  const WRAPPED = `(?:${syntax.WRAPPED.source})${LITERAL}`;
  return {
    assignment: [{ behind: behind(syntax.TAIL, joined(syntax.TYPE, '?'), syntax.OPERATOR, WRAPPED) }, { behind: behind(syntax.TAIL, syntax.COLUMN, WRAPPED) }],
    fallback: [{ behind: behind(syntax.LOOKED_UP, WRAPPED) }, { before: near('\\$\\{'), behind: behind(syntax.SHELL_DEFAULT, '[^\\n]{4}') }],
    argument: [
      { before: near('["\'\\x60]'), behind: behind(syntax.NEXT_ARGUMENT, WRAPPED) },
      { before: near(syntax.COMPARES.source), behind: behind(syntax.COMPARED, WRAPPED) },
    ],
    call: [
      { behind: behind(syntax.METHOD, WRAPPED) },
      { name: '(?:set|with|and|use|add|assign|put|init|update|enter|input|fill|type)[\\w$.-]+|[\\w$-]*\\.[\\w$.-]*', behind: behind(syntax.CALLED, WRAPPED) },
    ],
    reversed: [
      { before: near(joined(syntax.LITERAL_BEFORE, syntax.COMPARING, syntax.OWNERS)) },
      { before: near(joined(syntax.COMPARES, syntax.LITERAL_BEFORE, syntax.NEXT_TO, syntax.OWNERS)) },
    ],
    pair: [behind(syntax.PAIR_TAG), behind(syntax.PAIR_ATTRIBUTE), behind(syntax.PAIR_VALUE), behind(syntax.PAIR_TEXT, syntax.ELEMENT)].map((value) => ({
      before: near(syntax.PAIR_NAME.source),
      behind: value,
    })),
    element: [{ before: near('(?:<|&lt;)(?:[\\w-]{1,20}:)?'), behind: behind(syntax.OPEN_TAG, syntax.ELEMENT) }],
    flag: [{ name: '--?[a-z][\\w$.-]*', behind: behind(syntax.FLAG_VALUE, '[^\\n]{3}') }],
    bare: [
      { behind: behind(syntax.BARE_OPERATOR, '[^\\n]{3}') },
      { behind: behind(syntax.BARE_OPERATOR, syntax.YAML_SCALAR) },
      { behind: behind(syntax.BARE_SPACE, '[^\\n]{3}') },
      { behind: behind(syntax.BARE_NEXT_LINE, '[^\\n]{3}') },
      { behind: behind(syntax.LISTED, '[^\\n]{3}') },
    ],
    field: [{ before: near('[?&;]|%26|["\'\\x60][^\\n]*'), behind: behind(syntax.FIELD_OPERATOR, FIELD) }],
    spaced: [{ behind: behind(syntax.SPACE, LITERAL) }],
    member: [
      { behind: behind(members.NESTED, LITERAL) },
      { before: near(members.IS_NAME.source), behind: behind(members.SIBLING, LITERAL) },
      { before: near(members.VALUE_FIRST.source) },
      { before: near('""'), behind: behind(members.DOUBLED, '[\\s\\S]') },
    ],
    formField: [{ before: near(form.SELECTS.source), behind: behind(form.END, `(?:${form.FILLS.source}|${form.NEXT.source})`, LITERAL) }],
    remark: [{ before: near(joined(COMMENT, '[^\\n]*')), behind: behind(SAYS, '[^\\n]{3}') }],
  };
}
