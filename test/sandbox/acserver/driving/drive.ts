import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseConfig, type ServerConfig } from '../../../../sandbox/acserver/config.ts';
import { control } from '../../../../sandbox/acserver/driving/control.ts';
import { type DialectName, dialects } from '../../../../sandbox/acserver/driving/dialect.ts';
import { DrivingServer } from '../../../../sandbox/acserver/driving/server.ts';
import { entryList, serverConfig } from '../../../../sandbox/serverDirectory.ts';
import { sprintWeekend } from '../../../../sandbox/sprintWeekend.ts';
import { decodeFromServer, encode } from '../../../../src/acserver/udp/codec.ts';
import type { FromServer, PacketOf } from '../../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../../fakes/clock.ts';
import { temporaryDirectory } from '../../../fakes/temporary.ts';

export interface DriveOptions {
  seed?: number;
  speed?: number;
  dialect?: DialectName;
  config?: Partial<ServerConfig>;
  blacklist?: string;
  uptimeMs?: number;
  overwritesKicked?: boolean;
  /** Whether drivers join by themselves. */
  open?: boolean;
}

export const minutes = 60_000;

export function sprintConfig(): ServerConfig {
  const { sessions, cars } = sprintWeekend;
  return parseConfig(
    serverConfig(sessions, cars, { game: 9600, http: 8081, pluginLocal: 11000, plugin: 12000 }),
    entryList(cars),
  );
}

/** A started server on a clock that stands still. Everything that it sends is encoded as on the wire. */
export function drive({
  seed = 1,
  speed = 1,
  dialect = 'kunos',
  config = {},
  blacklist,
  uptimeMs = 0,
  overwritesKicked = false,
  open = true,
}: DriveOptions = {}) {
  const clock = new FakeClock();
  const lines: string[] = [];
  const datagrams: { atMs: number; bytes: Uint8Array }[] = [];
  const decoded: FromServer[] = [];
  const ends: number[] = [];
  const directory = temporaryDirectory('driven');
  if (blacklist !== undefined) writeFileSync(join(directory, 'blacklist.txt'), blacklist);
  const server = new DrivingServer({
    ...{ config: { ...sprintConfig(), ...config }, directory, clock, seed, speed, dialect: dialects[dialect] },
    firstDriverMs: 1000,
    uptimeMs,
    overwritesKicked,
    print: (more) => void lines.push(...more),
    send: (message) => {
      const bytes = message instanceof Uint8Array ? message : encode(message);
      // 150 to 152 are the manager's own.
      if ((bytes[0] ?? 0) < 150) decoded.push(decodeFromServer(bytes));
      datagrams.push({ atMs: clock.monotonic(), bytes: Uint8Array.from(bytes) });
    },
    onEnd: () => void ends.push(clock.monotonic()),
  });
  server.start();
  if (open) server.open();
  const packets = (): readonly FromServer[] => decoded;
  return {
    clock,
    lines,
    datagrams,
    ends,
    directory,
    server,
    packets,
    control: (line: string) => control(server, line),
    sent: <Type extends FromServer['type']>(type: Type) =>
      packets().filter((packet): packet is PacketOf<Type> & FromServer => packet.type === type),
  };
}
