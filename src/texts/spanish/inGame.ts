/** In-game chat, and answers to drivers about themselves, in Spanish. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { incidentName } from '../names.ts';

const { count } = conventionsOf('es');

const laps = (amount: number): string => count(amount, { one: 'vuelta', other: 'vueltas' });

const STATES = {
  running: 'en marcha',
  starting: 'iniciando',
  stopping: 'deteniéndose',
  stopped: 'detenido',
  unknown: 'estado desconocido',
} as const;

const STANDINGS = {
  off: 'desactivado',
  stopped: 'servidor detenido',
  unknown: 'estado desconocido',
  registered: 'servidor en la lista',
  failed: 'falló el registro',
  lost: 'servidor fuera de la lista',
} as const;

export const inGameTexts = {
  tooManyLines: () => 'Demasiados mensajes a la vez: espera unos segundos.',
  andMore: ({ lines }) => `... y ${lines} más`,
  helpInGame: ({ usage, about }) => `${usage}: ${about}`,
  helpMoreInGame: () => 'Escribe !help y un comando para ver los detalles.',
  serverInGame: ({ name, state }) => `${name}: ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }) => {
    const drivers = count(connected, { one: 'piloto', other: 'pilotos' });
    const taken = slots > 0 ? `${drivers} de ${slots}` : drivers;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'No hay nadie en el servidor.',
  driverInGame: ({ carId, name, laps: driven, loaded }) =>
    `${carId} ${name}${loaded ? `, ${laps(driven)}` : ' (cargando)'}`,
  noSessionsInGame: () => 'No hay sesiones configuradas.',
  sessionInGame: ({ name, laps: length, minutes, active }) => {
    const lasting = length > 0 ? laps(length) : count(minutes, { one: 'minuto', other: 'minutos' });
    return `${name}: ${lasting}${active ? ' (en curso)' : ''}`;
  },
  lobbyInGame: ({ standing, answer }) => `Lobby: ${STANDINGS[standing]}${answer === undefined ? '' : ` (${answer})`}`,
  beingSentAway: ({ how, reason }) => `${how === 'kicked' ? 'Expulsión' : 'Baneo'} del servidor: ${reason}`,
  banStands: ({ until, reason }) =>
    `Baneo ${until === undefined ? 'permanente' : `hasta ${until}`}${reason === '' ? '' : `: ${reason}`}`,
  noPenaltiesInGame: () => 'Sin sanciones.',
  placeInGame: ({ position, disqualified, name }) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
} satisfies Partial<Translation>;

export const greetingTexts = {
  greeting: () =>
    'En este servidor hay comisarios. !report les reporta un incidente, !me muestra tus sanciones y advertencias.',
} satisfies Partial<Translation>;

export const linkTexts = {
  linkBegun: ({ code }) => `En Discord, escribe /link ${code} en menos de diez minutos para vincular tu cuenta.`,
  linked: ({ guid, name }) => `Cuenta vinculada a ${name || guid}.`,
  unlinked: () => 'Cuenta desvinculada.',
  notLinked: () => 'Tu cuenta no estaba vinculada.',
  linkedByRoster: () => 'La vinculación viene de la lista de pilotos de la liga. Solo la liga puede cambiarla.',
} satisfies Partial<Translation>;

export const reportTexts = {
  reportTaken: ({ incident, against }) =>
    `Reporte${against ? ` sobre ${against}` : ''} recibido: ${incidentName({ number: incident })}. Los comisarios lo revisarán.`,
  reportForm: () => 'Reportar un incidente a los comisarios',
  reportFormWords: () => '¿Qué pasó y con quién?',
  reportFormLap: () => 'Vuelta (si no fue justo ahora)',
} satisfies Partial<Translation>;

export const rightsTexts = {
  adminGranted: () => 'Tienes acceso de admin. Los comandos empiezan con "!"; !help los muestra.',
  spectatorGranted: () => 'Tienes acceso de espectador; !spectate dice qué puede mostrar este servidor.',
  extraInfoOn: () => 'Información adicional activada hasta que salgas.',
  extraInfoOff: () => 'Información adicional desactivada.',
} satisfies Partial<Translation>;

type Whoami = Parameters<Translation['whoami']>[0];

const PROOFS: Readonly<Record<Whoami['proof'], string>> = {
  discord: '(por tus roles de Discord)',
  token: '(por el token de esta conexión)',
  open: '(esta conexión no necesita token)',
  password: '(por tu acceso en el juego: "/admin" y la contraseña)',
  link: '(por los roles de tu cuenta de Discord vinculada)',
  seat: '(el rol que tienen todos en el juego)',
};

const ROLES: Readonly<Record<Whoami['role'], readonly [one: string, many: string]>> = {
  driver: ['piloto', 'pilotos'],
  steward: ['comisario', 'comisarios'],
  admin: ['admin', 'admins'],
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'Tu cuenta de Discord está vinculada.' : 'Aún no has vinculado una cuenta de Discord.';
  }
  if (link.guid === undefined) return 'Aún sin piloto vinculado: escribe !link en el chat del juego.';
  return `Tu cuenta está vinculada al GUID ${link.guid}.`;
}

const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link'
    ? 'los demás piden "/admin" y la contraseña'
    : `los demás son para ${missing.map((role) => ROLES[role][1]).join(' o ')}`;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }) =>
    [
      `Eres ${name}, rol ${ROLES[role][0]} ${PROOFS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `Puedes usar todos los comandos (${mayGive}).`
        : `Puedes usar ${mayGive} de ${commands} comandos; ${missingInWords(proof, missing)}.`,
    ].join(' '),
} satisfies Partial<Translation>;
