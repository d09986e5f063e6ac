import { maskCode } from '../../src/detect/code-mask.js';
import type { Language } from '../../src/model/language.js';

/** Code with what the lexer takes for comments marked as `«c …»`, for strings as `«s …»` and for words between tags as `«t …»`. */
export function marked(code: string, language: Language): string {
  let out = '';
  let at = 0;
  for (const { start, end, zone } of maskCode(code, language).regions) {
    out += `${code.slice(at, start)}«${zone[0]} ${code.slice(start, end)}»`;
    at = end;
  }
  return out + code.slice(at);
}

/** Marked code without its marks. */
export function unmarked(code: string): string {
  return code.replace(/«[cst] |»/g, '');
}
