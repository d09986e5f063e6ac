import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { anchorOf } from '../../scripts/patterns/anchor.js';
import { policyOf } from '../../src/app/policy-of.js';
import type { Config } from '../../src/config/schema.js';
import { settingsOf } from '../../src/config/settings.js';
import { Detector } from '../../src/detect/detector.js';
import { isDay } from '../../src/detect/directives.js';
import { scanText } from '../../src/detect/scan-text.js';
import type { Finding } from '../../src/model/finding.js';
import type { AddedLines } from '../../src/model/source-text.js';
import type { BuiltIn } from '../../src/rules/built-in.js';
import { POLICY_RULES } from '../../src/rules/policy-rules.js';
import { regexEngine } from '../../src/rules/regex-engine.js';
import { tableOf } from '../../src/rules/rule-table.js';
import { Ruleset } from '../../src/rules/ruleset.js';
import { ruleOf, textOf } from '../support/scan.js';

const RULES = [
  ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{8})\\b' }),
  ruleOf({ id: 'weak-call', keywords: ['weak('], pattern: 'weak\\(', kind: 'insecure-code', level: 'warning' }),
  ...POLICY_RULES.map((rule) => ({ ...rule, anchors: rule.keywords.map(anchorOf) })),
];
const KINDS = ['secret', 'insecure-code', 'policy'] as const;
const ALL: BuiltIn = {
  ...tableOf(RULES),
  rules: RULES,
  presets: {
    recommended: { kinds: KINDS, failOn: 'error' },
    strict: { kinds: KINDS, failOn: 'warning' },
    'secrets-only': { kinds: ['secret', 'policy'], failOn: 'error' },
  },
};
const TODAY = '2026-11-21';
const MINE = "f('mine_abcd1234')";
const WEAK = 'weak(1)';

interface Scan {
  readonly config?: Config;
  readonly added?: AddedLines;
  readonly path?: string;
}

function scan(lines: readonly string[], { config = {}, added = { kind: 'all' }, path = 'a.js' }: Scan = {}): readonly Finding[] {
  const settings = settingsOf(config, {}, ALL);
  const detector = new Detector(
    new Ruleset({ table: ALL, choices: settings.choices }, regexEngine('builtin')),
    ALL,
    undefined,
    policyOf(settings, ALL, () => TODAY),
  );
  return scanText(textOf(lines.join('\n'), path, added), detector).findings;
}

/** "line rule" or "line rule level" of each finding. */
const told = (lines: readonly string[], how?: Scan): string[] => scan(lines, how).map(({ start, ruleId }) => `${start.line} ${ruleId}`);
const levels = (lines: readonly string[], how?: Scan): string[] => scan(lines, how).map(({ ruleId, level }) => `${ruleId} ${level}`);
const messages = (lines: readonly string[], how?: Scan): string =>
  scan(lines, how)
    .map(({ message }) => message)
    .join('\n');
const lines = (...ranges: [number, number][]): AddedLines => ({ kind: 'lines', ranges: ranges.map(([first, last]) => ({ first, last })) });

describe('a suppression with an end', () => {
  it('counts to that day, and the finding is back on the next', () => {
    for (const comment of ['made-up until 2026-11-21 -- rotated next week', 'made-up -- rotated next week, until 2026-12-01', 'until 2027-01-31 -- samples']) {
      assert.deepEqual(told([`${MINE} // precommit-guard-ignore-line ${comment}`]), [], comment);
    }
    const over = [`${MINE} // precommit-guard-ignore-line made-up until 2026-11-20 -- rotated next week`];
    assert.deepEqual(told(over), ['1 made-up']);
    assert.match(messages(over), /its suppression comment ended on 2026-11-20/);
  });

  it('does not count when what is named is no day', () => {
    for (const day of ['2026-13-01', '2026-02-29', 'tomorrow', '01/31/2027', '']) {
      const written = [`${MINE} // precommit-guard-ignore-line made-up until ${day} -- a reason`];
      assert.deepEqual(told(written), ['1 made-up'], day);
      assert.match(messages(written), /no day such as 2027-01-31/, day);
    }
  });

  it('knows the calendar', () => {
    assert.deepEqual(['2028-02-29', '2000-02-29', '2026-12-31'].map(isDay), [true, true, true]);
    assert.deepEqual(['1900-02-29', '2026-04-31', '2026-00-10', '2026-1-1', '2026-01-00', '2026-01-32'].map(isDay), [false, false, false, false, false, false]);
  });
});

