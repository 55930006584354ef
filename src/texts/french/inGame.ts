/** In-game chat, and answers to drivers about themselves, in French. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { incidentName } from '../names.ts';

const { count } = conventionsOf('fr');

const laps = (amount: number): string => count(amount, { one: 'tour', other: 'tours' });

const STATES = {
  running: 'en marche',
  starting: 'démarrage',
  stopping: 'arrêt en cours',
  stopped: 'arrêté',
  unknown: 'état inconnu',
} as const;

const STANDINGS = {
  off: 'désactivé',
  stopped: 'serveur arrêté',
  unknown: 'état inconnu',
  registered: 'serveur listé',
  failed: "échec de l'inscription",
  lost: 'serveur plus listé',
} as const;

export const inGameTexts = {
  tooManyLines: () => "Trop de messages d'un coup : attendez quelques secondes.",
  andMore: ({ lines }) => `... et encore ${lines}`,
  helpInGame: ({ usage, about }) => `${usage} : ${about}`,
  helpMoreInGame: () => 'Tapez !help et une commande pour les détails.',
  serverInGame: ({ name, state }) => `${name} : ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }) => {
    const drivers = count(connected, { one: 'pilote', other: 'pilotes' });
    const taken = slots > 0 ? `${drivers} sur ${slots}` : drivers;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Personne sur le serveur.',
  driverInGame: ({ carId, name, laps: driven, loaded }) =>
    `${carId} ${name}${loaded ? `, ${laps(driven)}` : ' (chargement)'}`,
  noSessionsInGame: () => 'Aucune session configurée.',
  sessionInGame: ({ name, laps: length, minutes, active }) => {
    const lasting = length > 0 ? laps(length) : count(minutes, { one: 'minute', other: 'minutes' });
    return `${name} : ${lasting}${active ? ' (en cours)' : ''}`;
  },
  lobbyInGame: ({ standing, answer }) => `Lobby : ${STANDINGS[standing]}${answer === undefined ? '' : ` (${answer})`}`,
  beingSentAway: ({ how, reason }) => `${how === 'kicked' ? 'Expulsion' : 'Bannissement'} du serveur : ${reason}`,
  banStands: ({ until, reason }) =>
    `Bannissement ${until === undefined ? 'définitif' : `jusqu'au ${until}`}${reason === '' ? '' : ` : ${reason}`}`,
  noPenaltiesInGame: () => 'Aucune pénalité.',
  placeInGame: ({ position, disqualified, name }) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
} satisfies Partial<Translation>;

export const greetingTexts = {
  greeting: () =>
    'Des commissaires surveillent ce serveur. !report leur signale un incident, !me montre vos pénalités.',
} satisfies Partial<Translation>;

export const linkTexts = {
  linkBegun: ({ code }) => `Sur Discord, tapez /link ${code} sous dix minutes pour lier votre compte.`,
  linked: ({ guid, name }) => `Compte lié à ${name || guid}.`,
  unlinked: () => 'Compte délié.',
  notLinked: () => "Votre compte n'était pas lié.",
  linkedByRoster: () => 'Le lien vient de la liste des pilotes de la ligue. Seule la ligue peut le modifier.',
} satisfies Partial<Translation>;

export const reportTexts = {
  reportTaken: ({ incident, against }) =>
    `Signalement${against ? ` concernant ${against}` : ''} reçu : ${incidentName({ number: incident })}. Les commissaires l'examineront.`,
  reportForm: () => 'Signaler un incident aux commissaires',
  reportFormWords: () => "Que s'est-il passé, et avec qui ?",
  reportFormLap: () => "Tour (si ce n'est pas à l'instant)",
} satisfies Partial<Translation>;

export const rightsTexts = {
  adminGranted: () => 'Connexion admin réussie. Les commandes commencent par "!" ; !help les liste.',
  spectatorGranted: () => 'Connexion spectateur réussie ; !spectate dit ce que ce serveur peut montrer.',
  extraInfoOn: () => "Informations supplémentaires actives jusqu'à votre départ.",
  extraInfoOff: () => 'Informations supplémentaires désactivées.',
} satisfies Partial<Translation>;

type Whoami = Parameters<Translation['whoami']>[0];

const PROOFS: Readonly<Record<Whoami['proof'], string>> = {
  discord: '(par vos rôles Discord)',
  token: '(par le jeton de cette connexion)',
  open: '(cette connexion ne demande pas de jeton)',
  password: '(par votre connexion dans le jeu : "/admin" et le mot de passe)',
  link: '(par les rôles de votre compte Discord lié)',
  seat: '(le rôle de tous les joueurs)',
};

const ROLES: Readonly<Record<Whoami['role'], readonly [one: string, many: string]>> = {
  driver: ['pilote', 'pilotes'],
  steward: ['commissaire', 'commissaires'],
  admin: ['admin', 'admins'],
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'Votre compte Discord est lié.' : "Aucun compte Discord n'est encore lié à vous.";
  }
  if (link.guid === undefined) return 'Encore aucun pilote lié : tapez !link dans le chat du jeu.';
  return `Votre compte est lié au GUID ${link.guid}.`;
}

const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link'
    ? 'les autres demandent "/admin" et le mot de passe'
    : `les autres sont pour les ${missing.map((role) => ROLES[role][1]).join(' ou ')}`;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }) =>
    [
      `Vous êtes ${name}, rôle ${ROLES[role][0]} ${PROOFS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `Vous pouvez utiliser toutes les commandes (${mayGive}).`
        : `Vous pouvez utiliser ${count(mayGive, { one: 'commande', other: 'commandes' })} sur ${commands} ; ${missingInWords(proof, missing)}.`,
    ].join(' '),
} satisfies Partial<Translation>;
