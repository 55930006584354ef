/** Posts in the race channels, and league events, in Portuguese. */
import type { SessionKind } from '../../events/events.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { inSectors } from './penalties.ts';

const { count } = conventionsOf('pt-BR');

/** "Qualy", because "classificação" is the result. */
const SESSION_KINDS: Readonly<Record<SessionKind, string>> = {
  booking: 'Reserva',
  practice: 'Treino livre',
  qualify: 'Qualy',
  race: 'Corrida',
  other: 'Sessão',
};

const sessionWithin = (kind: SessionKind): string =>
  kind === 'other' || kind === 'booking' ? 'sessão' : SESSION_KINDS[kind].toLowerCase();

const withAnswer = (answer: string | undefined): string => (answer === undefined ? '' : `: ${answer}`);

const lines = (amount: number): string =>
  count(amount, { one: 'mensagem do chat não foi repassada', other: 'mensagens do chat não foram repassadas' });

export const cardTexts = {
  linesLeftOut: ({ left }) => `… e mais ${left}`,
  noticedLate: () => 'visto no log',
  noticedLateTitle: () => 'Visto no log',
  lapCount: ({ laps }) => count(laps, { one: 'volta', other: 'voltas' }),
  minuteCount: ({ minutes }) => count(minutes, { one: 'minuto', other: 'minutos' }),
  carAsName: ({ carId }) => `Carro ${carId}`,
  carWithin: ({ carId }) => `carro ${carId}`,
  duration: ({ hours, minutes, seconds }) =>
    [
      ...(hours > 0 ? [`${hours} h`] : []),
      ...(minutes > 0 ? [`${minutes} min`] : []),
      ...(hours + minutes > 0 ? [] : [`${seconds} s`]),
    ].join(' '),

  serverUp: ({ version }) => `O servidor está no ar${version ? ` (${version})` : ''}.`,
  serverStopped: () => 'O servidor foi parado',
  serverStoppedByItself: ({ how }) => `O servidor parou inesperadamente${how === undefined ? '' : ` (${how})`}`,
  exitCode: ({ code }) => `código de saída ${code}`,

  lobbyListed: () => 'O servidor está no lobby público.',
  lobbyNotListed: ({ attempt, answer }) => `O registro no lobby falhou, tentativa ${attempt}${withAnswer(answer)}.`,
  lobbyNotListedAnyMore: ({ answer }) => `O servidor não está mais no lobby público${withAnswer(answer)}.`,
  trackerStoppedByItself: ({ how }) => `O stracker parou inesperadamente${how === undefined ? '' : ` (${how})`}.`,

  sessionKind: ({ kind }) => SESSION_KINDS[kind],
  sessionStartsOver: ({ session }) => `${session}: sessão reiniciada`,
  weather: ({ airC, roadC }) => `ar ${airC} °C, pista ${roadC} °C`,
  sessionOver: ({ session }) => `${session}: sessão encerrada`,
  provisionalTable: ({ late }) =>
    `Provisória e sem as punições até o acServer gravar o arquivo de resultados.${late ? ' Visto no log.' : ''}`,
  bestLap: ({ time }) => `melhor volta ${time}`,
  noValidLap: () => 'nenhuma volta válida',

  driverJoined: ({ driver, carId, model }) => `${driver} entrou no carro ${carId}${model ? `, ${model}` : ''}`,
  driverLeft: ({ driver, carId }) => `${driver} saiu do carro ${carId}`,
  driverKicked: ({ driver }) => `${driver}: expulsão do servidor.`,
  driverBanned: ({ driver }) => `${driver}: banimento do servidor.`,
  somebody: () => 'alguém',

  lapNumber: ({ lap }) => `volta ${lap}`,
  cutCount: ({ cuts, sectors }) =>
    `${count(cuts, { one: 'corte', other: 'cortes' })}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`,
  fastestLap: () => 'volta mais rápida',

  carsTouched: ({ driver, other, kmh }) => `${driver} e ${other}: contato, impacto a ${kmh} km/h`,
  hitWall: ({ driver, kmh }) => `${driver} bateu no muro a ${kmh} km/h`,
  beforeSession: ({ kind }) => `antes ${kind === 'practice' ? 'do' : 'da'} ${sessionWithin(kind)}`,
  intoSession: ({ kind, time, laps }) =>
    [
      ...(kind === 'race' ? [] : [sessionWithin(kind)]),
      ...(laps.length === 0 ? [] : [laps.length > 1 ? `voltas ${laps.join(' e ')}` : `volta ${laps.join()}`]),
      time,
    ].join(', '),
  afterTheFlag: () => 'após a bandeira quadriculada',
  hadFinished: ({ driver }) => `${driver} já tinha recebido a bandeirada`,

  announcedInGame: ({ words }) => `**Direção de prova:** ${words}`,

  penaltyHasBeenServed: ({ about, penalty }) => `${about}: punição cumprida (${penalty})`,
  penaltyHasBeenWithdrawn: ({ about, penalty }) => `${about}: punição anulada (${penalty})`,

  chatNotSaidInGame: ({ lines: left }) =>
    `${left === 1 ? 'Uma mensagem do chat não foi repassada' : lines(left)} ao jogo: a fila estava cheia.`,
  chatNeedsRole: ({ name }) => `As mensagens de ${name} não são repassadas ao jogo: é preciso ter o cargo de piloto.`,
  privateChannelIsClosed: () =>
    '⚠️ O Pitwall não consegue publicar em um dos seus canais privados. Nada se perde; os admins veem qual e por quê com `/doctor`.',
  channelWasClosed: ({ howLong, reason }) =>
    `⚠️ O Pitwall não conseguiu publicar aqui por ${howLong}: ${reason}. Seguem as mensagens atrasadas.`,
  cardFromElsewhere: ({ channel }) => `⚠️ Publicado aqui porque o Pitwall não consegue publicar em <#${channel}>.`,
  cardsWait: () => '⏳ Há mensagens para outro canal na fila: o Pitwall não consegue publicar lá.',
  newsToldLate: ({ session, laps: driven, joined, left }) =>
    `⏳ Com atraso, ${session}: ${[
      ...(driven > 0 ? [count(driven, { one: 'volta', other: 'voltas' })] : []),
      ...(joined > 0 ? [count(joined, { one: 'entrada', other: 'entradas' })] : []),
      ...(left > 0 ? [count(left, { one: 'saída', other: 'saídas' })] : []),
    ].join(', ')}`,
  chatToldLate: ({ lines: late }) =>
    `⏳ ${count(late, { one: 'mensagem do chat', other: 'mensagens do chat' })}, com atraso:`,
  chatNotRelayed: ({ lines: left }) => `${lines(left)} enquanto não havia conexão com o Discord.`,
} satisfies Partial<Translation>;

