import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { scanText } from '../../src/detect/scan-text.js';
import { detectorOf, ruleOf, textOf } from '../support/scan.js';

const detector = detectorOf([
  ruleOf({ id: 'made-up', keywords: ['mine_'], pattern: '\\b(?<secret>mine_[a-z0-9]{8})\\b' }),
  ruleOf({ id: 'other-one', keywords: ['yours_'], pattern: '\\b(?<secret>yours_[a-z0-9]{8})\\b' }),
]);

const MINE = "f('mine_abcd1234')";
const YOURS = "g('yours_abcd1234')";

/** "line rule" of what is still reported, and how many findings were suppressed. */
function left(...lines: string[]): { found: string[]; suppressed: number; messages: string[] } {
  const { findings, suppressed } = scanText(textOf(lines.join('\n'), 'a.js'), detector);
  return { found: findings.map(({ ruleId, start }) => `${start.line} ${ruleId}`), suppressed, messages: findings.map(({ message }) => message) };
}

function assertSuppressed(...lines: string[]): void {
  const { found, suppressed } = left(...lines);
  assert.deepEqual([found, suppressed], [[], 1], lines.join('\n'));
}

function assertReported(...lines: string[]): void {
  const { found, suppressed } = left(...lines);
  assert.deepEqual([found.length, suppressed], [1, 0], lines.join('\n'));
}

describe('a suppression comment', () => {
  it('covers its own line', () => {
    assertSuppressed(`${MINE} // precommit-guard-ignore-line made-up -- revoked long ago`);
    assertSuppressed(`${MINE} /* precommit-guard-ignore-line made-up -- revoked long ago */`);
    assertSuppressed(`${MINE} <!-- precommit-guard-ignore-line made-up -- revoked long ago -->`);
    assertSuppressed(`${MINE} # precommit-guard-ignore-line made-up -- revoked long ago\r`);
    assertReported('// precommit-guard-ignore-line made-up -- revoked long ago', MINE);
  });

  it('covers the next line, and no further', () => {
    assertSuppressed('// precommit-guard-ignore-next-line made-up -- revoked long ago', MINE);
    assertReported('// precommit-guard-ignore-next-line made-up -- revoked long ago', '', MINE);
    assertReported(`${MINE} // precommit-guard-ignore-next-line made-up -- revoked long ago`);
  });

  it('covers the whole file from wherever it stands', () => {
    assertSuppressed(MINE, '', '// precommit-guard-ignore-file made-up -- made up for a test');
  });

  it('covers a stretch between start and end', () => {
    const { found, suppressed } = left(MINE, '// precommit-guard-ignore-start made-up -- samples', MINE, MINE, '// precommit-guard-ignore-end', MINE);
    assert.deepEqual([found, suppressed], [['1 made-up', '6 made-up'], 2]);
  });

  it('covers nothing when a start has no end or an end no start', () => {
    assertReported('// precommit-guard-ignore-start made-up -- samples', MINE);
    assertReported(MINE, '// precommit-guard-ignore-end made-up -- samples');
  });

  it('nests stretches', () => {
    const { found } = left(
      '// precommit-guard-ignore-start made-up -- samples',
      '// precommit-guard-ignore-start other-one -- more samples',
      MINE,
      YOURS,
      '// precommit-guard-ignore-end',
      MINE,
      YOURS,
      '// precommit-guard-ignore-end',
    );
    assert.deepEqual(found, ['7 other-one']);
  });
});

describe('the rules of a suppression', () => {
  it('are all of them when none is named', () => {
    assert.deepEqual(left(`${MINE}; ${YOURS} // precommit-guard-ignore-line -- samples of the manual`).found, []);
  });

  it('are only those named, with spaces or commas between', () => {
    assert.deepEqual(left(`${MINE}; ${YOURS} // precommit-guard-ignore-line made-up -- a sample`).found, ['1 other-one']);
    for (const list of ['made-up other-one', 'made-up, other-one', 'other-one,made-up']) {
      assert.deepEqual(left(`${MINE}; ${YOURS} // precommit-guard-ignore-line ${list} -- samples`).found, [], list);
    }
  });

  it('never widen by a slip: an unknown name covers nothing', () => {
    for (const name of ['made-upp', 'made', 'MADE-UP', 'Made-Up', 'made_up', 'made-*', 'all', 'mine_', 'made-up.']) {
      assertReported(`${MINE} // precommit-guard-ignore-line ${name} -- a sample`);
    }
  });

  it('are known beside an unknown name', () => {
    assertSuppressed(`${MINE} // precommit-guard-ignore-line no-such-rule made-up -- a sample`);
  });
});

describe('a suppression without a reason', () => {
  const WORDS = /gives no reason after " -- " and does not count/;

  it('suppresses nothing, and the finding says so', () => {
    for (const comment of [
      '// precommit-guard-ignore-line',
      '// precommit-guard-ignore-line made-up',
      '// precommit-guard-ignore-line made-up --',
      '// precommit-guard-ignore-line made-up -- ',
      '// precommit-guard-ignore-line made-up -- .',
      '/* precommit-guard-ignore-line made-up */',
      '<!-- precommit-guard-ignore-line made-up -->',
      '/* precommit-guard-ignore-line made-up -- */',
    ]) {
      assertReported(`${MINE} ${comment}`);
      assert.match(left(`${MINE} ${comment}`).messages[0] ?? '', WORDS, comment);
    }
  });

  it('is not talked about where it covers another rule', () => {
    assert.doesNotMatch(left(`${MINE} // precommit-guard-ignore-line other-one`).messages[0] ?? '', WORDS);
  });

  it('does no harm to one with a reason', () => {
    assertSuppressed('// precommit-guard-ignore-next-line made-up', `${MINE} // precommit-guard-ignore-line made-up -- a sample`);
  });

  it('is none when the reason is in another script', () => {
    for (const reason of ['тестовый ключ', '测试', 'مفتاح', 'été']) assertSuppressed(`${MINE} // precommit-guard-ignore-line made-up -- ${reason}`);
  });
});

describe('what only looks like a suppression', () => {
  it('covers nothing', () => {
    for (const comment of [
      '// precommit-guard-ignore -- a sample',
      '// precommit-guard-ignore-lines made-up -- a sample',
      '// guard-ignore-line made-up -- a sample',
      '// precommit-guard-ignore-line-made-up -- a sample',
    ]) {
      assertReported(`${MINE} ${comment}`);
    }
  });
});
