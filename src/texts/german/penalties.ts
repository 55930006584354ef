/** Penalties and warnings, in German. */
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import type { InfractionName } from '../english/penalties.ts';
import { penaltyName } from '../names.ts';

const { count, list } = conventionsOf('de');
const laps = (amount: number): string => count(amount, { one: 'Runde', other: 'Runden' });
const withinLaps = (amount: number): string => `innerhalb von ${count(amount, { one: 'Runde', other: 'Runden' })}`;

const INFRACTIONS: Readonly<Record<InfractionName, string>> = {
  cut: 'Track Limits',
  'car contact': 'Kontakt mit einem Auto',
  'wall contact': 'Mauerkontakt',
};

/** A rule of a later version is shown by its code. */
const infractionName = (code: string): string => new Map(Object.entries(INFRACTIONS)).get(code) ?? code;

export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'Sektor' : 'Sektoren'} ${list(sectors.map(String))}`;

const lapAndSectors = (lap: number, sectors: readonly number[] | undefined): string =>
  `Runde ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const TYPES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'Verweis',
  warning: 'Verwarnung',
  time: 'Zeitstrafe',
  'drive-through': 'Drive-Through',
  'stop-and-go': 'Stop-and-Go',
  grid: 'Startplatzversetzung',
  ballast: 'Ballast',
  restrictor: 'Restriktor',
  disqualification: 'Disqualifikation',
  kick: 'Kick',
};

const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'vorgeschlagen',
  issued: 'ausgesprochen',
  serving: 'läuft',
  served: 'verbüßt',
  'not served': 'nicht verbüßt',
  converted: 'umgewandelt',
  withdrawn: 'zurückgenommen',
  applied: 'eingerechnet',
};

const UNSERVABLE = {
  'race over': 'das Rennen ist beendet',
  finished: 'das Auto ist schon im Ziel',
  'leader finished': 'der Führende ist im Ziel',
  'last lap': 'es ist die letzte Runde',
};

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'beim nächsten Event' : `in "${race}" des nächsten Events`;
  return race === undefined ? 'im nächsten Rennen' : `im nächsten "${race}"`;
}

