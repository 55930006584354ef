/**
 * Links to our own messages. A text refers to a message by its key. The key is replaced by the address when the text is
 * sent, because only then is it known where the message is. Nothing from the game can look like such a reference: the
 * sanitizer removes all control characters.
 */
import type { Incident } from '../../events/incident.ts';
import { mapTexts } from '../../kit/texts.ts';
import { labelledNumber } from '../../texts/names.ts';

const [BEGIN, BETWEEN, END] = ['\u0001', '\u0002', '\u0003'] as const;

/** How much longer a link can be than the key that stands in for it. */
const ADDRESS_LENGTH = 100;

/** The key of the message that shows an incident, on its own or together with others. */
export const cardKeyOf = (incident: Pick<Incident, 'number' | 'server' | 'run' | 'session' | 'fold'>): string =>
  incident.fold === undefined ? incidentKey(incident) : sharedKey({ ...incident, fold: incident.fold });

export const incidentKey = ({ number, server }: Pick<Incident, 'number' | 'server'>): string =>
  numberedKey('incident', number, server);

/** Numbers are unique per host, and there may be several hosts. The server tells them apart. */
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
/** Key prefixes of messages that are posted again if somebody deletes them. */
export const PUT_BACK = [INCIDENT, QUEUE] as const;

/** @param label as Markdown */
export const linkTo = (key: string, label: string): string => `${BEGIN}${key}${BETWEEN}${label}${END}`;

/** Turns the incidents named in a sentence into links to their cards, if there is room. The text is Markdown. */
export function withCardsLinked(text: string): string {
  const linked = text.replace(/\bINC-([A-Z]?\d{1,9})\b/g, (name, label: string) => {
    const number = labelledNumber(label);
    // The server is known from where the message is posted.
    return number === undefined ? name : linkTo(`incident/${number}`, name);
  });
  return lengthWithLinks(linked) <= SENTENCE_LENGTH ? linked : text;
}

/** Discord limits a message to 2000 characters. */
const SENTENCE_LENGTH = 1900;

/** The maximum length of a text once its links have their addresses. */
export const lengthWithLinks = (text: string): number => text.length + (text.split(BEGIN).length - 1) * ADDRESS_LENGTH;

/** The address of the message with this key; undefined if there is none yet. */
export type AddressOf = (key: string) => string | undefined;

/** The same message with its links filled in. A link without an address becomes its plain label. */
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
