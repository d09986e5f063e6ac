import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Finding } from '../../src/model/finding.js';
import { GuardError } from '../../src/model/guard-error.js';
import { whole } from '../../src/report/pieces.js';
import { sarifWithin } from '../../src/report/sarif.js';
import { builtIn } from '../../src/rules/built-in.js';
import { findingOf, reported, resultOf } from '../support/results.js';
import { validSarif } from '../support/sarif.js';

const sarif = async (...findings: Finding[]): Promise<ReturnType<typeof validSarif>> => validSarif(await reported('sarif', resultOf(findings)));

describe('SARIF', () => {
  it('is valid without findings, and refused by the schema when it is wrong', async () => {
    assert.deepEqual((await sarif()).results, []);
    const text = await reported('sarif', resultOf([findingOf()]));
    assert.throws(() => validSarif(text.replace('"startLine": 3', '"startLine": 0')));
    assert.throws(() => validSarif(text.replace('"uri": "src/a.js"', '"uri": "src/%a b"')));
  });

  it('is valid for every rule there is, with help, weaknesses as GitHub links them and a severity', async () => {
    const findings = builtIn().rules.map(({ id, ...rule }) => findingOf({ ...rule, ruleId: id }));
    const { rules } = (await sarif(...findings)).tool.driver;
    assert.equal(rules.length, findings.length);
    for (const { id, help, defaultConfiguration, properties } of rules) {
      assert.ok(help.text.length > 20 && help.markdown.includes('**What to do:**'), id);
      assert.match(properties['security-severity'], /^(?:10|[0-9])\.[0-9]$/);
      assert.ok(properties.tags.includes('security') && properties.tags.length <= 10, id);
      for (const tag of properties.tags.slice(2)) assert.match(tag, /^external\/cwe\/cwe-[0-9]{3,4}$/, id);
      assert.equal(defaultConfiguration.level, builtIn().rules.find((rule) => rule.id === id)?.level);
    }
  });

  it('says the same of a rule wherever its findings lie', async () => {
    const rule = builtIn().rules.find(({ level }) => level === 'error');
    assert.ok(rule !== undefined);
    const found = (level: 'error' | 'note'): Finding => findingOf({ ...rule, ruleId: rule.id, level });
    assert.deepEqual((await sarif(found('note'))).tool.driver, (await sarif(found('error'))).tool.driver);
    assert.equal((await sarif(found('note'))).results[0]?.level, 'note');
  });

  it('knows a finding again after lines moved, and tells equal lines of a file apart', async () => {
    const at = (line: number): Finding => findingOf({ start: { line, column: 1 }, end: { line, column: 5 } });
    const prints = async (...findings: Finding[]): Promise<unknown[]> => (await sarif(...findings)).results.map(({ partialFingerprints }) => partialFingerprints);
    const both = await prints(at(1), at(2));
    assert.deepEqual(await prints(at(7), at(9)), both);
    assert.deepEqual(
      both,
      [1, 2].map((count) => ({ 'precommitGuard/v1': findingOf().fingerprint, primaryLocationLineHash: `${findingOf().fingerprint}:${count}` })),
    );
  });

  it('writes a path as a reference that leads to it', async () => {
    const path = 'a b/c#d?e%f:g/ü.js';
    const [result] = (await sarif(findingOf({ path }))).results;
    const uri = result?.locations[0]?.physicalLocation.artifactLocation.uri ?? '';
    assert.equal(decodeURIComponent(new URL(uri, 'file:///repo/').pathname), `/repo/${path}`);
  });

  it('tells of a place in columns from 1 with the end exclusive', async () => {
    const [result] = (await sarif(findingOf())).results;
    assert.deepEqual(result?.locations[0]?.physicalLocation.region, { startLine: 3, startColumn: 5, endLine: 3, endColumn: 20 });
  });

  it('says that the scan did not succeed, and why: of use and configuration apart from the rest', async () => {
    const errors = [new GuardError('unreadable', 'x cannot be read.'), new GuardError('config', 'y is wrong.')];
    const [invocation] = validSarif(await reported('sarif', resultOf([], { errors, complete: false }))).invocations;
    assert.equal(invocation?.executionSuccessful, false);
    assert.deepEqual(invocation?.toolExecutionNotifications, [{ level: 'error', descriptor: { id: 'unreadable' }, message: { text: 'x cannot be read.' } }]);
    assert.deepEqual(invocation?.toolConfigurationNotifications, [{ level: 'error', descriptor: { id: 'config' }, message: { text: 'y is wrong.' } }]);
  });
});

describe('SARIF of very many findings', () => {
  const many = (count: number): Finding[] =>
    Array.from({ length: count }, (_, line) =>
      findingOf({ level: line === count - 1 ? 'error' : 'note', start: { line: line + 1, column: 1 }, end: { line: line + 1, column: 2 } }),
    );

  it('holds 25,000, the gravest, and says what GitHub shows and what is left out', async () => {
    const { results, invocations } = await sarif(...many(25_100));
    assert.equal(results.length, 25_000);
    assert.equal(results[0]?.level, 'error');
    const said = invocations[0]?.toolExecutionNotifications.map(({ message }) => message.text).join('\n') ?? '';
    assert.match(said, /^100 findings left out/);
    assert.match(said, /gravest 5000 of 25000/);
  });

  it('packed is never larger than GitHub takes', () => {
    const gzipBytes = 20_000;
    const text = whole(sarifWithin(resultOf(many(5_000)), (words) => words, { results: 25_000, shown: 5_000, gzipBytes }));
    const { results, invocations } = validSarif(text);
    assert.ok(gzipSync(text).length <= gzipBytes && results.length > 100, `${results.length}`);
    assert.match(invocations[0]?.toolExecutionNotifications[0]?.message.text ?? '', new RegExp(`^${5_000 - results.length} findings left out`));
  });

  it('says how many of very many in one file are not listed', async () => {
    const { invocations } = validSarif(await reported('sarif', resultOf([findingOf()], { omitted: 7 })));
    assert.match(invocations[0]?.toolExecutionNotifications[0]?.message.text ?? '', /^7 more findings in files/);
  });
});
