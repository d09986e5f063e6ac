import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { FirstLook } from '../../src/detect/first-look.js';
import { scanPlaces } from '../../src/detect/scan-places.js';
import { scanText } from '../../src/detect/scan-text.js';
import { FamiliarText } from '../../src/rules/familiar-text.js';
import { languageOf } from '../../src/text/language-of.js';
import { allRules, detectorOf, findingsIn, fullDetector } from '../support/scan.js';
import { awsKey, filled, githubToken, password, privateKey, slackToken } from '../support/tokens.js';

/** A row of a table of bytes. */
function bytes(seed: string): string {
  return filled(seed, '0x3{hex:1}, 0xa{hex:1}, 0x0{hex:1}, 0xc{hex:1}, 0x5{hex:1}, 0x9{hex:1}, 0x1{hex:1}, 0xd{hex:1},');
}

/** Lines of a file that changes, some of which make a secret alone, together, or never. */
const LINES: readonly string[] = [
  'function add(a, b) {',
  '  return a + b;',
  '}',
  '',
  "const name = 'nothing';",
  "import x from 'y'",
  '// a comment that is long enough to fill a group of lines all by itself, as comments are wont to do in some files',
  `const token = '${githubToken('first-look')}';`,
  `const half = '${githubToken('halves').slice(0, 18)}' +`,
  `  '${githubToken('halves').slice(18)}';`,
  `key="${awsKey('first-look').slice(0, 9)}\\`,
  `${awsKey('first-look').slice(9)}"`,
  `data: ${Buffer.from(`x = '${slackToken('encoded')}'`).toString('base64')}`,
  `password = "${password('first-look')}"`,
  'machine example-host.net',
  '  login somebody',
  `  password ${password('netrc')}`,
  'env:',
  '  - name: DB_PASSWORD',
  `    value: ${password('pair')}`,
  `    value: nothing`,
  '<password>',
  `  ${password('element')}`,
  '</password>',
  'api_key:',
  `  - ${filled('listed', '{alnum:32}')}`,
  `| password | ${password('table')} |`,
  `ENV DB_PASSWORD ${password('docker')}`,
  'String secretKey =',
  `    "${filled('next', '{alnum:32}')}";`,
  `config.set("password",`,
  `  "${password('argument')}");`,
  ...privateKey('first-look').split('\n'),
  `a = "${slackToken('same').slice(0, 20)}" + "${slackToken('same').slice(20)}"`,
  'byte[] key = {',
  'byte[] key = new byte[]',
  '  { // as it was made',
  `  ${bytes('first')}`,
  `  ${bytes('second')}`,
  '};',
  'x'.repeat(300),
  '"', // ends and begins a string
  '\t',
];

/** Languages differ in what they take for a value. */
const PATHS = ['settings.env', 'app.js', 'deploy.yaml', 'Dockerfile', 'README.md', 'pom.xml', 'app.ini', 'Main.java'];

/** Harmless stretches of a bundle in one line. */
const FILLERS = Array.from({ length: 24 }, (_, at) =>
  filled(`filler ${at}`, 'function {alpha:3}({alpha:1},{alpha:1}){return {alpha:1}.{alpha:5}({alpha:1}+"{alpha:4} ")};').repeat(8 + 3 * at),
);

/** Stretches of a line that changes, some of which make a secret alone, together, or never. */
const PIECES: readonly string[] = [
  ...FILLERS,
  `a="${githubToken('line')}";`,
  `k="${awsKey('line')}";`,
  `password:"${password('line')}",`,
  'password:"',
  'password:null,',
  `"${slackToken('line').slice(0, 20)}"+`,
  `"${slackToken('line').slice(20)}";`,
  ' "+ "',
  Buffer.from(`some words and then ${githubToken('encoded')} again some`).toString('base64'),
  Buffer.from('words and words and '.repeat(90)).toString('base64'),
  'A',
  ';',
  '"',
];

