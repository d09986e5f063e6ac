import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ambiguousGroups } from '../../scripts/patterns/ambiguity.js';

const AMBIGUOUS = [
  // A line of a body: where its indentation ends is anybody's guess.
  '(?:\\n[ \\t]{1,40}[^\\n]{1,120}){0,8}x',
  // A blank line is a line as well.
  '(?:[ ]{2}[^\\n]{0,80}\\n|[ ]{0,20}\\n){0,6}x',
  '(?:with[ ]|[a-z]{2,12}[ ]){0,4}password',
  '(?:@[^\\n]{1,80}[\\r\\n]{1,4}){0,3}def',
  '(?:a|(?:b{0,3}c?b{0,3}d)){2,9}',
];
const PLAIN = [
  '(?:\\n(?:[ \\t][^\\n]{0,159}|\\r?)){0,8}\\nx',
  '(?:[ ]{2}[^\\n:]{0,198}\\n|[ ]?\\r?\\n){0,6}x',
  '(?:[a-z]{2,12}[ ]){0,4}?password',
  '(?:@[^\\r\\n]{1,80}[\\r\\n]{1,4}){0,3}def',
  '(?:[ ]{3}[^\\n]{0,131}\\n){0,6}?x',
  // Two ways, but only once.
  '(?:[ \\t]{1,40}[^\\n]{1,120}\\n)?x',
  '(?:\\w{1,30}\\.){0,4}\\w{1,30}\\(',
];

describe('groups that are repeated', () => {
  for (const pattern of AMBIGUOUS) it(`${pattern} can take the same text in two ways`, () => assert.equal(ambiguousGroups(pattern).length, 1));
  for (const pattern of PLAIN) it(`${pattern} takes a text in one way`, () => assert.deepEqual(ambiguousGroups(pattern), []));
});
