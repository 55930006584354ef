/** Event documents and contact evidence, in German. */
import type { CarPart, Consequence, Figure, Undecided } from '../../events/evidence.ts';
import type { Translation } from '../catalogue.ts';
import { conventionsOf } from '../conventions.ts';
import { penaltyName } from '../names.ts';

const { count, number } = conventionsOf('de');

const DECIDED_BY = {
  stewards: 'Die Stewards',
  automatic: 'Automatisch, ohne Steward',
  manager: 'Der Server-Manager',
} as const;

const REASONS: Readonly<Record<Undecided, string>> = {
  'one report': 'nur ein Spiel hat ihn gemeldet',
  'places apart': 'die beiden Spiele sehen ihn an verschiedenen Stellen',
  'not parallel': 'die Autos zeigten nicht in dieselbe Richtung',
  late: 'erst später aus dem Log bekannt',
  'no positions': 'keine Telemetrie',
  'broken positions': 'Lücken in der Telemetrie',
  'too slow': 'ein Auto war zu langsam, um seine Richtung zu erkennen',
  'within the error': 'innerhalb der Messungenauigkeit',
  'no line': 'die Linie der Strecke ist noch nicht bekannt',
  'no corner': 'nicht in einer Kurve',
  'after the contact': 'der Kontakt kam vorher',
  'too few laps': 'zu wenige Runden zum Vergleich',
  'in the pits': 'in der Box',
};

const PARTS: Readonly<Record<CarPart, string>> = {
  nose: 'Nase',
  'left front': 'vorne links',
  'right front': 'vorne rechts',
  'left side': 'linke Seite',
  'right side': 'rechte Seite',
  'left rear': 'hinten links',
  'right rear': 'hinten rechts',
  tail: 'Heck',
  middle: 'Mitte',
};

const AFTERWARDS: Readonly<Record<Exclude<Consequence['after'], 'stood'>, string>> = {
  'went on': 'fuhr weiter',
  left: 'verließ den Server',
  moved: 'zurückgesetzt',
};

const MOMENTS = { 'turn-in': 'Einlenken', apex: 'Scheitelpunkt' } as const;
const TRENDS = { steady: 'gleichmäßig', 'speeding up': 'beschleunigend', 'slowing down': 'bremsend' } as const;

const tenths = (value: number): string => number(value, 1);
const metres = ({ value, plusMinus }: Figure): string => `${tenths(Math.abs(value))} m ±${tenths(plusMinus)}`;
const speed = ({ kmh, errorKmh }: { readonly kmh: number; readonly errorKmh?: number | undefined }): string =>
  `${kmh}${errorKmh === undefined ? '' : ` ±${errorKmh}`} km/h`;

