import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FromServer, PacketOf } from '../acserver/udp/packets.ts';
import { type Clock, every } from '../kit/clock.ts';
import type { Bus } from './bus.ts';
import type { RaceState } from './state.ts';
import { type TraceSpan, tracesWithin } from './tracesFile.ts';
import type { Sample } from './tracesSample.ts';
import { TraceWriter } from './tracesWriter.ts';

const FLUSH_MS = 1000;
const SWEEP_MS = 60 * 60_000;
/** If a result is not final by then, its evidence comes from what is stored with its incidents. */
const KEPT_MS = 72 * 60 * 60_000;

/** One session of one run of the game server. */
export interface SessionId {
  readonly run: number;
  readonly session: number;
}

interface ArchiveOptions {
  /** For these files only; created when the first race begins. */
  readonly directory: string;
  readonly bus: Pick<Bus, 'live'>;
  readonly state: () => RaceState;
  readonly clock: Clock;
  readonly log: { warn(fields: object, message: string): void };
}

/**
 * Where the cars were in each race, one file per race, until its result is final but no longer than three days: a
 * contact reported the day after can still be examined.
 */
export class TraceArchive {
  readonly #options: ArchiveOptions;
  readonly #stops: (() => void)[];
  #race: { readonly id: SessionId; readonly writer: TraceWriter } | undefined;
  /** Settles when all files that are no longer written to are closed. */
  #ended: Promise<unknown> = Promise.resolve();

  constructor(options: ArchiveOptions) {
    this.#options = options;
    const { bus, clock } = options;
    this.#stops = [
      bus.live((event) => {
        if (event.type === 'sessionStarted') this.#follow({ run: event.run, session: event.session }, event.facts.kind);
        if (event.type === 'serverStopped') this.#end();
        if (event.type === 'classified' && event.classification.final) void this.forget(event.classification);
      }),
      every(clock, FLUSH_MS, () => this.#race?.writer.flush()),
      every(clock, SWEEP_MS, () => void this.sweep()),
    ];
    const { run, session } = options.state();
    if (session && !session.over) this.#follow({ run, session: session.ordinal }, session.facts.kind);
  }

  note(packet: FromServer, at: number): void {
    if (packet.type === 'newConnection') this.#race?.writer.seatTaken(packet.carId, at);
    if (packet.type === 'carUpdate') this.position(packet, at);
  }

  position(packet: PacketOf<'carUpdate'>, at: number): void {
    this.#race?.writer.add(packet, at);
  }

  /** The paths of these cars, or of all, between two moments; empty if they are not known, or no longer. */
  async within(
    id: SessionId,
    span: TraceSpan,
    carIds?: readonly number[],
  ): Promise<ReadonlyMap<number, readonly Sample[]>> {
    const file = await readFile(this.#pathOf(id)).catch(() => undefined);
    return file ? tracesWithin(file, span, carIds && ((carId) => carIds.includes(carId))) : new Map();
  }

  /** Deletes the file of a race whose result is final. */
  async forget(id: SessionId): Promise<void> {
    if (this.#isRunning(id)) this.#end();
    await this.#ended;
    await this.#remove(this.#pathOf(id));
  }

  /** Deletes what is too old. */
  async sweep(): Promise<void> {
    const { directory, clock } = this.#options;
    const names = await readdir(directory).catch(() => []);
    for (const path of names.filter((name) => name.endsWith(ENDING)).map((name) => join(directory, name))) {
      const writtenAt = await stat(path).then(
        ({ mtimeMs }) => mtimeMs,
        () => undefined,
      );
      if (writtenAt !== undefined && clock.now() - writtenAt > KEPT_MS) await this.#remove(path);
    }
  }

  /** Resolves when everything is written. */
  async close(): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#end();
    await this.#ended;
  }

  #follow(id: SessionId, kind: string): void {
    if (this.#isRunning(id)) return;
    this.#end();
    if (kind !== 'race') return;
    const { clock, log } = this.#options;
    const onFailure = (err: unknown): void =>
      log.warn({ err }, 'the positions of this race cannot be kept: reports of the day after have no evidence');
    const path = this.#pathOf(id);
    this.#race = { id, writer: new TraceWriter({ path, startAt: clock.now(), onFailure }) };
  }

  #end(): void {
    const ending = this.#race?.writer.close();
    this.#race = undefined;
    this.#ended = Promise.all([this.#ended, ending]).catch(() => {});
  }

  async #remove(path: string): Promise<void> {
    const { log } = this.#options;
    await rm(path, { force: true }).catch((err: unknown) => log.warn({ err }, 'old positions could not be removed'));
  }

  #isRunning({ run, session }: SessionId): boolean {
    return this.#race?.id.run === run && this.#race.id.session === session;
  }

  #pathOf = ({ run, session }: SessionId): string => join(this.#options.directory, `${run}-${session}${ENDING}`);
}

const ENDING = '.traces';
