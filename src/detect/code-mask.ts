import type { Language } from '../model/language.js';
import { Lexer } from './lexer.js';
import { LEXICAL } from './lexical-table.js';
import { isMarkup, maskMarkup } from './markup.js';
import type { Region } from './region.js';

export type { Region } from './region.js';

/** Which parts of a text are comments, strings, or words between tags. */
export class CodeMask {
  readonly regions: readonly Region[];

  constructor(regions: readonly Region[]) {
    this.regions = regions;
  }

  /** The region that holds `offset`, or undefined in plain code. */
  regionAt(offset: number): Region | undefined {
    const region = this.regions[this.firstEndingAfter(offset)];
    return region !== undefined && region.start <= offset ? region : undefined;
  }

  zoneAt(offset: number): Region['zone'] | 'code' {
    return this.regionAt(offset)?.zone ?? 'code';
  }

  /** Index of the first region whose end lies after `offset`. */
  firstEndingAfter(offset: number): number {
    let low = 0;
    let high = this.regions.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.regions[middle]?.end ?? 0) <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/**
 * Tells comments and strings from code, in one pass over char codes. It errs towards code: a construct that never closes masks nothing, so that
 * broken syntax cannot hide a call, and every failed search for an end is remembered, so that no input makes it quadratic.
 */
export function maskCode(text: string, language: Language): CodeMask {
  return new CodeMask(isMarkup(text, language) ? maskMarkup(text, language) : new Lexer(text, LEXICAL[language]).run());
}
