import type { Hide } from '../../kit/texts.ts';
import { foldedText, withoutFolded } from '../chat/fold.ts';

/**
 * Takes passwords out of a line of the log before anything else sees it. The server prints `/admin <password>` in clear text, and
 * a player can put a password anywhere. `secrets` is asked for every line, because passwords change with the config.
 */
export function createRedactor(secrets: () => readonly string[]): (line: string) => string {
  return (line) => {
    const shortest = HAS_FREE_TEXT.test(line) ? 1 : SHORTEST_EVERYWHERE;
    return withoutSecrets(withoutArguments(line), secrets(), shortest);
  };
}

/** The same for what people type: a password is taken out however it is disguised. */
export function createTextRedactor(secrets: () => readonly string[]): (text: string) => string {
  const [redact, hide] = [createRedactor(secrets), createHider(secrets)];
  return (text) => hide(redact(text));
}

/**
 * Takes passwords out of a text that is about to leave, however it came together: written otherwise, or assembled by
 * cleaning. Words of ours about logins stay.
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

/** What stands everywhere in a large file, and stays what it is however a reader takes the text. */
const SEAMS = ['"', ',', ';', ':'];

/** Secrets as a reader might take them: asked for with each text that leaves, and seldom others than before. */
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

/** `/admin secret`: whatever follows, because a password may hold blanks. */
const LOGIN = /(\/(?:admin|spectator))(?:\s+|$)(.*)$/i;
/** A forgotten slash: `CHAT [Elena]: admin secret`. */
const BARE_LOGIN = /^(CHAT \[.*?\]: \s*(?:admin|spectator)\s+)\S+\s*$/i;
/** v1.0 prints the bytes of every message, those of chat too. */
const RAW_MESSAGE = /^(.*TCP received +\d+ bytes \[)[^\]]*\]?/;

/** ` received from Elena [Team]`, what the server adds behind a command. */
function callerOf(rest: string): string {
  const cut = rest.lastIndexOf(' received from ');
  return cut < 0 ? '' : rest.slice(cut);
}

function withoutSecrets(line: string, secrets: readonly string[], shortest: number): string {
  const known = secrets.filter((secret) => secret.length >= shortest && line.includes(secret));
  // The longest first, or the rest of it would stay when another secret is a part of it.
  return known.sort((a, b) => b.length - a.length).reduce((text, secret) => text.replaceAll(secret, REDACTED), line);
}

/** A password like "12" taken out of every line would leave no line readable; people's own words always count. */
const SHORTEST_EVERYWHERE = 4;
const HAS_FREE_TEXT = /^(?:CHAT \[|ADMIN COMMAND: |Admin command: |SERVERCHAT: |UDP_PLUGIN: )/;

/** Of a short word every way to write it would be too many: "race" would take every "Race" along. */
const isNoOrdinaryWord = (folded: string): boolean =>
  folded.length >= 6 || (folded.length >= SHORTEST_EVERYWHERE && !/^\p{L}+$/u.test(folded));
