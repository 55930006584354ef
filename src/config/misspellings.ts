import { nearest, type WrittenSettings } from './values.ts';

/** SERVER_ is left out: hosting panels set variables such as SERVER_IP for programs of all kinds. */
const OURS = /^(DISCORD|WEBSOCKET|ACSERVER)_/;

/** Unknown variables that look like ours, each with the one that was probably meant. */
export function misspellings(written: WrittenSettings, variables: readonly string[]): ReadonlyMap<string, string> {
  const unknown = Object.keys(written).filter((name) => OURS.test(name) && !variables.includes(name));
  return new Map(
    unknown.flatMap((name) => {
      const free = variables.filter((known) => !(known in written));
      const known = nearest(name, free);
      return known === undefined ? [] : [[name, known] as const];
    }),
  );
}
