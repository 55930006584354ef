import { nearest, type WrittenSettings } from './values.ts';

/** SERVER_ is left out: hosting panels set variables such as SERVER_IP for programs of all kinds. */
const OURS = /^(DISCORD|WEBSOCKET|ACSERVER)_/;

/** What other programs read from the same file: the system, Node, Wine, containers, and "pitwall line". */
const OF_OTHERS: ReadonlySet<string> = new Set([
  'TZ',
  'LANG',
  'PATH',
  'HOME',
  'USER',
  'SHELL',
  'DISPLAY',
  'TMPDIR',
  'TMP',
  'TEMP',
  'PUID',
  'PGID',
  'UID',
  'GID',
  'UMASK',
  'DEBUG',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'ALL_PROXY',
  'NO_PROXY',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'FORCE_COLOR',
  'NO_COLOR',
  'UV_THREADPOOL_SIZE',
  'MALLOC_ARENA_MAX',
  'LD_LIBRARY_PATH',
  'LD_PRELOAD',
  'PITWALL_TOKEN',
]);

const PREFIXES_OF_OTHERS = [
  'NODE_',
  'NPM_CONFIG_',
  'LC_',
  'XDG_',
  'WINE',
  'STEAM_',
  'DOCKER_',
  'COMPOSE_',
  'BUILDKIT_',
];

/** npm and the proxies are also written in small letters. */
const isOfOthers = (name: string): boolean => {
  const upper = name.toUpperCase();
  return OF_OTHERS.has(upper) || PREFIXES_OF_OTHERS.some((prefix) => upper.startsWith(prefix));
};

/** A line of .env that sets nothing. */
export interface StrayLine {
  readonly name: string;
  /** The setting that was probably meant, and whether that is set as well. */
  readonly nearest?: { readonly name: string; readonly isSet: boolean } | undefined;
}

/** The lines of .env that neither Pitwall nor another program knows. */
export const strayLines = (names: readonly string[], variables: readonly string[]): readonly StrayLine[] =>
  names
    .filter((name) => !variables.includes(name) && !isOfOthers(name))
    .map((name) => {
      const free = meant(
        name,
        variables.filter((known) => !names.includes(known)),
      );
      const found = free ?? meant(name, variables);
      return { name, nearest: found === undefined ? undefined : { name: found, isSet: free === undefined } };
    });

/** A line whose setting is missing is a mistake; any other may have been left there on purpose. */
export const isMistake = ({ nearest: near }: StrayLine): boolean => near !== undefined && !near.isSet;

export function strayInWords({ name, nearest: near }: StrayLine): string {
  if (near === undefined) return `There is no setting ${name}: that line of .env has no effect.`;
  if (!near.isSet) return `There is no setting ${name}; did you mean ${near.name}?`;
  return `There is no setting ${name}: that line of .env has no effect. The setting ${near.name} is there as well.`;
}

/** Unknown variables of the environment that look like ours, each with the one that was probably meant. */
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

/** By letters, or by words: WEBSOCKET_TOKEN lacks one of WEBSOCKET_ADMIN_TOKEN. */
function meant(name: string, variables: readonly string[]): string | undefined {
  const byLetters = nearest(name.toUpperCase(), variables);
  if (byLetters !== undefined) return byLetters;
  const said = name.toUpperCase().split('_');
  if (said.length < 2) return undefined;
  return variables.find((known) => lacksOneOf(said, known.split('_')));
}

function lacksOneOf(said: readonly string[], whole: readonly string[]): boolean {
  return (
    said.length === whole.length - 1 && whole.some((_, index) => whole.toSpliced(index, 1).join('_') === said.join('_'))
  );
}
