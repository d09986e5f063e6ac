// Hostile inputs for the lexer of each language, made from its row of the table: whatever opens and never closes, by the hundred thousand.
import { core, fill, MB, pieces } from './measure.mjs';

/** A call that is found in each language, so that the lexer is asked what is code. */
const CALLS = {
  javascript: 'eval(x)',
  typescript: 'eval(x)',
  vue: 'eval(x)',
  svelte: 'eval(x)',
  html: 'eval(x)',
  python: 'eval(x)',
  php: 'eval($x);',
  ruby: 'eval(x)',
  java: 'Runtime.getRuntime().exec(x);',
  kotlin: 'Runtime.getRuntime().exec(x)',
  go: 'exec.Command("sh", "-c", x)',
  csharp: 'Process.Start(x);',
  c: 'gets(x);',
  cpp: 'gets(x);',
  rust: 'Command::new("sh").arg("-c").arg(x)',
  swift: 'NSPredicate(format: x)',
  shell: 'eval "$x"',
  sql: 'GRANT ALL PRIVILEGES ON *.* TO x;',
};

const rows = [];
for (const [language, lexical] of Object.entries(core.LEXICAL)) {
  const call = CALLS[language] ?? 'eval(x)';
  const add = (name, make) => rows.push([`${language}: ${name}`, MB, make, language]);
  const openers = new Set([
    ...lexical.lineComments,
    ...lexical.blockComments.map(([open]) => open),
    ...lexical.strings.map(({ open }) => open),
    ...(lexical.templates ? ['`${', '`'] : []),
    ...(lexical.regexes ? ['=/', '=/['] : []),
    ...(lexical.percent ? ['%w(', '%q['] : []),
    ...(lexical.elements ? ['(<a>', '(<a b="', '(<a b={', '(<>'] : []),
    ...(lexical.heredoc === undefined ? [] : ['<<<EOT\n', '<<EOT\n', '<<-EOT\n']),
    ...(lexical.ends === undefined ? [] : [lexical.ends, '<?php ']),
  ]);
  for (const open of openers) {
    add(`${JSON.stringify(open)} and a call`, fill(`${open} ${call} `));
    add(`${JSON.stringify(open)} a line each`, fill(`${open}${call}\n`));
    add(`${JSON.stringify(open)} alone, a call at the end`, (size) => `${fill(open)(size - 100)}\n${call}\n`);
  }
  if (openers.size === 0) continue;
  add('all openers', fill([...openers].map((open) => `${open} ${call} `).join('')));
  add('all openers with backslashes', fill([...openers].map((open) => `${open}\\${call} `).join('')));
  if (lexical.heredoc !== undefined)
    add(
      'here-documents, each another',
      pieces((number) => `<<A${number}\n${call}\n`),
    );
  if (lexical.heredoc !== undefined) add('here-documents that end', fill(`<<A\n${call}\nA\n${call}\n`));
  if (lexical.heredoc !== undefined)
    add('here-documents, the ends far away', (size) => pieces((number) => `<<A${number}\n${call}\n`)(size / 2) + pieces((number) => `A${number}\n${call}\n`)(size / 2));
  if (!lexical.elements) continue;
  add(
    'elements, each another',
    pieces((number) => `(<a${number}>${call}`),
  );
  add('elements that close far away', (size) => `${fill(`(<a>${call}`)(size - 10)}</a>`);
  add('elements, each another, that close far away', (size) =>
    [pieces((number) => `<a${number}>{${call}}`)(size / 2), pieces((number) => `</a${number % 400}>`)(size / 2)].join(''),
  );
  add(
    'four hundred elements in braces, again and again',
    pieces((number) => `${number % 400 === 0 ? '(' : '{'}<a${number % 400} b={${call}}>`),
  );
  const closers = Array.from({ length: 400 }, (_, number) => `</a${399 - number}>`).join('');
  add(
    'four hundred elements that close at the end',
    (size) => pieces((number) => `${number % 400 === 0 ? '(' : '{'}<a${number % 400}>`)(size - closers.length - call.length) + call + closers,
  );
  add('elements with values', fill(`(<a b={${call}}>{${call}}</a>)\n`));
  add('elements within each other', (size) => fill(`<a>{${call}}`)(size / 2) + fill('</a>')(size / 2));
}

/** Pages with code in them. */
const PAGES = [
  ['thousands of scripts', fill('<script>eval(x)</script>\n')],
  ['thousands of open scripts', fill('<script>eval(x)\n')],
  ['scripts in other letters', pieces((number) => `<${number % 2 === 0 ? 'SCRIPT' : 'sCrIpT'}>eval(x)\n`)],
  ['scripts with open templates', fill('<script>`${eval(x)</script>\n')],
  ['scripts with open elements', fill('<script>x = (<a>eval(x)</script>\n')],
  ['open tags', fill('<a b=c eval(x) ')],
  ['open attributes', fill('<a b="eval(x)<a b=')],
  ['attributes', fill('<a onclick="eval(x)">x</a>\n')],
  ['open comments', fill('<!-- eval(x) ')],
  ['values in braces', fill('{{ eval(x) }} words ')],
  ['open braces', fill('{{ eval(x) ')],
  ['one brace after another', fill('{ eval(x) ')],
  ['Razor blocks', fill('@{ eval(x) ')],
  ['Razor lines', fill('@eval(x) ')],
  ['templates of servers', fill('<% eval(x) %> words ')],
  ['open templates of servers', fill('<% eval(x) ')],
  ['PHP in attributes', fill('<a b="<?php eval($x); ?>">')],
  ['PHP in open attributes', fill('<a b="<?php eval($x); ?>')],
  ['PHP in open tags', fill('<a <?php eval($x); ?> ')],
  ['words between tags', fill('<p>eval(x) words</p>')],
];
for (const language of ['html', 'vue', 'svelte', 'php']) for (const [name, make] of PAGES) rows.push([`${language} page: ${name}`, MB, make, language]);

/** [name, size, what makes it, language] */
export const LEXERS = rows;
