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

describe('elements of JSX', () => {
  it('hold words for people, which are no code', () => {
    holds('javascript', "return <p>«t it's eval(x) // really»</p>; f(«s 'a'»)");
    holds('javascript', 'x = (\n  <a.B c=«s "d\n"» e={f(«s "g"»)}>«t \n    Don\'t »{h(«s \'i\'»)}«t  /* j */\n  »</a.B>\n) «c // k»');
  });

  it('hold elements, fragments and values', () => {
    holds('typescript', 'const a = <>«t b »<c />{d ? <e f />: <g>«t h»</g>}{«c /* i */»}</>;');
    holds('javascript', 'return a && <b c={(d) => <e>{«s `f${»d«s }`»}</e>} {...g}>«t h > i»</b>');
  });

  it('are none where nothing closes them, nor after a value', () => {
    holds('typescript', 'const a = <T,>(b: T) => «s "c"»;');
    holds('typescript', 'return <Foo>bar(«s "it\'s"») «c // b»');
    holds('javascript', 'if (a <b && c> d) e(«s "f"»)');
    holds('javascript', 'x = <p>it is eval(«s "x"») </q>');
  });

  it('are none that go deeper than any code, and all as deep as some', () => {
    holds('javascript', `${'(<a b={'.repeat(200)}f(«s "c"»)${'}/>)'.repeat(200)} «c // d»`);
    holds('javascript', `${'(<a b={'.repeat(2000)}f(«s "c"») «c // d»\n`);
  });

  it('keep a regular expression apart from a closing tag', () => {
    holds('javascript', 'x = <b>«t c»</b>; y = «s /<\\/b>"/»; z = «s "d"»');
  });
});

describe('pages', () => {
  it('have code in their scripts alone', () => {
    holds('html', "<p>«t eval(x) '»</p><script>eval(x, «s 'y'»)</script>«t eval(z)»");
    holds('vue', '<template><p v-if=«s "a"»>«t it\'s eval(»{{ b }}«t )»</p></template><script>a = «s /["\'//]/»; eval(b)</script>');
  });

  it('are code before their first tag, and where a tag never closes', () => {
    holds('html', 'eval(x)');
    holds('html', '<p>«t a »<b c="d\n<i>«t e»</i>');
  });

  it('have code in the attributes of events, whose strings are in the other quotes or in characters of HTML', () => {
    holds('html', "<a href=«s '/x'» onclick=«s \"»eval(a + «s 'b'»)«s \"»>«t eval(c)»</a>");
    holds('html', "<a ONCLICK = «s '»eval(«s &quot;a'»)«s '»>".replace("a'»", 'a&quot;»'));
    holds('html', '<a href=«s "javascript:»f(«s \'b\'») «c // c»«s "» title=«s "javascript"»>');
    holds('vue', '<template><a @click=«s "»b(«s \'c\'»)«s "» v-on:keyup.enter=«s \'»d«s \'» :href=«s "e"»></a></template>');
    holds('html', "<p data-once=«s \"eval('a')\"» on=«s 'b'»>");
  });

  it('have code of PHP wherever it stands, in comments and scripts too', () => {
    holds('php', "«c <!-- »<?= f(«s 'a'») ?>«c  -->»<p>");
    holds('php', "<script>a(«s 'b»<?= $c[«s 'd'»] ?>«s e'»); «c // »<?php f() ?>«c  g»\n</script>");
    holds('php', '<a onclick=«s "»b(«s \'c»<?= $d[«s "e"»] ?>«s \'»)«s "»>«t f »<?= $g ?>');
  });

  it('hold Razor, ERB and Blade', () => {
    holds('html', '<p>@Html.Raw(x)</p>@{ var a = «s "b"»; }<b><%= raw(c) %></b>');
    holds('php', "@extends(x)\n<p>{!! $a !!}«t it's»</p>@php f(«s 'b'»); @endphp");
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
    holds('html', "<p>«t It's here»</p>\n<p>«t don't»</p>");
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
  '<script>',
  '<script>/*</script>',
  '<a ',
  '<a "',
  '=<a>',
  '=<a b={',
  '=<a>`${',
  '=<a></b>',
  '{{',
  '@{',
  '@',
  '<?php ',
  '<?php " ?>',
  '<?php /* ?>',
  '<?=?>',
  '<?= ?><a b="',
  '<a onclick="',
  "<a onclick='`${",
  '<a onclick="/*"',
  '<a onclick="x">',
  ' onclick="javascript:',
  '<p>{',
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
