/** An element of a document, with its text and its children in their order. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: XmlElement[];
  text: string;
}

/** `Char` of https://www.w3.org/TR/xml/#charsets */
const NO_CHAR = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;
const ATTRIBUTE = /[ \t\r\n]+([A-Za-z_][\w.-]*)="([^"<]*)"/y;

/** Reads what our reports write of XML 1.0, strictly: declaration, elements, quoted attributes, text, references. Anything else, or anything left open, throws. */
export function parseXml(document: string): XmlElement {
  const [declaration = ''] = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n/.exec(document) ?? [];
  if (declaration === '') throw new Error('no declaration');
  const bad = NO_CHAR.exec(document);
  if (bad !== null) throw new Error(`a character that XML cannot hold, at ${bad.index}`);
  const open: XmlElement[] = [];
  let root: XmlElement | undefined;
  let at = declaration.length;
  while (at < document.length) {
    const inner = open.at(-1);
    if (document[at] !== '<') {
      const end = document.indexOf('<', at) < 0 ? document.length : document.indexOf('<', at);
      const text = document.slice(at, end);
      if (inner === undefined ? text.trim() !== '' : text.includes(']]>')) throw new Error(`text in a wrong place, at ${at}`);
      if (inner !== undefined) inner.text += dereferenced(text);
      at = end;
      continue;
    }
    const [closing = '', closed] = /^<\/([A-Za-z_][\w.-]*)>/.exec(document.slice(at, at + 100)) ?? [];
    if (closed !== undefined) {
      if (open.pop()?.name !== closed) throw new Error(`${closed} is closed and was not open, at ${at}`);
      at += closing.length;
      continue;
    }
    const [opening = '', name] = /^<([A-Za-z_][\w.-]*)/.exec(document.slice(at, at + 100)) ?? [];
    if (name === undefined || (inner === undefined && root !== undefined)) throw new Error(`no element that may stand here, at ${at}`);
    at += opening.length;
    const attributes: Record<string, string> = {};
    for (ATTRIBUTE.lastIndex = at; ; at = ATTRIBUTE.lastIndex) {
      const match = ATTRIBUTE.exec(document);
      if (match === null) break;
      const [, key = '', value = ''] = match;
      if (Object.hasOwn(attributes, key)) throw new Error(`${key} twice, at ${at}`);
      // A parser makes a space of each white space that is no reference.
      attributes[key] = dereferenced(value.replace(/[\t\n\r]/g, ' '));
    }
    const element: XmlElement = { name, attributes, children: [], text: '' };
    if (inner === undefined) root = element;
    else inner.children.push(element);
    const [end = ''] = /^\/?>/.exec(document.slice(at, at + 2)) ?? [];
    if (end === '') throw new Error(`an element that does not end, at ${at}`);
    if (end === '>') open.push(element);
    at += end.length;
  }
  if (root === undefined || open.length > 0) throw new Error('something is left open');
  return root;
}

/** All elements of that name, in the order of the document. */
export function elementsNamed(name: string, from: XmlElement): XmlElement[] {
  return [...(from.name === name ? [from] : []), ...from.children.flatMap((child) => elementsNamed(name, child))];
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function dereferenced(text: string): string {
  return text.replace(/&(?:#(\d+)|(\w+))?(;?)/g, (all, code: string | undefined, name: string | undefined, end: string) => {
    const char = code === undefined ? NAMED[name ?? ''] : String.fromCodePoint(Number(code));
    if (end === '' || char === undefined || NO_CHAR.test(char)) throw new Error(`not a reference: ${all}`);
    return char;
  });
}
