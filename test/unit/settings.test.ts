import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Config } from '../../src/config/schema.js';
import { type Overrides, type Settings, settingsOf } from '../../src/config/settings.js';
import { GuardError } from '../../src/model/guard-error.js';
import type { BuiltIn } from '../../src/rules/built-in.js';
import { tableOf } from '../../src/rules/rule-table.js';
import { ruleOf } from '../support/scan.js';

const RULES = [
  ruleOf({ id: 'some-secret', keywords: ['some'], pattern: 'some' }),
  ruleOf({ id: 'some-hole', keywords: ['some'], pattern: 'some', kind: 'insecure-code', level: 'warning' }),
  ruleOf({ id: 'hidden-mark', keywords: ['some'], pattern: 'some', kind: 'hidden-text' }),
];

const ALL: BuiltIn = {
  ...tableOf(RULES),
  rules: RULES,
  presets: {
    recommended: { kinds: ['secret', 'insecure-code'], failOn: 'error' },
    strict: { kinds: ['secret', 'insecure-code', 'hidden-text'], failOn: 'warning' },
    'secrets-only': { kinds: ['secret'], failOn: 'error' },
  },
};

function settings(config: Config, overrides: Overrides = {}): Settings {
  return settingsOf(config, overrides, ALL);
}

function running(config: Config, overrides: Overrides = {}): string[] {
  return settings(config, overrides).rules.map(({ id, level }) => `${id} ${level}`);
}

describe('the rules that run', () => {
  it('are those of the recommended preset by default', () => {
    assert.deepEqual(running({}), ['some-secret error', 'some-hole warning']);
    assert.equal(settings({}).failOn, 'error');
  });

  it('are those of the preset of the configuration, or of the command line, which wins', () => {
    assert.deepEqual(running({ preset: 'secrets-only' }), ['some-secret error']);
    assert.equal(running({ preset: 'secrets-only' }, { preset: 'strict' }).length, 3);
    assert.equal(settings({ preset: 'strict' }).failOn, 'warning');
  });

  it('take the level the configuration gives them', () => {
    assert.deepEqual(running({ rules: { 'some-secret': 'note', 'some-hole': 'off' } }), ['some-secret note']);
  });

  it('include a rule outside the preset that was given a level', () => {
    assert.deepEqual(running({ rules: { 'hidden-mark': 'warning' } }), ['some-secret error', 'some-hole warning', 'hidden-mark warning']);
  });

  it('are only those asked for on the command line, even if switched off, and never those to skip', () => {
    assert.deepEqual(running({}, { only: ['hidden-mark'] }), ['hidden-mark error']);
    assert.deepEqual(running({ rules: { 'some-hole': 'off' } }, { only: ['some-hole'] }), ['some-hole warning']);
    assert.deepEqual(running({ rules: { 'some-hole': 'note' } }, { only: ['some-hole'] }), ['some-hole note']);
    assert.deepEqual(running({}, { skip: ['some-secret'] }), ['some-hole warning']);
    assert.deepEqual(running({}, { only: ['some-secret', 'some-hole'], skip: ['some-secret'] }), ['some-hole warning']);
  });

  it('leave the built-in rules as they are', () => {
    settings({ rules: { 'some-secret': 'note' } });
    assert.equal(ALL.rules[0]?.level, 'error');
  });
});

describe('what fails a scan', () => {
  it('is said by the command line, else the configuration, else the preset', () => {
    assert.equal(settings({ preset: 'strict', failOn: 'never' }, { failOn: 'note' }).failOn, 'note');
    assert.equal(settings({ preset: 'strict', failOn: 'never' }).failOn, 'never');
    assert.equal(settings({}, { preset: 'strict' }).failOn, 'warning');
  });
});

describe('everything else', () => {
  it('has a default', () => {
    const { include, exclude, salt } = settings({});
    assert.deepEqual([include, exclude, salt], [[], [], undefined]);
    assert.deepEqual(settings({ include: ['src/**'], exclude: ['a'], salt: 'some salt' }).include, ['src/**']);
  });
});

describe('a name that does not exist', () => {
  it('is an error that says what was meant', () => {
    for (const [config, overrides, message, hint] of [
      [{ rules: { 'some-secrte': 'off' } }, {}, 'There is no rule "some-secrte", which the configuration names.', 'Did you mean "some-secret"?'],
      [{}, { only: ['some-holes'] }, 'There is no rule "some-holes".', 'Did you mean "some-hole"?'],
      [{}, { skip: ['nothing-like-it'] }, 'There is no rule "nothing-like-it".', 'Known: some-secret, some-hole, hidden-mark.'],
      [{}, { preset: 'stirct' }, 'There is no preset "stirct".', 'Did you mean "strict"?'],
      [{}, { preset: 'constructor' }, 'There is no preset "constructor".', 'Known: recommended, strict, secrets-only.'],
      [{}, { failOn: 'warn' }, 'There is no level "warn".', 'Did you mean "warning"?'],
    ] as const) {
      assert.throws(
        () => settings(config, overrides),
        (error) => error instanceof GuardError && error.code === 'config' && error.message === message && error.hint === hint,
        message,
      );
    }
  });
});
