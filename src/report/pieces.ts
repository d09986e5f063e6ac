/** A report, whole or piece by piece: that of a large tree is never in memory at once. */
export type Pieces = string | Iterable<string>;

/** Members of a list that are made when they are written, and forgotten then. */
export class Each {
  readonly members: Iterable<unknown>;

  constructor(members: Iterable<unknown>) {
    this.members = members;
  }
}

/** So many characters go out together: a call of the system for each finding would cost more than the finding. */
const BATCH = 1 << 16;

/** The report in one text. */
export function whole(report: Pieces): string {
  return typeof report === 'string' ? report : [...report].join('');
}

/** The report in pieces of at least so many characters, but for the last. */
export function* batches(report: Pieces, least = BATCH): Generator<string> {
  if (typeof report === 'string') {
    yield report;
    return;
  }
  let waiting: string[] = [];
  let length = 0;
  for (const piece of report) {
    waiting.push(piece);
    length += piece.length;
    if (length < least) continue;
    yield waiting.join('');
    waiting = [];
    length = 0;
  }
  if (length > 0) yield waiting.join('');
}

/** Members as they are made of others, one by one. */
export function* each<T, U>(list: Iterable<T>, make: (one: T) => U): Generator<U> {
  for (const one of list) yield make(one);
}

/** What `JSON.stringify(value, null, 2)` says, with lists that are an `Each` made on the way; a line break at the end. */
export function* jsonPieces(value: unknown): Generator<string> {
  yield* written(value, '');
  yield '\n';
}

function* written(value: unknown, indent: string): Generator<string> {
  const inner = `${indent}  `;
  if (value instanceof Each) {
    let before = '[';
    for (const member of value.members) {
      yield `${before}\n${inner}${plain(member, inner)}`;
      before = ',';
    }
    yield before === '[' ? '[]' : `\n${indent}]`;
  } else if (holdsEach(value)) {
    const list = Array.isArray(value);
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    for (const [at, [name, field]] of fields.entries()) {
      yield `${at === 0 ? (list ? '[' : '{') : ','}\n${inner}${list ? '' : `${JSON.stringify(name)}: `}`;
      yield* written(field, inner);
    }
    yield `\n${indent}${list ? ']' : '}'}`;
  } else yield plain(value, indent);
}

/** No text in JSON has a line break, so that each there is belongs to the layout. */
function plain(value: unknown, indent: string): string {
  return JSON.stringify(value, null, 2).replaceAll('\n', `\n${indent}`);
}

function holdsEach(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.values(value).some((one) => one instanceof Each || holdsEach(one));
}
