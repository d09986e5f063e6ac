// Hunts for texts that take a scan long: composes them of rules' literals, heads of their examples and tokens of languages, keeps the slowest and changes them.
//   node bench/growth/hunt.mjs [MINUTES of processor time] [re2 | builtin]
import { PROJECT } from '../support/core.mjs';
import { core, detectorFor, fill, timeOfScan } from './measure.mjs';

const [minutes = '5', engine = 'builtin'] = process.argv.slice(2);
const SIZE = 1 << 17;
const KEPT = 24;
const { rules } = core.readRules(`${PROJECT}/patterns`);
const languages = Object.keys(core.LEXICAL);
let seed = Number(process.env.SEED ?? 7);
const below = (bound) => {
  seed = (seed * 1103515245 + 12345) & 0x7fffffff;
  return (seed >> 8) % bound;
};
const one = (list) => list[below(list.length)];

const TOKENS =
  '" \' ` """ \\ \\\\ / // /* */ # -- <!-- --> <? ?> <% %> {{ }} ${ } { ( ) [ ] < > </ <a> <script> </script> = == => += , ; : . .join( + | & && ! @ % $ ~ \n \r\n \t 0 a _ é import require( from const var function def return if for while async class new password= token: api_key secret eval( exec( query( SELECT \\u0061 %41 QUJD 0x41, precommit-guard-ignore-line precommit-guard-ignore-start precommit-guard-ignore-end f(a,'.split(
    ' ',
  );
TOKENS.push(' ', '        ', 'a = ', 'aaaaaaaaaaaaaaaaaaaa', '"+"', "' + '", '\\\n');

function piece() {
  const kind = below(10);
  if (kind < 4) return one(TOKENS);
  const { rule, source } = one(rules);
  if (kind < 7) return one(rule.keywords);
  const { text } = core.filled(rule, one(source.examples.match), 'hunt');
  return kind === 7 ? text : kind === 8 ? text.slice(0, 1 + below(text.length)) : text.slice(below(text.length));
}

const born = () => ({ pieces: Array.from({ length: 1 + below(5) }, piece), language: one(languages) });

/** Another text a little different from this one. */
function changed({ pieces, language }) {
  const next = [...pieces];
  const at = below(next.length);
  const kind = below(8);
  if (kind === 0) next.splice(at, 0, piece());
  else if (kind === 1 && next.length > 1) next.splice(at, 1);
  else if (kind === 2) next[at] = piece();
  else if (kind === 3) next[at] = next[at].slice(0, 1 + below(next[at].length || 1));
  else if (kind === 4) next[at] = next[at].repeat(2 + below(6)).slice(0, 2000);
  else if (kind === 5) next.push(one(TOKENS));
  else if (kind === 6) next.splice(at, 0, ...next.slice(0, 1 + below(3)));
  else return { pieces: next, language: one(languages) };
  return { pieces: next.slice(0, 12), language };
}

const detector = detectorFor(engine);
const millisecondsPerMegabyte = ({ pieces, language }) => {
  const text = fill(pieces.join('') || 'x')(SIZE);
  return timeOfScan(detector, text, language) * ((1 << 20) / SIZE);
};

const begun = process.cpuUsage();
const spent = () => {
  const { user, system } = process.cpuUsage(begun);
  return (user + system) / 60_000_000;
};
const kept = [];
let tried = 0;
while (spent() < Number(minutes)) {
  const candidate = kept.length < KEPT || below(3) === 0 ? born() : changed(one(kept));
  tried++;
  let ms = millisecondsPerMegabyte(candidate);
  // Again, for what was only the first to call up many rules.
  if (ms > (kept.at(-1)?.ms ?? 0)) ms = Math.min(ms, millisecondsPerMegabyte(candidate));
  kept.push({ ...candidate, ms });
  kept.sort((a, b) => b.ms - a.ms);
  kept.length = Math.min(kept.length, KEPT);
}
console.log(`${tried} texts of ${SIZE / 1024} kB, ${engine}: the slowest, in milliseconds a megabyte`);
for (const { ms, pieces, language } of kept) console.log(Math.round(ms), language, JSON.stringify(pieces));
