/** The state of a server: the answer to "server info", and to starting and stopping it. */
import type { APIEmbed } from 'discord.js';
import type { Commands } from '../../command/typedLines.ts';
import type { SessionFacts } from '../../events/events.ts';
import type { ProcessChange, ServerInfo } from '../../features/process/info.ts';
import type { Catalogue } from '../../texts/catalogue.ts';
import { AMBER, GREEN, GREY, RED } from '../common/colours.ts';
import { escapeSentence } from '../common/sentences.ts';
import { escapeCode, escapeText, fitLines, relativeTime } from '../common/text.ts';
import { DESCRIPTION_LENGTH, FIELD_LENGTH, NOTE_LENGTH } from './limits.ts';

const COLOURS = { running: GREEN, starting: AMBER, stopping: AMBER, stopped: GREY, unknown: AMBER } as const;

/** @param warnings as Markdown */
export function infoEmbed(info: ServerInfo, words: Catalogue, warnings: readonly string[] = []): APIEmbed {
  const isTroubled = info.state === 'stopped' && info.trouble !== undefined;
  const { session, ports } = info;
  return {
    title: escapeText(info.name || info.id, 100),
    description: fitLines(
      [...stateLines(info, words), ...warnings.map((warning) => `⚠️ ${warning}`)],
      DESCRIPTION_LENGTH,
      words,
    ),
    color: isTroubled ? RED : COLOURS[info.state],
    fields: [
      field(words.trackTitle(), trackName(info, words)),
      field(words.driversTitle(), connectedInWords(info, words)),
      ...(session ? [field(words.sessionTitle(), sessionInWords(session, info.isTimeUp ?? false, words))] : []),
      field(words.carsTitle(), carList(info.cars, words), false),
      ...(ports.udp > 0 ? [field(words.portsTitle(), portsInWords(ports), false)] : []),
    ],
    footer: { text: footerOf(info) },
  };
}

export function processEmbed({ change, advice, info }: ProcessChange, words: Catalogue, commands: Commands): APIEmbed {
  const done = `${escapeText(info.name || info.id, 100)} ${change}.`;
  const where = advice === undefined ? done : `${done}\n${escapeSentence(advice, commands)}`;
  const color = COLOURS[info.state];
  if (change === 'stopped') return { description: where, color };
  return {
    description: `${where}\n${trackName(info, words).replace('\n', ', ')}`,
    color,
    footer: { text: footerOf(info) },
  };
}

/** If a server may be running but is not heard, it is unknown who is connected. */
function connectedInWords({ state, heard, connected, slots }: ServerInfo, words: Catalogue): string {
  if (!heard && state !== 'stopped') return words.connectedUnknown({ slots });
  return slots > 0 ? words.connectedOf({ connected, slots }) : String(connected);
}

function stateLines({ state, startedAt, heard, trouble, limits }: ServerInfo, words: Catalogue): string[] {
  const isSince = startedAt !== undefined && state !== 'stopped';
  const since = isSince ? `, ${words.startedAt({ time: relativeTime(startedAt) })}` : '';
  const lines = [`**${words.serverState({ state })}**${since}`];
  if (state === 'running' && !heard) lines.push(words.pluginSilent());
  if (trouble !== undefined) lines.push(words.lastTrouble({ trouble: escapeText(trouble, NOTE_LENGTH) }));
  return [...lines, ...limits.map((limit) => escapeText(limit, NOTE_LENGTH))];
}

/** "Race, 12 laps", or the remaining time of a timed session, counted down by the reader's own client. */
function sessionInWords({ kind, name, laps, minutes, zeroAt }: SessionFacts, isTimeUp: boolean, words: Catalogue) {
  const label = escapeText(name, 60) || words.sessionKind({ kind });
  if (laps > 0) return `${label}, ${words.lapCount({ laps })}`;
  if (minutes <= 0) return label;
  const length = `${label}, ${words.minutesShort({ minutes })}`;
  if (isTimeUp) return `${length}, ${words.timeIsUp()}`;
  return zeroAt === undefined
    ? length
    : `${length}, ${words.overAt({ time: relativeTime(zeroAt + minutes * 60_000) })}`;
}

function carList(cars: readonly string[], words: Catalogue): string {
  if (cars.length === 0) return words.noCars();
  return fitLines(
    cars.map((car) => escapeText(car, 80)),
    FIELD_LENGTH,
    words,
  );
}

function trackName({ track, layout }: Pick<ServerInfo, 'track' | 'layout'>, words: Catalogue): string {
  const name = escapeText(track, 80) || words.unknownTrack();
  return layout === '' ? name : `${name}\n${escapeText(layout, 80)}`;
}

const portsInWords = ({ udp, tcp, http }: ServerInfo['ports']): string => `UDP ${udp} · TCP ${tcp} · HTTP ${http}`;

const footerOf = ({ id, version }: ServerInfo): string =>
  [id, ...(version === undefined ? [] : [`acServer ${escapeCode(version, 40)}`])].join(' · ');

/** Discord refuses a field without a value. */
const field = (name: string, value: string, inline = true) => ({ name, value: value || '?', inline });
