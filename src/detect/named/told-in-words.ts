import { literalAt } from './literal.js';
import { type FindValue, lineBefore } from './place.js';
import { bareAt } from './value.js';

/** Of `"password" with "x"` in a sentence of Gherkin, `${PASSWORD}    x` in a table of Robot Framework, whose columns two blanks part. */
export const SENTENCE = /["'] (?:with|as|to|is)(?: value)? (?=["'])/y;
export const ROBOT = /\}?[ \t]{2,12}(?=[^ \t\r\n=])/y;
const ROBOT_NAME = /^[ \t]*(?:\$\{|Input (?:Text|Password)[ \t]{2,12}[\w:=/.#-]{0,30})$/;

/** Of `the password is x` in notes and chats, or between the double ticks of reStructuredText; the value ends the sentence. */
export const SAID = /[ ](?:(?:is|was)(?: now)?:?[ ]{1,2}[*_\x60"']{0,2}|\x60\x60)(?=[^ \t\r\n])/y;
const SENTENCE_END = /^[*_\x60"']{0,2}[.,;)!]?[ \t]*(?:\r?\n|$)/;

export const toldInWords: FindValue = (place) => {
  const { text, name, language } = place;
  const next = text[name.end] ?? '';
  if (next === '"' || next === "'") {
    SENTENCE.lastIndex = name.end;
    const found = SENTENCE.test(text) ? literalAt(text, SENTENCE.lastIndex) : undefined;
    return found === undefined ? undefined : { ...found, strict: true };
  }
  if (next !== '}' && next !== ' ' && next !== '\t') return undefined;
  if (next === ' ' && (language === 'markdown' || language === 'text')) {
    SAID.lastIndex = name.end;
    const said = SAID.test(text) ? bareAt(text, SAID.lastIndex) : undefined;
    if (said !== undefined && SENTENCE_END.test(text.slice(said.end, said.end + 12))) return { ...said, strict: true };
  }
  if (!ROBOT_NAME.test(lineBefore(place))) return undefined;
  ROBOT.lastIndex = name.end;
  const found = ROBOT.test(text) ? bareAt(text, ROBOT.lastIndex) : undefined;
  return found === undefined ? undefined : { ...found, strict: true };
};
