import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { NAMED_SYNTAXES, named, valued } from '../bench/quality/syntaxes.js';
import { filled } from '../scripts/patterns/check-examples.js';
import { gateOf } from '../scripts/patterns/gate.js';
import { Detector } from '../src/detect/detector.js';
import { matchRules } from '../src/detect/match.js';
import { mayHold } from '../src/detect/may-hold.js';
import { anyNamed, speaksAt } from '../src/detect/named/candidates.js';
import { scanText } from '../src/detect/scan-text.js';
import type { Language } from '../src/model/language.js';
import { regexEngine } from '../src/rules/regex-engine.js';
import { tableOf } from '../src/rules/rule-table.js';
import { Ruleset } from '../src/rules/ruleset.js';
import { languageOf } from '../src/text/language-of.js';
import { PROJECT } from './support/installed.js';
import { numbers, samplePattern } from './support/sample-pattern.js';
import { allRules, textOf } from './support/scan.js';
import { password } from './support/tokens.js';

const { rules } = allRules();
const table = tableOf(rules.map(({ rule }) => rule));
const gates = rules.map(({ rule }) => gateOf(rule));
const choices = rules.map(() => 'own' as const);
const engine = regexEngine('builtin');
const plain = new Ruleset({ table, choices }, engine);
const gated = new Ruleset({ table: { ...table, gate: (index) => gates[index] }, choices }, engine);

/** Every example of every rule, and strings its pattern was sampled for. */
const pieces = rules.flatMap(({ rule, source }) => {
  const below = numbers(rule.pattern.length + rule.id.length);
  return [...source.examples.match, ...source.examples.ignore]
    .map((example, index) => filled(rule, example, `gate${index}`).text)
    .concat(Array.from({ length: 4 }, () => samplePattern(rule.pattern, below)));
});

function matchesOf(ruleset: Ruleset, bytes: Buffer, language?: Language): string {
  const found = matchRules(ruleset, bytes.toString('latin1'), ruleset.hits(bytes, language), language);
  return JSON.stringify(found.map(({ rule, start, end, secretStart, secretEnd }) => `${rule.id} ${start} ${end} ${secretStart} ${secretEnd}`).sort());
}

function assertAgree(text: string, language?: Language): void {
  const bytes = Buffer.from(text);
  assert.equal(matchesOf(gated, bytes, language), matchesOf(plain, bytes, language));
}

/** Files of the project itself: code, prose, settings. */
function* ownFiles(folder = PROJECT): Generator<string> {
  for (const name of readdirSync(folder)) {
    if (name === 'node_modules' || name === '.git' || name === 'dist' || name === 'generated') continue;
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* ownFiles(path);
    else if (/\.(?:ts|mjs|cjs|json|md|yaml|sh)$/.test(name)) yield path;
  }
}

describe('the gates of rules', () => {
  it('are there for nearly all, and small', () => {
    const without = rules.filter((_, index) => gates[index] === undefined).map(({ rule }) => rule.id);
    assert.ok(without.length < rules.length / 50, `without a gate: ${without.join(', ')}`);
    assert.ok(gates.every((gate) => (gate?.length ?? 0) < 0x10000));
  });

  it('let through all that patterns match in examples, alone and in one text', () => {
    for (const piece of pieces) assertAgree(piece);
    for (let from = 0; from < pieces.length; from += 40) assertAgree(pieces.slice(from, from + 40).join('\n'));
    for (let from = 0; from < pieces.length; from += 40) assertAgree(JSON.stringify(pieces.slice(from, from + 40).join('\n')));
  });

  it('let through all that patterns match in mangled examples', () => {
    const mangled = fc
      .tuple(fc.constantFrom(...pieces), fc.constantFrom(...pieces), fc.nat(), fc.nat(), fc.constantFrom('', '\n', ' ', '\\n', '"', "'", '\\', '\u00e9', '\0'), fc.nat({ max: 3 }))
      .map(([one, other, cut, place, between, kind]) => {
        const at = cut % (one.length + 1);
        if (kind === 0) return one.slice(0, at) + between + one.slice(at);
        if (kind === 1) return one.slice(at) + between + other;
        if (kind === 2) return `${' '.repeat(place % 700)}${one}${between}${other}`;
        return one.slice(0, at) + between + one.slice(at + 1 + (place % 3));
      });
    fc.assert(
      fc.property(mangled, (text) => assertAgree(text)),
      { numRuns: 4000 },
    );
  });

  it('let through all that is in real files', () => {
    for (const path of ownFiles()) {
      const bytes = readFileSync(path);
      assert.equal(matchesOf(gated, bytes, languageOf(path)), matchesOf(plain, bytes, languageOf(path)), path);
    }
  });

  it('let through every value that any syntax finds beside a name', () => {
    const texts = NAMED_SYNTAXES.flatMap((row) =>
      ['DB_PASSWORD', 'clientSecret', 'api-key', 'passwd', 'my.access.token', 'x.setPassword'].flatMap((name) =>
        [password('gates'), "it's", '"q"\\"', 'four', 'abc', '\\\nbroken', 'a\\\nbroken'].map((value) => valued(named(row, name), value)),
      ),
    );
    const mangled = fc
      .tuple(fc.constantFrom(...texts), fc.nat(), fc.constantFrom('', '\n', ' ', '"', "'", '(', ')', '=', ':', '\\', '<', '.', ',', '$', '{'), fc.nat({ max: 2 }))
      .map(([text, cut, between, dropped]) => {
        const at = cut % (text.length + 1);
        return text.slice(0, at) + between + text.slice(at + dropped);
      });
    const all = (text: string): void => {
      const bytes = Buffer.from(text);
      const open = gated.hits(bytes);
      for (const [rule, offsets] of plain.hits(bytes)) {
        const { syntaxes } = rule;
        if (syntaxes === undefined) continue;
        const valuable = offsets.filter((offset) => speaksAt(rule, bytes.toString('latin1'), offset) && anyNamed(rule, syntaxes, bytes.toString('latin1'), offset).length > 0);
        const shut = valuable.filter((offset) => open.get(rule)?.includes(offset) !== true);
        assert.deepEqual(shut, [], `${rule.id} in ${JSON.stringify(text)}`);
      }
    };
    for (const text of texts) all(text);
    fc.assert(fc.property(mangled, all), { numRuns: 4000 });
  });

  it('let the quick look at a text see all that a scan finds', () => {
    const detector = new Detector(
      gated,
      rules.map(({ rule }) => rule),
    );
    const reference = new Detector(
      plain,
      rules.map(({ rule }) => rule),
    );
    const forms = [
      (text: string): string => text,
      (text: string): string => `data: ${Buffer.from(text).toString('base64')}`,
      (text: string): string => text.replace(/([A-Za-z0-9_-]{12})([A-Za-z0-9_-]{8})/g, '$1" +\n  "$2'),
    ];
    for (const piece of pieces) {
      for (const form of forms) {
        const source = textOf(form(piece), 'src/app.js');
        const { findings } = scanText(source, reference);
        assert.equal(JSON.stringify(scanText(source, detector).findings), JSON.stringify(findings));
        if (findings.length > 0) assert.ok(mayHold(source, gated), source.bytes.toString());
      }
    }
  });

  it('tell nothing near the edges of what is looked through at a time', () => {
    const text = `const token = 'nothing'; // ${'x'.repeat(97)}\n`.repeat(3000) + pieces.slice(0, 200).join('\n');
    for (const shift of [0, 1, 63, 64, 65]) assertAgree('\n'.repeat(shift) + text);
  });
});
