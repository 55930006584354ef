import { CAUSES, type Cause, INFRACTIONS, type Infraction } from './codes.ts';
import { joinFields, splitFields } from './csv.ts';

/** Metres. */
type Vector = readonly [x: number, y: number, z: number];

/**
 * What the extra server information says, one line each. The GUID identifies the driver; car ids are those of the
 * client that reads the line (carIds.ts).
 */
export type ExtraInfo =
  | Collision
  | {
      readonly kind: 'infraction';
      readonly carId: number;
      readonly guid: string;
      /** A number if it has no name yet. */
      readonly infraction: Infraction | number;
      /** Of this lap or event. */
      readonly cuts: number;
      readonly warnings: number;
      readonly warningsBeforePenalty: number;
    }
  | PenaltyApplied
  | PenaltyCleared
  | { readonly kind: 'drsEnabled' }
  | { readonly kind: 'averageLap'; readonly carId: number; readonly guid: string; readonly averageLapMs: number }
  /** A line of a later version, kept as received. */
  | { readonly kind: 'unknown'; readonly fields: readonly string[] };

export interface PenaltyApplied {
  readonly kind: 'penaltyApplied';
  readonly carId: number;
  readonly guid: string;
  /** One of PENALTY_NAMES, or a name of a later version. */
  readonly penalty: string;
  /** An account's name, or "Automatic". */
  readonly triggeredBy: string;
  /** Laps until it clears by itself. */
  readonly clearIn: number;
  readonly cause: Cause | number;
  /** Laps (Drive Through), kg (Ballast), percent (Restrictor) or ms (Time). */
  readonly extra: number;
}

export interface PenaltyCleared {
  readonly kind: 'penaltyCleared';
  readonly carId: number;
  readonly guid: string;
  readonly penalty: string;
}

export interface Collision {
  readonly kind: 'collision';
  readonly carId: number;
  readonly guid: string;
  /** The type decides, not the other car's id: at a wall that is 0, which is also a car. */
  readonly against: 'car' | 'wall';
  readonly otherGuid: string;
  readonly otherCarId: number;
  readonly speedKmh: number;
  readonly position: Vector;
  readonly relativePosition: Vector;
  /** As written: `2006-01-02 15:04:05`. */
  readonly at: string;
  readonly afterSessionEnd: boolean;
}

type Kind = Exclude<ExtraInfo['kind'], 'unknown'>;
type InfoOf<K extends Kind> = Extract<ExtraInfo, { kind: K }>;

interface Form<Info> {
  readonly word: string;
  /** Undefined if a field is invalid. */
  read(fields: readonly string[]): Info | undefined;
  write(info: Info): readonly (string | number | boolean)[];
}

const CAR_CONTACT = '10';
const WALL_CONTACT = '11';

const forms: { readonly [K in Kind]: Form<InfoOf<K>> } = {
  collision: {
    word: 'Collision',
    read: readCollision,
    write: (info) => [
      info.carId,
      info.guid,
      info.otherGuid,
      info.otherCarId,
      info.against === 'car' ? CAR_CONTACT : WALL_CONTACT,
      info.speedKmh,
      vectorText(info.position),
      vectorText(info.relativePosition),
      info.at,
      info.afterSessionEnd,
    ],
  },
  infraction: {
    word: 'Infraction',
    read: ([carId, guid, type, cuts, warnings, before, ...more]) =>
      checked(more, { carId, type, cuts, warnings, before }, (numbers) => ({
        kind: 'infraction',
        carId: numbers.carId,
        guid: guid ?? '',
        infraction: INFRACTIONS[numbers.type] ?? numbers.type,
        cuts: numbers.cuts,
        warnings: numbers.warnings,
        warningsBeforePenalty: numbers.before,
      })),
    write: (info) => [
      info.carId,
      info.guid,
      codeOf(INFRACTIONS, info.infraction),
      info.cuts,
      info.warnings,
      info.warningsBeforePenalty,
    ],
  },
  penaltyApplied: {
    word: 'Penalty Applied',
    read: ([carId, guid, penalty, triggeredBy, clearIn, cause, extra, ...more]) =>
      checked(more, { carId, clearIn, cause, extra }, (numbers) => ({
        kind: 'penaltyApplied',
        carId: numbers.carId,
        guid: guid ?? '',
        penalty: penalty ?? '',
        triggeredBy: triggeredBy ?? '',
        clearIn: numbers.clearIn,
        cause: CAUSES[numbers.cause] ?? numbers.cause,
        extra: numbers.extra,
      })),
    write: (info) => [
      info.carId,
      info.guid,
      info.penalty,
      info.triggeredBy,
      info.clearIn,
      codeOf(CAUSES, info.cause),
      info.extra,
    ],
  },
  penaltyCleared: {
    word: 'Penalty Cleared',
    read: ([carId, guid, penalty, ...more]) =>
      checked(penalty === undefined ? ['missing'] : more, { carId }, (numbers) => ({
        kind: 'penaltyCleared',
        carId: numbers.carId,
        guid: guid ?? '',
        penalty: penalty ?? '',
      })),
    write: (info) => [info.carId, info.guid, info.penalty],
  },
  drsEnabled: {
    word: 'DRS Enabled',
    read: (fields) => checked(fields, {}, () => ({ kind: 'drsEnabled' })),
    write: () => [],
  },
  averageLap: {
    word: 'Average Lap Time Update',
    read: ([carId, guid, ms, ...more]) =>
      checked(more, { carId, ms }, (numbers) => ({
        kind: 'averageLap',
        carId: numbers.carId,
        guid: guid ?? '',
        averageLapMs: numbers.ms,
      })),
    write: (info) => [info.carId, info.guid, info.averageLapMs],
  },
};

