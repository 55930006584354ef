/**
 * Links to messages of ours. A text names the message by its key, and the address takes the place of that when the text
 * leaves: only then it is known where the message stands. Nothing from the game can be such a name, for the sanitizer
 * leaves no control characters.
 */
import type { Incident } from '../../events/incident.ts';
import { mapTexts } from '../../kit/texts.ts';
import { labelledNumber } from '../../texts/names.ts';

const [BEGIN, BETWEEN, END] = ['\u0001', '\u0002', '\u0003'] as const;

/** How much longer a link can be than the name that stands for it. */
const ADDRESS_LENGTH = 100;

/** The key of the message that shows an incident, by itself or among others. */
export const cardKeyOf = (incident: Pick<Incident, 'number' | 'server' | 'run' | 'session' | 'fold'>): string =>
  incident.fold === undefined ? incidentKey(incident) : sharedKey({ ...incident, fold: incident.fold });

export const incidentKey = ({ number, server }: Pick<Incident, 'number' | 'server'>): string =>
  numberedKey('incident', number, server);

/** What has a number has it on one host, of which there may be several. The server tells them apart. */
export const numberedKey = (kind: string, number: number, server: string): string => `${kind}/${number}/${server}`;

export const sharedKey = ({
  server,
  run,
  session,
  fold,
}: Pick<Incident, 'server' | 'run' | 'session'> & { readonly fold: NonNullable<Incident['fold']> }): string =>
  `contacts/${server}/${run}/${session}/${fold}`;

export const queueKey = (server: string): string => `${QUEUE}${server}`;

export const isQueue = (key: string): boolean => key.startsWith(QUEUE);

const [INCIDENT, QUEUE] = ['incident/', 'queue/'] as const;
/** How the keys begin of messages that are posted anew when somebody has deleted them. */
export const PUT_BACK = [INCIDENT, QUEUE] as const;

/** @param label as Markdown */
export const linkTo = (key: string, label: string): string => `${BEGIN}${key}${BETWEEN}${label}${END}`;

/** Incidents that a sentence names, with links to their cards where there is room. The text is Markdown already. */
export function withCardsLinked(text: string): string {
  const linked = text.replace(/\bINC-([A-Z]?\d{1,9})\b/g, (name, label: string) => {
    const number = labelledNumber(label);
    // On which server it was is known where the message stands.
    return number === undefined ? name : linkTo(`incident/${number}`, name);
  });
  return lengthWithLinks(linked) <= SENTENCE_LENGTH ? linked : text;
}

/** Of a message Discord takes 2000 characters. */
const SENTENCE_LENGTH = 1900;

/** How long a text is at most once its links have their addresses. */
export const lengthWithLinks = (text: string): number => text.length + (text.split(BEGIN).length - 1) * ADDRESS_LENGTH;

/** The address of the message of a key; undefined where there is none yet. */
export type AddressOf = (key: string) => string | undefined;

/** The same message with its links; what leads nowhere is its label alone. */
export const withLinks = <T extends object>(message: T, addressOf: AddressOf): T =>
  mapTexts(
    message,
    (text) => (text.includes(BEGIN) ? linked(text, addressOf) : text),
    () => false,
  );

function linked(text: string, addressOf: AddressOf): string {
  const [before = '', ...parts] = text.split(BEGIN);
  return before + parts.map((part) => linkOf(part, addressOf)).join('');
}

function linkOf(part: string, addressOf: AddressOf): string {
  const [link = '', ...after] = part.split(END);
  const [key = '', label = ''] = link.split(BETWEEN);
  const address = addressOf(key);
  return (address === undefined ? label : `[${label}](${address})`) + after.join('');
}
