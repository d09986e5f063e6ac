import { maskCode } from '../../src/detect/code-mask.js';
import type { Language } from '../../src/model/language.js';

/** Code with what the lexer takes for comments marked as `«c …»` and for strings as `«s …»`. */
export function marked(code: string, language: Language): string {
  let out = '';
  let at = 0;
  for (const { start, end, zone } of maskCode(code, language).regions) {
    out += `${code.slice(at, start)}«${zone === 'comment' ? 'c' : 's'} ${code.slice(start, end)}»`;
    at = end;
  }
  return out + code.slice(at);
}

/** Marked code without its marks. */
export function unmarked(code: string): string {
  return code.replace(/«[cs] |»/g, '');
}
