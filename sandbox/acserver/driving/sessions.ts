import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { PacketOf } from '../../../src/acserver/udp/packets.ts';
import type { Sessions } from '../answers.ts';
import {
  gridLines,
  lobbyRestartLines,
  NO_CARS,
  NOTHING_TO_SAVE,
  overLines,
  restartLines,
  sessionLines,
  waitedLine,
} from '../log/session.ts';
import { beginSession, presentSlots } from '../world.ts';
import { type Car, equalSectors } from './car.ts';
import { tellAverage, tellCollision } from './extraInfo.ts';
import type { LapHappening } from './happening.ts';
import { countLap } from './managerPenalties.ts';
import { closeAll } from './paddock.ts';
import { emptyRecord, eventEntry, lapEntry, type Record, resultsPath, resultsText, resultsType } from './results.ts';
import type { Scene } from './scene.ts';
import {
  announcement,
  begun,
  boardAfter,
  isOver,
  longestWait,
  NOT_STARTED,
  type Running,
  takesFlag,
  whatFollows,
} from './weekend.ts';

/** The sessions of the weekend, one after the other. */
export class SessionRunner {
  readonly #scene: Scene;
  readonly #onChange: () => void;
  readonly #onEnd: () => void;
  #running: Running = begun();
  #record: Record = emptyRecord();
  /** The grid of the next race; empty while nobody has a time. */
  #grid: number[] = [];
  #isEnded = false;
  #isSecondRace = false;
  /** The index of the weather that was last requested. */
  #weather = 0;

  constructor(scene: Scene, { onChange, onEnd }: { onChange(): void; onEnd(): void }) {
    this.#scene = scene;
    this.#onChange = onChange;
    this.#onEnd = onEnd;
  }

  start(): void {
    const { world, print, send } = this.#scene;
    this.#begin(this.#announce(0));
    print([NOTHING_TO_SAVE, ...sessionLines(world, gridLines(world))]);
    if (world.session) send(world.session);
    this.#onChange();
  }

  /** The lobby has answered. If a driver is already there, the first session goes on, marked as "not started". */
  lobbyAnswered(): void {
    const { world, print, dialect } = this.#scene;
    // The others register without visible effects.
    if (dialect.alwaysLoops) return;
    if (world.session && presentSlots(world).length > 0) {
      print(['RESTARTING FROM SESSION 0']);
      world.session = { ...world.session, sessionIndex: NOT_STARTED, currentSessionIndex: NOT_STARTED };
      return;
    }
    this.#begin(this.#announce(0));
    print(lobbyRestartLines(world));
    this.#tell();
  }

  /** Ends a session that is over, and goes on once the result was shown. */
  step(): void {
    const { world, field, print } = this.#scene;
    const running = this.#running;
    if (running.nextMs !== undefined) {
      if (world.nowMs >= running.nextMs) this.next();
      return;
    }
    const cars = [...field.cars.values()];
    if (!isOver(world, running, cars)) return;
    const isRace = world.session?.sessionType === 3;
    if (isRace && presentSlots(world).length === 0) {
      print([NO_CARS]);
      this.next();
      return;
    }
    const isWaitedFor = !isRace && cars.some(({ carId, mode }) => mode !== 'box' && !running.finished.has(carId));
    print([...(isWaitedFor ? [waitedLine(world, longestWait(world))] : []), ...overLines(world)]);
    running.nextMs = world.nowMs + world.config.resultScreenSeconds * 1000;
  }

