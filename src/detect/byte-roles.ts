import type { Lexical } from './lexical-table.js';

/** What a byte may begin. */
export const FRAME = 1;
export const COMMENT = 2;
export const STRING = 4;
export const REGEX = 8;
export const HEREDOC = 16;
export const PERCENT = 32;
export const ELEMENT = 64;
export const END = 128;

const known = new WeakMap<Lexical, Uint8Array>();

/** What each byte may begin in a language. */
export function rolesOf(lexical: Lexical): Uint8Array {
  const ready = known.get(lexical);
  if (ready !== undefined) return ready;
  const { lineComments, blockComments, strings, templates, regexes, heredoc, percent, elements, ends } = lexical;
  const roles = new Uint8Array(256);
  const add = (openers: Iterable<string>, role: number): void => {
    for (const open of openers) roles[open.charCodeAt(0)] = (roles[open.charCodeAt(0)] as number) | role;
  };
  add([...lineComments, ...blockComments.map(([open]) => open)], COMMENT);
  add(
    strings.map(({ open }) => open),
    STRING,
  );
  if (templates) add('`{}', FRAME);
  if (regexes) add('/', REGEX);
  if (heredoc !== undefined) add('<', HEREDOC);
  if (percent) add('%', PERCENT);
  if (elements) add('<', ELEMENT);
  if (ends !== undefined) add([ends], END);
  known.set(lexical, roles);
  return roles;
}
