/** Everything known of one track and layout: combines laps, pits and files into the line that others read. */
import type { AiLine } from './aiLine.ts';
import { lineOfAi, withBorders } from './borders.ts';
import { type Bend, bendsOf, cornersOf, isConfirmed, type NumberedBend, numbered, renumbered } from './corners.ts';
import type { TrackFiles } from './files.ts';
import type { LapSamples } from './lap.ts';
import { LineLearner } from './learner.ts';
import type { LearntLine, LinePoint } from './line.ts';
import { atOnce, type InPieces } from './memory.ts';
import { PitMap } from './pits.ts';
import type { StoredTrack } from './table.ts';

/** With fewer laps, or less of the track filled, no line is published. */
const USABLE_LAPS = 5;
const USABLE_FILLED = 0.85;
/** Until corners are agreed on, each new lap is checked for them, up to this many laps. */
const NAMED_BY_LAPS = 24;
/** How far the AI drivers' line may be from that of people; an estimate, not measured. */
const AI_ERROR_M = 3;

export class TrackKnowledge {
  readonly pits: PitMap;
  readonly #files: TrackFiles;
  /** The AI drivers' line, in the same steps as ours. */
  readonly #aiPoints: readonly LinePoint[] | undefined;
  #learner: LineLearner;
  #bends: readonly NumberedBend[] | undefined;
  #line: LearntLine | undefined;
  #isNew = false;

  constructor(stored: StoredTrack | undefined, files: TrackFiles) {
    this.#files = files;
    this.#aiPoints = files.aiLine && lineOfAi(files.aiLine);
    this.pits = new PitMap(stored?.pits);
    this.#bends = stored?.bends;
    const known = stored ?? fromAi(files.aiLine, this.#aiPoints);
    this.#learner = new LineLearner(known);
    if (known) this.#publish(known);
  }

  /** Stays the same object until the next line is published. */
  get line(): LearntLine | undefined {
    return this.#line;
  }

  /** Whether laps were added since the line was published. */
  get isNew(): boolean {
    return this.#isNew;
  }

  /** @returns whether there is something to publish that should not wait */
  add(lap: LapSamples): boolean {
    this.#isNew = true;
    if (this.#learner.add(lap)) this.#forget();
    const { laps } = this.#learner;
    const isFirst = this.#line === undefined || this.#line.quality.laps === 0;
    return laps >= USABLE_LAPS && (isFirst || (this.#bends === undefined && laps <= NAMED_BY_LAPS));
  }

  /** Makes the line again from all laps. @returns what to store; undefined while too little is known */
  refine(): StoredTrack | undefined {
    return atOnce(this.refining());
  }

  /** The same in pieces. */
  *refining(): InPieces<StoredTrack | undefined> {
    const learnt = yield* this.#learner.learning();
    if (!learnt || learnt.laps < USABLE_LAPS || learnt.filled < USABLE_FILLED) return undefined;
    const { lengthM, laps, errorM } = learnt;
    this.#isNew = false;
    yield;
    const points = yield* withBorders(learnt.points, this.#aiPoints);
    yield;
    const bends = bendsOf(points, lengthM);
    const isAgreed = this.#bends !== undefined || (yield* this.#isAgreed(bends, lengthM));
    if (this.#bends) this.#bends = renumbered(this.#bends, bends, lengthM);
    else if (isAgreed) this.#bends = numbered(bends);
    return this.#publish({ lengthM, points, laps, errorM });
  }

  /** The finish line, the corners and the pits belonged to another track. */
  #forget(): void {
    this.#bends = undefined;
    this.#line = undefined;
    this.pits.clear();
  }

  /** Noise bends a straight a little, so only corners that both halves of the laps show are named. */
  *#isAgreed(bends: readonly Bend[], lengthM: number): InPieces<boolean> {
    for (const half of ['even', 'odd'] as const) {
      const points = yield* this.#learner.half(half);
      yield;
      if (!isConfirmed(bends, points, lengthM)) return false;
      yield;
    }
    return true;
  }

  #publish({ lengthM, points, laps, errorM }: Omit<StoredTrack, 'pits' | 'bends'>): StoredTrack {
    if (laps === 0) this.#bends ??= numbered(bendsOf(points, lengthM));
    const { pits } = this.pits;
    this.#line = {
      lengthM,
      points,
      corners: cornersOf(this.#bends ?? [], lengthM, this.#files.sections),
      pits,
      quality: { errorM, laps },
    };
    return { lengthM, points, laps, errorM, pits, bends: this.#bends };
  }
}

function fromAi(ai: AiLine | undefined, points: readonly LinePoint[] | undefined): StoredTrack | undefined {
  return ai && points && { lengthM: ai.lengthM, points, laps: 0, errorM: AI_ERROR_M };
}
