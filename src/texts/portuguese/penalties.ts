/** Penalties, warnings, incidents and decisions, in Portuguese. */
import type { Decision } from '../../events/decision.ts';
import type { GridTarget, PenaltyState, PenaltyType } from '../../events/penalty.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { penaltyName } from '../names.ts';

const { count, list } = conventionsOf('pt-BR');

const laps = (amount: number): string => count(amount, { one: 'volta', other: 'voltas' });
const warningsLeft = (amount: number): string =>
  count(amount, { one: 'advertência restante', other: 'advertências restantes' });

const INFRACTIONS: ReadonlyMap<string, string> = new Map([
  ['cut', 'limites de pista'],
  ['car contact', 'contato entre carros'],
  ['wall contact', 'contato com o muro'],
]);

const infractionName = (code: string): string => INFRACTIONS.get(code) ?? code;

/** "setor 2", "setores 1 e 3" */
export const inSectors = (sectors: readonly number[]): string =>
  `${sectors.length === 1 ? 'setor' : 'setores'} ${list(sectors.map(String))}`;

interface InLap {
  readonly lap: number;
  readonly sectors?: readonly number[] | undefined;
}

const lapAndSectors = ({ lap, sectors }: InLap): string =>
  `volta ${lap}${sectors === undefined ? '' : `, ${inSectors(sectors)}`}`;

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const PENALTY_NAMES: Readonly<Record<PenaltyType, string>> = {
  reprimand: 'reprimenda',
  warning: 'advertência',
  time: 'punição de tempo',
  'drive-through': 'drive-through',
  'stop-and-go': 'stop-and-go',
  grid: 'perda de posições no grid',
  ballast: 'lastro',
  restrictor: 'restritor',
  disqualification: 'desclassificação',
  kick: 'expulsão do servidor',
};

/** All agree with "punição" and "decisão". */
const STATES: Readonly<Record<PenaltyState, string>> = {
  proposed: 'proposta',
  issued: 'imposta',
  serving: 'em andamento',
  served: 'cumprida',
  'not served': 'não cumprida',
  converted: 'convertida',
  withdrawn: 'anulada',
  applied: 'aplicada',
};

/** Also used for a drive-through, whose name needs another ending, so it says "punição". */
const SAID: Readonly<Record<Exclude<Decision['says'], PenaltyType>, string>> = {
  'no further action': 'nenhuma ação adicional',
  'racing incident': 'incidente de corrida',
  withdrawn: 'decisão anulada',
  served: 'punição cumprida',
  'not served': 'punição não cumprida',
};

const isSaid = (says: Decision['says']): says is keyof typeof SAID => Object.hasOwn(SAID, says);

const UNSERVABLE = {
  'race over': 'a corrida já acabou',
  finished: 'bandeirada já recebida',
  'leader finished': 'o líder já recebeu a bandeirada',
  'last lap': 'é a última volta',
} as const;

/** In brackets, unless the reason ends in a bracket itself. */
const because = (reason: string): string => {
  if (reason === '') return '';
  return reason.endsWith(')') ? `, ${reason}` : ` (${reason})`;
};

function gridOf({ on, race }: GridTarget): string {
  if (on === 'next event') return race === undefined ? 'na próxima etapa' : `em "${race}" da próxima etapa`;
  return race === undefined ? 'na próxima corrida' : `na próxima corrida "${race}"`;
}

const penalty: Translation['penalty'] = ({ type, amount, laps: during, grid }) => {
  const lasting = during === undefined ? '' : ` por ${laps(during)}`;
  const within = during === undefined ? '' : ` em até ${laps(during)}`;
  switch (type) {
    case 'ballast':
      return `lastro de ${amount} kg${lasting}`;
    case 'restrictor':
      return `restritor de ${amount} %${lasting}`;
    case 'drive-through':
      return `drive-through${within}`;
    case 'stop-and-go':
      return `stop-and-go de ${amount} s${within}`;
    case 'grid': {
      const places = count(amount, { one: 'posição', other: 'posições' });
      return `perda de ${places} no grid${grid === undefined ? '' : ` ${gridOf(grid)}`}`;
    }
    case 'time':
      return `punição de ${amount} s`;
    default:
      return PENALTY_NAMES[type];
  }
};

/** Also used in appeals, documents and licences. */
export const decision: Translation['decision'] = ({ says, amount = 0, laps: during }) =>
  isSaid(says) ? SAID[says] : penalty({ type: says, amount, laps: during });

/** "drive-through, a cumprir em até 2 voltas de corrida"; undefined for penalties that are not driven. */
function toBeDriven(given: Parameters<Translation['driverPenalised']>[0]): string | undefined {
  const { type, amount, state, lapsLeft } = given;
  if (type !== 'drive-through' && type !== 'stop-and-go') return undefined;
  const what = penalty({ type, amount });
  if (lapsLeft === undefined) return what;
  return `${what}, a cumprir em até ${laps(lapsLeft)}${state === 'serving' ? '' : ' de corrida'}`;
}

