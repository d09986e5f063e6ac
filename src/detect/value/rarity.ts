import { LETTER_PAIRS } from './letter-pairs.js';

/** Pieces shorter than this say nothing: abbreviations, versions, bytes in hex. */
const MIN_PIECE = 4;
/** What a change between letter and digit counts, in bits: words have few. */
const MIXED = -2;
/** What a capital after a small letter counts: a word begins, or chance. */
const CAMEL = -0.5;
/** In the table of pairs this digit stands for "as likely as by chance". */
const NEUTRAL = 6;
const A = 0x61;

/**
 * How many letters and digits of a value are in pieces that are likelier drawn at random than made of words. Pieces lie between separators; each is judged by its pairs of
 * neighbours, as the logarithm of a likelihood ratio.
 */
export function rareLength(value: string): number {
  let rare = 0;
  for (const [piece] of value.matchAll(/[A-Za-z0-9]+/g)) {
    if (piece.length >= MIN_PIECE && wordBits(piece) < 0) rare += piece.length;
  }
  return rare;
}

function wordBits(piece: string): number {
  let bits = 0;
  for (let at = 0; at + 1 < piece.length; at++) {
    const first = piece.charCodeAt(at);
    const second = piece.charCodeAt(at + 1);
    const letters = Number(first > 0x39) + Number(second > 0x39);
    if (letters === 1) bits += MIXED;
    else if (letters === 2 && first >= A && second < A) bits += CAMEL;
    else if (letters === 2) bits += Number(LETTER_PAIRS[(first | 0x20) - A]?.[(second | 0x20) - A]) - NEUTRAL;
  }
  return bits;
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
