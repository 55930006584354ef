/** Contact evidence, in Italian. */
import type { CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';

const { count, number } = conventionsOf('it');

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': "l'ha segnalato un solo gioco",
  'places apart': 'i due giochi lo collocano in punti diversi',
  'not parallel': 'le auto non puntavano nella stessa direzione',
  late: 'visto nel log solo dopo',
  'no positions': 'nessuna telemetria',
  'broken positions': 'lacune nella telemetria',
  'too slow': "un'auto era troppo lenta per capirne la direzione",
  'within the error': 'entro il margine di errore',
  'no line': 'la linea della pista non è ancora nota',
  'no corner': 'non in curva',
  'after the contact': 'il contatto è avvenuto prima',
  'too few laps': 'troppo pochi giri per il confronto',
  'in the pits': 'ai box',
};

const PARTS: Readonly<Record<CarPart, string>> = {
  nose: 'muso',
  'left front': 'anteriore sinistro',
  'right front': 'anteriore destro',
  'left side': 'fiancata sinistra',
  'right side': 'fiancata destra',
  'left rear': 'posteriore sinistro',
  'right rear': 'posteriore destro',
  tail: 'coda',
  middle: 'centro',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'ha proseguito',
  left: 'ha lasciato il server',
  moved: 'teletrasporto',
};

const MOMENTS = { 'turn-in': 'inserimento', apex: 'punto di corda' } as const;
const TRENDS = {
  steady: 'a velocità costante',
  'speeding up': 'in accelerazione',
  'slowing down': 'in rallentamento',
} as const;

const tenths = (value: number): string => number(value, 1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const speed = ({ kmh, errorKmh }: { readonly kmh: number; readonly errorKmh?: number | undefined }): string =>
  `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

type Approach = Parameters<Translation['evidenceApproach']>[0];

function orderBefore({ ahead, gapM, gapErrorM }: Approach): string {
  const gap = `${gapM}${gapErrorM === undefined ? '' : ` ±${gapErrorM}`} m`;
  if (ahead === 'level') return `alla pari, a ${gap}`;
  if ('car' in ahead) return `${ahead.car} davanti di ${gap}`;
  return `non chiaro dai dati chi fosse davanti (${REASONS[ahead.unclear]}), a ${gap}`;
}

export const evidenceTexts = {
  evidenceTitle: () => 'Rilievi',
  evidenceBefore: () => 'Prima del contatto',
  evidenceNoTelemetry: () => 'Nessuna telemetria per questa auto.',
  evidenceTouch: ({ parts: [part, otherPart], cars: [car, other] }) => {
    if (part && otherPart) return capital(`${PARTS[part]} di ${car} con ${PARTS[otherPart]} di ${other}`);
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${capital(PARTS[told])} di ${by}; nessun contatto segnalato da ${silent}`;
  },
  evidenceOverlap: ({ overlap, car, other, behindM, axle, axleToMirrorM }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'davanti a' : 'dietro a'} ${other}`;
    if (overlap === 'none') return `nessun affiancamento: ${place}, da centro a centro`;
    if (overlap === 'side by side') return `fianco a fianco: ${place}`;
    if (overlap === 'unclear') return `affiancamento non chiaro dai dati: ${place}`;
    const front = `affiancamento: asse anteriore di ${car}`;
    if (axle === 'level') {
      return `${front} all'altezza dello specchietto di ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    }
    return `${front} ${metres(axleToMirrorM)} ${axle === 'past' ? 'oltre lo' : 'prima dello'} specchietto di ${other}`;
  },
  evidenceOverlapUnclear: ({ why }) => `affiancamento non chiaro dai dati (${REASONS[why]})`,
  evidenceUnclear: ({ why }) => `non chiaro dai dati (${REASONS[why]})`,
  evidenceNearest: ({ nearestM }) =>
    `Nessun contatto segnalato · distanza minima, da centro a centro: ${metres(nearestM)}`,
  evidenceInCorner: ({ corner, moment, said }) => `${corner}, ${MOMENTS[moment]}: ${said}`,
  evidenceInside: ({ corner, car, byM }) => `${corner}: ${car} all'interno per ${metres(byM)}`,
  evidenceSpeedAtContact: ({ trend, ...at }) =>
    `${speed(at)} al contatto${trend === undefined ? '' : `, ${TRENDS[trend]}`}`,
  evidenceSpeedsBefore: ({ speeds }) =>
    `prima: ${speeds.map((each) => `${speed(each)} a ${each.secondsBefore} s`).join(', ')}`,
  evidenceApproach: (approach) => {
    const { closing } = approach;
    const before = `1 s prima del contatto: ${orderBefore(approach)}`;
    if (closing === undefined) return before;
    if (closing === 'steady') return `${before}, distacco costante`;
    return closing === 'not closing'
      ? `${before}, senza avvicinarsi`
      : `${before}, in avvicinamento a ${speed(closing)}`;
  },
  evidenceBraking: ({ secondsBefore, isAtContact, laterThanUsualM, laps }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `frenata al contatto (±${error} s)`
      : `frenata ${tenths(secondsBefore.value)} s ±${error} prima del contatto`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'più tardi' : 'prima';
    const over = count(laps, { one: 'giro', other: 'giri' });
    return `${braked}, ${metres(laterThanUsualM)} ${when} della propria mediana su ${over}`;
  },
  evidenceConsequence: ({ after, stoodS, places, timeLostS }) => {
    const stood = `auto ferma${stoodS === undefined ? '' : ` per ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'persi' : 'guadagnati');
    return `10 s dopo: ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`da P${places.from} a P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  evidenceCaveat: ({ replay }) =>
    `Stima dai dati del server: ogni pilota ha visto l'altro in un punto leggermente diverso.${replay === undefined ? '' : ` Replay: ${replay}.`}`,
  placeBetween: ({ one, other }) => `tra ${one} e ${other}`,
  placeInPits: () => 'ai box',
} satisfies Partial<Translation>;
