// precommit-guard-ignore-file password-assignment url-credentials-web -- made-up values, repeated a million times
// Inputs of every kind that could make a scan take long: sizes, hits, findings, what joins and encodes, comments to the program, values that are followed.
import { fill, MB, pieces } from './measure.mjs';

let seed = 1;
const random = () => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return seed;
};
const noise = (alphabet) => (size) => {
  const out = Buffer.allocUnsafe(size);
  for (let at = 0; at < size; at++) out[at] = alphabet.charCodeAt((random() >> 8) % alphabet.length);
  return out.toString('latin1');
};
const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const line = 'export function handle(request, response) { const user = request.body.name; return response.send(`<p>${user}</p>`); }\n';
const base64 = (text) => Buffer.from(text, 'latin1').toString('base64');
const token = (number) => `ghp_${base64(String(number * 7919 + 1e9).repeat(3)).slice(0, 36)}`;

/** [name, size of the smaller input, what makes it, language, path] */
export const INPUTS = [
  ['code, 64 kB', 65536, fill(line), 'javascript'],
  ['code, 1 MB', MB, fill(line), 'javascript'],
  ['code, 32 MB', 32 * MB, fill(line), 'javascript'],
  ['minified, one line', 10 * MB, fill(line.replaceAll('\n', '')), 'javascript'],
  ['hits of one literal, with a match', 5 * MB, fill('password="a1b2c3";'), 'javascript'],
  ['hits of one literal, a line each', 5 * MB, fill('password="a1b2c3"\n'), 'python'],
  ['hits of one literal, no match', 5 * MB, fill('password '), 'javascript'],
  ['one token', 25 * MB, noise(BASE64), 'text'],
  ['base64 in lines', 25 * MB, (size) => noise(BASE64)(size).replace(/(.{76})./g, '$1\n'), 'text'],
  ['base64 of text', 5 * MB, (size) => base64(fill('the password is not here. ')(size)).slice(0, size), 'text'],
  // What is encoded.
  [
    'base64 of text in lines',
    MB,
    (size) =>
      base64(fill('the password is not here. ')(size))
        .replace(/(.{76})/g, '$1\n')
        .slice(0, size),
    'text',
  ],
  ['base64 of many texts', MB, pieces((number) => `${base64(`password is ${number} `)} `), 'text'],
  ['base64 in base64', MB, pieces((number) => `${base64(fill(`${base64(`password is ${number} `)} `)(3000))}\n`), 'text'],
  ['base64 of tokens', MB, pieces((number) => `${base64(`t=${token(number)};`)}\n`), 'text'],
  ['base64 of base64 of tokens', MB, pieces((number) => `${base64(base64(`t=${token(number)};`))}\n`), 'text'],
  ['base64 of wide characters', MB, pieces((number) => `${Buffer.from(`password is ${number} `, 'utf16le').toString('base64')}\n`), 'text'],
  ['hex of texts', MB, pieces((number) => `${Buffer.from(`the password is ${number} `).toString('hex')} `), 'text'],
  ['percent', MB, fill('%41%6b%69%61'), 'text'],
  ['percent, many', MB, pieces((number) => `${'%67%68%70%5f%41%42'.repeat(3)}${number} `), 'text'],
  ['escapes of Unicode', MB, fill('\\u0070\\u0061'), 'javascript'],
  ['escapes of Unicode in names', MB, fill('"pass\\u0077ord":"a1b2c3d4e5",\n'), 'json'],
  ['escapes of Unicode, far apart', MB, fill(`\\u0070${'x '.repeat(130)}`), 'json'],
  // What is joined.
  ['joined letters', MB, fill('"a"+"b"+'), 'javascript'],
  ['joined letters by lines', MB, fill("'a'\n+ 'b'\n"), 'python'],
  ['joined by backslashes', MB, fill('ab\\\n  '), 'shell'],
  ['joined tokens', MB, pieces((number) => `x = "${token(number).slice(0, 12)}" + "${token(number).slice(12)}"\n`), 'javascript'],
  ['joined halves of names', MB, fill('"password=" + "a1b2" + '), 'javascript'],
  ['quotes and blanks', MB, fill(`"${' '.repeat(40)}`), 'javascript'],
  ['quotes, pluses and blanks', MB, fill(`"${' '.repeat(40)}+${' '.repeat(40)}\n${' '.repeat(80)}`), 'javascript'],
  ['backslashes and breaks', MB, fill('\\\n'), 'shell'],
  ['calls of join', MB, fill('.join('), 'javascript'],
  ['lists and calls of join', MB, fill('["a","b"].join("")'), 'javascript'],
  ['open lists and calls of join', MB, fill('["a","b",.join("'), 'javascript'],
  ['brackets and calls of join', MB, fill(`${'['.repeat(60)}.join(""`), 'javascript'],
  ['lists of quotes and calls of join', MB, fill("['','','a','b','c'].join(''"), 'javascript'],
  ['join of lists', MB, fill('"".join(["a","b"])'), 'python'],
  ['open join of lists', MB, fill('"".join(["a","b",'), 'python'],
  // Findings.
  ['findings, all equal', MB, fill('eval(x)\n'), 'javascript'],
  ['findings on one line', MB, fill('eval(x);'), 'javascript'],
  ['tokens', MB, pieces((number) => `t = "${token(number)}"\n`), 'python'],
  ['tokens on one line', MB, pieces((number) => `t="${token(number)}",`), 'python'],
  ['passwords that differ', MB, pieces((number) => `password = "k${number}Zq${(number * 7919) % 9973}!"\n`), 'python'],
  ['passwords behind each other', MB, fill('password='), 'text'],
  ['names of passwords, each another', MB, pieces((number) => `db_password_${number}x = 1\n`), 'text'],
  ['names of tokens in prose', MB, fill('api key secret token access key '), 'text'],
  ['private key openers', MB, fill(`-----BEGIN RSA ${'PRIVATE KEY'}-----\n`), 'text'],
  ['URLs', MB, fill('https://a:b1c2d3@h.io/'), 'text'],
  ['URLs, each another', MB, pieces((number) => `https://user${number}:pw${number * 7919}x@host.io/\n`), 'text'],
  // What the program is told.
  ['suppressions', MB, fill('eval(x) // precommit-guard-ignore-line -- no\n'), 'javascript'],
  ['suppressions of a name', MB, fill('eval(x) // precommit-guard-ignore-line js-eval -- no need\n'), 'javascript'],
  ['suppressions on one line', MB, fill('eval(x) /* precommit-guard-ignore-line */'), 'javascript'],
  ['suppressions of other rules on one line', MB, pieces((number) => `eval(x) /* precommit-guard-ignore-line rule-${number} -- no */`), 'javascript'],
  ['suppressed stretches', MB, fill('// precommit-guard-ignore-start -- no\neval(x)\n// precommit-guard-ignore-end\n'), 'javascript'],
  [
    'nested stretches',
    MB,
    (size) => fill('// precommit-guard-ignore-start x-y -- no\neval(x)\n')(size / 2) + fill('eval(x)\n// precommit-guard-ignore-end\n')(size / 2),
    'javascript',
  ],
  ['suppressed files', MB, pieces((number) => `// precommit-guard-ignore-file rule-${number} -- no\neval(x)\n`), 'javascript'],
  ['suppressions without end', MB, fill('precommit-guard-ignore-start'), 'text'],
  // Brackets and calls.
  ['nested brackets', MB, fill('eval(f('), 'javascript'],
  ['nested brackets and a call', MB, (size) => `${'['.repeat(size / 2)}eval(x)${'{'.repeat(size / 2)}`, 'javascript'],
  ['nested calls with commas', MB, fill('eval(a,f(b,'), 'javascript'],
  ['nested calls of SQL', MB, fill('db.query("SELECT " + f('), 'javascript'],
  ['calls over many lines', MB, fill('eval(\n'), 'javascript'],
  ['calls in Python', MB, fill('os.system(f('), 'python'],
  ['closing brackets', MB, (size) => fill('eval(x')(size / 2) + ')'.repeat(size / 2), 'javascript'],
];