/** Undefined for a line that is not extra information: ordinary chat, or one of these with an invalid field. */
export function readExtraInfo(line: string): ExtraInfo | undefined {
  const [word, ...fields] = splitFields(line.trim());
  const form = Object.values(forms).find((each) => each.word === word) as Form<ExtraInfo> | undefined;
  if (form) return form.read(fields);
  const looksAlike = /^[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)*$/.test(word ?? '') && /^\d{1,3}$/.test(fields[0] ?? '');
  return looksAlike && /^\d{17}$/.test(fields[1] ?? '')
    ? { kind: 'unknown', fields: [word ?? '', ...fields] }
    : undefined;
}

export function writeExtraInfo(info: ExtraInfo): string {
  if (info.kind === 'unknown') return joinFields(info.fields);
  const form = forms[info.kind] as Form<ExtraInfo>;
  return joinFields([form.word, ...form.write(info).map(String)]);
}

function readCollision(fields: readonly string[]): Collision | undefined {
  const [carId, guid, otherGuid, otherCarId, type, speedKmh, position, relativePosition, at, after, ...more] = fields;
  const [place, relative] = [readVector(position), readVector(relativePosition)];
  const isKnown = (type === CAR_CONTACT || type === WALL_CONTACT) && (after === 'true' || after === 'false');
  if (!isKnown || !place || !relative || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(at ?? '')) return undefined;
  return checked(more, { carId, otherCarId, speedKmh }, (numbers) => ({
    kind: 'collision',
    carId: numbers.carId,
    guid: guid ?? '',
    against: type === CAR_CONTACT ? 'car' : 'wall',
    otherGuid: otherGuid ?? '',
    otherCarId: numbers.otherCarId,
    speedKmh: numbers.speedKmh,
    position: place,
    relativePosition: relative,
    at: at ?? '',
    afterSessionEnd: after === 'true',
  }));
}

/** Builds the information if every number is valid and nothing follows the last field. */
function checked<Names extends string, Info>(
  more: readonly string[],
  words: Readonly<Record<Names, string | undefined>>,
  build: (numbers: Readonly<Record<Names, number>>) => Info,
): Info | undefined {
  const numbers = Object.entries<string | undefined>(words).map(([name, word]) => [name, numberOf(word)] as const);
  if (more.length > 0 || numbers.some(([, value]) => value === undefined)) return undefined;
  return build(Object.fromEntries(numbers) as Record<Names, number>);
}

const numberOf = (word: string | undefined): number | undefined =>
  word !== undefined && /^-?\d{1,12}(\.\d{1,12})?$/.test(word) ? Number(word) : undefined;

function readVector(text: string | undefined): Vector | undefined {
  const words = /^Vec3F\((-?[\d.]+), (-?[\d.]+), (-?[\d.]+)\)$/.exec(text ?? '') ?? [];
  const [x, y, z] = words.slice(1).map(numberOf);
  return x === undefined || y === undefined || z === undefined ? undefined : [x, y, z];
}

const vectorText = (vector: Vector): string => `Vec3F(${vector.map((value) => value.toFixed(6)).join(', ')})`;

const codeOf = <T extends string>(names: readonly T[], value: T | number): number =>
  typeof value === 'number' ? value : names.indexOf(value);