describe('a suppression of nothing', () => {
  const UNUSED = '// precommit-guard-ignore-next-line made-up -- a sample';

  it('is told of, where it stands', () => {
    assert.deepEqual(told(['', UNUSED, 'f(1)']), ['2 suppression-unused']);
    assert.deepEqual(told(['// precommit-guard-ignore-file weak-call -- a sample', MINE]), ['1 suppression-unused', '2 made-up']);
    assert.deepEqual(told(['// precommit-guard-ignore-start -- samples', MINE]), ['1 suppression-unused', '2 made-up']);
    assert.match(messages(['// precommit-guard-ignore-line made-upp -- a sample']), /there is no rule of that name/);
    assert.deepEqual(levels([UNUSED]), ['suppression-unused note']);
  });

  it('is none where it is over or gives no reason, and a finding is there: the finding says so', () => {
    assert.deepEqual(told([`${MINE} // precommit-guard-ignore-line made-up`]), ['1 made-up']);
    assert.deepEqual(told([`${MINE} // precommit-guard-ignore-line made-up until 2020-01-01 -- a sample`]), ['1 made-up']);
  });

  it('is not told of where rules that do not run may be what it is for', () => {
    assert.deepEqual(told(['// precommit-guard-ignore-line weak-call -- a sample'], { config: { preset: 'secrets-only' } }), []);
    assert.deepEqual(told(['// precommit-guard-ignore-line -- a sample'], { config: { preset: 'secrets-only' } }), []);
    assert.deepEqual(told(['// precommit-guard-ignore-line made-up -- a sample'], { config: { preset: 'secrets-only' } }), ['1 suppression-unused']);
  });

  it('is told of in the lines of a change alone, and knows what it does for lines that are no part of it', () => {
    assert.deepEqual(told([UNUSED, 'f(1)', 'g(2)'], { added: lines([3, 3]) }), []);
    assert.deepEqual(told([UNUSED, 'f(1)', 'g(2)'], { added: lines([1, 1]) }), ['1 suppression-unused']);
    assert.deepEqual(told([UNUSED, MINE], { added: lines([1, 1]) }), ['1 suppression-added']);
  });
});

describe('what only speaks of suppressions', () => {
  it('is none: in a string, in prose, in the middle of a comment', () => {
    const comment = '// precommit-guard-ignore-line made-up -- a sample';
    assert.deepEqual(told([`const text = '${comment}';`, `/** The form: \`${comment}\`. */`]), []);
    assert.deepEqual(told([`    ${comment}`, `\`${comment}\``], { path: 'docs/a.md' }), []);
    assert.deepEqual(told(['<!-- precommit-guard-ignore-line made-up -- a sample -->'], { path: 'docs/a.md' }), ['1 suppression-unused']);
    assert.deepEqual(told(['# precommit-guard-ignore-line made-up -- a sample'], { path: 'a.py' }), ['1 suppression-unused']);
    assert.deepEqual(told(['; precommit-guard-ignore-line made-up -- a sample'], { path: 'settings.unknown' }), ['1 suppression-unused']);
  });
});

