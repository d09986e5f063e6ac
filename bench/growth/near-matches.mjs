// Hostile inputs for each rule, made from its literals and its examples: what calls it up by the hundred thousand, and nearly matches.
import { PROJECT } from '../support/core.mjs';
import { core, fill } from './measure.mjs';

const wrong = (char) => (char === '0' ? '1' : '0');

/** [name, what makes it, language, path] for each shape of one rule's near-matches. */
function shapesOf({ rule, source }) {
  const language = rule.languages?.[0] ?? 'text';
  const examples = source.examples.match.slice(0, 2).map((example) => core.filled(rule, example, 'growth'));
  const { path } = examples[0];
  const texts = examples.map(({ text }) => text);
  const ended = texts.map((text) => text.slice(0, -1) + wrong(text.at(-1)));
  const spoilt = texts.map((text) => text.slice(0, Math.floor(text.length * 0.8)) + wrong(text[Math.floor(text.length * 0.8)]) + text.slice(Math.floor(text.length * 0.8) + 1));
  const heads = texts.map((text) => text.slice(0, Math.max(8, Math.floor(text.length / 2))));
  const literals = rule.keywords.slice(0, 4);
  let cut;
  const hostile = () => {
    cut ??= core.hostileInputs(rule, source);
    return cut;
  };
  return [
    ['literals', fill(literals.join(''))],
    ['literals and blanks', fill(`${literals.join(' ')} `)],
    ['literals, a line each', fill(`${literals.join('\n')}\n`)],
    ['examples', fill(`${texts.join('\n')}\n`)],
    ['examples on one line', fill(texts.join(' ').replaceAll('\n', ' '))],
    ['examples with a wrong end', fill(`${ended.join('\n')}\n`)],
    ['examples with a wrong letter', fill(`${spoilt.join('\n')}\n`)],
    ['heads', fill(`${heads.join('\n')}\n`)],
    ['heads on one line', fill(heads.join('').replaceAll('\n', ' '))],
    [
      'heads that are filled up',
      (size) =>
        fill(
          hostile()
            .map((one) => one.slice(0, Math.max(256, size / hostile().length)))
            .join('\n'),
        )(size),
    ],
  ].map(([name, make]) => ({ rule: rule.id, shape: name, name: `${rule.id}: ${name}`, make, language, path }));
}

/**
 * Hostile inputs for all rules that have a pattern or syntaxes, rule by rule: all at once are a gigabyte, which the collecting of garbage would pay for in every measure.
 * A part [2, 8] is the second of every eight rules.
 */
export function* nearMatches([number, count] = [1, 1]) {
  const { rules } = core.readRules(`${PROJECT}/patterns`);
  for (const [at, one] of rules.entries()) if (at % count === number - 1) yield* shapesOf(one);
}
