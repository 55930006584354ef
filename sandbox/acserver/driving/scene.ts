import type { FromServer } from '../../../src/acserver/udp/packets.ts';
import type { Clock } from '../../../src/kit/clock.ts';
import { readBlacklist } from '../blacklist.ts';
import type { ServerConfig } from '../config.ts';
import type { PluginLink } from '../plugin.ts';
import { perform, type Stage } from '../stage.ts';
import { createWorld, type World } from '../world.ts';
import { Crowd, guestsFor } from './crowd.ts';
import type { Dialect } from './dialect.ts';
import { createField, type Field } from './field.ts';
import type { ManagersPenalty } from './managersTypes.ts';
import { type Random, seeded } from './random.ts';
import { createReports, type Reports } from './reports.ts';
import { Staging } from './staging.ts';
import { createTrack, SECTOR_ENDS, type Track } from './track.ts';

export interface SceneOptions {
  config: ServerConfig;
  /** The server directory: results/ and blacklist.txt are written there. */
  directory: string;
  clock: Clock;
  seed: number;
  dialect: Dialect;
  /** When the first driver joins, in milliseconds after the start. */
  firstDriverMs: number;
  /** How long the process had been running at the start. */
  uptimeMs?: number | undefined;
  /** Whether a kick overwrites the slot's GUID with KICKED_GUID. */
  overwritesKicked?: boolean | undefined;
  /** The time between staged contacts, in milliseconds. */
  scenesEveryMs?: number | undefined;
  print(lines: readonly string[]): void;
  send: PluginLink['send'];
}

/** All parts of a driven server. */
export interface Scene {
  readonly directory: string;
  readonly clock: Clock;
  readonly dialect: Dialect;
  readonly overwritesKicked: boolean;
  readonly random: Random;
  readonly track: Track;
  readonly field: Field;
  readonly staging: Staging;
  readonly crowd: Crowd;
  readonly reports: Reports;
  readonly world: World;
  /** GUIDs that may not join or rejoin. */
  readonly barred: Set<string>;
  /** Cars whose drivers have given the admin password. */
  readonly admins: Set<number>;
  /** On the manager's server: cars that get its extra information. */
  readonly optedIn: Set<number>;
  /** On the manager's server: penalties given by its accounts and rules and not cleared yet. */
  readonly managersPenalties: ManagersPenalty[];
  print(lines: readonly string[]): void;
  send(packet: FromServer): void;
  /** Sends bytes outside acServer's own protocol. */
  sendBytes(bytes: Uint8Array): void;
  /** Makes something happen: updates the world, logs it, and tells the plugin. */
  emit(packet: FromServer): void;
}

export function createScene({
  config,
  directory,
  clock,
  seed,
  dialect,
  firstDriverMs,
  uptimeMs = 0,
  overwritesKicked = false,
  scenesEveryMs = 0,
  ...options
}: SceneOptions): Scene {
  // One random stream per concern: an additional lap must not change who joins next.
  const [driving, coming, reporting, deciding] = [1, 2, 3, 4].map((stream) => seeded(seed * 8 + stream)) as [
    Random,
    Random,
    Random,
    Random,
  ];
  const guests = guestsFor(config, coming);
  const world = createWorld(config);
  const stage: Stage = {
    world,
    teams: new Map(guests.map(({ guid, team }) => [guid, team])),
    splits: SECTOR_ENDS.length + 1,
  };
  const track = createTrack();
  const field = createField(track, driving);
  const staging = new Staging({ cars: field.cars, track, everyMs: scenesEveryMs });
  const print = dialect.log ? options.print : () => {};
  const send = (packet: FromServer) => options.send(dialect.encode(packet, world, uptimeMs + world.nowMs));
  return {
    directory,
    clock,
    dialect,
    overwritesKicked,
    random: deciding,
    track,
    world,
    print,
    send,
    sendBytes: (bytes) => options.send(bytes),
    field,
    staging,
    crowd: new Crowd(guests, coming, firstDriverMs),
    reports: createReports(reporting),
    barred: readBlacklist(directory),
    admins: new Set(),
    optedIn: new Set(),
    managersPenalties: [],
    emit(packet) {
      print(perform(stage, packet).lines);
      send(packet);
    },
  };
}
