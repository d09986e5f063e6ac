import type { Extent } from './call.js';
import { Lexer } from './lexer.js';
import { LEXICAL } from './lexical-table.js';
import type { Region } from './region.js';

/** PHP's own code in a page: `<?php … ?>` and `<?= … ?>`, wherever they stand, and the regions in them. https://www.php.net/manual/en/language.basic-syntax.phpmode.php */
export interface Islands {
  /** In order, with their marks. */
  readonly extents: readonly Extent[];
  readonly regions: readonly Region[];
}

export function islandsOf(text: string): Islands {
  const lexer = new Lexer(text, LEXICAL.php);
  const extents: Extent[] = [];
  const regions: Region[] = [];
  for (let open = text.indexOf('<?'); open >= 0; open = text.indexOf('<?', lexer.end)) {
    for (const region of lexer.run(open + 2)) regions.push(region);
    extents.push({ start: open, end: lexer.end });
  }
  return { extents, regions };
}

/** The page that is left when spaces stand in place of its code: as long, with all its line breaks. */
export function withoutIslands(text: string, { extents }: Islands): string {
  const pieces: string[] = [];
  let at = 0;
  for (const { start, end } of extents) {
    pieces.push(text.slice(at, start), text.slice(start, end).replace(/[^\r\n]/g, ' '));
    at = end;
  }
  pieces.push(text.slice(at));
  return pieces.join('');
}

/** The regions of a page, cut where its code stands, and those of the code, in one order. */
export function withIslands(text: string, page: readonly Region[], { extents, regions }: Islands): Region[] {
  const all: Region[] = [];
  let next = 0;
  let inner = 0;
  const island = (end: number): void => {
    for (let region = regions[inner]; region !== undefined && region.start < end; region = regions[++inner]) all.push(region);
    next++;
  };
  const piece = (region: Region): void => {
    if (region.zone !== 'text' || /\S/.test(text.slice(region.start, region.end))) all.push(region);
  };
  for (const region of page) {
    let from = region.start;
    for (let one = extents[next]; one !== undefined && one.start < region.end; one = extents[next]) {
      if (one.start > from) piece({ ...region, start: from, end: one.start });
      island(one.end);
      from = Math.max(from, one.end);
    }
    if (from < region.end) piece({ ...region, start: from });
  }
  for (let one = extents[next]; one !== undefined; one = extents[next]) island(one.end);
  return all;
}
