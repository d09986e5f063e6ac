import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { filled as filledExample } from '../../scripts/patterns/check-examples.js';
import { Detector } from '../../src/detect/detector.js';
import type { Finding } from '../../src/model/finding.js';
import { regexEngine } from '../../src/rules/regex-engine.js';
import { Ruleset } from '../../src/rules/ruleset.js';
import { MASK, masked } from '../../src/text/mask.js';
import { allRules, findingsIn, fullDetector, ruleOf } from '../support/scan.js';
import { awsKey, filled, githubToken, slackToken } from '../support/tokens.js';

/** Everything a finding says, as one text. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return `${value}\n`;
  return typeof value === 'object' && value !== null ? Object.values(value).map(wordsOf).join('') : '';
}

/** The marked text of a finding. */
function markedText(text: string, { start, end }: Finding): string {
  const lines = text.split('\n');
  const offset = ({ line, column }: Finding['start']): number => lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0) + column - 1;
  return text.slice(offset(start), offset(end));
}

/** Eight characters in a row of `secret`, after what may be shown of it, that occur in `words`. The marks of a PEM are no secret. */
function leaked(secret: string, words: string): string | undefined {
  for (let at = secret.length >= 26 ? 14 : 0; at + 8 <= secret.length; at++) {
    const piece = secret.slice(at, at + 8);
    if (words.includes(piece) && !/PRIVATE|[ -]-|- | [A-Z]+-/.test(secret.slice(Math.max(0, at - 8), at + 16))) return piece;
  }
  return undefined;
}

/** What a finding says beyond what its rule does. */
function ownWords({ message, preview, fingerprint, title }: Finding): string {
  return wordsOf([message.replace(title, ''), preview, fingerprint]);
}

describe('a masked secret', () => {
  it('keeps the public prefix of its provider, and neither its length nor anything else', () => {
    assert.equal(masked(githubToken('mask'), ['ghp_']), `ghp_${MASK}`);
    assert.equal(masked('GHP_abcdefghijklmnop', ['ghp_']), `GHP_${MASK}`);
    assert.equal(masked('k4t3r1n4', ['password']), MASK);
    assert.equal(masked(filled('long', '{alnum:80}'), []), MASK);
  });

  it('shows no prefix of a secret that has little more', () => {
    assert.equal(masked('ghp_abcdefghijk', ['ghp_']), MASK);
    assert.equal(masked('ghp_', ['ghp_']), MASK);
  });

  it('shows no prefix that is longer than a prefix is', () => {
    assert.equal(masked(`${'p'.repeat(15)}${'x'.repeat(40)}`, ['p'.repeat(15)]), MASK);
  });
});

describe('a finding', () => {
  it('of any rule says nothing of its secret', () => {
    let secrets = 0;
    for (const { rule, source } of allRules().rules) {
      if (rule.kind !== 'secret') continue;
      for (const [index, example] of source.examples.match.entries()) {
        const { path, text } = filledExample(rule, example, `leak${index}`);
        for (const finding of findingsIn(text, path)) {
          const secret = markedText(text, finding);
          const leak = leaked(secret, ownWords(finding));
          assert.equal(leak, undefined, `${rule.id}: ${finding.preview.text}`);
          secrets++;
        }
      }
    }
    assert.ok(secrets > 1000, `${secrets} secrets`);
  });

  it('says nothing of other secrets on its line', () => {
    const examples = allRules()
      .rules.filter(({ rule }) => rule.kind === 'secret')
      .flatMap(({ rule, source }) => source.examples.match.map((example, index) => filledExample(rule, example, `line${index}`).text))
      .filter((text) => !text.includes('\n') && text.length < 400);
    fc.assert(
      fc.property(fc.array(fc.nat(examples.length - 1), { minLength: 2, maxLength: 4 }), fc.constantFrom(' ; ', ', ', ' '), (picks, between) => {
        const parts = picks.map((pick) => examples[pick] ?? '');
        const secrets = parts.flatMap((part) => findingsIn(part, 'a.txt').map((finding) => markedText(part, finding)));
        const words = findingsIn(parts.join(between), 'a.txt')
          .map(({ preview }) => preview.text)
          .join('\n');
        for (const secret of secrets) assert.equal(leaked(secret, words), undefined, words);
      }),
      { numRuns: 300 },
    );
  });

  it('of a name shows nothing of the value, even where it begins like the name', () => {
    const value = filled('begins', 'Password{d:4}{lower:9}');
    const [finding] = findingsIn(`password = "${value}"`, 'a.js');
    assert.equal(finding?.preview.text, `password = "${MASK}"`);
  });

  it('masks what rules that are switched off would find', () => {
    const code = ruleOf({ id: 'eval', kind: 'insecure-code', keywords: ['eval('], pattern: '\\beval\\(', in: 'code' });
    const everything = [code, ...allRules().rules.map(({ rule }) => rule)];
    const detector = new Detector(new Ruleset([code], regexEngine('builtin')), everything);
    const [finding, ...others] = findingsIn(`eval(x, "${slackToken('off')}", '${awsKey('off')}')`, 'a.js', detector);
    assert.deepEqual(others, []);
    assert.equal(finding?.preview.text, `eval(x, "xoxb-${MASK}", 'AKIA${MASK}')`);
  });
});

describe('foreign text', () => {
  const scrub = (text: string): string => fullDetector().scrub(text);

  it('is scrubbed of tokens, wherever they stand', () => {
    const token = githubToken('scrub');
    for (const text of [token, `fatal: could not read ${token}`, `a/${token}/b.txt`, `https://user:${token}@github.com/x`, `x${'\n'.repeat(3)}token=${token}\n`]) {
      assert.equal(leaked(token, scrub(text)), undefined, scrub(text));
    }
  });

  it('is scrubbed of what looks random and no rule knows', () => {
    const random = filled('unknown', '{alnum:40}');
    assert.equal(scrub(`remote: ${random}: not found`), `remote: ${MASK}: not found`);
  });

  it('is left as it is otherwise, in any script', () => {
    for (const text of [
      '',
      'src/components/Button.tsx',
      "fatal: ambiguous argument 'HEAD~12': unknown revision",
      'größe/日本語/файл.txt',
      'node_modules/@babel/helper-validator-identifier/lib/index.js',
      '😀\n',
    ]) {
      assert.equal(scrub(text), text);
    }
  });

  it('scrubbed once stays as it is', () => {
    const tokens = ['a', 'b', 'c'].flatMap((seed) => [githubToken(seed), slackToken(seed), awsKey(seed), filled(seed, '{hex:40}')]);
    const text = fc.array(
      fc.oneof(
        fc.constantFrom(...tokens),
        fc.string({ unit: 'binary', maxLength: 12 }).filter((part) => !/\p{Surrogate}/u.test(part)),
        fc.constantFrom(' ', '=', '"', '/'),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(text, (parts) => {
        const once = scrub(parts.join(''));
        assert.equal(scrub(once), once);
        for (const token of tokens) assert.ok(!once.includes(token));
      }),
      { numRuns: 300 },
    );
  });
});
