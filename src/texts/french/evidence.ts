/** Contact evidence, in French. */
import type { CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, number } = conventionsOf('fr');

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': "un seul jeu l'a signalé",
  'places apart': 'les deux jeux le situent à des endroits différents',
  'not parallel': 'les voitures ne pointaient pas dans la même direction',
  late: 'vu dans le journal après coup',
  'no positions': 'aucune télémétrie',
  'broken positions': 'trous dans la télémétrie',
  'too slow': 'une voiture était trop lente pour connaître sa direction',
  'within the error': "dans la marge d'erreur",
  'no line': "la trajectoire de la piste n'est pas encore connue",
  'no corner': 'hors virage',
  'after the contact': 'le contact a eu lieu avant',
  'too few laps': 'trop peu de tours pour comparer',
  'in the pits': 'aux stands',
};

const PARTS: Readonly<Record<CarPart, string>> = {
  nose: 'nez',
  'left front': 'avant gauche',
  'right front': 'avant droit',
  'left side': 'flanc gauche',
  'right side': 'flanc droit',
  'left rear': 'arrière gauche',
  'right rear': 'arrière droit',
  tail: 'arrière',
  middle: 'milieu',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'a continué',
  left: 'a quitté le serveur',
  moved: 'téléportation',
};

const MOMENTS = { 'turn-in': 'point de braquage', apex: 'point de corde' } as const;
const TRENDS = {
  steady: 'à vitesse constante',
  'speeding up': 'en accélération',
  'slowing down': 'en décélération',
} as const;

const tenths = (value: number): string => number(value, 1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const speed = ({ kmh, errorKmh }: { readonly kmh: number; readonly errorKmh?: number | undefined }): string =>
  `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

type Approach = Parameters<Translation['evidenceApproach']>[0];

function orderBefore({ ahead, gapM, gapErrorM }: Approach): string {
  const gap = `${gapM}${gapErrorM === undefined ? '' : ` ±${gapErrorM}`} m`;
  if (ahead === 'level') return `à hauteur, à ${gap}`;
  if ('car' in ahead) return `${ahead.car} devant de ${gap}`;
  return `les données ne disent pas qui était devant (${REASONS[ahead.unclear]}), à ${gap}`;
}

export const evidenceTexts = {
  evidenceTitle: () => 'Relevés',
  evidenceBefore: () => 'Avant le contact',
  evidenceNoTelemetry: () => 'Aucune télémétrie pour cette voiture.',
  evidenceTouch: ({ parts: [part, otherPart], cars: [car, other] }) => {
    if (part && otherPart) return capital(`${PARTS[part]} de ${car} contre ${PARTS[otherPart]} de ${other}`);
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${capital(PARTS[told])} de ${by} ; aucun contact signalé par ${silent}`;
  },
  evidenceOverlap: ({ overlap, car, other, behindM, axle, axleToMirrorM }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'devant' : 'derrière'} ${other}`;
    if (overlap === 'none') return `aucun chevauchement : ${place}, de centre à centre`;
    if (overlap === 'side by side') return `côte à côte : ${place}`;
    if (overlap === 'unclear') return `chevauchement incertain d'après les données : ${place}`;
    const front = `chevauchement : essieu avant de ${car}`;
    if (axle === 'level') {
      return `${front} à hauteur du rétroviseur de ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    }
    return `${front} ${metres(axleToMirrorM)} ${axle === 'past' ? 'au-delà' : 'en deçà'} du rétroviseur de ${other}`;
  },
  evidenceOverlapUnclear: ({ why }) => `chevauchement incertain d'après les données (${REASONS[why]})`,
  evidenceUnclear: ({ why }) => `incertain d'après les données (${REASONS[why]})`,
  evidenceNearest: ({ nearestM }) =>
    `Aucun contact signalé · distance minimale, de centre à centre : ${metres(nearestM)}`,
  evidenceInCorner: ({ corner, moment, said }) => `${corner}, ${MOMENTS[moment]} : ${said}`,
  evidenceInside: ({ corner, car, byM }) => `${corner} : ${car} à l'intérieur de ${metres(byM)}`,
  evidenceSpeedAtContact: ({ trend, ...at }) =>
    `${speed(at)} au contact${trend === undefined ? '' : `, ${TRENDS[trend]}`}`,
  evidenceSpeedsBefore: ({ speeds }) =>
    `avant : ${speeds.map((each) => `${speed(each)} à ${each.secondsBefore} s`).join(', ')}`,
  evidenceApproach: (approach) => {
    const { closing } = approach;
    const before = `1 s avant le contact : ${orderBefore(approach)}`;
    if (closing === undefined) return before;
    if (closing === 'steady') return `${before}, écart constant`;
    return closing === 'not closing' ? `${before}, sans rapprochement` : `${before}, rapprochement à ${speed(closing)}`;
  },
  evidenceBraking: ({ secondsBefore, isAtContact, laterThanUsualM, laps }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `freinage au contact (±${error} s)`
      : `freinage ${tenths(secondsBefore.value)} s ±${error} avant le contact`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'plus tard' : 'plus tôt';
    const over = count(laps, { one: 'tour', other: 'tours' });
    return `${braked}, ${metres(laterThanUsualM)} ${when} que sa propre médiane sur ${over}`;
  },
  evidenceConsequence: ({ after, stoodS, places, timeLostS }) => {
    const stood = `voiture arrêtée${stoodS === undefined ? '' : ` pendant ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'perdues' : 'gagnées');
    return `10 s après : ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`de P${places.from} à P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  evidenceCaveat: ({ replay }) =>
    `Estimation d'après les données du serveur : chaque pilote a vu l'autre à un endroit légèrement différent.${replay === undefined ? '' : ` Replay : ${replay}.`}`,
  placeBetween: ({ one, other }) => `entre ${one} et ${other}`,
  placeInPits: () => 'aux stands',
} satisfies Partial<Translation>;
