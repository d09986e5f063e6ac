import type { Language } from '../../model/language.js';
import type { Region } from '../code-mask.js';
import type { TextView } from '../text-view.js';
import { besideLiteral, literalAround, openCall, statementBefore } from './literal.js';
import type { Edit, Naming, Repair } from './repair.js';
import { variableName } from './variable-name.js';

/** A language whose look-up is an expression of type string, and whose strings are joined by an operator. */
interface Joining {
  readonly quotes: readonly string[];
  readonly joins: string;
  readonly lookUp: (name: string) => string;
  /** What the code up to the literal must not be: there a constant is wanted. */
  readonly constant: RegExp;
  /** The same of what stands before the bracket that is open there. */
  readonly constantCall?: RegExp;
  /** The same of what comes behind the literal. */
  readonly constantNext?: RegExp;
  /** A declaration that can be had without being a constant to the compiler, unless its name is used where one is wanted. */
  readonly loosen?: readonly [find: RegExp, put: string, used: (name: string) => RegExp];
  readonly module?: string;
}

const annotated = (name: string): RegExp => new RegExp(`@[\\w.]+\\([^)]*\\b${name}\\b|\\bcase[ \\t]+(?:[\\w.]+[ \\t]*,[ \\t]*)*(?:\\w+\\.)?${name}\\b`);