const penalty: Translation['penalty'] = ({ type, amount, laps: during, grid }) => {
  const lasting = during === undefined ? '' : ` für ${laps(during)}`;
  const within = during === undefined ? '' : ` ${withinLaps(during)}`;
  switch (type) {
    case 'ballast':
      return `${amount} kg Ballast${lasting}`;
    case 'restrictor':
      return `${amount} % Restriktor${lasting}`;
    case 'drive-through':
      return `Drive-Through${within}`;
    case 'stop-and-go':
      return `${amount}-Sekunden-Stop-and-Go${within}`;
    case 'grid':
      return `${count(amount, { one: 'Startplatz', other: 'Startplätze' })} zurück${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    case 'time':
      return `${amount}-Sekunden-Zeitstrafe`;
    default:
      return TYPES[type];
  }
};

const penaltyFor: Translation['penaltyFor'] = ({ name, ...given }) => {
  const { type, amount, laps: during } = given;
  if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
    return `${penalty({ type, amount })} für ${name}, zu absolvieren ${withinLaps(during)}`;
  }
  if (during !== undefined && (type === 'ballast' || type === 'restrictor')) {
    return `${penalty({ type, amount })} für ${name}, für ${laps(during)}`;
  }
  return `${penalty(given)} für ${name}`;
};

/** "Drive-Through, innerhalb von 2 Runden absolvieren"; undefined for penalties that are not driven. */
function toBeDriven({ type, amount, state, lapsLeft }: Parameters<Translation['driverPenalised']>[0]) {
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, ${withinLaps(lapsLeft)}${state === 'serving' ? '' : ' im Rennen'} absolvieren`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor,
  penaltyState: ({ state, lapsLeft, convertedInto }) => {
    if (state === 'serving' && lapsLeft === 0) return 'überfällig';
    if (state === 'serving' && lapsLeft !== undefined) return `läuft, noch ${laps(lapsLeft)}`;
    if (state === 'converted' && convertedInto !== undefined) {
      return `nicht verbüßt: umgewandelt in ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  warningCount: ({ infraction, warnings, warningsBeforePenalty }) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: Verwarnung ${warnings}`;
    const left = warningsBeforePenalty - warnings;
    if (warnings === 0) return `${name}: noch ${count(left, { one: 'Verwarnung', other: 'Verwarnungen' })} frei`;
    return `${name}: Verwarnung ${warnings} von ${warningsBeforePenalty}, ${left === 0 ? 'keine' : `noch ${left}`} frei`;
  },

  infractionCounted: ({ infraction, warnings, warningsBeforePenalty, lap, sectors }) => {
    const [name, place] = [infractionName(infraction), lapAndSectors(lap, sectors)];
    if (warningsBeforePenalty === undefined) return `${name}: Verwarnung ${warnings} (${place}).`;
    if (warnings > warningsBeforePenalty) return `${name}, ${place}: Limit überschritten.`;
    return `${name}: Verwarnung ${warnings} von ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }) => `Verwarnung der Rennleitung${because(reason)}.`,
  driverReprimanded: ({ reason }) => `Verweis der Rennleitung${because(reason)}.`,
  driverPenalised: ({ reason, ...given }) =>
    `${penaltyName(given)}: ${toBeDriven({ reason, ...given }) ?? penalty(given)}${because(reason)}.`,
  penaltyServed: ({ number }) => `Strafe ${penaltyName({ number })} verbüßt.`,
  penaltyWithdrawn: ({ number }) => `Strafe ${penaltyName({ number })} zurückgenommen.`,
  penaltyConverted: ({ number, convertedInto }) =>
    `Strafe ${penaltyName({ number })} nicht verbüßt: umgewandelt in ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }) => {
    const [name, what] = [penaltyName({ number }), TYPES[type]];
    if (lapsLeft === 0) return `${name}: ${what} überfällig, die Rennleitung entscheidet.`;
    if (lapsLeft === 1) return `${name}: ${what}, letzte Runde dafür.`;
    return `${name}: ${what}, noch ${laps(lapsLeft)} Zeit dafür.`;
  },
  penaltyAnnounced: ({ type, driver: { name, carId, hasNamesake } }) => {
    const who = name === '' ? `Auto ${carId}` : hasNamesake ? `${name} (Auto ${carId})` : name;
    return `Rennleitung: ${TYPES[type]} für ${who}.`;
  },

  infractionInLap: ({ infraction, warnings, lap, sectors }) => {
    const used = warnings > 0 ? ` (${count(warnings, { one: 'Verwarnung', other: 'Verwarnungen' })} verbraucht)` : '';
    return `${infractionName(infraction)} in ${lapAndSectors(lap, sectors)}${used}`;
  },
  raceBegan: () => 'Rennstart',
  carried: () => 'vom Server bestätigt',
  lapDriven: ({ lap }) => `Runde ${lap}`,
  neverCalledServed: () => 'Rennen beendet, nie als verbüßt gemeldet',
  raceStarted: ({ race }) => `${race || 'Rennen'} gestartet`,
  resultFinal: () => 'Ergebnis offiziell',
  leftServer: () => 'hat den Server verlassen',
  managersCause: ({ cause }) => (typeof cause === 'number' ? `Grund ${cause}` : infractionName(cause)),
  otherNotServed: ({ type, number }) => `${TYPES[type]} ${penaltyName({ number })} nicht verbüßt`,
  otherUnservable: ({ type, number, why }) =>
    `${TYPES[type]} ${penaltyName({ number })} kann nicht mehr verbüßt werden: ${UNSERVABLE[why]}`,
  otherServed: ({ number }) => `${penaltyName({ number })} verbüßt`,
  otherWithdrawn: ({ number }) => `${penaltyName({ number })} zurückgenommen`,
  notCarriedOut: ({ why }) => `nicht ausgeführt: ${why}`,
} satisfies Partial<Translation>;