describe('a new suppression', () => {
  const OF_MINE = '// precommit-guard-ignore-next-line made-up -- a sample';

  it('is told of in a change, and not where nobody knows what is new', () => {
    assert.deepEqual(told([OF_MINE, MINE], { added: lines([1, 2]) }), ['1 suppression-added']);
    assert.deepEqual(told([OF_MINE, MINE]), []);
    assert.deepEqual(told([OF_MINE, MINE], { added: lines([2, 2]) }), []);
  });

  it('is a note, or what the configuration says', () => {
    assert.deepEqual(levels([OF_MINE, MINE], { added: lines([1, 2]) }), ['suppression-added note']);
    assert.deepEqual(levels([OF_MINE, MINE], { added: lines([1, 2]), config: { rules: { 'suppression-added': 'error' } } }), ['suppression-added error']);
    assert.deepEqual(levels([OF_MINE, MINE], { added: lines([1, 2]), config: { rules: { 'suppression-added': 'off', 'suppression-unused': 'off' } } }), []);
  });

  it('does not hide itself', () => {
    assert.deepEqual(told([`${MINE} // precommit-guard-ignore-line -- a sample`], { added: lines([1, 1]) }), ['1 suppression-added']);
    assert.deepEqual(told(['// precommit-guard-ignore-file -- samples', MINE], { added: lines([1, 2]) }), ['1 suppression-added']);
    const named = '// precommit-guard-ignore-file made-up suppression-added -- samples';
    assert.deepEqual(told([named, MINE], { added: lines([1, 2]) }), []);
  });
});

describe('an allowance of the configuration', () => {
  const allow = (...entries: NonNullable<Config['allow']>): Scan => ({ config: { allow: entries } });

  it('lets pass by path, by rule, by fingerprint, and where all that it names is true', () => {
    const [finding] = scan([MINE]);
    assert.deepEqual(told([MINE], allow({ paths: '*.js', reason: 'samples' })), []);
    assert.deepEqual(told([MINE], allow({ rules: ['made-up'], reason: 'samples' })), []);
    assert.deepEqual(told(['', '', MINE], allow({ fingerprints: finding?.fingerprint ?? '', reason: 'samples' })), []);
    assert.deepEqual(told([MINE, WEAK], allow({ paths: ['*.js'], rules: 'weak-call', reason: 'samples' })), ['1 made-up']);
    assert.deepEqual(told([MINE], allow({ paths: 'lib/', rules: 'made-up', reason: 'samples' })), ['1 made-up']);
    assert.deepEqual(told([MINE], { ...allow({ paths: 'lib/', reason: 'samples' }), path: 'lib/deep/a.js' }), []);
    assert.deepEqual(
      told([MINE.replace('1234', '4321')], allow({ fingerprints: finding?.fingerprint ?? '', reason: 'samples' })),
      ['1 made-up'],
      'another secret on the same line',
    );
  });

  it('has an end, and the finding says so', () => {
    assert.deepEqual(told([MINE], allow({ rules: 'made-up', reason: 'samples', until: TODAY })), []);
    const over = allow({ rules: 'made-up', reason: 'samples', until: '2026-11-20' });
    assert.match(messages([MINE], over), /its allowance in the configuration ended on 2026-11-20/);
    assert.deepEqual(told([MINE], allow({ rules: 'made-up', reason: 'a', until: '2026-11-20' }, { paths: 'a.js', reason: 'b' })), []);
  });

  it('does not make the comment beside it useless', () => {
    assert.deepEqual(told([`${MINE} // precommit-guard-ignore-line made-up -- a sample`], allow({ rules: 'made-up', reason: 'samples' })), []);
  });
});

