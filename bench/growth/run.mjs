// precommit-guard-ignore-file password-assignment url-credentials-web -- made-up values, repeated a million times
// Does twice the input take twice the time? Every input that could make it take more, under both engines.
//   npm run bench:growth
import { cpu, loadCore, PROJECT } from '../support/core.mjs';

const core = await loadCore();
const MB = 1 << 20;
const fill = (text) => (size) => text.repeat(Math.ceil(size / text.length)).slice(0, size);
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

/** [name, size of the smaller input, what makes it, language] */
const INPUTS = [
  ['code, 64 kB', 65536, fill(line), 'javascript'],
  ['code, 1 MB', MB, fill(line), 'javascript'],
  ['code, 32 MB', 32 * MB, fill(line), 'javascript'],
  ['minified, one line', 10 * MB, fill(line.replaceAll('\n', '')), 'javascript'],
  ['hits of one literal, with a match', 5 * MB, fill('password="a1b2c3";'), 'javascript'],
  ['hits of one literal, a line each', 5 * MB, fill('password="a1b2c3"\n'), 'python'],
  ['hits of one literal, no match', 5 * MB, fill('password '), 'javascript'],
  ['one token', 25 * MB, noise(BASE64), 'text'],
  ['base64 in lines', 25 * MB, (size) => noise(BASE64)(size).replace(/(.{76})./g, '$1\n'), 'text'],
  ['base64 of text', 5 * MB, (size) => Buffer.from(fill('the password is not here. ')(size)).toString('base64').slice(0, size), 'text'],
  ['nested brackets', MB, fill('eval(f('), 'javascript'],
  ['nested brackets and a call', MB, (size) => `${'['.repeat(size / 2)}eval(x)${'{'.repeat(size / 2)}`, 'javascript'],
  ['comment openers', MB, fill('/* eval(x) '), 'javascript'],
  ['template openers', MB, fill('`${eval(x) '), 'javascript'],
  ['quotes', MB, fill('"\\"eval(x)\\\''), 'javascript'],
  ['slashes', MB, fill('=/[eval(x)'), 'javascript'],
  ['triple quotes', MB, fill('""" eval(x) \'\'\' '), 'python'],
  ['suppressions', MB, fill('eval(x) // precommit-guard-ignore-line -- no\n'), 'javascript'],
  ['suppressed stretches', MB, fill('// precommit-guard-ignore-start -- no\neval(x)\n// precommit-guard-ignore-end\n'), 'javascript'],
  ['private key openers', MB, fill(`-----BEGIN RSA ${'PRIVATE KEY'}-----\n`), 'text'],
  ['URLs', MB, fill('https://a:b1c2d3@h.io/'), 'text'],
  ['percent', MB, fill('%41%6b%69%61'), 'text'],
];

function detectorFor(engine) {
  const table = core.builtIn();
  return new core.Detector(new core.Ruleset({ table, choices: new Array(table.count).fill('own') }, core.regexEngine(engine)), table);
}

function time(detector, text, language) {
  const bytes = Buffer.from(text, 'latin1');
  return cpu(() => core.scanText({ path: 'input', bytes, language, added: { kind: 'all' }, origin: { door: 'file' } }, detector));
}

const rows = [];
for (const engine of ['re2', 'builtin']) {
  const detector = detectorFor(engine);
  time(detector, fill(line)(MB), 'javascript');
  for (const [name, size, make, language] of INPUTS) {
    const once = make(size);
    const twice = make(size * 2);
    const [small, large] = [once, twice].map((text) => time(detector, text, language));
    rows.push({ input: name, engine, MB: (size / MB).toFixed(2), 'ms a MB': (small / (size / MB)).toFixed(1), 'twice as much takes': (large / small).toFixed(2) });
    console.error(JSON.stringify(rows.at(-1)));
  }
}
console.table(rows);

// Near-matches of every rule, a megabyte each: the slowest ones.
const { rules: sources } = core.readRules(`${PROJECT}/patterns`);
const slowest = [];
for (const engine of ['re2', 'builtin']) {
  const detector = detectorFor(engine);
  for (const { rule, source } of sources) {
    const inputs = core.hostileInputs(rule, source);
    let text = '';
    for (let at = 0; text.length < MB; at++) text += `${inputs[at % inputs.length]}\n`;
    const ms = time(detector, text, rule.languages?.[0] ?? 'text');
    slowest.push({ rule: rule.id, engine, 'ms for 1 MB': Math.round(ms) });
  }
}
slowest.sort((a, b) => b['ms for 1 MB'] - a['ms for 1 MB']);
console.log('near-matches of every rule, 1 MB each: the ten slowest');
console.table(slowest.slice(0, 10));