const piece = fc.nat({ max: PIECES.length - 1 });
const pieceEdit = fc.record({ at: fc.nat({ max: 40 }), remove: fc.nat({ max: 3 }), insert: fc.array(piece, { maxLength: 3 }) });

const line = fc.nat({ max: LINES.length - 1 });
const edit = fc.record({ at: fc.nat({ max: 60 }), remove: fc.nat({ max: 5 }), insert: fc.array(line, { maxLength: 4 }) });

describe('the first look at a history', () => {
  it('never says no where a scan finds something, whatever it has seen before', () => {
    const detector = fullDetector();
    fc.assert(
      fc.property(fc.array(line, { maxLength: 60 }), fc.array(edit, { minLength: 1, maxLength: 12 }), fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }), (first, edits, random) => {
        const look = new FirstLook(detector, new FamiliarText(random));
        const lines = [...first];
        for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: [] }, ...edits]) {
          lines.splice(at, remove, ...insert);
          const text = lines.map((index) => LINES[index]).join('\n');
          const finds = PATHS.some((path) => findingsIn(text, path).some(({ kind }) => kind === 'secret'));
          const may = look.mayHold(Buffer.from(text));
          if (finds) assert.ok(may, text);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('tells where in a large text a scan finds something', () => {
    const detector = detectorOf(
      allRules()
        .rules.map(({ rule }) => rule)
        .filter(({ kind }) => kind === 'secret'),
    );
    const rows = Array.from({ length: 1400 }, (_, at) => `  harmless(${at}, 'a row of a table that is long, and nothing else');`);
    let narrowed = 0;
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 30 }), fc.array(edit, { minLength: 1, maxLength: 6 }), fc.nat({ max: 1400 }), (first, edits, before) => {
        const look = new FirstLook(detector, new FamiliarText(7n));
        const lines = [...first];
        for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: [] }, ...edits]) {
          lines.splice(at, remove, ...insert);
          const bytes = Buffer.from([...rows.slice(0, before), ...lines.map((index) => LINES[index]), ...rows.slice(before)].join('\n'));
          const suspicion = look.suspicion(bytes);
          for (const path of PATHS) {
            const source = { path, bytes, language: languageOf(path), added: { kind: 'all' }, origin: { door: 'commit', commit: '', blob: '' } } as const;
            const whole = scanText(source, detector).findings;
            if (suspicion === undefined) assert.deepEqual(whole, []);
            if (suspicion?.places === undefined) continue;
            narrowed++;
            assert.deepEqual(scanPlaces(source, suspicion.places, detector).findings, whole);
          }
        }
      }),
      { numRuns: 40 },
    );
    assert.ok(narrowed > 100);
  });

  it('tells which rules are for files of certain names', () => {
    const look = new FirstLook(fullDetector(), new FamiliarText(8n));
    assert.deepEqual(look.suspicion(Buffer.from('{ "permissions": { "allow": [] } }\n')), { anywhere: false, byName: ['agent-local-settings-file'], places: undefined });
    assert.equal(look.suspicion(Buffer.from(`{ "permissions": "${githubToken('by name')}" }\n`))?.anywhere, true);
  });

  it('does not take two groups of lines that change places for ones it knows', () => {
    const harmless = 'x'.repeat(300);
    const secret = `const token = '${githubToken('first-look')}';\n${'y'.repeat(250)}`;
    for (const random of [0n, 1n, 12345n]) {
      const look = new FirstLook(fullDetector(), new FamiliarText(random));
      const may = [
        [secret, harmless],
        [harmless, secret],
        [secret, harmless, secret, secret],
      ].map((groups) => look.mayHold(Buffer.from(groups.join('\n'))));
      assert.deepEqual(may, [true, true, true]);
    }
  });

  it('sees what stands where the pieces of a long text meet', () => {
    const token = githubToken('first-look');
    const filler = `${'y'.repeat(63)}\n`.repeat(10_000);
    for (const before of [0, 1, 20, token.length - 1, token.length, token.length + 20]) {
      const at = 256 * 1024 - before;
      const text = (key: string): Buffer => Buffer.from(`${filler.slice(0, at - 7)} key = ${key}\n${filler.slice(0, 300_000)}`);
      const may = [token, 'none'].map((key) => new FirstLook(fullDetector(), new FamiliarText(7n)).mayHold(text(key)));
      assert.deepEqual(may, [true, false], `${before} bytes before`);
    }
  });

  it('never says no to a long line where a scan finds something', () => {
    const detector = fullDetector();
    const random = fc.bigInt({ min: 0n, max: (1n << 64n) - 1n });
    fc.assert(
      fc.property(fc.array(piece, { minLength: 15, maxLength: 40 }), fc.array(pieceEdit, { minLength: 2, maxLength: 8 }), random, (first, edits, seed) => {
        const look = new FirstLook(detector, new FamiliarText(seed));
        const pieces = [...first];
        for (const { at, remove, insert } of [{ at: 0, remove: 0, insert: [] }, ...edits]) {
          pieces.splice(at, remove, ...insert);
          const text = `first();\n${pieces.map((index) => PIECES[index]).join('')}\nlast();\n`;
          const finds = ['app.js', 'settings.env'].some((path) => findingsIn(text, path).some(({ kind }) => kind === 'secret'));
          const may = look.mayHold(Buffer.from(text));
          if (finds) assert.ok(may, text);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('says no to a long line in which something harmless has changed, and finds what comes into it', () => {
    const look = new FirstLook(fullDetector(), new FamiliarText(3n));
    const line = (...changed: readonly string[]): Buffer => Buffer.from(`${FILLERS.join('')}${changed.join('')}${[...FILLERS].reverse().join('')}\n`);
    const run = (text: string): string => `data="${Buffer.from(text.repeat(40)).toString('base64')}";`;
    assert.equal(look.mayHold(line()), false);
    assert.equal(look.mayHold(line('x=1;')), false);
    assert.equal(look.mayHold(line(`a="${githubToken('come')}";`)), true);
    assert.equal(look.mayHold(line(`a="${githubToken('come')}";`, 'x=2;')), true);
    assert.equal(look.mayHold(line('x=2;')), false);
    // What is encoded begins far before what has changed in it.
    assert.equal(look.mayHold(line(run('nothing to be seen in here, '))), false);
    assert.equal(look.mayHold(line(run(`nothing to be seen in ${githubToken('run')}, `))), true);
  });

  it('says no to what it knows, and to what is new and harmless', () => {
    const look = new FirstLook(fullDetector(), new FamiliarText(7n));
    const harmless = Buffer.from('one line\nanother line\n'.repeat(50));
    assert.equal(look.mayHold(harmless), false);
    assert.equal(look.mayHold(harmless), false);
    assert.equal(look.mayHold(Buffer.from(`${harmless}key = '${githubToken('known')}'\n`)), true);
    assert.equal(look.mayHold(Buffer.from(`${harmless}key = '${githubToken('known')}'\n`)), true);
  });

  it('looks again at a line that was joined to the next one when it was seen', () => {
    const look = new FirstLook(fullDetector(), new FamiliarText(0n));
    const token = slackToken('joined');
    const pieces = `a = "${token.slice(0, 20)}" + "${token.slice(20)}"`;
    look.mayHold(Buffer.from(`${pieces}\n    "${filled('next', '{alnum:32}')}";`));
    assert.equal(look.mayHold(Buffer.from(`${pieces}\nfunction add(a, b) {\n    "${filled('next', '{alnum:32}')}";`)), true);
  });

  it('looks again at a name whose value changes lines away, wherever the groups of lines end', () => {
    const detector = fullDetector();
    for (let shift = 0; shift < 260; shift += 7) {
      const look = new FirstLook(detector, new FamiliarText(BigInt(shift)));
      const text = (value: string): Buffer =>
        Buffer.from(`# ${'-'.repeat(shift)}\nenv:\n  - name: DB_PASSWORD\n    #${'.'.repeat(34)}\n    #${'.'.repeat(34)}\n    value: ${value}\nend: ${'of it '.repeat(900)}\n`);
      assert.equal(look.mayHold(text('null')), false);
      assert.equal(look.mayHold(text('null')), false);
      assert.equal(look.mayHold(text(password('far'))), true, String(shift));
      assert.equal(look.mayHold(text(password('far'))), true, String(shift));
      assert.equal(look.mayHold(text('null')), false);
    }
  });

  it('looks again at a key that is written as bytes, when one of its lines comes or its beginning', () => {
    const detector = fullDetector();
    const rows = [bytes('one'), bytes('two'), bytes('three')];
    for (let shift = 0; shift < 260; shift += 7) {
      const look = new FirstLook(detector, new FamiliarText(BigInt(shift)));
      const text = (head: string, ...list: readonly string[]): Buffer => Buffer.from(`// ${'-'.repeat(shift)}\n${head}\n${list.join('\n')}\n};\n// ${'of it '.repeat(900)}\n`);
      assert.equal(look.mayHold(text('byte[] key = {', 'nothing')), false);
      assert.equal(look.mayHold(text('byte[] key = {', 'nothing')), false);
      assert.equal(look.mayHold(text('byte[] row = {', ...rows)), false);
      assert.equal(look.mayHold(text('byte[] key = {', ...rows)), true, String(shift));
      assert.equal(look.mayHold(text('byte[] key = {', ...rows)), true, String(shift));
      assert.equal(look.mayHold(text('byte[] key = {', 'nothing')), false);
    }
  });

  it('looks again at a list that is joined, when one of its lines comes', () => {
    const detector = fullDetector();
    const token = slackToken('listed');
    const [first, second, last] = [token.slice(0, 9), token.slice(9, 30), token.slice(30)];
    for (let shift = 0; shift < 260; shift += 7) {
      const look = new FirstLook(detector, new FamiliarText(BigInt(shift)));
      const text = (middle: string): string => `// ${'-'.repeat(shift)}\nconst key = [\n  '${first}',\n  '${middle}',\n  '${last}',\n].join('');\n// ${'of it '.repeat(900)}\n`;
      assert.ok(findingsIn(text(second), 'app.js').length > 0);
      assert.equal(look.mayHold(Buffer.from(text('nothing at all'))), false);
      assert.equal(look.mayHold(Buffer.from(text('nothing at all'))), false);
      assert.equal(look.mayHold(Buffer.from(text(second))), true, String(shift));
    }
  });

  it('finds a token in pieces wherever it stands among many pieces, as a scan does', () => {
    const detector = fullDetector();
    const token = slackToken('pieces');
    const pieces = Array.from({ length: 5 }, (_, at) => token.slice(at * 12, at === 4 ? undefined : at * 12 + 12));
    for (let before = 54; before < 70; before++) {
      const words = Array.from({ length: before }, (_, at) => `word ${at % 10} `);
      const text = `const all = ${[...words, ' ', ...pieces, ' ', ...words].map((piece) => `'${piece}'`).join(' + ')};\n`;
      assert.equal(findingsIn(text, 'app.js').filter(({ ruleId }) => ruleId.startsWith('slack')).length, 1, String(before));
      assert.ok(new FirstLook(detector, new FamiliarText(5n)).mayHold(Buffer.from(text)));
    }
  });

  it('looks at a text that is longer than it can remember', () => {
    const look = new FirstLook(fullDetector(), new FamiliarText(7n));
    const long = Buffer.alloc(5 << 20, 'nothing at all\n');
    assert.equal(look.mayHold(long), false);
    assert.equal(look.mayHold(Buffer.concat([long, Buffer.from(`\nkey = '${githubToken('long')}'\n`)])), true);
  });
});
