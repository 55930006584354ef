import { parseConfig, type ServerConfig } from '../../../sandbox/acserver/config.ts';
import { recordingPath } from '../../../sandbox/acserver/options.ts';
import { type Recording, readRecording } from '../../../sandbox/acserver/recording.ts';
import { contactStart, planReplay } from '../../../sandbox/acserver/replay.ts';
import { ReplayServer } from '../../../sandbox/acserver/server.ts';
import { entryList, serverConfig } from '../../../sandbox/serverDirectory.ts';
import { decodeFromServer } from '../../../src/acserver/udp/codec.ts';
import type { FromPlugin, FromServer, PacketOf } from '../../../src/acserver/udp/packets.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { temporaryDirectory } from '../../fakes/temporary.ts';

export const recordingOf = (name: string): Recording => readRecording(recordingPath(name));

function configOf({ messages, cars }: Recording): ServerConfig {
  const sessions = messages.flatMap(({ packet }) => (packet.type === 'newSession' ? [packet] : []));
  return parseConfig(
    serverConfig(sessions, cars, { game: 9600, http: 8081, pluginLocal: 11000, plugin: 12000 }),
    entryList(cars),
  );
}

export interface SimulationOptions {
  name?: string;
  startAt?: number | 'contact';
  config?: Partial<ServerConfig>;
  overwritesKicked?: boolean;
}

/** A started server on a clock that stands still: what it printed and sent, and a way to give it orders. */
export function simulate({
  name = 'nurburgring_sprint_b',
  startAt = 0,
  config = {},
  overwritesKicked = false,
}: SimulationOptions = {}) {
  const recording = recordingOf(name);
  const clock = new FakeClock();
  const lines: string[] = [];
  const datagrams: Uint8Array[] = [];
  const packets: FromServer[] = [];
  const ends: number[] = [];
  const directory = temporaryDirectory('simulated');
  const startAtMs = startAt === 'contact' ? contactStart(recording.messages) : startAt;
  const server = new ReplayServer({
    config: { ...configOf(recording), ...config },
    directory,
    recording,
    steps: planReplay(recording.messages, { startAtMs, registered: false }),
    speed: 1,
    clock,
    overwritesKicked,
    print: (more) => lines.push(...more),
    send(message) {
      if (message instanceof Uint8Array) datagrams.push(message);
      packets.push(message instanceof Uint8Array ? decodeFromServer(message) : message);
    },
    onEnd: () => ends.push(clock.monotonic()),
  });
  server.start();
  return {
    recording,
    clock,
    lines,
    datagrams,
    packets,
    ends,
    directory,
    server,
    receive: (packet: FromPlugin) => server.receive(packet),
    sent: <Type extends FromServer['type']>(type: Type) =>
      packets.filter((packet): packet is PacketOf<Type> & FromServer => packet.type === type),
    /** What is sent while the clock moves on by `ms`. */
    during(ms: number): FromServer[] {
      const before = packets.length;
      clock.advance(ms);
      return packets.slice(before);
    },
  };
}
