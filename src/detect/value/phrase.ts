import { isWord } from './word.js';

/** Words that join others: one of them makes a sentence or a label. */
const PROSE = new Set(
  (
    'a an the your you yours my our his her its is are was were be been am must should shall can could may might will would do does did not no and or but if then else when while for of to in on at by with from as per than that ' +
    'this these those it them they we he she i please enter type use used using set get see select choose create confirm verify check send sent click try again least most min max minimum maximum between contain contains include ' +
    'includes characters character chars char letters letter digits digit numbers number symbols length long short strong weak new old current forgot reset change changed invalid incorrect wrong missing required optional empty ' +
    'password passwords passphrase passwd pass pwd secret secrets token tokens key keys user users username email login account code field value text string here example sample default none only all any one two more less also until ' +
    'already after before about into over only same has have had need needs cannot without within select insert update delete where'
  ).split(' '),
);
/** What code, markup and sentences are written with. */
const MARKUP = /[<>{}()|=;"`\\/[\]]|[.,:?]$|[.,:?] |--/;
const PHRASE = /^[!-~]{1,24}(?: [!-~]{1,24}){1,11}$/;
const MIXED_WORD = /^(?=[!-~]*[A-Za-z])(?=[!-~]*[0-9])(?![A-Za-z]?[0-9]{1,3}(?:st|nd|rd|th|px|ms|s|m|h|d|gb|mb|kb|x|%)?$)(?!v[0-9])[!-~]{4,}$/;
const LEAST_WORDS = 3;
const PASSPHRASE_NAME = /pass_?phrase["'`)\]]{0,3}[ \t:=>]/i;
const CAPITAL_NAME = /\b[A-Z0-9_]*PASS(?:WORD|WD|PHRASE|CODE)?["']?[ \t:=]/;

/**
 * A passphrase of words with blanks between them: `normal` where one of the words has letters and digits, `low` where they are plain and a name in capitals, or of a passphrase, stands before
 * them; else a sentence or a label, which is none.
 *
 * @param name the text from the beginning of the name up to the value.
 */
export function classifyPhrase(value: string, name: string): 'reject' | 'low' | 'normal' {
  // Between backticks a shell runs a command.
  if (!PHRASE.test(value) || MARKUP.test(value) || name.endsWith('`')) return 'reject';
  const words = value.split(' ');
  if (words.some((word) => PROSE.has(word.toLowerCase().replace(/[^a-z]/g, '')))) return 'reject';
  if (words.some((word) => MIXED_WORD.test(word) && !isWord(word.replace(/[0-9.]+$/, '')))) return 'normal';
  if (!words.every((word) => /^(?:[a-z]{3,}|[0-9]{1,6})$/.test(word)) || !words.some((word) => /[a-z]/.test(word))) return 'reject';
  if (PASSPHRASE_NAME.test(name)) return words.length >= LEAST_WORDS || words.some((word) => /^[0-9]{3}/.test(word)) ? 'low' : 'reject';
  return words.length >= LEAST_WORDS && CAPITAL_NAME.test(name) ? 'low' : 'reject';
}
