/**
 * A component's id is a command line: the version, the server (if the component names one), and the line. So pressing a
 * button is the same as typing a command, even after a restart, and a forged id is just a bad command.
 */
const VERSION = '1';
/** Discord's limit. */
const ID_LENGTH = 100;

export interface ComponentLine {
  readonly line: string;
  readonly server?: string;
}

/** Whether a line is short enough for an id. */
export const fitsComponent = (line: string, server?: string): boolean => idOf(line, server).length <= ID_LENGTH;

const idOf = (line: string, server: string | undefined): string =>
  `${VERSION}${server === undefined ? '' : `@${server}`}:${line}`;

/** @throws Error if the id would be too long: build the component with a shorter line */
export function encodeComponent(line: string, server?: string): string {
  const id = idOf(line, server);
  if (id.length > ID_LENGTH) throw new Error(`a component's id holds ${ID_LENGTH} characters, not "${id}"`);
  return id;
}

/** Undefined for an id that was not made by this version of the format. */
export function decodeComponent(id: string): ComponentLine | undefined {
  const [, version, server, line] = /^(\d+)(?:@([a-z0-9_-]{1,32}))?:(\S.*)$/.exec(id) ?? [];
  return version === VERSION && line !== undefined ? { line, server } : undefined;
}

/** A value as a single word of a line. */
export const quoted = (value: string): string => `"${value.replaceAll('"', "'")}"`;