export const penaltyTexts = {
  penalty,
  penaltyFor: ({ name, ...given }) => {
    const { type, amount, laps: during } = given;
    const what = `${penalty({ type, amount })} para ${name}`;
    if (during !== undefined && (type === 'drive-through' || type === 'stop-and-go')) {
      return `${what}, a cumprir em até ${laps(during)}`;
    }
    if (during !== undefined && (type === 'ballast' || type === 'restrictor')) {
      return `${what}, por ${laps(during)}`;
    }
    return `${penalty(given)} para ${name}`;
  },
  penaltyState: ({ state, lapsLeft, convertedInto }) => {
    if (state === 'serving' && lapsLeft === 0) return 'fora do prazo';
    if (state === 'serving' && lapsLeft !== undefined) {
      return `em andamento, ${count(lapsLeft, { one: 'volta restante', other: 'voltas restantes' })}`;
    }
    if (state === 'converted' && convertedInto !== undefined) {
      return `não cumprida: convertida em ${penaltyName({ number: convertedInto })}`;
    }
    return STATES[state];
  },
  warningCount: ({ infraction, warnings: counted, warningsBeforePenalty }) => {
    const name = infractionName(infraction);
    if (warningsBeforePenalty === undefined) return `${name}: advertência ${counted}`;
    const left = warningsBeforePenalty - counted;
    if (counted === 0) return `${name}: ${warningsLeft(left)}`;
    const rest = left === 0 ? 'nenhuma restante' : count(left, { one: 'restante', other: 'restantes' });
    return `${name}: advertência ${counted} de ${warningsBeforePenalty}, ${rest}`;
  },

  infractionCounted: ({ warnings: counted, warningsBeforePenalty, ...where }) => {
    const [name, place] = [capital(infractionName(where.infraction)), lapAndSectors(where)];
    if (warningsBeforePenalty === undefined) return `${name}: advertência ${counted} (${place}).`;
    if (counted > warningsBeforePenalty) return `${name}, ${place}: limite excedido.`;
    return `${name}: advertência ${counted} de ${warningsBeforePenalty} (${place}).`;
  },
  driverWarned: ({ reason }) => `Advertência da direção de prova${because(reason)}.`,
  driverReprimanded: ({ reason }) => `Reprimenda da direção de prova${because(reason)}.`,
  driverPenalised: ({ reason, ...given }) => {
    const what = toBeDriven({ ...given, reason }) ?? penalty(given);
    return `${penaltyName(given)}: ${what}${because(reason)}.`;
  },
  penaltyServed: (served) => `Punição ${penaltyName(served)} cumprida.`,
  penaltyWithdrawn: (withdrawn) => `Punição ${penaltyName(withdrawn)} anulada.`,
  penaltyConverted: ({ number, convertedInto }) =>
    `Punição ${penaltyName({ number })} não cumprida: convertida em ${penaltyName({ number: convertedInto })}.`,
  penaltyDue: ({ number, type, lapsLeft }) => {
    const about = `${penaltyName({ number })}: ${PENALTY_NAMES[type]}`;
    if (lapsLeft === 0) return `${about} fora do prazo, a direção vai decidir.`;
    if (lapsLeft === 1) return `${about}, última volta para cumprir.`;
    return `${about}, ${laps(lapsLeft)} para cumprir.`;
  },
  penaltyAnnounced: ({ type, driver: { name, carId, hasNamesake } }) => {
    const who = name === '' ? `o carro ${carId}` : hasNamesake ? `${name} (carro ${carId})` : name;
    return `Direção de prova: ${PENALTY_NAMES[type]} para ${who}.`;
  },

  infractionInLap: ({ warnings: counted, ...where }) => {
    const used = counted > 0 ? ` (${count(counted, { one: 'advertência usada', other: 'advertências usadas' })})` : '';
    return `${infractionName(where.infraction)} na ${lapAndSectors(where)}${used}`;
  },
  raceBegan: () => 'largada da corrida',
  carried: () => 'confirmação do servidor',
  lapDriven: ({ lap }) => `volta ${lap}`,
  neverCalledServed: () => 'corrida encerrada, nunca marcada como cumprida',
  raceStarted: ({ race }) => (race === '' ? 'largou na corrida' : `largou em ${race}`),
  resultFinal: () => 'resultado homologado',
  leftServer: () => 'saiu do servidor',
  managersCause: ({ cause }) => (typeof cause === 'number' ? `causa ${cause}` : infractionName(cause)),
  otherNotServed: ({ type, number }) => `${type} ${penaltyName({ number })} não cumprido`,
  otherUnservable: ({ type, number, why }) =>
    `${type} ${penaltyName({ number })} não pode ser cumprido: ${UNSERVABLE[why]}`,
  otherServed: (other) => `${penaltyName(other)} cumprida`,
  otherWithdrawn: (other) => `${penaltyName(other)} anulada`,
  notCarriedOut: ({ why }) => `não executada: ${why}`,

  decision,
  otherDecided: () => 'substituída por outra decisão',
} satisfies Partial<Translation>;
