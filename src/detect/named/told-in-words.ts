import { literalAt } from './literal.js';
import { type FindValue, lineBefore } from './place.js';
import { bareAt } from './value.js';

/** Of `"password" with "x"` in a sentence of Gherkin, `${PASSWORD}    x` in a table of Robot Framework, whose columns two blanks part. */
export const SENTENCE = /["'] (?:with|as|to|is)(?: value)? (?=["'])/y;
export const ROBOT = /\}?[ \t]{2,12}(?=[^ \t\r\n=])/y;
const ROBOT_NAME = /^[ \t]*(?:\$\{|Input (?:Text|Password)[ \t]{2,12}[\w:=/.#-]{0,30})$/;

export const toldInWords: FindValue = (place) => {
  const { text, name } = place;
  const next = text[name.end] ?? '';
  if (next === '"' || next === "'") {
    SENTENCE.lastIndex = name.end;
    const found = SENTENCE.test(text) ? literalAt(text, SENTENCE.lastIndex) : undefined;
    return found === undefined ? undefined : { ...found, strict: true };
  }
  if (next !== '}' && next !== ' ' && next !== '\t') return undefined;
  if (!ROBOT_NAME.test(lineBefore(place))) return undefined;
  ROBOT.lastIndex = name.end;
  const found = ROBOT.test(text) ? bareAt(text, ROBOT.lastIndex) : undefined;
  return found === undefined ? undefined : { ...found, strict: true };
};
