import { basename, join } from 'node:path';
import type { PacketOf } from '../../src/acserver/udp/packets.ts';
import type { Clock } from '../../src/kit/clock.ts';
import { boardWithout, copyResults, Played } from './absent.ts';
import { type Answer, answer, type Order, type Sessions } from './answers.ts';
import { addToBlacklist, readBlacklist } from './blacklist.ts';
import type { ServerConfig } from './config.ts';
import { kickLines } from './log/driving.ts';
import { type Player, startPlayer } from './player.ts';
import type { Heard, PluginLink } from './plugin.ts';
import type { Recorded, Recording } from './recording.ts';
import { bridge, type Step, sessionStarts } from './replay.ts';
import { canHappen, perform, performRestart, type Stage } from './stage.ts';
import { createWorld, isOverheard, KICKED_GUID, leave, presentGuids, presentSlots, type World } from './world.ts';

export interface ServerOptions {
  config: ServerConfig;
  /** The server directory: results/ and blacklist.txt are written there. */
  directory: string;
  recording: Recording;
  steps: readonly Step[];
  speed: number;
  clock: Clock;
  /** Whether a kick overwrites the slot's GUID with KICKED_GUID. */
  overwritesKicked?: boolean | undefined;
  print(lines: readonly string[]): void;
  send: PluginLink['send'];
  /** Called after the last session of a server without LOOP_MODE. */
  onEnd(): void;
}

/** A server that replays a recorded event and carries out orders. */
export class ReplayServer {
  readonly #options: ServerOptions;
  readonly #stage: Stage;
  readonly #sessions: Sessions;
  /** GUIDs that may not join or rejoin. */
  readonly #barred: Set<string>;
  /** Those of them that stay out whatever BLACKLIST_MODE says: blacklist.txt is read only at the start. */
  readonly #banned: Set<string>;
  /** The driver of each car at this point of the recording, present here or not. */
  readonly #recorded = new Map<number, string>();
  readonly #played = new Played();
  /** When the session began in the recording, minus its elapsed time then. */
  #recordedZeroMs = 0;
  #player: Player | undefined;
  #isRestarting = false;

  constructor(options: ServerOptions) {
    const { config, recording, directory, steps } = options;
    this.#options = options;
    this.#stage = { world: createWorld(config), teams: recording.teams, splits: recording.splits };
    this.#sessions = sessionsIn(steps);
    this.#barred = readBlacklist(directory);
    this.#banned = new Set(this.#barred);
  }

