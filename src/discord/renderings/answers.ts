import type { APIActionRowComponent, APIComponentInMessageActionRow, APIEmbed } from 'discord.js';
import type { AnswerOf, HelpRow, Renderings, Shown } from '../../command/answer.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { DriverRow } from '../../features/drivers/rows.ts';
import type { ProcessChange, ServerInfo } from '../../features/process/info.ts';
import type { SessionRow } from '../../features/sessions/rows.ts';
import { inWords } from '../../texts/catalogue.ts';
import { english } from '../../texts/english/index.ts';
import { lengthInWords, nextInWords } from '../../texts/sessions.ts';
import { aligned, codeBlock } from '../common/table.ts';
import { escapeCode, escapeText, fitLines, lapTime, relativeTime } from '../common/text.ts';
import { classificationEmbed } from './classification.ts';
import { configurationMessage } from './configuration.ts';
import { entriesMessage, gridChangeMessage, gridMessage } from './grid.ts';
import { decidedMessage, incidentMessage, incidentsMessage, whichDriverMessage } from './incidents.ts';
import { lobbyMessage } from './lobby.ts';
import { penaltiesMessage, penaltyMessage } from './penalties.ts';
import { trackerMessage } from './tracker.ts';

/** One message, as far as it goes into the channel. */
export interface MessageContent {
  readonly content?: string;
  readonly embeds?: APIEmbed[];
  readonly components?: APIActionRowComponent<APIComponentInMessageActionRow>[];
}

/** How Discord shows every kind of answer. */
export const discordRenderings: Renderings<MessageContent> = {
  note: ({ text }) => ({ content: escapeText(text, NOTE_LENGTH) }),
  text: ({ text }) => ({ content: escapeText(inWords(english, text), NOTE_LENGTH) }),
  info: ({ info }) => ({ embeds: [infoEmbed(info)] }),
  drivers: ({ drivers, show }) => driversMessage(drivers, show),
  sessions: ({ sessions }) => sessionsMessage(sessions),
  process: (change) => ({ embeds: [processEmbed(change)] }),
  configuration: configurationMessage,
  entries: entriesMessage,
  grid: gridMessage,
  gridChange: gridChangeMessage,
  lobby: lobbyMessage,
  tracker: trackerMessage,
  penalty: penaltyMessage,
  penalties: penaltiesMessage,
  classification: ({ classification }) => ({ embeds: [classificationEmbed(classification)] }),
  incident: incidentMessage,
  incidents: incidentsMessage,
  whichDriver: whichDriverMessage,
  decided: decidedMessage,
  help: helpMessage,
};

/** Escaping at most doubles a text, and a message holds 2000 characters. */
export const NOTE_LENGTH = 900;

/** Of a description Discord takes 4096 characters, of a whole embed 6000; the rest is left to titles and fields. */
const DESCRIPTION_LENGTH = 4000;
const FIELD_LENGTH = 1024;

const COLOURS = { green: 0x3ba55d, amber: 0xfaa61a, red: 0xed4245, grey: 0x747f8d } as const;
const STATES = {
  running: { word: 'Running', colour: COLOURS.green },
  starting: { word: 'Starting', colour: COLOURS.amber },
  stopping: { word: 'Stopping', colour: COLOURS.amber },
  stopped: { word: 'Stopped', colour: COLOURS.grey },
} as const;

function infoEmbed(info: ServerInfo): APIEmbed {
  const { word, colour } = STATES[info.state];
  const isTroubled = info.state === 'stopped' && info.trouble !== undefined;
  return {
    title: escapeText(info.name || info.id, 100),
    description: fitLines(stateLines(info, word), DESCRIPTION_LENGTH),
    color: isTroubled ? COLOURS.red : colour,
    fields: [
      field('Track', trackName(info)),
      field('Drivers', info.slots > 0 ? `${info.connected} of ${info.slots}` : String(info.connected)),
      ...(info.session ? [field('Session', sessionInWords(info.session, info.isTimeUp))] : []),
      field('Cars', carList(info.cars), false),
      ...(info.ports.udp > 0 ? [portsField(info.ports)] : []),
    ],
    footer: { text: footerOf(info) },
  };
}

const portsField = ({ udp, tcp, http }: ServerInfo['ports']) =>
  field('Ports', `UDP ${udp} · TCP ${tcp} · HTTP ${http}`, false);

function stateLines({ state, startedAt, heard, trouble, limits }: ServerInfo, word: string): string[] {
  const since = startedAt !== undefined && state !== 'stopped' ? `, started ${relativeTime(startedAt)}` : '';
  const lines = [`**${word}**${since}`];
  if (state === 'running' && !heard) lines.push('Its plugin interface is silent: the race cannot be seen.');
  if (trouble !== undefined) lines.push(`Last trouble: ${escapeText(trouble, NOTE_LENGTH)}`);
  return [...lines, ...limits.map((limit) => escapeText(limit, NOTE_LENGTH))];
}

