/** Contact evidence, in Portuguese. */
import type { CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, number } = conventionsOf('pt-BR');

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': 'só um dos jogos o registrou',
  'places apart': 'os dois jogos o registraram em pontos diferentes',
  'not parallel': 'os carros não apontavam na mesma direção',
  late: 'visto depois no log',
  'no positions': 'sem telemetria',
  'broken positions': 'falhas na telemetria',
  'too slow': 'um carro estava lento demais para saber para onde apontava',
  'within the error': 'dentro da margem de erro',
  'no line': 'a linha da pista ainda não é conhecida',
  'no corner': 'fora de curva',
  'after the contact': 'o contato foi antes',
  'too few laps': 'poucas voltas para comparar',
  'in the pits': 'nos boxes',
};

const PARTS: Readonly<Record<CarPart, string>> = {
  nose: 'frente',
  'left front': 'dianteira esquerda',
  'right front': 'dianteira direita',
  'left side': 'lateral esquerda',
  'right side': 'lateral direita',
  'left rear': 'traseira esquerda',
  'right rear': 'traseira direita',
  tail: 'traseira',
  middle: 'centro',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'continuou',
  left: 'saiu do servidor',
  moved: 'teletransporte',
};

const MOMENTS = { 'turn-in': 'entrada', apex: 'tangência' } as const;
const TRENDS = {
  steady: 'em velocidade constante',
  'speeding up': 'ganhando velocidade',
  'slowing down': 'perdendo velocidade',
} as const;

const tenths = (value: number): string => number(value, 1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const speed = ({ kmh, errorKmh }: { readonly kmh: number; readonly errorKmh?: number | undefined }): string =>
  `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

type Approach = Parameters<Translation['evidenceApproach']>[0];

function orderBefore({ ahead, gapM, gapErrorM }: Approach): string {
  const gap = `${gapM}${gapErrorM === undefined ? '' : ` ±${gapErrorM}`} m`;
  if (ahead === 'level') return `emparelhados, a ${gap}`;
  if ('car' in ahead) return `${ahead.car} à frente por ${gap}`;
  return `os dados não mostram quem estava à frente (${REASONS[ahead.unclear]}), a ${gap}`;
}

export const evidenceTexts = {
  evidenceTitle: () => 'Evidências',
  evidenceBefore: () => 'Antes do contato',
  evidenceNoTelemetry: () => 'Sem telemetria deste carro.',
  evidenceTouch: ({ parts: [part, otherPart], cars: [car, other] }) => {
    if (part && otherPart) return capital(`${PARTS[part]} de ${car} com ${PARTS[otherPart]} de ${other}`);
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${capital(PARTS[told])} de ${by}; sem contato registrado por ${silent}`;
  },
  evidenceOverlap: ({ overlap, car, other, behindM, axle, axleToMirrorM }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'à frente de' : 'atrás de'} ${other}`;
    if (overlap === 'none') return `sem sobreposição: ${place}, de centro a centro`;
    if (overlap === 'side by side') return `lado a lado: ${place}`;
    if (overlap === 'unclear') return `os dados não mostram se havia sobreposição: ${place}`;
    const front = `sobreposição: eixo dianteiro de ${car}`;
    if (axle === 'level') return `${front} na altura do retrovisor de ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    return `${front} ${metres(axleToMirrorM)} ${axle === 'past' ? 'além' : 'antes'} do retrovisor de ${other}`;
  },
  evidenceOverlapUnclear: ({ why }) => `os dados não mostram se havia sobreposição (${REASONS[why]})`,
  evidenceUnclear: ({ why }) => `os dados não esclarecem (${REASONS[why]})`,
  evidenceNearest: ({ nearestM }) =>
    `Nenhum contato registrado · menor distância, de centro a centro: ${metres(nearestM)}`,
  evidenceInCorner: ({ corner, moment, said }) => `${corner}, ${MOMENTS[moment]}: ${said}`,
  evidenceInside: ({ corner, car, byM }) => `${corner}: ${car} por dentro, a ${metres(byM)}`,
  evidenceSpeedAtContact: ({ trend, ...at }) =>
    `${speed(at)} no contato${trend === undefined ? '' : `, ${TRENDS[trend]}`}`,
  evidenceSpeedsBefore: ({ speeds }) =>
    `antes: ${speeds.map((each) => `${speed(each)} a ${each.secondsBefore} s`).join(', ')}`,
  evidenceApproach: (approach) => {
    const { closing } = approach;
    const before = `1 s antes do contato: ${orderBefore(approach)}`;
    if (closing === undefined) return before;
    if (closing === 'steady') return `${before}, distância constante`;
    return closing === 'not closing' ? `${before}, sem aproximação` : `${before}, aproximação a ${speed(closing)}`;
  },
  evidenceBraking: ({ secondsBefore, isAtContact, laterThanUsualM, laps }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `freada no contato (±${error} s)`
      : `freada ${tenths(secondsBefore.value)} s ±${error} antes do contato`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'mais tarde' : 'mais cedo';
    const over = count(laps, { one: 'volta', other: 'voltas' });
    return `${braked}, ${metres(laterThanUsualM)} ${when} que a própria mediana em ${over}`;
  },
  evidenceConsequence: ({ after, stoodS, places, timeLostS }) => {
    const stood = `carro parado${stoodS === undefined ? '' : ` por ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'perdidos' : 'ganhos');
    return `10 s depois: ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`de P${places.from} para P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  evidenceCaveat: ({ replay }) =>
    `Estimativa com dados do servidor: cada piloto viu o outro em um ponto um pouco diferente.${replay === undefined ? '' : ` Replay: ${replay}.`}`,
  placeBetween: ({ one, other }) => `entre ${one} e ${other}`,
  placeInPits: () => 'nos boxes',
} satisfies Partial<Translation>;