describe('rules of their own for a path', () => {
  it('have levels of their own, the last entry that matches wins', () => {
    const config: Config = {
      paths: [
        { files: 'legacy/', rules: { 'weak-call': 'off', 'made-up': 'warning' } },
        { files: ['legacy/new/'], rules: { 'weak-call': 'error' } },
      ],
    };
    assert.deepEqual(levels([MINE, WEAK], { config }), ['made-up error', 'weak-call warning']);
    assert.deepEqual(levels([MINE, WEAK], { config, path: 'legacy/a.js' }), ['made-up warning']);
    assert.deepEqual(levels([MINE, WEAK], { config, path: 'legacy/new/a.js' }), ['made-up warning', 'weak-call error']);
  });

  it('may run where they do not elsewhere', () => {
    const config: Config = { preset: 'secrets-only', paths: [{ files: 'src/', preset: 'recommended' }] };
    assert.deepEqual(levels([MINE, WEAK], { config }), ['made-up error']);
    assert.deepEqual(levels([MINE, WEAK], { config, path: 'src/a.js' }), ['made-up error', 'weak-call warning']);
  });

  it('take over from which level a preset fails: what fails there fails the scan, what does not does not', () => {
    const strictInside: Config = { paths: [{ files: 'src/', preset: 'strict' }] };
    assert.deepEqual(levels([WEAK], { config: strictInside, path: 'src/a.js' }), ['weak-call error']);
    const looseInside: Config = { preset: 'strict', paths: [{ files: 'old/', preset: 'recommended' }] };
    assert.deepEqual(levels([MINE, WEAK], { config: looseInside, path: 'old/a.js' }), ['made-up error', 'weak-call note']);
    assert.deepEqual(levels([WEAK], { config: looseInside }), ['weak-call warning']);
  });
});

describe('the comments of other tools', () => {
  const honoured = (tool: NonNullable<Config['comments']>[number], ...text: string[]): string[] => told(text, { config: { comments: [tool] } });

  it('count when they are asked for, each with the reach its tool gives it', () => {
    assert.deepEqual(told([`${MINE} // gitleaks:allow`]), ['1 made-up']);
    assert.deepEqual(honoured('gitleaks', `${MINE} // gitleaks:allow`, MINE), ['2 made-up']);
    assert.deepEqual(honoured('betterleaks', `${MINE} // betterleaks:allow`), []);
    assert.deepEqual(honoured('detect-secrets', `${MINE} # pragma: allowlist secret`, '# pragma: allowlist nextline secret', MINE, MINE), ['4 made-up']);
    assert.deepEqual(honoured('detect-secrets', `${MINE} # pragma: whitelist secret`), []);
    assert.deepEqual(honoured('trufflehog', `${MINE} # trufflehog:ignore`), []);
    assert.deepEqual(honoured('ggshield', `${MINE} # ggignore`), []);
    assert.deepEqual(honoured('secretlint', '/* secretlint-disable */', MINE, '/* secretlint-enable */', MINE, '// secretlint-disable-next-line', MINE), ['4 made-up']);
    assert.deepEqual(honoured('secretlint', MINE, '/* secretlint-disable */', MINE, MINE), ['1 made-up']);
    assert.deepEqual(honoured('bandit', `${WEAK}  # nosec B102`, `${MINE} #nosec`), []);
    assert.deepEqual(honoured('semgrep', '// nosemgrep: some.rule', WEAK, `${WEAK} // nosem`, '', WEAK), ['5 weak-call']);
    assert.deepEqual(honoured('eslint', '// eslint-disable-next-line no-eval', WEAK, `${WEAK} // eslint-disable-line security/detect-eval -- why`), []);
  });

  it('speak of what their tool finds, and of nothing else', () => {
    assert.deepEqual(honoured('gitleaks', `${WEAK} // gitleaks:allow`), ['1 weak-call']);
    assert.deepEqual(honoured('eslint', `${MINE} // eslint-disable-line`), ['1 made-up']);
    assert.deepEqual(honoured('eslint', `${WEAK} // eslint-disable-line no-unused-vars`), ['1 weak-call']);
    assert.deepEqual(honoured('eslint', '/* eslint-disable no-console */', WEAK), ['2 weak-call']);
    assert.deepEqual(honoured('gitleaks', `${MINE} # pragma: allowlist secret`), ['1 made-up']);
  });
});
