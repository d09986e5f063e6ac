import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { maskCode } from '../../src/detect/code-mask.js';
import { LEXICAL } from '../../src/detect/lexical-table.js';
import { LANGUAGES } from '../../src/model/language.js';
import { marked, unmarked } from '../support/marked-code.js';

function holds(language: Parameters<typeof marked>[1], sample: string): void {
  assert.equal(marked(unmarked(sample), language), sample);
}

describe('templates of JavaScript', () => {
  it('are strings without what they embed', () => {
    holds('javascript', 'f(«s `a`», «s `b ${»c + «s "d"»«s } e`»)');
    holds('javascript', 'x = «s `${»y«s }`»');
    holds('javascript', '«s `\\` \\${ $ {`» + z');
  });

  it('embed objects, functions, strings with braces and comments', () => {
    holds('javascript', 'x = «s `a ${»{ b: { c: 1 } }.b«s } d`» + e');
    holds('javascript', 'x = «s `a ${»f(() => { return «s "}"»; })«s } d`»');
    holds('javascript', 'x = «s `a ${»b «c /* } */» + c «c // }»\n«s } d`»');
  });

  it('embed templates', () => {
    holds('javascript', 'x = «s `a ${»b ? «s `c ${»d«s } e`» : «s `f`»«s } g`» + h');
    holds('typescript', '«s `${»«s `${»«s `${»x«s }`»«s }`»«s }`»');
  });

  it('end where they end, so that the code after them is code', () => {
    const code = 'const q = `select ${a} from ${b}`;\neval(x)';
    assert.equal(maskCode(code, 'javascript').zoneAt(code.indexOf('eval')), 'code');
  });

  it('are no templates in a language without them', () => {
    holds('go', 'x := «s `a ${b} c`»');
    holds('shell', 'x=`date`');
  });
});

describe('regular expression literals', () => {
  it('are strings where an operand may stand', () => {
    holds('javascript', 'x = «s /["\']/»; y(«s /\\/*/»); return «s /[/"]/»g.test(z)');
    holds('javascript', 'a && «s /\'/».test(b) ? «s /"/» : «s /`/»');
    holds('javascript', '\n«s /a/».exec(b)');
  });

  it('are divisions after a value', () => {
    holds('javascript', 'x = a / b / «s "c"»');
    holds('javascript', "x = f(a) / g[0] / «s '/'»");
    holds('javascript', 'x = 4 / 2 «c // half»');
  });

  it('do not reach over a line end', () => {
    holds('javascript', 'x = /a\nf(«s "b"»)');
  });
});

describe('prefixes of strings', () => {
  it('belong to the strings of Python', () => {
    for (const prefix of ['r', 'b', 'f', 'u', 'rb', 'Br', 'F', 'fR']) holds('python', `x = «s ${prefix}"a"» + «s ${prefix}'''b'''»`);
  });

  it('are no prefixes where a name ends in their letters', () => {
    holds('python', 'buf«s "a"»');
    holds('python', 'x_f«s "a"»');
  });

  it('belong to the strings of C# and Rust', () => {
    holds('csharp', 'x = «s $"a {b}"»');
    holds('rust', 'x = «s b"a"»');
  });
});

describe('single quotes', () => {
  it('hold one character in Rust, and lifetimes hide nothing', () => {
    holds('rust', "fn f<'a>(x: &'a str, y: &'b str) -> &'a str { g(«s '\"'») }");
    holds('rust', "impl<'a> Foo<'a> for Bar<'a> {}");
    holds('rust', "let c = «s '\\u{1F600}'»; let d = «s b'\\''»;");
  });

  it('hold one character in C, Java and Go, escaped or of several bytes', () => {
    for (const language of ['c', 'cpp', 'java', 'kotlin', 'go', 'csharp'] as const) {
      holds(language, "f(«s 'a'», «s '\\n'», «s '\\\\'», «s '\\''», «s '\\u00e9'», «s '\xe2\x82\xac'») ");
    }
  });

  it('are apostrophes in prose', () => {
    holds('c', "#error don't do that, it isn't good «c // really»");
    holds('html', "<p>It's here</p>\n<p>don't</p>");
  });
});

describe('attributes of PHP 8', () => {
  it('are no comments', () => {
    holds('php', "#[Route(«s '/x'»)] function f() { eval($x); } «c # done»");
  });
});

const MEGABYTE = 1 << 20;
const HOSTILE = [
  '"',
  "'",
  '`',
  '/',
  '/*',
  '*/',
  '/[',
  '=/[',
  '= /',
  '${',
  '`${',
  '}`',
  '{',
  '"""',
  "'''",
  '\\"',
  '"\\',
  '#',
  '# ',
  '<!--',
  '--',
  '\n',
  '\n=begin',
  'r#"',
  '@"',
  'R"(',
  "'a",
  "'\n",
  '"\n',
  'rb"',
  '`${`',
  '(/',
  '\n/',
  '=/a',
];

/** Languages of one syntax are lexed alike. */
const syntaxes = new Map(LANGUAGES.map((language) => [JSON.stringify(LEXICAL[language]), language]));

describe('a hostile megabyte', () => {
  for (const language of syntaxes.values()) {
    it(`of ${language} is lexed`, { timeout: 240_000 }, () => {
      for (const piece of HOSTILE) {
        const text = piece.repeat(Math.ceil(MEGABYTE / piece.length));
        const { regions } = maskCode(text, language);
        assert.ok((regions.at(-1)?.end ?? 0) <= text.length);
      }
    });
  }
});
