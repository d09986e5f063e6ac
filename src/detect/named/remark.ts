import type { FindValue } from './place.js';
import { bareAt } from './value.js';

/** The beginning of a comment before the name on its line. */
export const COMMENT = /(?:^|[ \t;{}])(?:\/\/|\/\*|#|--|<!--)[ \t*]|^[ \t]*\*[ \t]/;
export const SAYS = /[ \t]{0,3}(?::|=|->|\bis\b|\bwas\b)[ \t]{1,3}\x60?/y;
const BEFORE = 120;

/** What a comment of code says: `// password: x`, `# the password is x`. */
export const remark: FindValue = ({ text, name }) => {
  if (!/[:=]|->| is | was /.test(text.slice(name.end, name.end + 6))) return undefined;
  const before = text.slice(Math.max(0, name.start - BEFORE), name.start);
  if (!COMMENT.test(before.slice(before.lastIndexOf('\n') + 1))) return undefined;
  SAYS.lastIndex = name.end;
  const value = SAYS.test(text) ? bareAt(text, SAYS.lastIndex) : undefined;
  return value === undefined ? undefined : { ...value, strict: true };
};
