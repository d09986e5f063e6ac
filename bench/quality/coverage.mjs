// What the code rules find, by category and language: rules, and our own bad and good functions (functions/ and samples/ together).
//   node bench/quality/coverage.mjs           prints docs/code-coverage.md
//   node bench/quality/coverage.mjs --write   writes it
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { languageOf } from '../../dist/lib/text/language-of.js';
import { findingsIn, ownFunctions, ownSamples, percent, rules } from '../support/own-code.mjs';

/** Weaknesses of one kind: their CWEs, and the names that our functions have for them. */
const CATEGORIES = [
  ['SQL and NoSQL', [89, 943], 'sql nosql predicate'],
  ['commands', [78, 77, 88], 'command shell'],
  ['code, templates, reflection', [94, 95, 96, 470, 1336, 98, 913, 1321], 'code template include render extract prototype eval proto jndi reflection clr process definer oracle'],
  ['XSS', [79, 80, 83, 1007], 'xss webview validation validate'],
  ['paths, uploads', [22, 23, 35, 36, 73, 434, 552], 'path upload read file'],
  ['SSRF', [918], 'ssrf'],
  ['redirects', [601], 'redirect intent frame'],
  ['deserialization', [502], 'deserialize'],
  ['XML, XPath, LDAP', [611, 776, 643, 91, 90], 'xml xxe xpath ldap'],
  ['headers, mail, logs written by clients', [93, 113, 117], 'header headers mail'],
  ['credentials in code', [798, 259, 321, 522], 'credential secrets'],
  ['randomness', [330, 331, 335, 337, 338, 340], 'random'],
  ['cryptography', [326, 327, 328, 329, 916, 760, 759, 780, 1204, 257, 256, 323], 'crypto plaintext compare password-policy'],
  ['TLS and SSH', [295, 297, 322, 300], 'tls ssh'],
  ['cleartext', [319, 311, 523, 494, 829, 312], 'cleartext download storage html pasteboard'],
  ['tokens', [347, 345, 384, 287, 290, 208, 697, 613], 'jwt session trust'],
  ['CORS, CSRF, cookies', [942, 346, 352, 614, 1004, 1275, 693], 'cors csrf cookie postmessage helmet message'],
  ['errors and debugging', [209, 489, 215, 11, 497, 200, 668], 'errors error debug phpinfo graphql webconfig bind'],
  ['secrets in logs', [532], 'log'],
  [
    'memory',
    [119, 120, 121, 122, 125, 131, 134, 190, 242, 401, 415, 416, 457, 467, 476, 562, 676, 787, 788, 770, 129, 252, 401, 788, 843, 704],
    'copy gets scanf sprintf format bounds uaf doublefree null overflow return cin uninit alloca realloc free sizeof strncpy cast memory unsafe divide exception leakuse library panic recursion stack uninitialized readlink literal integer kernel',
  ],
  ['temporary files, rights', [377, 379, 732, 276, 250, 269, 273, 266], 'temp permissions privileges sudo rm android electron docker firewall'],
  ['check, then use', [367, 362], 'race signal'],
  ['denial of service', [1333, 400, 409, 625, 835], 'redos regex timeout resource dos'],
  ['access', [639, 915, 306, 862, 863, 284, 285], 'massassign mass auth assert access grant rls biometric'],
  // Samples of several of the kinds above in one suite; their rules are counted there.
  ['settings of several kinds', [-1], 'settings'],
  [
    'infrastructure',
    [],
    'terraform kubernetes compose workflow gitlab nginx ansible cloudformation spring iampolicy helm jenkins azure-pipelines azurepipelines circleci apache bicep sshd redis postgres istio serverless haproxy sudoers mongo elastic kafka daemon systemd vagrant traefik prometheus argocd pip npmrc gitconfig maven ios aws gcloud azure env network defender winrm policy',
  ],
];
/** Columns: languages that are written alike stand together. */
const LANGUAGES = [
  ['Python', ['python']],
  ['JavaScript', ['javascript', 'typescript', 'vue', 'svelte', 'html']],
  ['Java', ['java']],
  ['Go', ['go']],
  ['PHP', ['php']],
  ['C#', ['csharp']],
  ['C, C++', ['c', 'cpp']],
  ['Ruby', ['ruby']],
  ['Kotlin', ['kotlin']],
  ['Rust', ['rust']],
  ['Swift', ['swift']],
  ['shell', ['shell']],
  ['SQL', ['sql']],
  ['infrastructure', ['dockerfile', 'terraform', 'yaml', 'json', 'xml', 'ini', 'properties', 'text']],
];

const rowOf = (category) => CATEGORIES.findIndex(([, , names]) => names.split(' ').includes(category));
const columnOf = (path) => LANGUAGES.findIndex(([, members]) => members.includes(languageOf(path)));
const cells = CATEGORIES.map(() => LANGUAGES.map(() => ({ rules: 0, bad: 0, found: 0, good: 0, hit: 0 })));
const total = { bad: 0, found: 0, good: 0, hit: 0 };
for (const one of [...ownFunctions(), ...ownSamples()]) {
  const cell = cells[rowOf(one.category)]?.[columnOf(one.path)];
  if (cell === undefined) throw new Error(`no place for ${one.category} in ${one.path}`);
  const told = findingsIn(one).some(({ level }) => level !== 'note');
  for (const sums of [cell, total]) {
    sums[one.verdict]++;
    if (told) sums[one.verdict === 'bad' ? 'found' : 'hit']++;
  }
}
const code = rules.filter(({ kind }) => kind === 'insecure-code');
for (const [row, [, cwes]] of CATEGORIES.entries()) {
  for (const [column, [, members]] of LANGUAGES.entries()) {
    const isInfrastructure = cwes.length === 0;
    cells[row][column].rules = code.filter(
      (rule) =>
        rule.languages?.some((one) => members.includes(one)) === true &&
        (isInfrastructure ? column === LANGUAGES.length - 1 && !rule.languages.includes('python') : rule.cwe.some((cwe) => cwes.includes(Number(cwe.slice(4))))),
    ).length;
  }
}

const text = ({ rules: count, bad, found, good, hit }) =>
  [count === 0 ? '' : `**${count}**`, bad === 0 ? '' : `${found}/${bad}`, good === 0 ? '' : `${hit}/${good}`].filter((one) => one !== '').join(' · ');
const page = `# What the code rules find

\`npm run bench:code\` measures it, \`node bench/quality/coverage.mjs --write\` writes this page. In each cell: **rules** for the category in the language · bad functions found · good functions hit, of our own
(\`bench/quality/functions\` and \`bench/quality/samples\`). Found means a warning or an error; what is only told as a note (memory that is not checked, a check before a use) counts as missed.
A rule for several weaknesses or languages is counted in each. Together ${code.length} rules; found ${total.found} of ${total.bad} (${percent(total.found, total.bad)}), hit ${total.hit} of ${total.good} (${percent(total.hit, total.good)}).

| category | ${LANGUAGES.map(([name, members]) => `${name} (${code.filter((rule) => rule.languages?.some((one) => members.includes(one))).length})`).join(' | ')} |
|${'---|'.repeat(LANGUAGES.length + 1)}
${CATEGORIES.map(([name], row) => `| ${name} | ${cells[row].map(text).join(' | ')} |`).join('\n')}
`;
if (process.argv.includes('--write')) writeFileSync(join(import.meta.dirname, '../../docs/code-coverage.md'), page);
else console.log(page);