  /** Sends VERSION and the first NEW_SESSION before it returns. */
  start(): void {
    const { clock, steps, speed } = this.#options;
    this.#player = startPlayer({
      clock,
      steps,
      speed,
      play: (message) => this.#play(message),
      onEnd: () => this.#endRound(),
    });
  }

  /** At this moment: sessions have run on since the last datagram. */
  world(): World {
    const { world } = this.#stage;
    world.nowMs = Math.max(world.nowMs, this.#player?.nowMs ?? 0);
    return world;
  }

  receive(packet: Heard): void {
    // Not part of acServer's protocol.
    if (packet.type === 'enableReporting' || packet.type === 'ping' || packet.type === 'askVersion') return;
    this.#give(answer(this.world(), this.#sessions, packet));
  }

  close(): void {
    this.#player?.close();
  }

  #give({ lines = [], replies = [], order }: Answer): void {
    this.#options.print(lines);
    for (const reply of replies) this.#options.send(reply);
    if (order) this.#obey(order);
  }

  #obey(order: Order): void {
    if (order.kind === 'next') this.#nextSession();
    else if (order.kind === 'restart') this.#restartSession();
    else if (order.kind === 'kick') this.#kick(order);
    // The other orders have no visible effect: positions, ballast and restrictor were not recorded, and the recorded
    // sessions cannot change.
  }

  #play(message: Recorded): void {
    const world = this.world();
    const { packet } = message;
    if (packet.type === 'newConnection') this.#recorded.set(packet.carId, packet.driverGuid);
    if (message.guids.some((guid) => this.#barred.has(guid)) || !canHappen(this.#stage, message)) return;
    if (packet.type === 'newSession') {
      this.#recordedZeroMs = message.atMs - packet.elapsedMs;
      this.#played.begin();
    }
    world.recordedElapsedMs = message.atMs - this.#recordedZeroMs;
    this.#played.add(message);
    if (packet.type === 'newSession' && this.#isRestarting) {
      this.#isRestarting = false;
      this.#options.print(performRestart(this.#stage, packet));
    } else {
      const told = packet.type === 'lapCompleted' ? this.#withoutAbsent(packet) : packet;
      const { lines, happened } = perform(this.#stage, told);
      if (packet.type === 'endSession') this.#writeResults(packet.filename);
      this.#options.print(lines);
      if (!happened) return;
      if (told !== packet) {
        this.#options.send(told);
        return;
      }
    }
    this.#options.send(message.bytes);
  }

  /** Returns the same packet if nobody is missing. */
  #withoutAbsent(packet: PacketOf<'lapCompleted'>): PacketOf<'lapCompleted'> {
    const { world } = this.#stage;
    const absent = [...this.#recorded].flatMap(([carId, guid]) => (this.#barred.has(guid) ? [carId] : []));
    const isRace = world.session?.sessionType === 3;
    const leaderboard = boardWithout(packet.leaderboard, new Set(absent), { last: world.board, isRace });
    return leaderboard === packet.leaderboard ? packet : { ...packet, leaderboard };
  }

  /** Ends the session as far as it was driven. Joins and leaves of the skipped part are played first. */
  #nextSession(): void {
    const { steps } = this.#options;
    const from = this.#player?.index ?? 0;
    const next = sessionStarts(steps).find((index) => index >= from) ?? steps.length;
    const skipped = messagesOf(steps.slice(from, next));
    for (const message of bridge(skipped, presentGuids(this.#stage.world))) this.#play(message);
    const end = skipped.find(({ packet }) => packet.type === 'endSession');
    if (end && this.#stage.world.lapsInSession > 0) this.#play(end);
    this.#player?.moveTo(next);
  }

  /** Drivers who were present when the session began are back; later ones are not removed. */
  #restartSession(): void {
    const { steps } = this.#options;
    const from = this.#player?.index ?? 0;
    const begin = sessionStarts(steps).findLast((index) => index < from);
    if (begin === undefined) return;
    for (const message of bridge(messagesOf(steps.slice(0, begin)), new Set())) this.#play(message);
    this.#isRestarting = true;
    this.#player?.moveTo(begin);
  }

  #kick({ by, carId, ban }: Extract<Order, { kind: 'kick' }>): void {
    const { config, directory, overwritesKicked, print } = this.#options;
    const slot = this.#stage.world.slots[carId];
    if (!slot?.driver) return;
    if (by === 'packet' && isOverheard(slot)) {
      print(kickLines(slot).slice(0, 1));
      return;
    }
    const { guid } = slot.driver;
    const isForGood = ban || config.blacklistMode === 2;
    this.#barred.add(guid);
    if (isForGood) this.#banned.add(guid);
    if (isForGood) addToBlacklist(directory, guid);
    print(kickLines(slot));
    if (overwritesKicked) slot.driver.guid = KICKED_GUID;
    this.#closeConnection(carId);
  }

  #closeConnection(carId: number): void {
    const driver = this.#stage.world.slots[carId]?.driver;
    if (!driver) return;
    leave(this.#stage.world, carId);
    const { name, guid, model, skin } = driver;
    const who = { driverName: name, driverGuid: guid, carId, carModel: model, carSkin: skin };
    this.#options.send({ type: 'connectionClosed', ...who });
  }

  #endRound(): void {
    const { config, onEnd, steps } = this.#options;
    if (!config.loop) {
      for (const { carId } of presentSlots(this.#stage.world)) this.#closeConnection(carId);
      onEnd();
      return;
    }
    // Mode 0: a kicked driver may come back at once. The recording brings them back in the next round.
    if (config.blacklistMode === 0) resetTo(this.#barred, this.#banned);
    // Not from VERSION, because the process goes on.
    this.#player?.moveTo(sessionStarts(steps)[0] ?? 0);
  }

  /** The file exists before END_SESSION names it. */
  #writeResults(filename: string): void {
    const { recording, directory, overwritesKicked = false } = this.#options;
    copyResults({
      from: join(recording.resultsDirectory, basename(filename)),
      to: join(directory, filename),
      absent: this.#barred,
      played: this.#played,
      board: this.#stage.world.board,
      overwritesKicked,
    });
  }
}

const messagesOf = (steps: readonly Step[]): Recorded[] => steps.map(({ message }) => message);

function sessionsIn(steps: readonly Step[]): Sessions {
  const announced = messagesOf(steps).flatMap(({ packet }) => (packet.type === 'newSession' ? [packet] : []));
  return new Map(announced.map((packet: PacketOf<'newSession'>) => [packet.sessionIndex, packet]));
}

function resetTo(set: Set<string>, values: ReadonlySet<string>): void {
  set.clear();
  for (const value of values) set.add(value);
}
