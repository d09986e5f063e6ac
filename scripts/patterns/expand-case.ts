import type { AST } from '@eslint-community/regexpp';
import { visitRegExpAST } from '@eslint-community/regexpp';
import { parsePattern } from './dialect.js';

/** Writes a pattern so that it matches every letter in both cases, without the flag whose meaning differs between the engines. */
export function expandCase(pattern: string): string {
  const edits: { at: number; end: number; text: string }[] = [];
  const replace = (node: AST.Node, text: string): void => {
    if (text !== node.raw) edits.push({ at: node.start, end: node.end, text });
  };
  visitRegExpAST(parsePattern(pattern), {
    onCharacterEnter(node) {
      const both = bothCases(node.raw);
      if (both === undefined || node.parent.type === 'CharacterClassRange') return;
      replace(node, node.parent.type === 'CharacterClass' ? both : `[${both}]`);
    },
    onCharacterClassRangeEnter(node) {
      const { min, max } = node;
      const lower = /^[a-z]$/.test(min.raw) && /^[a-z]$/.test(max.raw);
      const upper = /^[A-Z]$/.test(min.raw) && /^[A-Z]$/.test(max.raw);
      if (lower) replace(node, `${node.raw}${node.raw.toUpperCase()}`);
      if (upper) replace(node, `${node.raw}${node.raw.toLowerCase()}`);
    },
  });
  let out = pattern;
  for (const edit of edits.sort((a, b) => b.at - a.at)) out = out.slice(0, edit.at) + edit.text + out.slice(edit.end);
  return out;
}

function bothCases(raw: string): string | undefined {
  return /^[A-Za-z]$/.test(raw) ? raw.toLowerCase() + raw.toUpperCase() : undefined;
}