const called = ({ name, series }: { readonly name: string; readonly series?: string | undefined }): string =>
  series === undefined ? name : `${name} · ${series}`;

const SESSION_STATES = {
  running: 'em andamento',
  ended: 'encerrada',
  restarted: 'reiniciada',
  interrupted: 'interrompida',
} as const;

export const calendarTexts = {
  eventTitle: ({ number, ...event }) => `${number} ${called(event)}`,
  eventRuns: () => 'Em andamento.',
  eventIsOver: () => 'Encerrada.',
  eventIsDay: ({ hour }) => `Todas as sessões deste dia, até ${hour}:00.`,
  eventIsEmpty: () => 'Ainda não há sessões.',
  eventSession: ({ number, name, state, continuedBy, continues }) => {
    const said = SESSION_STATES[state];
    const notes = [
      ...(state === 'ended' ? [] : [continuedBy === undefined ? said : `${said}, continua como ${continuedBy}`]),
      ...(continues === undefined ? [] : [`continuação de ${continues}`]),
    ];
    return `${number} ${name}${notes.length === 0 ? '' : ` (${notes.join('; ')})`}`;
  },

  raceStartsOver: () => 'corrida reiniciada',
  raceGoesOnAgain: () => 'retomada da corrida interrompida',
  notCarriedOver: () => 'não mantida após o reinício',

  eventHasBegun: (event) => `Começa a etapa: ${called(event)}`,
  eventHasEnded: (event) => `Etapa encerrada: ${called(event)}`,
  raceGoesOn: ({ name, number, continues }) =>
    `${number} (${name}) é a continuação de ${continues}: as decisões tomadas lá contam para o resultado.`,
} satisfies Partial<Translation>;

const sessionLength: Translation['sessionLength'] = ({ laps, minutes }) =>
  laps > 0 ? count(laps, { one: 'volta', other: 'voltas' }) : `${minutes} min`;

export const sessionTexts = {
  sessionLength,
  sessionNext: ({ next }) => {
    if (next === undefined) return '';
    if (next === 'on') return 'ativada a partir do próximo início';
    return `${next === 'off' ? 'desativada' : sessionLength(next)} a partir do próximo início`;
  },
} satisfies Partial<Translation>;
