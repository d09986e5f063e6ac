import { LETTER_PAIRS } from './letter-pairs.js';

/** Pieces shorter than this say nothing: abbreviations, versions, bytes in hex. */
const MIN_PIECE = 4;
/** What a change between letter and digit counts, in bits: words have few. */
const MIXED = -2;
/** What a capital after a small letter counts: a word begins, or chance. */
const CAMEL = -0.5;
/** In the table of pairs this digit stands for "as likely as by chance". */
const NEUTRAL = '6'.charCodeAt(0);
const A = 0x61;

/**
 * How many letters and digits of a value are in pieces that are likelier drawn at random than made of words. Pieces lie between separators; each is judged by its pairs of
 * neighbours, as the logarithm of a likelihood ratio.
 */
export function rareLength(value: string): number {
  let rare = 0;
  for (let start = 0; start < value.length; start++) {
    let first = value.charCodeAt(start);
    if (!isLetter(first) && !isDigit(first)) continue;
    let bits = 0;
    let end = start + 1;
    for (; end < value.length; end++) {
      const second = value.charCodeAt(end);
      if (isLetter(second)) bits += isLetter(first) ? pairBits(first, second) : MIXED;
      else if (!isDigit(second)) break;
      else if (isLetter(first)) bits += MIXED;
      first = second;
    }
    if (bits < 0 && end - start >= MIN_PIECE) rare += end - start;
    start = end;
  }
  return rare;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

function isLetter(code: number): boolean {
  const small = code | 0x20;
  return small >= A && small < A + 26;
}

function pairBits(first: number, second: number): number {
  if (first >= A && second < A) return CAMEL;
  return (LETTER_PAIRS[(first | 0x20) - A]?.charCodeAt((second | 0x20) - A) ?? NEUTRAL) - NEUTRAL;
}

/** Longest piece whose repetition makes a value regular; a longer one may be a token written twice. */
const MAX_PERIOD = 16;

/** Does the value count up or down, alone or interleaved, or repeat a short piece? */
export function isRegular(value: string): boolean {
  const same = (lag: number, within: number): number => {
    let count = 0;
    for (let at = lag; at < value.length; at++) if (Math.abs(value.charCodeAt(at) - value.charCodeAt(at - lag)) <= within) count++;
    return count / (value.length - lag);
  };
  if (same(1, 1) >= 0.6 || same(2, 1) >= 0.6) return true;
  for (let lag = 3; lag <= MAX_PERIOD && lag * 2 <= value.length; lag++) if (same(lag, 0) >= 0.9) return true;
  return false;
}
