import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { maskCode } from '../../src/detect/code-mask.js';
import { LANGUAGES, type Language } from '../../src/model/language.js';
import { marked, unmarked } from '../support/marked-code.js';

/** For each language code with its comments and strings marked. Nothing else in it may be masked. */
const SAMPLES: Readonly<Record<Language, readonly string[]>> = {
  javascript: ["f(«s \"a // b\"», «s 'it\\'s /* no */'»); «c // it's \"one\"»\ng(1) «c /* two\n' lines */» / 2 / x;", '«c //»\n«c /**/»f()'],
  typescript: [
    'const a: string = «s "x"» as string; «c // why»\nconst b = x / y / z;',
    'const f = <T,>(x: T) => x as Map<string, T>; const y = <T>z; if (a < b && c > d) f(«s "e"»);',
  ],
  vue: [
    '«c <!-- it\'s -->»<a :href=«s "u"»>«t it\'s // »{{ f(«s "x"») }}</a>\n<script setup>\n«c // x»\nconst t = «s `a${»b«s }`», r = «s /["\']/»;\n</script>\n<style>a { b: "</style>',
  ],
  svelte: ["<p class=«s 'x'» on:click={() => a > 1}>{y < «s 'z'»}«t  don't /* z */»</p><script>«c /* z */» f(«s '</p>'»)</script>"],
  python: ['x = «s "a # b"» «c # it\'s»\ny = «s r\'\\d\'»; z = «s """doc\n# no \' """»', "def f(): «s '''a\"b'''»\n"],
  java: ['f(«s "a//b"», «s \'"\'», «s \'\\\'\'»); «c /* x */» g(); «c // y "»\nString s = «s """\n a "b" c\n"""»;'],
  kotlin: ['val s = «s """raw \\ """» + «s "x"» «c // y»'],
  go: ['a := «s `raw " \\`» + «s "x\\""»; r := «s \'"\'» «c // y»\n«c /* z */»'],
  csharp: ['var s = «s @"C:\\"» + «s $"a{b}"» + «s $@"x\\"» + «s "y"»; «c // z»\n«c /* w */»var c = «s \'"\'»;'],
  php: [
    '<p>«t it\'s »<?php f(«s \'?>\'»); «c // it\'s »?>«t  eval(»</p><a b=«s "c»<?= $d[«s "e"»] ?>«s f"»>«t g»',
    "echo «s \"a\"» . «s 'b'»; «c # c'»\n«c // d»\n«c /* e */»f();",
    "$a = «s <<<EOT\nit's $b // \"c\n  EOT»;\n$d = 1 << 2; «c // e»\n$f = «s <<<'X'\n\"\nX»;",
  ],
  ruby: [
    'puts «s "a # b"» «c # it\'s»\n«c # x»\nf(«s \'y\'»)«c \n=begin\nputs "z"\n=end»\n',
    "a = «s <<~SQL\n  it's # b\nSQL»\nf(<<~X, 1)\n«s it's\n  X»\nb << C\nc = «s %w[a it's]» + d %w\n",
  ],
  c: ["f(«s \"a\\\\\"», «s '\\''», «s '\"'»); «c // it's»\n«c /* \" */» g();"],
  cpp: ['auto s = «s R"(a " b)"»; «c // x»\nauto n = «s "y"»;'],
  rust: ['let s = «s "a"»; «c // x»\nlet r = «s r#"a " b"#»; let c = «s \'"\'»; «c /* y */»'],
  swift: ['let s = «s "a"» + «s """\nb "c"\n"""» «c // x»'],
  shell: ['echo «s "a # b"» «s \'it\\\'» $x#y «c # z "»\n«c # w»\n', "cat «s <<'EOF'\nit's # x\nEOF»\nbash <<END\nrm -rf $x «c # y»\nEND\n"],
  sql: ["select «s 'a -- b'» «c -- it's»\n«c /* x */» from «s \"t\"»"],
  html: ['<a href=«s "//x"» title=«s \'y\'»>«c <!-- " -->»', '<p>«t it\'s »{{ a|safe }}«t  eval(x)»</p><script>eval(x) «c // y»\n</script><%= raw x %><b>«t "»</b>'],
  dockerfile: ['«c # it\'s»\nRUN echo «s "a"» «c # b»\n'],
  terraform: ['a = «s "x # y"» «c # it\'s»\n«c // z»\n«c /* " */»b = 1'],
  yaml: ['a: «s "x # y"» «c # it\'s»\nb: x#y\n'],
  json: ['{«s "a"»: «s "x // \\" y"»}'],
  env: ['A=«s "x # y"» «c # it\'s»\nB=x#y\n'],
  properties: ["a=x#y\n«c # it's»\n"],
  ini: ['a = "x"\n«c ; it\'s»\n«c # b»\n'],
  toml: ['a = «s "x # y"» «c # it\'s»\n'],
  xml: ['<a b=«s "c"»>«c <!-- \' -->»</a>'],
  markdown: ['# "a" // b /* c */ <!-- d -->'],
  text: ['# "a" // b /* c */ \'d\''],
};