const JOINING: Readonly<Partial<Record<Language, Joining>>> = {
  // https://pkg.go.dev/os#Getenv
  go: {
    quotes: ['"', '`'],
    joins: '+',
    lookUp: (name) => `os.Getenv("${name}")`,
    // Behind a type stands the tag of a field.
    constant: /^\s*(?:case|import|const)\b|[^-+(,=[{:!<>&|\s]\s*$(?<!\breturn\s*)/,
    constantCall: /\b(?:import|const)\s*$/,
    loosen: [/^const(?=[ \t]+\w+(?:[ \t]+string)?[ \t]*=[ \t]*$)/, 'var', (name) => new RegExp(`\\bconst\\b[^\\n]*=[^\\n]*\\b${name}\\b|\\bcase[ \\t]+[^:\\n]*\\b${name}\\b`)],
    module: 'os',
  },
  // https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/lang/System.html#getenv(java.lang.String)
  java: {
    quotes: ['"'],
    joins: '+',
    lookUp: (name) => `System.getenv("${name}")`,
    constant: /^\s*case\b/,
    constantCall: /@[\w.]+\s*$/,
    // Still a constant to people, no longer one to the compiler.
    loosen: [/\bfinal(?=[ \t]+(?:java\.lang\.)?String[ \t]+\w+[ \t]*=[ \t]*$)/, 'final', annotated],
  },
  // https://learn.microsoft.com/dotnet/api/system.environment.getenvironmentvariable
  csharp: {
    quotes: ['"'],
    joins: '+',
    lookUp: (name) => `System.Environment.GetEnvironmentVariable("${name}")`,
    constant: /^\s*case\b|^\s*\[[^\]]*$|\bconst\b|\bis(?:[ \t]+not)?\s*$/,
    constantNext: /^\s*=>/,
    loosen: [
      /(?<=\b(?:public|private|protected|internal)[ \t]+)const(?=[ \t]+string[ \t]+\w+[ \t]*=[ \t]*$)/,
      'static readonly',
      (name) =>
        new RegExp(`\\[[\\w.]+\\([^)\\]]*\\b${name}\\b|\\bcase[ \\t]+(?:\\w+\\.)?${name}\\b|\\bstring\\??[ \\t]+\\w+[ \\t]*=[ \\t]*${name}\\b|\\bconst\\b[^;]*=[^;]*\\b${name}\\b`),
    ],
  },
  // https://www.php.net/manual/en/function.getenv.php; constant expressions: https://www.php.net/manual/en/language.oop5.properties.php
  php: {
    quotes: ["'", '"'],
    joins: '.',
    lookUp: (name) => `getenv('${name}')`,
    constant: /^\s*(?:case|const|var|public|private|protected|static|readonly|final|global|abstract|function|require|include)\b|#\[[^\]]*$|\b(?:function|fn)\b[^)]*$/,
  },
};
/** What a literal may follow and precede if what takes its place holds an operator. */
const OPERAND_BEFORE = /(?:[(,=[{:?]|=>|->|\breturn)\s*$/;
const OPERAND_AFTER = /^\s*(?:[),;\]}:]|$)/;
/** Calls whose first argument is a pattern: what is joined to it would be read as one. */
const PATTERN_CALL = /(?:printf|errorf|fatalf|logf|panicf|format|matches|split|replaceAll|Regex|regexp\.\w+|preg_\w+)$/i;

/** Go, Java, C# and PHP: the literal becomes a look-up, or one joined to the rest of it. Undefined where that is not certain. */
export function joinedLookup(view: TextView, region: Region, secret: { readonly start: number; readonly end: number }, ruleId: string, naming: Naming): Repair | undefined {
  const language = JOINING[view.language];
  const literal = language === undefined ? undefined : literalAround(view, region, secret, language.quotes);
  if (language === undefined || literal === undefined || besideLiteral(view, literal.start, literal.end)) return undefined;
  const { text } = view;
  const { start, end, quote, before, value, after, whole } = literal;
  const statement = statementBefore(view, start).replace(/^\s*<\?php\b/, '');
  const call = openCall(statement)?.trimEnd();
  const loosened = loosen(view, start, language);
  // In Go a statement ends with its line.
  const code = view.language === 'go' ? statement.slice(statement.lastIndexOf('\n') + 1) : statement;
  if (loosened === 'never' || (loosened.length === 0 && !isLoose(view, start, language) && language.constant.test(code))) return undefined;
  if (call !== undefined && language.constantCall?.test(call)) return undefined;
  if (language.constantNext?.test(text.slice(end, end + 40))) return undefined;
  // Defaults of parameters, and values of attributes, look like assignments inside brackets.
  if (view.language === 'csharp' && call !== undefined && /[^=!<>]=\s*$/.test(statement)) return undefined;
  if (view.language === 'go' && /\bos[ \t]*(?:,[^\n=]*)?:=|\bvar[ \t]+os\b|[(,][ \t]*os[ \t]+[\w*[]/.test(text)) return undefined;
  const variable = { name: naming(variableName(text.slice(Math.max(0, start - 600), start), ruleId, !whole), value), value };
  const lookUp = language.lookUp(variable.name);
  const module = language.module === undefined ? {} : { module: language.module };
  if (whole) return { edits: [{ start, end, text: lookUp }, ...loosened], variable, ...module };
  if (PATTERN_CALL.test(call ?? '') || (view.language === 'php' && quote === '"' && /\{\$[^}]*$/.test(before))) return undefined;
  const joined = [before === '' ? '' : `${quote}${before}${quote}`, lookUp, after === '' ? '' : `${quote}${after}${quote}`]
    .filter((part) => part !== '')
    .join(` ${language.joins} `);
  const alone = OPERAND_BEFORE.test(statement) && OPERAND_AFTER.test(text.slice(end, end + 80).split('\n')[0] ?? '');
  return { edits: [{ start, end, text: alone ? joined : `(${joined})` }, ...loosened], variable, ...module };
}

function isLoose({ text }: TextView, start: number, { loosen: way }: Joining): boolean {
  return way?.[0].test(text.slice(text.lastIndexOf('\n', start - 1) + 1, start).trimStart()) === true;
}

/** The edits by which the declaration before a literal is no constant any more: none where it is not one, `never` where it must stay one. */
function loosen(view: TextView, start: number, language: Joining): readonly Edit[] | 'never' {
  if (language.loosen === undefined || !isLoose(view, start, language)) return [];
  const [find, put, used] = language.loosen;
  const { text } = view;
  const line = text.lastIndexOf('\n', start - 1) + 1;
  const head = text.slice(line, start);
  const indent = head.length - head.trimStart().length;
  const match = find.exec(head.trimStart());
  const name = /(\w+)(?:[ \t]+string)?[ \t]*=[ \t]*$/.exec(head)?.[1];
  if (match === null || name === undefined || used(name).test(text.slice(0, line) + text.slice(start))) return 'never';
  const at = line + indent + match.index;
  return match[0] === put ? [] : [{ start: at, end: at + match[0].length, text: put }];
}