/** "Race, 12 laps", or how much of a timed session is left as the reader's own client counts it. */
function sessionInWords({ kind, name, laps, minutes, zeroAt }: SessionFacts, isTimeUp = false): string {
  const label = escapeText(name || kind, 60);
  if (laps > 0) return `${label}, ${count(laps, 'lap')}`;
  if (minutes <= 0) return label;
  if (isTimeUp) return `${label}, ${minutes} min, time is up`;
  const end = zeroAt === undefined ? '' : `, over ${relativeTime(zeroAt + minutes * 60_000)}`;
  return `${label}, ${minutes} min${end}`;
}

function carList(cars: readonly string[]): string {
  if (cars.length === 0) return 'none';
  return fitLines(
    cars.map((car) => escapeText(car, 80)),
    FIELD_LENGTH,
  );
}

function trackName({ track, layout }: Pick<ServerInfo, 'track' | 'layout'>): string {
  const name = escapeText(track, 80) || 'unknown';
  return layout === '' ? name : `${name}\n${escapeText(layout, 80)}`;
}

const footerOf = ({ id, version }: ServerInfo): string =>
  [id, ...(version === undefined ? [] : [`acServer ${escapeCode(version, 40)}`])].join(' · ');

/**
 * Two or three narrow tables rather than one wide one: an embed is about 55 characters wide, and wraps what is longer.
 */
function driversMessage(drivers: readonly DriverRow[], show: Shown): MessageContent {
  if (drivers.length === 0) return { content: 'Nobody is on the server.' };
  const tables = driverTables(show).map((columns) => {
    const rows = drivers.map((driver) => columns.map(({ cell }) => cell(driver)));
    return aligned([columns.map(({ title }) => title), ...rows]);
  });
  const room = Math.floor(DESCRIPTION_LENGTH / tables.length);
  const description = tables.map((table) => codeBlock(fitLines(table, room))).join('\n');
  return { embeds: [{ title: `${count(drivers.length, 'driver')} on the server`, description }] };
}

interface Column {
  readonly title: string;
  cell(driver: DriverRow): string;
}

/** The name comes last: scripts of double width would push out of line whatever stands behind them. */
function driverTables({ guids, addresses }: Shown): readonly (readonly Column[])[] {
  const id: Column = { title: 'id', cell: ({ carId }) => String(carId) };
  const driving: readonly Column[] = [
    id,
    { title: 'laps', cell: ({ laps }) => String(laps) },
    { title: 'best', cell: ({ bestLapMs }) => (bestLapMs === undefined ? '-' : lapTime(bestLapMs)) },
    { title: 'name', cell: ({ name, loaded }) => `${escapeCode(name, 32) || '?'}${loaded ? '' : ' (loading)'}` },
  ];
  const identity: readonly Column[] = [
    id,
    { title: 'car', cell: ({ model }) => escapeCode(model, 30) },
    ...(guids ? [{ title: 'GUID', cell: ({ guid }: DriverRow) => escapeCode(guid, 20) }] : []),
  ];
  return [driving, identity, ...(addresses ? [[id, { title: 'address', cell: addressOf }]] : [])];
}

const addressOf = ({ address }: DriverRow): string =>
  address ? `${escapeCode(address.host, 45)}:${address.port}` : '-';

function sessionsMessage(sessions: readonly SessionRow[]): MessageContent {
  if (sessions.length === 0) return { content: 'No sessions are configured.' };
  return { embeds: [{ title: 'Sessions', description: fitLines(sessions.map(sessionLine), DESCRIPTION_LENGTH) }] };
}

function sessionLine(row: SessionRow, index: number): string {
  const line = `${index + 1}\\. ${escapeText(row.name || row.kind, 60)}: ${lengthInWords(row)}`;
  const notes = [...(row.active ? ['running'] : []), ...(row.next === undefined ? [] : [nextInWords(row)])];
  const noted = notes.length === 0 ? '' : ` (${notes.join('; ')})`;
  return row.active ? `**${line}**${noted}` : `${line}${noted}`;
}

function processEmbed({ change, advice, info }: ProcessChange): APIEmbed {
  const done = `${escapeText(info.name || info.id, 100)} has been ${change}.`;
  const where = advice === undefined ? done : `${done}\n${escapeText(advice)}`;
  const { colour } = STATES[info.state];
  if (change === 'stopped') return { description: where, color: colour };
  return {
    description: `${where}\n${trackName(info).replace('\n', ', ')}`,
    color: colour,
    footer: { text: footerOf(info) },
  };
}

function helpMessage({ commands }: AnswerOf<'help'>): MessageContent {
  return { embeds: [{ title: 'What you may say', description: fitLines(commands.map(helpLine), DESCRIPTION_LENGTH) }] };
}

const helpLine = ({ usage, about, role }: HelpRow): string =>
  `\`/${escapeCode(usage, 120)}\` ${escapeText(about, 120)}${role === 'driver' ? '' : ` (${role})`}`;

const field = (name: string, value: string, inline = true) => ({ name, value: value || '?', inline });

const count = (amount: number, noun: string): string => `${amount} ${noun}${amount === 1 ? '' : 's'}`;