  /** Saves the results and begins the next session. Returns whether it could. */
  next(): boolean {
    const { world, dialect, print, send } = this.#scene;
    if (this.#isEnded || this.#mustWait()) return false;
    const { config } = world;
    const { index, isSecondRace, grid } = whatFollows(world, this.#isSecondRace);
    this.#isSecondRace = isSecondRace;
    this.#grid = grid;
    if (world.lapsInSession > 0) this.#save();
    else {
      print([NOTHING_TO_SAVE]);
      if (!dialect.savesResults) send({ type: 'endSession', filename: '' });
    }
    if (index >= config.sessions.length && !config.loop && !dialect.alwaysLoops) {
      closeAll(this.#scene);
      this.#isEnded = true;
      this.#onEnd();
      return true;
    }
    const isLoop = index >= config.sessions.length;
    this.#begin(this.#announce(isLoop ? 0 : index));
    print([...(isLoop ? ['Server looping'] : []), ...sessionLines(world)]);
    this.#tell();
    return true;
  }

  /** Restarts the current session. Returns whether it could. */
  restart(): boolean {
    const { world, print, send, dialect } = this.#scene;
    if (!world.session || this.#mustWait()) return false;
    if (!dialect.savesResults) send({ type: 'endSession', filename: '' });
    const isRace = world.session.sessionType === 3;
    const waitMs = (world.config.sessions[world.session.sessionIndex]?.waitSeconds ?? 0) * 1000;
    this.#begin({ ...world.session, elapsedMs: isRace ? -waitMs : 0 });
    print(restartLines(world));
    this.#tell();
    return true;
  }

  /** SET_SESSION_INFO of the other server: the session begins at once, and is announced twice. */
  jump(index: number): void {
    const { world, send } = this.#scene;
    send({ type: 'endSession', filename: '' });
    this.#begin(this.#announce(index));
    this.#tell();
    if (world.session) send({ ...world.session, type: 'sessionInfo' });
  }

  /** Sets the configuration's next weather in the current session. */
  nextWeather(): void {
    const { world, print } = this.#scene;
    const { weathers } = world.config;
    if (!world.session || weathers.length < 2) return;
    this.#weather = (this.#weather + 1) % weathers.length;
    const weather = weathers[this.#weather];
    if (!weather) return;
    const ambientTemp = Math.round(weather.ambient);
    const roadTemp = Math.round(weather.ambient + weather.road);
    world.session = { ...world.session, ambientTemp, roadTemp, weatherGraphics: weather.graphics };
    print([`Weather update. Ambient: ${ambientTemp} Road: ${roadTemp} Graphics: ${weather.graphics}`]);
  }

  /** Handles a lap as sent by its client. */
  lap({ carId, lapMs, cuts, sectors }: Pick<LapHappening, 'carId' | 'lapMs' | 'cuts' | 'sectors'>): void {
    const { world, field } = this.#scene;
    const slot = world.slots[carId];
    if (!slot?.isLoaded || this.#running.finished.has(carId)) return;
    const lap = { carId, lapTimeMs: lapMs, cuts };
    if (takesFlag(world, this.#running, { carId, laps: slot.laps + 1 })) {
      this.#running.finished.add(carId);
      this.#running.flagMs ??= world.nowMs;
    }
    const leaderboard = boardAfter(world, lap, this.#running.finished);
    this.#record.laps.push(lapEntry(world, slot, { lapMs, cuts, sectors, tyre: 'M' }));
    this.#scene.emit({ type: 'lapCompleted', ...lap, leaderboard, gripLevel: 1 });
    const car = field.cars.get(carId);
    if (car) car.hasFinished = this.#running.finished.has(carId);
    tellAverage(this.#scene, slot);
    countLap(this.#scene, slot);
  }

  contact(packet: PacketOf<'clientEvent'>): void {
    this.#record.events.push(eventEntry(this.#scene.world, packet));
    this.#scene.emit(packet);
    tellCollision(this.#scene, packet, this.#scene.world.isOver);
  }

  /** Ends the session now. In a race, everybody's current lap is the last one and counts as it is. */
  finish(): void {
    const { world, field } = this.#scene;
    if (world.session?.sessionType === 3) {
      this.#running.isCalledOff = true;
      const cars = [...field.cars.values()].sort((a, b) => this.#lapsOf(b) - this.#lapsOf(a) || b.s - a.s);
      for (const { carId, lap } of cars) {
        const lapMs = Math.max(1, Math.round(world.nowMs - lap.startedMs));
        this.lap({ carId, lapMs, cuts: lap.cuts, sectors: equalSectors(lapMs) });
      }
    }
    this.next();
  }

  /** Every session as it would be announced, for questions about one that is not running. */
  announced(): Sessions {
    const { config } = this.#scene.world;
    const dry = () => 0.5; // the weather is drawn only when a session begins
    return new Map(config.sessions.map((_, index) => [index, announcement(config, index, dry)]));
  }

  #lapsOf({ carId }: Car): number {
    return this.#scene.world.slots[carId]?.laps ?? 0;
  }

  #announce(index: number): PacketOf<'newSession'> {
    return announcement(this.#scene.world.config, index, this.#scene.random);
  }

  #begin(session: PacketOf<'newSession'>): void {
    const { world, field } = this.#scene;
    beginSession(world, session);
    this.#running = begun();
    this.#record = emptyRecord();
    const entryOrder = world.slots.map(({ carId }) => carId);
    if (session.sessionType !== 3) field.toBoxes(world.nowMs);
    else field.toGrid(this.#grid.length > 0 ? this.#grid : entryOrder, world.nowMs - session.elapsedMs);
  }

  #tell(): void {
    const { world, send, dialect } = this.#scene;
    const { session } = world;
    if (!session) return;
    const message = dialect.refusal(world, { type: 'getSessionInfo', sessionIndex: session.sessionIndex });
    send(message === undefined ? session : { type: 'error', message });
    this.#onChange();
  }

  #mustWait(): boolean {
    const { world, dialect } = this.#scene;
    return dialect.waitsForLoading && presentSlots(world).some(({ isLoaded }) => !isLoaded);
  }

  /** The file exists before END_SESSION names it. */
  #save(): void {
    const { world, dialect, directory, clock } = this.#scene;
    const filename = dialect.savesResults ? resultsPath(clock.now(), resultsType(world)) : '';
    if (filename) {
      mkdirSync(dirname(join(directory, filename)), { recursive: true });
      writeFileSync(join(directory, filename), resultsText(world, this.#record));
    }
    this.#scene.emit({ type: 'endSession', filename });
  }
}
