/** Texts for the game\'s chat, in German: short, because the driver may be driving. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count } = conventionsOf('de');
const inLaps = (laps: number): string => count(laps, { one: 'Runde', other: 'Runden' });

const STATES = {
  running: 'läuft',
  starting: 'startet',
  stopping: 'wird beendet',
  stopped: 'gestoppt',
  unknown: 'unbekannt',
} as const;

const STANDINGS = {
  off: 'aus',
  stopped: 'gestoppt',
  unknown: 'unbekannt',
  registered: 'eingetragen',
  failed: 'gescheitert',
  lost: 'nicht mehr eingetragen',
} as const;

export const inGameTexts = {
  greeting: () =>
    'Auf diesem Server entscheiden Stewards. !report meldet ihnen einen Vorfall, !me zeigt deine Strafen und Verwarnungen.',
  tooManyLines: () => 'Zu viele Zeilen auf einmal: warte ein paar Sekunden.',
  andMore: ({ lines }) => `... und ${lines} weitere`,
  helpInGame: ({ usage, about }) => `${usage}: ${about}`,
  helpMoreInGame: () => 'Mehr mit !help und einem Befehl.',
  serverInGame: ({ name, state }) => `${name}: ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }) => {
    const taken = slots > 0 ? `${connected} von ${slots} Fahrern` : `${connected} Fahrer`;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Niemand ist auf dem Server.',
  driverInGame: ({ carId, name, laps, loaded }) => `${carId} ${name}${loaded ? `, ${inLaps(laps)}` : ' (lädt)'}`,
  noSessionsInGame: () => 'Es sind keine Sessions eingestellt.',
  sessionInGame: ({ name, laps, minutes, active }) =>
    `${name}: ${laps > 0 ? inLaps(laps) : count(minutes, { one: 'Minute', other: 'Minuten' })}${active ? ' (läuft)' : ''}`,
  lobbyInGame: ({ standing, answer }) => `Lobby: ${STANDINGS[standing]}${answer === undefined ? '' : ` (${answer})`}`,
  beingSentAway: ({ how, reason }) => `Du wirst ${how === 'banned' ? 'gebannt' : 'gekickt'}: ${reason}`,
  banStands: ({ until, reason }) =>
    `Du bist ${until === undefined ? 'dauerhaft' : `bis ${until}`} gebannt${reason === '' ? '' : `: ${reason}`}`,
  noPenaltiesInGame: () => 'Keine Strafen.',
  placeInGame: ({ position, disqualified, name }) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
  adminGranted: () => 'Du bist als Admin angemeldet. Befehle beginnen mit "!"; !help zeigt sie.',
  spectatorGranted: () => 'Du bist als Zuschauer angemeldet; !spectate sagt, was dieser Server zeigen kann.',
  extraInfoOn: () => 'Zusatzinformationen sind an, bis du gehst.',
  extraInfoOff: () => 'Zusatzinformationen sind aus.',
} satisfies Partial<Translation>;
