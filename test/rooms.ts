import type { Room } from './architecture.ts';

export const room = (name: string, from: readonly string[], uses: readonly string[] = []): Room => ({
  room: name,
  from,
  uses,
});

/** What every room may use. */
const kit = 'src/kit';
const udp = 'src/acserver/udp';
/** What the game server says and stores, and our own words for what happens. */
const ground = [kit, udp, 'src/acserver', 'src/events', 'src/texts', 'src/store'];
/** One live game server, and what happens on it. */
const live = [...ground, 'src/config', 'src/doctor', 'src/race', 'src/live'];

/** In the order in which they are opened: each may use the ones before it. */
const FEATURES = [
  'rights',
  'links',
  'roster',
  'content',
  'sessions',
  'track',
  'tracker',
  'lobby',
  'drivers',
  'judging',
  'decisions',
  'calendar',
  'penalties',
  'handicaps',
  'results',
  'points',
  'carryover',
  'grid',
  'evidence',
  'incidents',
  'appeals',
  'desk',
  'documents',
  'notices',
  'greeting',
  'extrainfo',
  'process',
  'board',
].map((topic) => `src/features/${topic}`);
const typesOf = (rooms: readonly string[]): readonly string[] => rooms.map((each) => `type ${each}`);

/** What a front end knows: what can be said, what can be answered, and what happens. */
const frontEnd = [
  kit,
  'src/pictures',
  'src/events',
  'src/texts',
  'src/store',
  'src/command',
  'src/race',
  'type src/config',
  'type src/acserver',
  ...typesOf(FEATURES),
];
const discord = ['common', 'outbox', 'renderings', 'cards', 'interactions', 'session'].map(
  (part) => `src/discord/${part}`,
);

const PROGRAMS = ['start', 'edge', 'hub', 'setup', 'doctor', 'deploy', 'line', 'backup', 'restore', 'take'];

/**
 * Who may import whom. Read from top to bottom: each row may import from itself and from the rows above it that it
 * names. Listed last are the packages and the Node built-ins that it may use. `type`: only what is gone at run time.
 */
export const ROOMS: readonly Room[] = [
  room(kit, [], ['pino', 'pino-pretty', 'node:child_process', 'node:fs', 'node:sea', 'node:v8', 'node:worker_threads']),
  room('src/store', [kit], ['libsql', 'libsql/promise', 'node:fs']),
  // It knows what a picture shows, but not where that comes from.
  room(
    'src/pictures',
    [kit],
    ['@napi-rs/canvas', 'node:fs', 'node:module', 'node:stream', 'node:worker_threads', 'node:zlib'],
  ),

  room(udp, [kit], ['node:dgram', 'node:dns']),
  room('src/acserver', [kit, udp], ['node:child_process', 'node:fs', 'node:net', 'zod', 'type pino']),
  room('src/events', ['type src/kit', 'type src/acserver']),
  room('src/texts', [kit, 'src/events']),
  room('src/config', [kit, 'src/texts'], ['zod', 'ini', 'node:fs', 'node:util']),
  room('src/doctor', [kit, udp, 'src/acserver', 'src/config', 'src/store'], ['zod', 'node:fs', 'type pino']),
  room('src/race', ground, ['zod', 'node:fs', 'node:zlib', 'type pino']),
  room('src/live', live.slice(0, -1), ['type pino']),

  ...FEATURES.map((feature, index) =>
    room(feature, [...live, 'src/pictures', ...FEATURES.slice(0, index)], ['zod', 'node:fs', 'type pino']),
  ),
  room('src/command', [
    kit,
    'src/store',
    'src/events',
    'src/texts',
    'type src/acserver',
    'type src/doctor',
    'type src/race',
    'type src/live',
    ...typesOf(FEATURES),
  ]),
  room('commands', [kit, 'src/texts', 'type src/events', ...typesOf(FEATURES), 'src/command']),

  ...discord.map((part, index) =>
    room(
      part,
      [...frontEnd, 'src/doctor', ...discord.slice(0, index)],
      ['discord.js', 'zod', 'string-width', 'type pino'],
    ),
  ),
  room('src/websocket', frontEnd, ['ws', 'zod', 'type node:http', 'type pino']),
  room('src/chat', frontEnd, ['type pino']),

  // Several hosts, one bot: what an edge tells its hub, and what the hub asks of it.
  room(
    'src/fleet',
    [
      kit,
      'type src/config',
      'type src/doctor',
      'src/store',
      'src/events',
      'src/texts',
      'src/race',
      'src/command',
      ...typesOf(FEATURES),
    ],
    ['zod', 'node:fs', 'node:net', 'node:os', 'node:tls', 'type pino', '@nats-io/jetstream', '@nats-io/transport-node'],
  ),
  // Only numbers, whoever gathers them.
  room('src/health', [kit], ['node:http', 'node:perf_hooks']),

  // Puts everything together.
  room(
    'src/app',
    [
      ...live,
      'src/pictures',
      ...FEATURES,
      'src/doctor',
      'src/command',
      'commands',
      ...discord,
      'src/websocket',
      'src/chat',
      'src/fleet',
      'src/health',
    ],
    ['node:fs', 'type pino'],
  ),
  // The programs.
  room('src/running.ts', [kit], ['type pino']),
  room('src/start.ts', [kit, 'src/config', 'src/acserver', 'src/app', 'src/running.ts']),
  room('src/main.ts', [kit, 'src/start.ts']),
  room('src/edge.ts', [kit, 'src/config', 'src/acserver', 'src/app', 'src/running.ts']),
  room('src/hub.ts', [kit, 'src/config', 'src/app', 'src/running.ts']),
  room('src/deploy.ts', [kit, 'src/config', 'src/store', 'commands', ...discord, 'src/app']),
  room('src/backup.ts', [kit, 'src/config', 'src/store']),
  room('src/restore.ts', [kit, 'src/config', 'src/store', 'src/app']),
  room('src/take.ts', [kit, 'src/config', 'src/app']),
  room(
    'src/setup',
    [kit, 'src/config', udp, 'src/acserver', 'src/doctor', 'src/texts', ...discord],
    ['@clack/prompts', 'node:fs', 'node:os', 'type discord.js'],
  ),
  room('src/setup.ts', [kit, ...discord, 'src/setup'], ['node:fs', 'node:os', 'node:url']),
  room('src/doctor.ts', [kit, 'src/config', 'src/doctor', 'commands', ...discord, 'src/fleet']),
  // A client of the websocket like any other: it knows PROTOCOL.md, and nothing about the other end.
  room('src/line', [kit], ['ws', 'node:readline', 'node:stream', 'type node:http']),
  room('src/line.ts', [kit, 'src/line']),
  // Each program is loaded when it is called.
  room(
    'src/program.ts',
    [kit, 'src/config', 'src/app', 'src/setup', ...PROGRAMS.map((program) => `src/${program}.ts`)],
    ['commander', 'node:fs', 'node:url'],
  ),
  room('src/pitwall.ts', [kit, 'src/program.ts']),

  // Independent of Pitwall; other bots could use it.
  room(
    'sandbox/discord',
    [kit],
    ['node:fs', 'node:http', 'node:net', 'node:stream', 'node:zlib', 'discord-api-types', 'ws', 'zod'],
  ),
  room(
    'sandbox',
    [kit, udp, 'sandbox/discord'],
    [
      'node:child_process',
      'node:dgram',
      'node:fs',
      'node:http',
      'node:net',
      'node:os',
      'node:readline',
      'node:stream',
      'node:zlib',
      'discord-api-types',
      'ws',
      'zod',
    ],
  ),
];
