/** One frame from Pitwall, classified as in PROTOCOL.md. */
export interface ShownFrame {
  /** The line that it answers; absent for a push. */
  readonly id?: string | undefined;
  readonly isError: boolean;
  /** For people: the message first, then the data as an outline. */
  readonly lines: readonly string[];
}

/** Parses a frame. Anything that is not a JSON object is shown as it is. */
export function shownFrame(text: string): ShownFrame {
  const parsed = objectIn(text);
  if (!parsed) return { isError: false, lines: [printable(text)] };
  const { id, error, ...rest } = parsed;
  const isError = isObject(error);
  const lines = isError ? [`! ${printable(String(error.msg))}`] : linesOf(rest);
  return { id: typeof id === 'string' ? id : undefined, isError, lines };
}

/** Drivers' names can contain anything: control characters must not move the cursor or colour the terminal. */
const printable = (text: string): string => text.replace(/(?!\n)\p{Cc}/gu, '�');

function linesOf({ data, ...around }: Facts): readonly string[] {
  if (!isObject(data)) return outline(data === undefined ? around : { ...around, data });
  const { msg, ...facts } = data;
  // "help" contains the same as text and as data.
  const { commands: _, ...told } = facts;
  const words = typeof msg === 'string' ? printable(msg).split('\n') : [];
  return [...words, ...outline(around), ...outline(words.length > 0 ? told : facts)];
}

/** `key: value`, one per line. What belongs to a key is indented below it. */
function outline(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each) => bullet(outline(each)));
  if (!isObject(value)) return [scalar(value)];
  return Object.entries(value).flatMap(([key, each]) => {
    const name = printable(key);
    if (isPlain(each)) return [`${name}: ${plain(each)}`.trimEnd()];
    return [`${name}:`, ...outline(each).map((line) => `  ${line}`)];
  });
}

const bullet = ([first = '', ...others]: readonly string[]): readonly string[] => [
  `- ${first}`,
  ...others.map((line) => `  ${line}`),
];

/** Whether it fits on the line of its key: a value, a list of values, or nothing. */
const isPlain = (value: unknown): boolean =>
  Array.isArray(value) ? value.every((each) => typeof each !== 'object') : !isObject(value) || isEmpty(value);

const plain = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(scalar).join(', ') || 'none';
  return isObject(value) ? 'none' : scalar(value);
};

function scalar(value: unknown): string {
  if (value === null) return '';
  return printable(typeof value === 'string' ? value : JSON.stringify(value)).replaceAll('\n', ' ');
}

type Facts = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Facts =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (facts: Facts): boolean => Object.keys(facts).length === 0;

function objectIn(text: string): Facts | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
