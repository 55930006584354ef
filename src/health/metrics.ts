/** The figures in Prometheus's text format 0.0.4. */
import type { EdgeFigures, Figures, ServerFigures } from './figures.ts';

interface Metric {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly Sample[];
}

interface Sample {
  /** An unknown value gets no line. */
  readonly value: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
}

export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

export const writeMetrics = (figures: Figures): string => metricsOf(figures).map(written).join('');

const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

const metricsOf = (figures: Figures): readonly Metric[] => [
  gauge('build_info', 'Always 1; which version it is.', [{ value: 1, labels: { version: figures.version } }]),
  ...ofInstallation(figures),
  ...ofServers(figures.servers),
  ...ofEdges(figures.edges ?? []),
  one('hub_rows_waiting', 'Rows of this edge that the hub does not have yet.', figures.rowsForHub),
];

const ofInstallation = ({ outbox, isDiscordConnected, loginsLeft, store, loopDelayMs }: Figures): readonly Metric[] => [
  one('discord_connected', 'Whether the connection to Discord is open.', Number(isDiscordConnected)),
  one('discord_identify_remaining', 'How often Discord lets the bot log in today.', loginsLeft),
  one('outbox_waiting', 'Posts that wait for Discord.', outbox.waiting),
  one('outbox_oldest_seconds', 'How long the oldest post has waited.', seconds(outbox.oldestMs)),
  one('outbox_in_doubt', 'Posts that may or may not stand in their channel.', outbox.inDoubt),
  one('store_bytes', 'Size of pitwall.db and its -wal.', store.bytes),
  one('store_writable', 'Whether pitwall.db can be written.', Number(store.isWritable)),
  one('disk_free_bytes', 'Room on the disk with DATA_DIR.', store.freeBytes),
  one('last_backup_seconds', 'Age of the newest backup in DATA_DIR.', seconds(store.lastBackupMs)),
  one('event_loop_delay_p99_seconds', 'How late the event loop is, 99th percentile.', seconds(loopDelayMs)),
];

const ofServers = (servers: readonly ServerFigures[]): readonly Metric[] => {
  const each = (read: (server: ServerFigures) => number | undefined): readonly Sample[] =>
    servers.map((server) => ({ value: read(server), labels: { server: server.id } }));
  return [
    gauge('server_state', '0: stopped, 1: running, 2: not known.', each(stateOf)),
    gauge(
      'drivers',
      'How many are on the server.',
      each(({ drivers }) => drivers),
    ),
    gauge(
      'incidents_open',
      'Incidents that wait for a decision.',
      each((of) => of.incidentsOpen),
    ),
    gauge(
      'udp_last_seconds',
      'Since the last datagram of the server.',
      each((of) => seconds(of.udpSilentMs)),
    ),
    counter(
      'udp_dropped_total',
      'Datagrams that made no sense.',
      each((of) => of.udpDropped),
    ),
    counter(
      'udp_foreign_total',
      'Datagrams of somebody else.',
      each((of) => of.udpForeign),
    ),
    gauge(
      'log_lag_seconds',
      'Since its log was last read to the end.',
      each((of) => seconds(of.logLagMs)),
    ),
  ];
};

const ofEdges = (edges: readonly EdgeFigures[]): readonly Metric[] => {
  const each = (read: (edge: EdgeFigures) => number | undefined): readonly Sample[] =>
    edges.map((edge) => ({ value: read(edge), labels: { edge: edge.edge } }));
  return [
    gauge(
      'edge_connected',
      'Whether the host is heard.',
      each(({ isHeard }) => Number(isHeard)),
    ),
    gauge(
      'edge_heartbeat_seconds',
      'Since the host was heard last.',
      each(({ heardMs }) => seconds(heardMs)),
    ),
    gauge(
      'edge_rows_behind',
      'Rows that the host has, and the hub does not have yet.',
      each(({ rowsBehind }) => rowsBehind),
    ),
    gauge(
      'edge_clock_ahead_seconds',
      "How much the host's clock is ahead of the hub's.",
      each(({ clockAheadMs }) => seconds(clockAheadMs)),
    ),
  ];
};

function stateOf({ isRunning }: ServerFigures): number {
  return isRunning === undefined ? 2 : Number(isRunning);
}

const gauge = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `pitwall_${name}`,
  help,
  type: 'gauge',
  samples,
});

const counter = (name: string, help: string, samples: readonly Sample[]): Metric => ({
  name: `pitwall_${name}`,
  help,
  type: 'counter',
  samples,
});

const one = (name: string, help: string, value: number | undefined): Metric => gauge(name, help, [{ value }]);

function written({ name, help, type, samples }: Metric): string {
  const lines = samples.flatMap(({ value, labels }) =>
    value === undefined ? [] : [`${name}${inBraces(labels)} ${value}`],
  );
  return lines.length === 0 ? '' : [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines, ''].join('\n');
}

function inBraces(labels: Sample['labels'] = {}): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}

const escaped = (text: string): string => text.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
