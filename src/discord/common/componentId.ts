/**
 * A component's id is a command line: version, the server it is about if it says so, the line. So a button is pressed
 * like a command is typed, also after a restart, and a forged one is just a bad command.
 */
const VERSION = '1';
/** Discord's limit. */
const ID_LENGTH = 100;

export interface ComponentLine {
  readonly line: string;
  readonly server?: string;
}

/** Whether a line is short enough to be one. */
export const fitsComponent = (line: string, server?: string): boolean => idOf(line, server).length <= ID_LENGTH;

const idOf = (line: string, server: string | undefined): string =>
  `${VERSION}${server === undefined ? '' : `@${server}`}:${line}`;

/** @throws Error for what is longer than an id may be: whoever builds the component must be briefer */
export function encodeComponent(line: string, server?: string): string {
  const id = idOf(line, server);
  if (id.length > ID_LENGTH) throw new Error(`a component's id holds ${ID_LENGTH} characters, not "${id}"`);
  return id;
}

/** Undefined for what no Pitwall of this version made. */
export function decodeComponent(id: string): ComponentLine | undefined {
  const [, version, server, line] = /^(\d+)(?:@([a-z0-9_-]{1,32}))?:(\S.*)$/.exec(id) ?? [];
  return version === VERSION && line !== undefined ? { line, server } : undefined;
}

/** A value as one word of a line. */
export const quoted = (value: string): string => `"${value.replaceAll('"', "'")}"`;