describe('the lexer', () => {
  for (const language of LANGUAGES) {
    it(`tells comments and strings of ${language} from code`, () => {
      for (const sample of SAMPLES[language]) assert.equal(marked(unmarked(sample), language), sample);
    });
  }

  it('lets no construct that never closes hide what follows', () => {
    for (const [language, code] of [
      ['javascript', '/* never closed\neval(x)'],
      ['javascript', 'const a = "never closed\neval(x)'],
      ['javascript', "it's\neval(x)"],
      ['javascript', 'const a = `never closed\neval(x)'],
      ['javascript', 'const a = `b${\neval(x)'],
      ['javascript', 'const a = `b${ c("eval(x)")'],
      ['javascript', 'const a = `b${c}\neval(x)'],
      ['javascript', 'a = /never closed\neval(x)'],
      ['python', '"""never closed\neval(x)'],
      ['python', "'''never closed\neval(x)"],
      ['kotlin', '"""never closed\neval(x)'],
      ['go', '`never closed\neval(x)'],
      ['rust', 'r#"never closed"\neval(x)'],
      ['csharp', '@"never closed\neval(x)'],
      ['cpp', 'R"(never closed"\neval(x)'],
      ['html', '<!-- never closed\neval(x)'],
      ['ruby', '\n=begin\neval(x)'],
      ['sql', "/* 'never closed\neval(x)"],
      ['shell', "echo 'never closed\neval(x)"],
    ] as const) {
      assert.equal(maskCode(code, language).zoneAt(code.indexOf('eval')), 'code', `${language}: ${code}`);
    }
  });

  it('finds its way again after a construct that never closes', () => {
    assert.equal(marked('it\'s here\nf("x") // y', 'javascript'), 'it\'s here\nf(«s "x"») «c // y»');
    assert.equal(marked("r'''open\nx = 1 # y\n", 'python'), "r'«s ''»open\nx = 1 «c # y»\n");
    assert.equal(marked('/* open\nf("x")', 'java'), '/* open\nf(«s "x"»)');
  });

  it('knows no region in a text of a language without syntax', () => {
    fc.assert(fc.property(fc.string(), fc.constantFrom('text', 'markdown'), (text, language) => assert.deepEqual(maskCode(text, language).regions, [])));
  });
});

/** What lexers stumble over. */
const PIECES = [
  '"',
  "'",
  '`',
  '"""',
  "'''",
  '/*',
  '*/',
  '//',
  '#',
  '--',
  '<!--',
  '-->',
  '${',
  '{',
  '}',
  '/',
  '\\',
  '\n',
  '\r\n',
  ' ',
  'a',
  'rb',
  'r#"',
  '"#',
  '@"',
  '$',
  'R"(',
  ')"',
  '\n=begin',
  '\n=end',
  '<p>',
  '</p>',
  '(<b c="',
  '=> <b>',
  '</b>',
  '/>',
  '<>',
  '</>',
  '<script>',
  '</script>',
  '<?php ',
  '<?= ',
  '?>',
  '<a onclick="',
  " @click='",
  ' href="javascript:',
  '&quot;',
  '<%',
  '%>',
  '{{',
  '}}',
  '@',
  '[',
  ']',
  '=',
  'return ',
  ';',
  '\xff',
];

describe('the regions of any text in any language', () => {
  const code = fc.oneof(
    fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join('')),
    fc.string({ unit: fc.nat(255).map((byte) => String.fromCharCode(byte)), maxLength: 200 }),
  );

  it('are sorted, disjoint, not empty and in bounds, and with the code between them are the text', () => {
    fc.assert(
      fc.property(code, fc.constantFrom(...LANGUAGES), (text, language) => {
        const mask = maskCode(text, language);
        let at = 0;
        let whole = '';
        for (const { start, end } of mask.regions) {
          assert.ok(start >= at && end > start && end <= text.length, JSON.stringify(mask.regions));
          whole += text.slice(at, start) + text.slice(start, end);
          at = end;
        }
        assert.equal(whole + text.slice(at), text);
      }),
      { numRuns: 5000 },
    );
  });

  it('answer for every offset as a search from the start would', () => {
    fc.assert(
      fc.property(code, fc.constantFrom(...LANGUAGES), (text, language) => {
        const mask = maskCode(text, language);
        for (let offset = 0; offset <= text.length; offset++) {
          const region = mask.regions.find(({ start, end }) => start <= offset && offset < end);
          assert.equal(mask.regionAt(offset), region);
          assert.equal(mask.zoneAt(offset), region?.zone ?? 'code');
        }
      }),
      { numRuns: 500 },
    );
  });
});
