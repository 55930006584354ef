import { type Answer, type HelpRow, type Renderings, render } from '../command/answer.ts';
import type { Driver } from '../events/events.ts';
import type { Penalty } from '../events/penalty.ts';
import type { GridView } from '../features/grid/actions.ts';
import type { LobbyInfo } from '../features/lobby/actions.ts';
import type { ServerInfo } from '../features/process/info.ts';
import type { ConfigurationChange } from '../features/sessions/configuration.ts';
import type { SessionRow } from '../features/sessions/rows.ts';
import { toldApart } from '../kit/namesakes.ts';
import { incidentLabel } from '../texts/incidentLabels.ts';
import { verdictInWords } from '../texts/incidents.ts';
import { nameOf, penaltyInWords, stateInWords } from '../texts/penalties.ts';
import { warningsInWords } from '../texts/penaltyLabels.ts';

/** Somebody reads this while driving: more lines than these would scroll away unread. */
const MOST_LINES = 8;

/** An answer as lines of chat: short, and not yet wrapped. */
export function chatLines(answer: Answer): readonly string[] {
  const lines = render(renderings, answer);
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES - 1), `... and ${lines.length - MOST_LINES + 1} more`];
}

const renderings: Renderings<readonly string[]> = {
  note: ({ text }) => [text],
  info: ({ info }) => infoLines(info),
  drivers: ({ drivers }) =>
    drivers.length === 0
      ? ['Nobody is on the server.']
      : drivers.map(({ carId, name, laps, loaded }) => `${carId} ${name}${loaded ? `, ${laps} laps` : ' (loading)'}`),
  sessions: ({ sessions }) => (sessions.length === 0 ? ['No sessions are configured.'] : sessions.map(sessionLine)),
  process: ({ change, info }) => [`${info.id} has been ${change}.`],
  configuration: configurationLines,
  entries: ({ entries }) => entries.map(({ carId, model, driverName }) => `${carId} ${model} ${driverName}`.trim()),
  grid: ({ grid }) => gridLines(grid),
  gridChange: ({ change, grid, fromNextStart }) => [
    `The grid has been ${change}${fromNextStart ? '; it counts from the next start of the server' : ''}.`,
    ...grid.notes,
  ],
  lobby: ({ info }) => [lobbyLine(info)],
  tracker: ({ info }) => [`The tracker of ${info.server} is ${info.state}.`, ...(info.trouble ? [info.trouble] : [])],
  penalty: ({ penalty, note, namesakes = [] }) => [
    penaltyLine(penalty, namesakes),
    ...(note === undefined ? [] : [note]),
  ],
  penalties: ({ penalties, warnings }) =>
    penalties.length + warnings.length === 0
      ? ['No penalties.']
      : [...warnings.map(warningsInWords), ...penaltyLines(penalties)],
  incident: ({ incident }) => [incidentLabel(incident)],
  incidents: ({ incidents }) => (incidents.length === 0 ? ['No incidents.'] : incidents.map(incidentLabel)),
  whichDriver: ({ incident }) => [`Say which driver: incident decide ${incident.number} <driver> <verdict>`],
  decided: ({ incident, verdict, note }) => [
    `INC-${incident.number}: ${verdictInWords(verdict)} for ${toldApart(verdict.driver, incident.drivers)}`,
    ...(note === undefined ? [] : [note]),
  ],
  classification: ({ classification: { rows } }) =>
    rows.map((row) => `${row.position ?? (row.disqualified ? 'DSQ' : '-')} ${toldApart(row, rows)}`),
  help: ({ commands }) => helpLines(commands),
};

function infoLines({ name, id, state, track, layout, connected, slots, session }: ServerInfo): readonly string[] {
  const where = layout ? `${track}, ${layout}` : track;
  const taken = slots > 0 ? `${connected} of ${slots} drivers` : `${connected} drivers`;
  return [`${name || id}: ${state}`, where, ...(session ? [`${session.name}, ${taken}`] : [taken])];
}

function sessionLine({ name, laps, minutes, active }: SessionRow): string {
  return `${name}: ${laps > 0 ? `${laps} laps` : `${minutes} minutes`}${active ? ' (running)' : ''}`;
}

function configurationLines({ section, changes, fromNextStart }: ConfigurationChange): readonly string[] {
  if (changes.length === 0) return [`${section} is like that already.`];
  const said = changes.map(({ key, before, after }) => (key ? `${key}: ${before ?? '-'} -> ${after ?? '-'}` : section));
  return [`${section}: ${said.join(', ')}`, ...(fromNextStart ? ['It counts from the next start of the server.'] : [])];
}

const gridLines = ({ places, notes }: GridView): readonly string[] => [
  ...notes,
  ...places.map(({ carId, name, model }) => `${carId + 1}. ${name || model}`),
];

function lobbyLine({ standing, answer }: LobbyInfo): string {
  return answer === undefined ? `Lobby: ${standing}` : `Lobby: ${standing} (${answer})`;
}

/** One command in full; several by name alone, because a line of chat is short. */
function helpLines(commands: readonly HelpRow[]): readonly string[] {
  const [only, ...others] = commands;
  if (only && others.length === 0) return [`!${only.usage}: ${only.about}`];
  const names = commands.map(({ usage }) => `!${usage.replace(/ [<[].*$/, '')}`);
  return [names.join(' '), 'Say !help and a command to know more.'];
}

function penaltyLines(penalties: readonly Penalty[]): readonly string[] {
  const among = penalties.map(({ driver }) => driver);
  return penalties.map((penalty) => penaltyLine(penalty, among));
}

const penaltyLine = (penalty: Penalty, among: readonly Driver[]): string =>
  `${nameOf(penalty)} ${toldApart(penalty.driver, among)}: ${penaltyInWords(penalty)} (${stateInWords(penalty)})`;
