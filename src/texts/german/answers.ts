/** Answers to drivers on Discord, in German. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { incidentName } from '../names.ts';

const { count } = conventionsOf('de');

const COLUMNS = {
  carId: 'ID',
  name: 'Name',
  laps: 'Rdn.',
  bestLap: 'beste',
  car: 'Auto',
  guid: 'GUID',
  address: 'Adresse',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'Läuft',
  starting: 'Startet',
  stopping: 'Wird beendet',
  stopped: 'Gestoppt',
  unknown: 'Unbekannt: keine Daten vom Server',
} as const;

const PLACES = { discord: 'auf Discord', websocket: 'über den Websocket', game: 'im Spiel' } as const;

const ROLES = { driver: 'Fahrer', steward: 'Steward', admin: 'Admin' } as const;
const ROLES_ALL = { driver: 'Fahrer', steward: 'Stewards', admin: 'Admins' } as const;

const PROOFS = {
  discord: '(durch deine Discord-Rollen)',
  token: '(durch das Token dieser Verbindung)',
  open: '(diese Verbindung braucht kein Token)',
  password: '(durch deine Anmeldung im Spiel: "/admin" und das Passwort)',
  link: '(durch die Rollen deines verknüpften Discord-Kontos)',
  seat: '(die hat jeder im Spiel)',
} as const;

type Whoami = Parameters<Translation['whoami']>[0];

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked
      ? 'Du bist mit einem Discord-Konto verknüpft.'
      : 'Du bist noch mit keinem Discord-Konto verknüpft.';
  }
  if (link.guid === undefined) return 'Noch mit keinem Fahrer verknüpft: schreib !link in den Chat im Spiel.';
  return `Dein Konto ist mit der GUID ${link.guid} verknüpft.`;
}

const missingInWords = ({ proof, missing }: Whoami): string =>
  proof === 'link'
    ? 'die übrigen brauchen "/admin" und das Passwort'
    : `die übrigen sind für ${missing.map((role) => ROLES_ALL[role]).join(' oder ')}`;

export const answerTexts = {
  column: ({ of }) => COLUMNS[of],
  serverState: ({ state }) => SERVER_STATES[state],
  startedAt: ({ time }) => `gestartet ${time}`,
  pluginSilent: () => 'Keine UDP-Daten vom Server: Pitwall sieht das Rennen nicht.',
  lastTrouble: ({ trouble }) => `Letztes Problem: ${trouble}`,
  trackTitle: () => 'Strecke',
  driversTitle: () => 'Fahrer',
  sessionTitle: () => 'Session',
  carsTitle: () => 'Autos',
  portsTitle: () => 'Ports',
  connectedOf: ({ connected, slots }) => `${connected} von ${slots}`,
  connectedUnknown: ({ slots }) =>
    slots > 0 ? `unbekannt, ${count(slots, { one: 'Slot', other: 'Slots' })}` : 'unbekannt',
  unknownTrack: () => 'unbekannt',
  noCars: () => 'keine',
  minutesShort: ({ minutes }) => `${minutes} min`,
  timeIsUp: () => 'Zeit abgelaufen',
  overAt: ({ time }) => `Ende ${time}`,

  driversUnknown: () => 'Keine Daten vom Server, darum weiß Pitwall nicht, wer dort ist.',
  nobodyOnServer: () => 'Niemand ist auf dem Server.',
  driversOnServer: ({ drivers }) => `${count(drivers, { one: 'Fahrer', other: 'Fahrer' })} auf dem Server`,
  stillLoading: () => 'lädt',

  noSlots: () => 'entry_list.ini hat keine Slots.',
  slotCount: ({ slots }) => count(slots, { one: 'Slot', other: 'Slots' }),
  openSlot: () => '(frei)',
  reservedSlot: () => '(reserviert)',

  noSessions: () => 'Es sind keine Sessions eingestellt.',
  sessionsTitle: () => 'Sessions',
  runningSession: () => 'läuft',

  sinceTime: ({ time }) => `Seit ${time}`,
  lobbyLastAnswer: ({ answer }) => `Letzte Antwort: ${answer}`,
  lobbyHeartbeat: ({ time, text }) => `Letztes Lebenszeichen ${time}: ${text}`,
  lobbyNextAttempt: ({ time }) => `Nächster Versuch ${time}`,
  lobbyStanding: ({ server, standing, how }) => {
    switch (standing) {
      case 'off':
        return `${server} meldet sich nicht in der Lobby an: REGISTER_TO_LOBBY ist 0 in der server_cfg.ini.`;
      case 'stopped':
        return `${server} läuft nicht; die Lobby führt nur laufende Server.`;
      case 'unknown':
        return `Ob ${server} in der Lobby steht, ist unbekannt; ${how} meldet ihn neu an.`;
      case 'registered':
        return `${server} steht in der Lobby.`;
      case 'failed':
        return `${server} steht nicht in der Lobby: die Anmeldung ist gescheitert.`;
      case 'lost':
        return `${server} steht nicht mehr in der Lobby.`;
    }
  },

  helpTitle: () => 'Deine Befehle',
  helpElsewhere: ({ places }) =>
    `(nur ${places.map((place) => PLACES[place]).join(' und ') || 'hinter einem Button auf Discord'})`,

  resultTitle: ({ session, final, version = 1 }) =>
    `${session}: ${final ? 'offizielles' : 'vorläufiges'} Ergebnis${version > 1 ? `, Version ${version}` : ''}`,
  resultOpenAgain: ({ session, by, reason, version }) =>
    `${by} hat das Ergebnis von ${session} als Version ${version} wieder geöffnet: ${reason}`,
  openedAgainBy: ({ by, reason }) => `wieder geöffnet von ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }) => `${session} geht weiter`,
  resultElsewhere: ({ as }) => `Fortgesetzt als ${as}; das Ergebnis steht dort.`,
  nobodyClassified: () => 'Niemand ist gewertet.',
  penaltiesTitle: () => 'Strafen',
  lapsBehind: ({ laps }) => `+${count(laps, { one: 'Runde', other: 'Runden' })}`,
  lapsTakenOff: ({ laps }) => `−${count(laps, { one: 'Runde', other: 'Runden' })}`,
  secondsAdded: ({ seconds }) => `+${seconds} s`,
  didNotStart: ({ names }) => `DNS ${names}`,
  noTime: () => 'ohne Zeit',
  disqualified: () => 'DSQ',
  placesMoved: ({ from, to }) => `P${from} → ${to === undefined ? 'raus' : `P${to}`}`,
  resultSource: ({ session, ownLaps }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? 'aus Pitwalls eigenen Rundenzeiten' : 'aus der Ergebnisdatei von acServer'}`,
  finalBy: ({ by }) => `offiziell, ${by}`,
  notFinalYet: () => 'ändert sich mit den Entscheidungen der Stewards, bis es offiziell ist',

  ownPenaltiesTitle: () => 'Deine Strafen',
  noOwnPenalties: () => 'Keine Strafen oder Verwarnungen in dieser Session.',

  linkBegun: ({ code }) => `Schreib auf Discord innerhalb von zehn Minuten /link ${code}, um dein Konto zu verknüpfen.`,
  linked: ({ guid, name }) => `Du bist jetzt mit ${name || guid} verknüpft.`,
  unlinked: () => 'Du bist nicht mehr verknüpft.',
  notLinked: () => 'Du warst nicht verknüpft.',
  linkedByRoster: () => 'Die Verknüpfung steht in der Fahrerliste der Liga. Nur die Liga kann sie ändern.',
  reportTaken: ({ incident, against }) =>
    `Meldung${against ? ` über ${against}` : ''} eingegangen: ${incidentName({ number: incident })}. Die Stewards sehen sie sich an.`,
  reportForm: () => 'Vorfall an die Stewards melden',
  reportFormWords: () => 'Was ist passiert, und mit wem?',
  reportFormLap: () => 'Runde (falls nicht gerade eben)',
  whoami: (told) =>
    [
      `Du bist ${told.name}, Rolle ${ROLES[told.role]} ${PROOFS[told.proof]}.`,
      ...(told.link ? [linkInWords(told.link)] : []),
      told.mayGive === told.commands
        ? `Du darfst alle ${told.mayGive} Befehle.`
        : `Du darfst ${told.mayGive} von ${told.commands} Befehlen; ${missingInWords(told)}.`,
    ].join(' '),
} satisfies Partial<Translation>;
