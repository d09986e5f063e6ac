import type { LineRange } from '../../model/source-text.js';
import { ShellSyntaxError, type SimpleCommand, shellCommands, UNKNOWN } from './shell-words.js';
import { SHELLS, scriptOf, unwrapped } from './wrappers.js';

/** Deeper than anybody nests shells. */
const DEEPEST = 8;

/** A file that a command prints, or some of its lines. */
export interface PrintedFile {
  readonly path: string;
  /** The lines that are printed; all of them where this is left out. */
  readonly lines?: (text: string) => readonly LineRange[];
}

/** Programs that print the files they are given. To run a file (`source`, `.`) prints nothing of it. */
const PRINTERS = /^(?:cat|bat|batcat|less|more|head|tail|nl|tac|strings|base64|xxd|od|hexdump|type|sort|uniq|diff|comm|paste|column|fold|rev)$/;
const SEARCHERS = /^(?:[ef]?grep|rg|ag)$/;
/** Options of these by which they tell of lines without printing them: counts, names of files, nothing. */
const SILENT = /^(?:-[a-zA-Z]*[clLq][a-zA-Z]*|--(?:count|files-with(?:out)?-match(?:es)?|quiet|silent))$/;
/** Lines around those that match, or those that do not. */
const MORE = /^(?:-[a-zA-Z]*[ABCv]\d*[a-zA-Z]*|--(?:(?:after-|before-)?context|invert-match)(?:=.*)?)$/;

/** What a command prints of files, as far as its words tell. What is written to a file comes into no conversation. */
export function printedFiles(command: SimpleCommand): PrintedFile[] {
  return command.outputs.length > 0 ? [] : printedBy(command.words, 0);
}

function printedBy(words: readonly string[], depth: number): PrintedFile[] {
  const [first = '', ...rest] = words;
  const program = first.slice(first.lastIndexOf('/') + 1);
  if (first === '' || depth > DEEPEST) return [];
  const inner = unwrapped(program, rest);
  if (inner !== undefined) return printedBy(inner, depth + 1);
  const script = SHELLS.test(program) ? scriptOf(rest) : program === 'eval' ? rest.join(' ') : undefined;
  if (script !== undefined) return commandsOf(script).flatMap(({ outputs, words: own }) => (outputs.length > 0 ? [] : printedBy(own, depth + 1)));
  const known = rest.filter((word) => !word.includes(UNKNOWN));
  if (PRINTERS.test(program)) return known.filter((word) => !word.startsWith('-')).map((path) => ({ path }));
  if (!SEARCHERS.test(program) || known.some((word) => SILENT.test(word))) return [];
  return searched(known);
}

function commandsOf(script: string): readonly SimpleCommand[] {
  try {
    return shellCommands(script);
  } catch (error) {
    if (error instanceof ShellSyntaxError) return []; // No shell runs it.
    throw error;
  }
}

function searched(words: readonly string[]): PrintedFile[] {
  const given = words.findIndex((word) => /^(?:-e|--regexp)$/.test(word));
  const files = words.filter((word, at) => !word.startsWith('-') && at !== given + 1);
  const pattern = given < 0 ? words.find((word) => !word.startsWith('-')) : words[given + 1];
  const paths = given < 0 ? words.filter((word) => !word.startsWith('-')).slice(1) : files;
  const matches = pattern === undefined || words.some((word) => MORE.test(word)) ? undefined : matcher(pattern, words);
  return paths.map((path) => (matches === undefined ? { path } : { path, lines: (text) => linesThat(matches, text) }));
}

/** The pattern as JavaScript reads it; undefined where it reads it otherwise: then all lines count. */
function matcher(pattern: string, words: readonly string[]): RegExp | undefined {
  const flags = words.some((word) => /^(?:-[a-zA-Z]*i[a-zA-Z]*|--ignore-case)$/.test(word)) ? 'i' : '';
  if (words.some((word) => /^-[a-zA-Z]*F/.test(word))) return new RegExp(pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), flags);
  if (!/^[\w \-=:,.^$*@#%/"'<>!~]*$/.test(pattern) || pattern.split('*').length > MOST_STARS + 1) return undefined;
  try {
    return new RegExp(pattern, flags);
  } catch {
    return undefined;
  }
}

/** Each takes a look at all of the line for each one before it. */
const MOST_STARS = 2;
/** A longer line counts as one that matches, in characters. */
const LONGEST_LINE = 2000;

function linesThat(matches: RegExp, text: string): LineRange[] {
  return text.split('\n').flatMap((line, at) => (line.length > LONGEST_LINE || matches.test(line) ? [{ first: at + 1, last: at + 1 }] : []));
}
