/** Posts in the race channels, and league events, in German. */
import type { SessionKind } from '../../events/events.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { inSectors } from './penalties.ts';

const { count, list } = conventionsOf('de');
const laps = (amount: number): string => count(amount, { one: 'Runde', other: 'Runden' });
const withAnswer = (answer: string | undefined): string => (answer === undefined ? '' : `: ${answer}`);

const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Buchung',
  practice: 'Training',
  qualify: 'Qualifying',
  race: 'Rennen',
  other: 'Session',
};

const BEFORE: Readonly<Record<SessionKind, string>> = {
  booking: 'vor der Session',
  practice: 'vor dem Training',
  qualify: 'vor dem Qualifying',
  race: 'vor dem Rennen',
  other: 'vor der Session',
};

const SESSION_STATES = {
  running: 'läuft',
  ended: 'beendet',
  restarted: 'neu gestartet',
  interrupted: 'unterbrochen',
} as const;

const called = ({ name, series }: { readonly name: string; readonly series?: string | undefined }): string =>
  series === undefined ? name : `${name} · ${series}`;

const sessionLength: Translation['sessionLength'] = ({ laps: amount, minutes }) =>
  amount > 0 ? laps(amount) : `${minutes} min`;

export const cardTexts = {
  linesLeftOut: ({ left }) => `… und ${left} weitere`,
  noticedLate: () => 'aus dem Log',
  noticedLateTitle: () => 'Aus dem Log',
  lapCount: ({ laps: amount }) => laps(amount),
  minuteCount: ({ minutes }) => count(minutes, { one: 'Minute', other: 'Minuten' }),
  carAsName: ({ carId }) => `Auto ${carId}`,
  carWithin: ({ carId }) => `Auto ${carId}`,
  duration: ({ hours, minutes, seconds }) =>
    [
      ...(hours > 0 ? [`${hours} Std.`] : []),
      ...(minutes > 0 ? [`${minutes} Min.`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} Sek.`]),
    ].join(' '),

  serverUp: ({ version }) => `Der Server läuft${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'Der Server wurde gestoppt',
  serverStoppedByItself: ({ how }) =>
    `Der Server ist unerwartet stehen geblieben${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }) => `Exit-Code ${code}`,

  lobbyListed: () => 'Der Server steht in der Lobby.',
  lobbyNotListed: ({ attempt, answer }) =>
    `Anmeldung in der Lobby gescheitert, Versuch ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }) => `Der Server steht nicht mehr in der Lobby${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }) =>
    `stracker ist unerwartet stehen geblieben${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }) => `${session} neu gestartet`,
  weather: ({ airC, roadC }) => `Luft ${airC} °C, Strecke ${roadC} °C`,
  sessionOver: ({ session }) => `${session} beendet`,
  provisionalTable: ({ late }) =>
    `Vorläufig und ohne Strafen, bis acServer seine Ergebnisdatei schreibt.${late ? ' Aus dem Log.' : ''}`,
  bestLap: ({ time }) => `beste ${time}`,
  noValidLap: () => 'keine gültige Runde',

  driverJoined: ({ driver, carId, model }) => `${driver} ist da, Auto ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }) => `${driver} hat Auto ${carId} verlassen`,
  driverKicked: ({ driver }) => `${driver} wurde gekickt.`,
  driverBanned: ({ driver }) => `${driver} wurde gebannt.`,
  somebody: () => 'jemand',

  lapNumber: ({ lap }) => `Runde ${lap}`,
  cutCount: ({ cuts, sectors }) =>
    `${count(cuts, { one: 'Cut', other: 'Cuts' })}${sectors === undefined ? '' : ` in ${inSectors(sectors)}`}`,
  fastestLap: () => 'schnellste Runde',

  carsTouched: ({ driver, other, kmh }) => `${driver} und ${other}: Kontakt, Aufprall mit ${kmh} km/h`,
  hitWall: ({ driver, kmh }) => `${driver} in der Mauer, ${kmh} km/h`,
  beforeSession: ({ kind }) => BEFORE[kind],
  intoSession: ({ kind, time, laps: driven }) =>
    [
      ...(kind === 'race' ? [] : [SESSION_KINDS[kind === 'booking' ? 'other' : kind]]),
      ...(driven.length === 0 ? [] : [`${driven.length > 1 ? 'Runden' : 'Runde'} ${list(driven.map(String))}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'nach der Zielflagge',
  hadFinished: ({ driver }) => `${driver} war schon im Ziel`,

  announcedInGame: ({ words }) => `**Rennleitung:** ${words}`,
  penaltyHasBeenServed: ({ about, penalty }) => `${about}: ${penalty} verbüßt`,
  penaltyHasBeenWithdrawn: ({ about, penalty }) => `${about}: ${penalty} zurückgenommen`,

  chatNotSaidInGame: ({ lines }) =>
    `${lines === 1 ? 'Eine Chatzeile wurde' : `${lines} Chatzeilen wurden`} nicht ins Spiel übertragen: zu viele auf einmal.`,
  chatNeedsRole: ({ name }) => `Nachrichten von ${name} gehen nicht ins Spiel: dafür braucht es die Fahrerrolle.`,
  privateChannelIsClosed: () =>
    '⚠️ Pitwall kann in einem seiner privaten Kanäle nicht schreiben. Nichts geht verloren; Admins sehen mit `/doctor`, in welchem und warum.',
  channelWasClosed: ({ howLong, reason }) =>
    `⚠️ Pitwall konnte hier ${howLong} lang nicht schreiben: ${reason}. Verspätete Nachrichten folgen.`,
  cardFromElsewhere: ({ channel }) => `⚠️ Steht hier, weil Pitwall in <#${channel}> nicht schreiben kann.`,
  cardsWait: () => '⏳ Karten für einen anderen Kanal warten: Pitwall kann dort nicht schreiben.',
  newsToldLate: ({ session, laps: driven, joined, left }) =>
    `⏳ Nachgetragen, ${session}: ${[
      ...(driven > 0 ? [count(driven, { one: 'Runde', other: 'Runden' })] : []),
      ...(joined > 0 ? [count(joined, { one: 'Beitritt', other: 'Beitritte' })] : []),
      ...(left > 0 ? [count(left, { one: 'Abgang', other: 'Abgänge' })] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines: late }) => `⏳ ${count(late, { one: 'Chatzeile', other: 'Chatzeilen' })}, nachgetragen:`,
  chatNotRelayed: ({ lines }) =>
    `${count(lines, { one: 'Chatzeile wurde', other: 'Chatzeilen wurden' })} nicht übertragen, solange Discord nicht erreichbar war.`,

  eventTitle: ({ number, ...event }) => `${number} ${called(event)}`,
  eventRuns: () => 'Läuft.',
  eventIsOver: () => 'Beendet.',
  eventIsDay: ({ hour }) => `Alle Sessions dieses Tages, bis ${hour}:00 Uhr.`,
  eventIsEmpty: () => 'Noch keine Sessions.',
  eventSession: ({ number, name, state, continuedBy, continues }) => {
    const said = SESSION_STATES[state];
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? said : `${said}, fortgesetzt als ${continuedBy}`]),
      ...(continues === undefined ? [] : [`setzt ${continues} fort`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },
  raceStartsOver: () => 'Rennen neu gestartet',
  raceGoesOnAgain: () => 'unterbrochenes Rennen fortgesetzt',
  notCarriedOver: () => 'nicht übernommen',
  eventHasBegun: (event) => `${called(event)} beginnt`,
  eventHasEnded: (event) => `${called(event)} ist beendet`,
  raceGoesOn: ({ name, number, continues }) =>
    `${number} (${name}) setzt ${continues} fort: die Entscheidungen von dort zählen in seinem Ergebnis.`,

  sessionLength,
  sessionNext: ({ next }) => {
    if (next === undefined) return '';
    if (next === 'on' || next === 'off') return `ab dem nächsten Start ${next === 'on' ? 'an' : 'aus'}`;
    return `ab dem nächsten Start ${sessionLength(next)}`;
  },
} satisfies Partial<Translation>;
