import { recurringValue } from '../../text/recurring.js';

/** Words that people write where a secret will stand. Matched as whole words of the value. */
const WORDS = new Set([
  'example',
  'examples',
  'placeholder',
  'changeme',
  'change',
  'replace',
  'replaceme',
  'insert',
  'your',
  'yours',
  'dummy',
  'sample',
  'fake',
  'mock',
  'todo',
  'fixme',
  'redacted',
  'removed',
  'hidden',
  'masked',
  'censored',
  'xxx',
  'xxxx',
  'foo',
  'bar',
  'foobar',
  'here',
  'goes',
  'none',
  'null',
  'undefined',
  'nil',
  'true',
  'false',
  'empty',
  'unset',
  'notset',
  'tbd',
  'something',
  'whatever',
  'lorem',
  'ipsum',
  'enter',
  'string',
  'text',
  'value',
  'optional',
  'required',
]);

/** Marks of a variable, a template or a format: the value comes from elsewhere. */
const TEMPLATE =
  /\$\{|\$\(|\$\[|\{\{|\}\}|#\{|<%|%>|\{%|%\(|<[A-Za-z_][^<>]*>|\[[A-Z_ ]+\]|\{[a-z_]\w*(?:[.!][^{}]{0,20})?\}|\{\w+:[^{}]{0,20}\}|^\$\w{1,60}\$?$|^%[A-Za-z_]\w*%$|%[sdv@](?![\w%])|^@[A-Za-z_][\w.-]*@$|^:[a-z_][\w/.-]*$/;

/** One character, or a short piece, over and over; or a run up or down the keyboard, the digits or the alphabet. */
const REPEATED = /^(.{1,4}?)\1{3,}.{0,3}$/s;
const SEQUENCES = ['01234567890123456789', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiopasdfghjklzxcvbnm', '98765432109876543210'];

/** Is this value a stand-in by its form (or the seed of every example of one-time passwords): a template, dots or stars, a repetition, a sequence, or a word that no random value holds? */
export const isPlaceholder = recurringValue((value) => {
  if (TEMPLATE.test(value) || REPEATED.test(value)) return true;
  if (/\.\.\.|\*{3}|•{2}|\xe2\x80\xa6|x{5,}|X{5,}|0{8,}/.test(value)) return true;
  if (/example|placeholder|^jbswy3dpehpk3pxp|change[-_]?me|your[-_]|[-_]here(?![a-z])/.test(value.toLowerCase())) return true;
  const plain = value.toLowerCase().replace(/[^a-z0-9]/g, '');
  return plain.length >= 4 && SEQUENCES.some((sequence) => sequence.includes(plain));
});

/** Is a third of its letters and digits made of placeholder words? Only for values known by a name: a long random one may hold "bar" by chance. */
export const hasPlaceholderWords = recurringValue((value) => {
  const words = value.toLowerCase().match(/[a-z]+/g) ?? [];
  const placeholders = words.filter((word) => WORDS.has(word)).join('').length;
  return placeholders > 0 && placeholders * 3 >= value.replace(/[^A-Za-z0-9]/g, '').length;
});
