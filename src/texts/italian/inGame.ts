/** In-game chat, and answers to drivers about themselves, in Italian. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { incidentName } from '../names.ts';

const { count } = conventionsOf('it');

const laps = (amount: number): string => count(amount, { one: 'giro', other: 'giri' });

const STATES = {
  running: 'attivo',
  starting: 'in avvio',
  stopping: 'in arresto',
  stopped: 'fermo',
  unknown: 'stato non noto',
} as const;

const STANDINGS = {
  off: 'disattivata',
  stopped: 'server fermo',
  unknown: 'stato non noto',
  registered: 'server in elenco',
  failed: 'registrazione fallita',
  lost: 'server non più in elenco',
} as const;

export const inGameTexts = {
  tooManyLines: () => 'Troppi messaggi insieme: aspetta qualche secondo.',
  andMore: ({ lines }) => `... e ancora ${lines}`,
  helpInGame: ({ usage, about }) => `${usage}: ${about}`,
  helpMoreInGame: () => 'Scrivi !help e un comando per i dettagli.',
  serverInGame: ({ name, state }) => `${name}: ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }) => {
    const drivers = count(connected, { one: 'pilota', other: 'piloti' });
    const taken = slots > 0 ? `${drivers} su ${slots}` : drivers;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Nessuno sul server.',
  driverInGame: ({ carId, name, laps: driven, loaded }) =>
    `${carId} ${name}${loaded ? `, ${laps(driven)}` : ' (caricamento)'}`,
  noSessionsInGame: () => 'Nessuna sessione configurata.',
  sessionInGame: ({ name, laps: length, minutes, active }) => {
    const lasting = length > 0 ? laps(length) : count(minutes, { one: 'minuto', other: 'minuti' });
    return `${name}: ${lasting}${active ? ' (in corso)' : ''}`;
  },
  lobbyInGame: ({ standing, answer }) => `Lobby: ${STANDINGS[standing]}${answer === undefined ? '' : ` (${answer})`}`,
  beingSentAway: ({ how, reason }) => `${how === 'kicked' ? 'Espulsione' : 'Ban'} dal server: ${reason}`,
  banStands: ({ until, reason }) =>
    `Ban ${until === undefined ? 'permanente' : `fino al ${until}`}${reason === '' ? '' : `: ${reason}`}`,
  noPenaltiesInGame: () => 'Nessuna penalità.',
  placeInGame: ({ position, disqualified, name }) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
} satisfies Partial<Translation>;

export const greetingTexts = {
  greeting: () =>
    'In questo server vigilano i commissari. !report segnala un incidente, !me mostra penalità e avvertimenti.',
} satisfies Partial<Translation>;

export const linkTexts = {
  linkBegun: ({ code }) => `Su Discord scrivi /link ${code} entro dieci minuti per collegare il tuo account.`,
  linked: ({ guid, name }) => `Account collegato a ${name || guid}.`,
  unlinked: () => 'Account scollegato.',
  notLinked: () => 'Il tuo account non era collegato.',
  linkedByRoster: () => "Il collegamento è nell'elenco piloti della lega. Solo la lega può cambiarlo.",
} satisfies Partial<Translation>;

export const reportTexts = {
  reportTaken: ({ incident, against }) =>
    `Segnalazione${against ? ` su ${against}` : ''} ricevuta: ${incidentName({ number: incident })}. I commissari la esamineranno.`,
  reportForm: () => 'Segnala un incidente ai commissari',
  reportFormWords: () => 'Cosa è successo, e con chi?',
  reportFormLap: () => 'Giro (se non è successo adesso)',
} satisfies Partial<Translation>;

export const rightsTexts = {
  adminGranted: () => 'Accesso come admin riuscito. I comandi iniziano con "!"; !help li elenca.',
  spectatorGranted: () => 'Accesso come spettatore riuscito; !spectate dice cosa può mostrare questo server.',
  extraInfoOn: () => 'Informazioni extra attive finché non esci.',
  extraInfoOff: () => 'Informazioni extra disattivate.',
} satisfies Partial<Translation>;

type Whoami = Parameters<Translation['whoami']>[0];

const PROOFS: Readonly<Record<Whoami['proof'], string>> = {
  discord: '(dai tuoi ruoli Discord)',
  token: '(dal token di questa connessione)',
  open: '(questa connessione non chiede token)',
  password: '(dal tuo accesso nel gioco: "/admin" e la password)',
  link: '(dai ruoli del tuo account Discord collegato)',
  seat: '(il ruolo che hanno tutti nel gioco)',
};

const ROLES: Readonly<Record<Whoami['role'], readonly [one: string, many: string]>> = {
  driver: ['pilota', 'piloti'],
  steward: ['commissario', 'commissari'],
  admin: ['admin', 'admin'],
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'Il tuo account Discord è collegato.' : 'Nessun account Discord è ancora collegato a te.';
  }
  if (link.guid === undefined) return 'Nessun pilota ancora collegato: scrivi !link nella chat del gioco.';
  return `Il tuo account è collegato al GUID ${link.guid}.`;
}

const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link'
    ? 'gli altri chiedono "/admin" e la password'
    : `gli altri sono per ${missing.map((role) => ROLES[role][1]).join(' o ')}`;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }) =>
    [
      `Sei ${name}, ruolo ${ROLES[role][0]} ${PROOFS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `Puoi usare tutti i comandi (${mayGive}).`
        : `Puoi usare ${count(mayGive, { one: 'comando', other: 'comandi' })} su ${commands}; ${missingInWords(proof, missing)}.`,
    ].join(' '),
} satisfies Partial<Translation>;
