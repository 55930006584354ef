import type { Hide } from '../../kit/texts.ts';
import { foldedText, withoutFolded } from '../chat/fold.ts';

/**
 * Removes passwords from a log line before anything else sees it. The server prints `/admin <password>` in clear text,
 * and a player can put a password anywhere. `secrets` is called for every line, because passwords change with the
 * config.
 */
export function createRedactor(secrets: () => readonly string[]): (line: string) => string {
  return (line) => {
    const shortest = HAS_FREE_TEXT.test(line) ? 1 : SHORTEST_EVERYWHERE;
    return withoutSecrets(withoutArguments(line), secrets(), shortest);
  };
}

/** The same for what people type: a password is removed however it is disguised. */
export function createTextRedactor(secrets: () => readonly string[]): (text: string) => string {
  const [redact, hide] = [createRedactor(secrets), createHider(secrets)];
  return (text) => hide(redact(text));
}

/**
 * Removes passwords from an outgoing text, whatever their form: spelt differently, or assembled by cleaning. Our own
 * words about logins stay.
 */
export function createHider(secrets: () => readonly string[]): Hide {
  const disguised = new Disguised();
  const hide = (text: string): string => {
    const known = secrets();
    return withoutFolded(withoutSecrets(text, known, SHORTEST_EVERYWHERE), disguised.of(known), REDACTED);
  };
  const seams = (): readonly string[] => {
    const words = [...secrets(), ...disguised.of(secrets())];
    return SEAMS.filter((sign) => !words.some((word) => word.includes(sign)));
  };
  return Object.assign(hide, { seams });
}

/** Signs that are everywhere in a large file and stay the same however the text is read. */
const SEAMS = ['"', ',', ';', ':'];

/** Secrets as a reader might take them. They are asked for with each outgoing text, and rarely change. */
class Disguised {
  #known: readonly string[] = [];
  #folded: readonly string[] = [];

  of(known: readonly string[]): readonly string[] {
    if (known.length !== this.#known.length || known.some((secret, index) => secret !== this.#known[index])) {
      this.#known = known;
      this.#folded = known.map((secret) => foldedText(secret).trim()).filter(isNoOrdinaryWord);
    }
    return this.#folded;
  }
}

export const REDACTED = '[redacted]';

function withoutArguments(line: string): string {
  return line
    .replace(LOGIN, (_all, command: string, rest: string) => `${command} ${REDACTED}${callerOf(rest)}`)
    .replace(BARE_LOGIN, `$1${REDACTED}`)
    .replace(RAW_MESSAGE, `$1${REDACTED}]`);
}

/** `/admin secret`: everything after it, because a password may contain blanks. */
const LOGIN = /(\/(?:admin|spectator))(?:\s+|$)(.*)$/i;
/** A forgotten slash: `CHAT [Elena]: admin secret`. */
const BARE_LOGIN = /^(CHAT \[.*?\]: \s*(?:admin|spectator)\s+)\S+\s*$/i;
/** v1.0 prints the bytes of every message, including chat. */
const RAW_MESSAGE = /^(.*TCP received +\d+ bytes \[)[^\]]*\]?/;

/** ` received from Elena [Team]`, which the server adds after a command. */
function callerOf(rest: string): string {
  const cut = rest.lastIndexOf(' received from ');
  return cut < 0 ? '' : rest.slice(cut);
}

function withoutSecrets(line: string, secrets: readonly string[], shortest: number): string {
  const known = secrets.filter((secret) => secret.length >= shortest && line.includes(secret));
  // Longest first: if another secret is a part of it, the rest of it would stay.
  return known.sort((a, b) => b.length - a.length).reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
}

/** Removing a password like "12" from every line would leave no line readable. People's own words always count. */
const SHORTEST_EVERYWHERE = 4;
const HAS_FREE_TEXT = /^(?:CHAT \[|ADMIN COMMAND: |Admin command: |SERVERCHAT: |UDP_PLUGIN: )/;

/** Matching every way to write a short word would be too much: "race" would take every "Race" along. */
const isNoOrdinaryWord = (folded: string): boolean =>
  folded.length >= 6 || (folded.length >= SHORTEST_EVERYWHERE && !/^\p{L}+$/u.test(folded));
