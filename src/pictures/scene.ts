/** What is drawn of a contact, and its position in the picture. */
import type { Canvas } from '@napi-rs/canvas';
import type { ContactPicture, PictureError, PictureLinePoint } from './contactPicture.ts';
import { DrawnTrace } from './trace.ts';

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Converts metres to pixels. North is where the game's map has it; nothing is rotated. */
export interface Frame {
  readonly box: Box;
  readonly pxPerM: number;
  readonly toX: (x: number) => number;
  readonly toY: (z: number) => number;
}

export interface Scene {
  readonly title: string;
  readonly frame: Frame;
  readonly line: readonly PictureLinePoint[];
  /** The track's image behind everything. */
  readonly ground?: GroundPiece | undefined;
  readonly a: ShownCar;
  readonly b: ShownCar;
  readonly others: readonly ShownCar[];
  readonly contact: { readonly x: number; readonly z: number };
  readonly error: PictureError | undefined;
  /** Seconds: the part of the paths that fits into the frame. */
  readonly from: number;
  readonly to: number;
}

/** An image of the ground: its used pixels (upper left part), and the metres of the game's map they show. */
export interface GroundPiece {
  readonly image: Canvas;
  readonly pixels: { readonly width: number; readonly height: number };
  readonly metres: Box;
}

export interface ShownCar {
  readonly letter: string;
  readonly number: string;
  readonly trace: DrawnTrace;
  /** "182 to 96 km/h" */
  readonly speeds: string;
  /** Seconds: when the brakes were applied. */
  readonly braked: number | undefined;
}

const PAST_S = 4;
const SHORTEST_PAST_S = 1.5;
const FUTURE_S = 2;
/** The speeds begin five seconds before the contact, between two samples. */
const EARLIEST_S = 6;
const LATEST_S = 3;
const AROUND_M = 15;
const NARROWEST_M = 60;
/** A car is four and a half metres long: with less than nine pixels it would be invisible on a phone. */
const LEAST_PX_PER_M = 2;

/** Undefined if there is nothing to see: no positions, or none near the contact. */
export function sceneOf(picture: ContactPicture, box: Box): Scene | undefined {
  const shown = (letter: string, { number, trace, speeds = '', braked }: Car): ShownCar => ({
    letter,
    number: drawable(number).slice(0, 4),
    trace: new DrawnTrace(trace, -EARLIEST_S, LATEST_S),
    speeds: drawable(speeds),
    braked,
  });
  const [a, b] = [shown('A', picture.cars[0]), shown('B', picture.cars[1])];
  const { contact } = picture;
  if (![contact.x, contact.z].every(Number.isFinite)) return undefined;
  if (![a, b].some(({ trace }) => isAt(trace, contact))) return undefined;
  for (let past = PAST_S; ; past -= 0.5) {
    const bounds = boundsOf([a, b], contact, { from: -past, to: Math.min(FUTURE_S, past) });
    const pxPerM = Math.min(box.width / bounds.width, box.height / bounds.height, box.width / NARROWEST_M);
    if (pxPerM < LEAST_PX_PER_M && past > SHORTEST_PAST_S) continue;
    const frame = frameAround(bounds, box, Math.max(pxPerM, LEAST_PX_PER_M / 2));
    return {
      title: drawable(picture.title),
      frame,
      line: picture.line.filter(({ x, z }) => Number.isFinite(x) && Number.isFinite(z)),
      a,
      b,
      others: (picture.others ?? []).map((other) => shown('', other)),
      contact,
      error: picture.error,
      from: -past,
      to: Math.min(FUTURE_S, past),
    };
  }
}

type Car = ContactPicture['cars'][number];

/** A car that was nowhere near at the time must belong to something else. */
const FAR_M = 60;

function isAt(trace: DrawnTrace, contact: Scene['contact']): boolean {
  return trace.samples.some(({ t, x, z }) => Math.abs(t) < 1.5 && Math.hypot(x - contact.x, z - contact.z) < FAR_M);
}

interface Bounds {
  readonly x: number;
  readonly z: number;
  readonly width: number;
  readonly height: number;
}

function boundsOf(
  cars: readonly ShownCar[],
  contact: Scene['contact'],
  { from, to }: { readonly from: number; readonly to: number },
): Bounds {
  const places = cars.flatMap(({ trace }) => trace.pieces(from, to, 0.25).flat());
  const xs = [contact.x, ...places.map(({ x }) => x)];
  const zs = [contact.z, ...places.map(({ z }) => z)];
  const [left, right] = [Math.min(...xs) - AROUND_M, Math.max(...xs) + AROUND_M];
  const [top, bottom] = [Math.min(...zs) - AROUND_M, Math.max(...zs) + AROUND_M];
  return { x: (left + right) / 2, z: (top + bottom) / 2, width: right - left, height: bottom - top };
}

const frameAround = ({ x, z }: Bounds, box: Box, pxPerM: number): Frame => ({
  box,
  pxPerM,
  toX: (each) => box.left + box.width / 2 + (each - x) * pxPerM,
  toY: (each) => box.top + box.height / 2 + (each - z) * pxPerM,
});

/** The font has only these characters. It would draw any other as a box. */
const drawable = (text: string): string => text.replace(/[^ -~\u00a0-\u00ff\u2013\u2014\u2026]/gu, '?').slice(0, 60);