export const documentTexts = {
  documentTitle: ({ number: doc, event }) => `Dok. ${doc} · ${event}`,
  documentSuperseded: ({ number: doc }) => `Ersetzt durch Dok. ${doc}.`,
  documentReplaces: ({ number: doc }) => `Ersetzt Dok. ${doc}.`,
  documentAfterAppeal: ({ by }) => `Nach Einspruch von ${by}.`,
  documentAppealAgainst: ({ by, decision, document }) =>
    `Einspruch von ${by} gegen ${decision}${document === undefined ? '' : `, Dok. ${document}`}`,
  documentAppealAnswer: ({ says }) =>
    says === 'upheld' ? 'Entscheidung bestätigt' : 'Einspruch unzulässig, die Entscheidung bleibt',
  documentDriver: () => 'Fahrer',
  documentSession: () => 'Session',
  documentTime: () => 'Zeit',
  documentFact: () => 'Sachverhalt',
  documentInfringement: () => 'Verstoß',
  documentDecision: () => 'Entscheidung',
  documentReason: () => 'Begründung',
  documentAppeal: () => 'Einspruch bis',
  documentContact: ({ other, where, kmh }) =>
    `Kontakt mit ${other}${where === undefined ? '' : `, ${where}`}, ${kmh} km/h`,
  documentReport: () => 'Von einem Fahrer gemeldet',
  documentNoticed: () => 'Von der Rennleitung bemerkt',
  documentPenalty: ({ penalty, number: given, carriedOut, instead }) => {
    const came = carriedOut === undefined ? '' : `, ${carriedOut === 'served' ? 'verbüßt' : 'nicht verbüßt'}`;
    return `${penalty} (${penaltyName({ number: given })})${came}${instead === '' ? '' : `: ${instead}`}`;
  },
  documentWithdrawn: ({ penalty }) =>
    penalty === undefined ? 'Zurückgenommen' : `${penaltyName({ number: penalty })} zurückgenommen`,
  documentBy: ({ by }) => DECIDED_BY[by],
  listTitle: ({ session }) => `${session}: Entscheidungen ohne Strafe`,
  listIsEmpty: () => 'Keine davon gilt noch.',

  evidenceTitle: () => 'Beweislage',
  evidenceBefore: () => 'Vor dem Kontakt',
  evidenceNoTelemetry: () => 'Keine Telemetrie für dieses Auto.',
  evidenceTouch: ({ parts: [part, otherPart], cars: [car, other] }) => {
    if (part && otherPart) return `${car} ${PARTS[part]} an ${other} ${PARTS[otherPart]}`;
    const [told, by, silent] = part ? [part, car, other] : [otherPart ?? 'middle', other, car];
    return `${by} ${PARTS[told]}; ${silent} hat keinen Kontakt gemeldet`;
  },
  evidenceOverlap: ({ overlap, car, other, behindM, axle, axleToMirrorM }) => {
    const place = `${car} ${metres(behindM)} ${behindM.value < 0 ? 'vor' : 'hinter'} ${other}`;
    if (overlap === 'none') return `keine Überlappung: ${place}, von Mitte zu Mitte`;
    if (overlap === 'side by side') return `nebeneinander: ${place}`;
    if (overlap === 'unclear') return `Überlappung aus den Daten nicht klar: ${place}`;
    const front = `Überlappung: Vorderachse von ${car}`;
    if (axle === 'level') return `${front} auf Höhe der Spiegel von ${other} (±${tenths(axleToMirrorM.plusMinus)} m)`;
    return `${front} ${metres(axleToMirrorM)} ${axle === 'past' ? 'vor den' : 'hinter den'} Spiegeln von ${other}`;
  },
  evidenceOverlapUnclear: ({ why }) => `Überlappung aus den Daten nicht klar (${REASONS[why]})`,
  evidenceUnclear: ({ why }) => `aus den Daten nicht klar (${REASONS[why]})`,
  evidenceNearest: ({ nearestM }) => `Kein Kontakt gemeldet · geringster Abstand der Mitten: ${metres(nearestM)}`,
  evidenceInCorner: ({ corner, moment, said }) => `${corner}, ${MOMENTS[moment]}: ${said}`,
  evidenceInside: ({ corner, car, byM }) => `${corner}: ${car} innen, um ${metres(byM)}`,
  evidenceSpeedAtContact: ({ trend, ...at }) =>
    `${speed(at)} beim Kontakt${trend === undefined ? '' : `, ${TRENDS[trend]}`}`,
  evidenceSpeedsBefore: ({ speeds }) =>
    `davor: ${speeds.map((each) => `${speed(each)} bei ${each.secondsBefore} s`).join(', ')}`,
  evidenceApproach: ({ ahead, gapM, gapErrorM, closing }) => {
    const error = gapErrorM === undefined ? '' : ` ±${gapErrorM}`;
    const order =
      ahead === 'level'
        ? 'gleichauf'
        : 'car' in ahead
          ? `${ahead.car} vorne`
          : `wer vorne war, ist aus den Daten nicht klar (${REASONS[ahead.unclear]})`;
    const gap = `1 s vor dem Kontakt: ${order}, Abstand ${gapM}${error} m`;
    if (closing === undefined) return gap;
    if (closing === 'steady') return `${gap}, gleichbleibend`;
    return closing === 'not closing' ? `${gap}, nicht kleiner werdend` : `${gap}, Annäherung mit ${speed(closing)}`;
  },
  evidenceBraking: ({ secondsBefore, isAtContact, laterThanUsualM, laps }) => {
    const error = tenths(secondsBefore.plusMinus);
    const braked = isAtContact
      ? `bremste beim Kontakt (±${error} s)`
      : `bremste ${tenths(secondsBefore.value)} s ±${error} vor dem Kontakt`;
    if (laterThanUsualM === undefined) return braked;
    const when = laterThanUsualM.value > 0 ? 'später' : 'früher';
    return `${braked}, ${metres(laterThanUsualM)} ${when} als im eigenen Median über ${count(laps, { one: 'Runde', other: 'Runden' })}`;
  },
  evidenceConsequence: ({ after, stoodS, places, timeLostS }) => {
    const stood = `stand${stoodS === undefined ? '' : ` ${stoodS} s`}`;
    const lost = timeLostS && (timeLostS.value > 0 ? 'verloren' : 'gewonnen');
    return `10 s danach: ${[
      after === 'stood' ? stood : AFTERWARDS[after],
      ...(places ? [`P${places.from} auf P${places.to}`] : []),
      ...(timeLostS ? [`${tenths(Math.abs(timeLostS.value))} s ±${tenths(timeLostS.plusMinus)} ${lost}`] : []),
    ].join(', ')}`;
  },
  evidenceCaveat: ({ replay }) =>
    `Eine Schätzung aus Serverdaten: beide sahen den anderen an einer etwas anderen Stelle.${replay === undefined ? '' : ` Replay: ${replay}.`}`,
  placeBetween: ({ one, other }) => `zwischen ${one} und ${other}`,
  placeInPits: () => 'in der Box',
} satisfies Partial<Translation>;
