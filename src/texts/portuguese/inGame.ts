/** In-game chat, and answers to drivers about themselves, in Portuguese. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { incidentName } from '../names.ts';

const { count } = conventionsOf('pt-BR');

const laps = (amount: number): string => count(amount, { one: 'volta', other: 'voltas' });

const STATES = {
  running: 'no ar',
  starting: 'iniciando',
  stopping: 'parando',
  stopped: 'parado',
  unknown: 'status desconhecido',
} as const;

const STANDINGS = {
  off: 'desativado',
  stopped: 'servidor parado',
  unknown: 'status desconhecido',
  registered: 'servidor na lista',
  failed: 'o registro falhou',
  lost: 'servidor fora da lista',
} as const;

export const inGameTexts = {
  tooManyLines: () => 'Mensagens demais de uma vez: aguarde alguns segundos.',
  andMore: ({ lines }) => `... e mais ${lines}`,
  helpInGame: ({ usage, about }) => `${usage}: ${about}`,
  helpMoreInGame: () => 'Digite !help e um comando para ver os detalhes.',
  serverInGame: ({ name, state }) => `${name}: ${STATES[state]}`,
  takenInGame: ({ connected, slots, session }) => {
    const drivers = count(connected, { one: 'piloto', other: 'pilotos' });
    const taken = slots > 0 ? `${drivers} de ${slots}` : drivers;
    return session === undefined ? taken : `${session}, ${taken}`;
  },
  nobodyInGame: () => 'Ninguém no servidor.',
  driverInGame: ({ carId, name, laps: driven, loaded }) =>
    `${carId} ${name}${loaded ? `, ${laps(driven)}` : ' (carregando)'}`,
  noSessionsInGame: () => 'Nenhuma sessão configurada.',
  sessionInGame: ({ name, laps: length, minutes, active }) => {
    const lasting = length > 0 ? laps(length) : count(minutes, { one: 'minuto', other: 'minutos' });
    return `${name}: ${lasting}${active ? ' (em andamento)' : ''}`;
  },
  lobbyInGame: ({ standing, answer }) => `Lobby: ${STANDINGS[standing]}${answer === undefined ? '' : ` (${answer})`}`,
  beingSentAway: ({ how, reason }) => `${how === 'kicked' ? 'Expulsão' : 'Banimento'} do servidor: ${reason}`,
  banStands: ({ until, reason }) =>
    `Banimento ${until === undefined ? 'permanente' : `até ${until}`}${reason === '' ? '' : `: ${reason}`}`,
  noPenaltiesInGame: () => 'Nenhuma punição.',
  placeInGame: ({ position, disqualified, name }) => `${position ?? (disqualified ? 'DSQ' : '-')} ${name}`,
} satisfies Partial<Translation>;

export const greetingTexts = {
  greeting: () =>
    'Este servidor tem comissários. !report reporta um incidente a eles, !me mostra suas punições e advertências.',
} satisfies Partial<Translation>;

export const linkTexts = {
  linkBegun: ({ code }) => `No Discord, digite /link ${code} em até dez minutos para vincular sua conta.`,
  linked: ({ guid, name }) => `Conta vinculada a ${name || guid}.`,
  unlinked: () => 'Conta desvinculada.',
  notLinked: () => 'Sua conta não estava vinculada.',
  linkedByRoster: () => 'O vínculo vem da lista de pilotos da liga. Só a liga pode mudá-lo.',
} satisfies Partial<Translation>;

export const reportTexts = {
  reportTaken: ({ incident, against }) =>
    `Incidente${against ? ` com ${against}` : ''} reportado: ${incidentName({ number: incident })}. Os comissários vão analisar.`,
  reportForm: () => 'Reportar um incidente aos comissários',
  reportFormWords: () => 'O que aconteceu, e com quem?',
  reportFormLap: () => 'Volta (se não foi agora há pouco)',
} satisfies Partial<Translation>;

export const rightsTexts = {
  adminGranted: () => 'Acesso de admin liberado. Os comandos começam com "!"; !help mostra quais são.',
  spectatorGranted: () => 'Acesso de espectador liberado; !spectate diz o que este servidor pode mostrar.',
  extraInfoOn: () => 'Informações extras ativadas até você sair.',
  extraInfoOff: () => 'Informações extras desativadas.',
} satisfies Partial<Translation>;

type Whoami = Parameters<Translation['whoami']>[0];

/** "cargo" is Discord's word for its roles; Pitwall's roles are "função". */
const PROOFS: Readonly<Record<Whoami['proof'], string>> = {
  discord: '(pelos seus cargos no Discord)',
  token: '(pelo token desta conexão)',
  open: '(esta conexão não precisa de token)',
  password: '(pelo seu acesso no jogo: "/admin" e a senha)',
  link: '(pelos cargos da sua conta do Discord vinculada)',
  seat: '(a função que todos têm no jogo)',
};

const ROLES: Readonly<Record<Whoami['role'], readonly [one: string, many: string]>> = {
  driver: ['piloto', 'pilotos'],
  steward: ['comissário', 'comissários'],
  admin: ['admin', 'admins'],
};

function linkInWords(link: NonNullable<Whoami['link']>): string {
  if ('isLinked' in link) {
    return link.isLinked ? 'Sua conta do Discord está vinculada.' : 'Você ainda não vinculou uma conta do Discord.';
  }
  if (link.guid === undefined) return 'Ainda sem piloto vinculado: digite !link no chat do jogo.';
  return `Sua conta está vinculada ao GUID ${link.guid}.`;
}

const missingInWords = (proof: Whoami['proof'], missing: Whoami['missing']): string =>
  proof === 'link'
    ? 'os demais pedem "/admin" e a senha'
    : `os demais são para ${missing.map((role) => ROLES[role][1]).join(' ou ')}`;

export const whoamiTexts = {
  whoami: ({ name, role, proof, link, commands, mayGive, missing }) =>
    [
      `Você é ${name}, função: ${ROLES[role][0]} ${PROOFS[proof]}.`,
      ...(link ? [linkInWords(link)] : []),
      mayGive === commands
        ? `Você pode usar todos os comandos (${mayGive}).`
        : `Você pode usar ${mayGive} de ${commands} comandos; ${missingInWords(proof, missing)}.`,
    ].join(' '),
} satisfies Partial<Translation>;
