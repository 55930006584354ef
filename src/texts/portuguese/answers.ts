/** Answers to drivers on Discord, in Portuguese. */
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { decisionName } from '../names.ts';
import { decision as inWords } from './penalties.ts';

const { count, list } = conventionsOf('pt-BR');

const laps = (amount: number): string => count(amount, { one: 'volta', other: 'voltas' });
const slots = (amount: number): string => count(amount, { one: 'vaga', other: 'vagas' });
const points = (amount: number): string => count(amount, { one: 'ponto na licença', other: 'pontos na licença' });

const COLUMNS = {
  carId: 'id',
  name: 'nome',
  laps: 'voltas',
  bestLap: 'melhor',
  car: 'carro',
  guid: 'GUID',
  address: 'ender.',
  ballast: 'kg',
  restrictor: '%',
} as const;

const SERVER_STATES = {
  running: 'No ar',
  starting: 'Iniciando',
  stopping: 'Parando',
  stopped: 'Parado',
  unknown: 'Desconhecido: sem dados do servidor',
} as const;

const PLACES = { discord: 'no Discord', websocket: 'no websocket', game: 'no jogo' } as const;

export const discordAnswerTexts = {
  column: ({ of }) => COLUMNS[of],

  serverState: ({ state }) => SERVER_STATES[state],
  startedAt: ({ time }) => `iniciado ${time}`,
  pluginSilent: () => 'Sem dados UDP do servidor: o Pitwall não vê a corrida.',
  lastTrouble: ({ trouble }) => `Último problema: ${trouble}`,
  trackTitle: () => 'Pista',
  driversTitle: () => 'Pilotos',
  sessionTitle: () => 'Sessão',
  carsTitle: () => 'Carros',
  portsTitle: () => 'Portas',
  connectedOf: ({ connected, slots: all }) => `${connected} de ${all}`,
  connectedUnknown: ({ slots: all }) => (all > 0 ? `sem dados, ${slots(all)}` : 'sem dados'),
  unknownTrack: () => 'desconhecida',
  noCars: () => 'nenhum',
  minutesShort: ({ minutes }) => `${minutes} min`,
  timeIsUp: () => 'tempo esgotado',
  overAt: ({ time }) => `termina ${time}`,

  driversUnknown: () => 'Sem dados do servidor: o Pitwall não sabe quem está conectado.',
  nobodyOnServer: () => 'Ninguém no servidor.',
  driversOnServer: ({ drivers }) => `${count(drivers, { one: 'piloto', other: 'pilotos' })} no servidor`,
  stillLoading: () => 'carregando',

  noSlots: () => 'entry_list.ini não tem vagas.',
  slotCount: ({ slots: all }) => slots(all),
  openSlot: () => '(livre)',
  reservedSlot: () => '(reservada)',

  noSessions: () => 'Nenhuma sessão configurada.',
  sessionsTitle: () => 'Sessões',
  runningSession: () => 'em andamento',

  sinceTime: ({ time }) => `Última mudança de status ${time}`,
  lobbyLastAnswer: ({ answer }) => `Última resposta: ${answer}`,
  lobbyHeartbeat: ({ time, text }) => `Último sinal ${time}: ${text}`,
  lobbyNextAttempt: ({ time }) => `Próxima tentativa ${time}`,

  helpTitle: () => 'Comandos que você pode usar',
  helpElsewhere: ({ places }) => `(só ${list(places.map((place) => PLACES[place])) || 'com um botão no Discord'})`,

  // "homologada" is what leagues call an official result.
  resultTitle: ({ session, final, version = 1 }) =>
    `${session}: classificação ${final ? 'homologada' : 'provisória'}${version > 1 ? `, versão ${version}` : ''}`,
  resultOpenAgain: ({ session, by, reason, version }) =>
    `${by} reabriu o resultado de ${session} como versão ${version}: ${reason}`,
  openedAgainBy: ({ by, reason }) => `reaberta por ${by}: ${reason}`,
  resultElsewhereTitle: ({ session }) => `${session} continua`,
  resultElsewhere: ({ as }) => `Continua como ${as}; a classificação está lá.`,
  nobodyClassified: () => 'Ninguém na classificação.',
  penaltiesTitle: () => 'Punições',
  lapsBehind: ({ laps: behind }) => `+${laps(behind)}`,
  lapsTakenOff: ({ laps: off }) => `−${laps(off)}`,
  secondsAdded: ({ seconds }) => `+${seconds} s`,
  didNotStart: ({ names }) => `DNS ${names}`,
  noTime: () => 'sem tempo',
  disqualified: () => 'DSQ',
  placesMoved: ({ from, to }) => `P${from} → ${to === undefined ? 'fora da classificação' : `P${to}`}`,
  resultSource: ({ session, ownLaps }) =>
    `${session === undefined ? '' : `${session} · `}${ownLaps ? 'com os tempos de volta do Pitwall' : 'com o arquivo de resultados do acServer'}`,
  finalBy: ({ by }) => `homologada por ${by}`,
  notFinalYet: () => 'muda com as decisões dos comissários até ser homologada',

  ownPenaltiesTitle: () => 'Suas punições',
  noOwnPenalties: () => 'Nenhuma punição ou advertência nesta sessão.',
} satisfies Partial<Translation>;

export const pointsTexts = {
  licencePoints: ({ amount }) => points(amount),
  licenceLine: ({ name, amount, reached, next }) => {
    const said = reached === undefined ? '' : `; a partir de ${reached.points} pontos: ${reached.consequence}`;
    const ahead = next === undefined ? '' : `; com ${next.points} pontos: ${next.consequence}`;
    return `${name}: ${points(amount)}${said}${ahead}`;
  },
  pointsEntry: ({ amount, event, infringement, ...decision }) => {
    const what = inWords({ says: decision.says, amount: decision.size, laps: decision.laps });
    const did = infringement === '' ? '' : `, ${infringement}`;
    return `${amount} por ${what}${did} (${decisionName(decision)}, ${event})`;
  },
  pointsEventsLeft: ({ events }) =>
    events === 0 ? 'até o fim desta etapa' : `por mais ${count(events, { one: 'etapa', other: 'etapas' })}`,
  pointsUntil: ({ time }) => `até ${time}`,
  licencesTitle: () => 'Pontos na licença',
  noLicencePoints: () => 'Ninguém tem pontos na licença.',
} satisfies Partial<Translation>;

const LOBBY = {
  off: (server: string) => `${server} não está configurado para o lobby: REGISTER_TO_LOBBY é 0 no server_cfg.ini dele.`,
  stopped: (server: string) => `${server} não está no ar; o lobby só mostra servidores no ar.`,
  unknown: (server: string, how: string) => `O status de ${server} no lobby é desconhecido; ${how} o registra de novo.`,
  registered: (server: string) => `${server} está no lobby público.`,
  failed: (server: string) => `${server} não está no lobby público: o registro falhou.`,
  lost: (server: string) => `${server} não está mais no lobby público.`,
} as const;

export const lobbyTexts = {
  lobbyStanding: ({ server, standing, how }) => LOBBY[standing](server, how),
} satisfies Partial<Translation>;
