/** Contact evidence, in Spanish. */
import type { CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, number } = conventionsOf('es');

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': 'solo lo comunicó un juego',
  'places apart': 'los dos juegos lo sitúan en puntos distintos',
  'not parallel': 'los coches no apuntaban en la misma dirección',
  late: 'visto después en el log',
  'no positions': 'sin telemetría',
  'broken positions': 'huecos en la telemetría',
  'too slow': 'un coche iba demasiado lento para saber hacia dónde apuntaba',
  'within the error': 'dentro del margen de error',
  'no line': 'aún no se conoce la línea de la pista',
  'no corner': 'fuera de curva',
  'after the contact': 'el contacto fue antes',
  'too few laps': 'muy pocas vueltas para comparar',
  'in the pits': 'en boxes',
};

const PARTS: Readonly<Record<CarPart, string>> = {
  nose: 'morro',
  'left front': 'esquina delantera izquierda',
  'right front': 'esquina delantera derecha',
  'left side': 'lateral izquierdo',
  'right side': 'lateral derecho',
  'left rear': 'esquina trasera izquierda',
  'right rear': 'esquina trasera derecha',
  tail: 'parte trasera',
  middle: 'centro',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'siguió',
  left: 'dejó el servidor',
  moved: 'teletransporte',
};

const MOMENTS = { 'turn-in': 'entrada', apex: 'vértice' } as const;
const TRENDS = {
  steady: 'a velocidad constante',
  'speeding up': 'ganando velocidad',
  'slowing down': 'perdiendo velocidad',
} as const;

const tenths = (value: number): string => number(value, 1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const speed = ({ kmh, errorKmh }: { readonly kmh: number; readonly errorKmh?: number | undefined }): string =>
  `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

type Approach = Parameters<Translation['evidenceApproach']>[0];

function orderBefore({ ahead, gapM, gapErrorM }: Approach): string {
  const gap = `${gapM}${gapErrorM === undefined ? '' : ` ±${gapErrorM}`} m`;
  if (ahead === 'level') return `a la par, a ${gap}`;
  if ('car' in ahead) return `${ahead.car} delante por ${gap}`;
  return `los datos no aclaran quién iba delante (${REASONS[ahead.unclear]}), a ${gap}`;
}

export const evidenceTexts = {
  evidenceTitle: () => 'Evidencia',
  evidenceBefore: () => 'Antes del contacto',
  evidenceNoTelemetry: () => 'Sin telemetría de este coche.',
  evidenceTouch: ({ parts: [part, otherPart], cars: [car, other] }) => {
    if (part && otherPart) return capital(`${PARTS[part]} de ${car} con ${PARTS[otherPart]} de ${other}`);
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${capital(PARTS[told])} de ${by}; sin contacto comunicado por ${silent}`;
  },
  evidenceOverlap: ({ overlap, car, other, behindM, axle, axleToMirrorM }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'por delante de' : 'por detrás de'} ${other}`;
    if (overlap === 'none') return `sin solape: ${place}, de centro a centro`;
    if (overlap === 'side by side') return `en paralelo: ${place}`;
    if (overlap === 'unclear') return `los datos no aclaran si había solape: ${place}`;
    const front = `solape: eje delantero de ${car}`;
    if (axle === 'level')
      return `${front} a la altura del retrovisor de ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    return `${front} ${metres(axleToMirrorM)} ${axle === 'past' ? 'más allá' : 'antes'} del retrovisor de ${other}`;
  },
  evidenceOverlapUnclear: ({ why }) => `los datos no aclaran si había solape (${REASONS[why]})`,
  evidenceUnclear: ({ why }) => `los datos no lo aclaran (${REASONS[why]})`,
  evidenceNearest: ({ nearestM }) =>
    `Sin contacto comunicado · distancia mínima, de centro a centro: ${metres(nearestM)}`,
  evidenceInCorner: ({ corner, moment, said }) => `${corner}, ${MOMENTS[moment]}: ${said}`,
  evidenceInside: ({ corner, car, byM }) => `${corner}: ${car} por el interior, a ${metres(byM)}`,
  evidenceSpeedAtContact: ({ trend, ...at }) =>
    `${speed(at)} en el contacto${trend === undefined ? '' : `, ${TRENDS[trend]}`}`,
  evidenceSpeedsBefore: ({ speeds }) =>
    `antes: ${speeds.map((each) => `${speed(each)} a ${each.secondsBefore} s`).join(', ')}`,
  evidenceApproach: (approach) => {
    const { closing } = approach;
    const before = `1 s antes del contacto: ${orderBefore(approach)}`;
    if (closing === undefined) return before;
    if (closing === 'steady') return `${before}, distancia constante`;
    return closing === 'not closing' ? `${before}, sin acercarse` : `${before}, acercándose a ${speed(closing)}`;
  },
  evidenceBraking: ({ secondsBefore, isAtContact, laterThanUsualM, laps }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `frenada en el contacto (±${error} s)`
      : `frenada ${tenths(secondsBefore.value)} s ±${error} antes del contacto`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'más tarde' : 'antes';
    const over = count(laps, { one: 'vuelta', other: 'vueltas' });
    return `${braked}, ${metres(laterThanUsualM)} ${when} que su propia mediana de ${over}`;
  },
  evidenceConsequence: ({ after, stoodS, places, timeLostS }) => {
    const stood = `coche parado${stoodS === undefined ? '' : ` ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'perdidos' : 'ganados');
    return `10 s después: ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`de P${places.from} a P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  evidenceCaveat: ({ replay }) =>
    `Estimación con datos del servidor: cada piloto vio al otro en un punto algo distinto.${replay === undefined ? '' : ` Repetición: ${replay}.`}`,
  placeBetween: ({ one, other }) => `entre ${one} y ${other}`,
  placeInPits: () => 'en boxes',
} satisfies Partial<Translation>;
