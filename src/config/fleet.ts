/** The settings of a fleet: an edge next to its game servers, or the hub that has Discord. */
import { z } from 'zod';
import { type EdgeServerConfig, edgeName, HUB } from './edgeServers.ts';
import type { WrittenSettings } from './values.ts';

/** The connection to NATS. */
export interface NatsConfig {
  /** "tls://nats.example.org:4222" */
  readonly url: string;
  /** As in nats-server.conf: an edge's own name, or `hub`. NATS grants permissions by it. */
  readonly user: string;
  /** Absent if a file has the credentials. */
  readonly password?: string | undefined;
  /** The path of a file with an nkey seed, or of a NATS credentials file. */
  readonly credentialsFile?: string | undefined;
  /** The certificate authority of the server's certificate, if it is not a well-known one. */
  readonly caFile?: string | undefined;
  /** The client certificate, for servers that ask for one. */
  readonly certificate?: { readonly certFile: string; readonly keyFile: string } | undefined;
  /**
   * For the user `doctor` of NATS's system account: only that account can see whether NATS writes to disk before it
   * acknowledges.
   */
  readonly doctorPassword?: string | undefined;
}

export interface EdgeSettings {
  readonly nats: NatsConfig;
  /** Its name in the fleet. */
  readonly edge: string;
  /** Distinguishes its numbers from those of other edges: P-B17. */
  readonly letter: string;
}

export interface HubSettings {
  readonly nats: NatsConfig;
  /** The channels that the hub's own servers.ini sets for game servers on edges. */
  readonly places: readonly EdgeServerConfig[];
}

/** The role of a Pitwall in a fleet, by its settings. */
export type FleetRole = 'alone' | 'edge' | 'hub';

const NATS_ADDRESS = 'an address such as tls://nats.example.org:4222';

export const fleetSettings = z.object({
  NATS_URL: z.string().refine(isNatsAddress, NATS_ADDRESS).optional(),
  NATS_PASSWORD: z.string().optional(),
  NATS_CREDENTIALS_FILE: z.string().optional(),
  NATS_CA_FILE: z.string().optional(),
  NATS_CERT_FILE: z.string().optional(),
  NATS_KEY_FILE: z.string().optional(),
  NATS_DOCTOR_PASSWORD: z.string().optional(),
  EDGE: edgeName.optional(),
  EDGE_LETTER: z
    .string()
    .regex(/^[A-Za-z]$/, 'one letter from A to Z')
    .optional(),
});

type FleetValues = z.infer<typeof fleetSettings>;

export const FLEET_SECRETS = ['NATS_PASSWORD', 'NATS_DOCTOR_PASSWORD'] as const;

export const fleetRoleOf = (written: WrittenSettings): FleetRole => {
  if ('EDGE' in written) return 'edge';
  return 'NATS_URL' in written ? 'hub' : 'alone';
};

/** No password is accepted in the URL: every log line with the URL would show it. */
function isNatsAddress(text: string): boolean {
  const [, host = '', port = '4222'] = /^(?:nats|tls):\/\/([\w.-]+|\[[\da-fA-F:]+\])(?::(\d{1,5}))?$/.exec(text) ?? [];
  return host !== '' && Number(port) >= 1 && Number(port) <= 65_535;
}

/** Settings that contradict each other. */
export function fleetContradictions(written: WrittenSettings): readonly string[] {
  const has = (name: string): boolean => name in written;
  const names = Object.keys(fleetSettings.shape);
  const [stray] = has('NATS_URL') ? [] : names.filter(has);
  if (stray !== undefined) return [`${stray} has no effect without NATS_URL; set that, too.`];
  const role = fleetRoleOf(written);
  if (role === 'alone') return [];
  return [
    ...(has('NATS_PASSWORD') && has('NATS_CREDENTIALS_FILE')
      ? ['NATS_CREDENTIALS_FILE has no effect if NATS_PASSWORD is set: remove one of them.']
      : []),
    ...(has('NATS_PASSWORD') || has('NATS_CREDENTIALS_FILE') ? [] : [noPassword(written)]),
    ...(has('NATS_CERT_FILE') === has('NATS_KEY_FILE')
      ? []
      : ['Set both NATS_CERT_FILE and NATS_KEY_FILE, or neither.']),
    ...(has('EDGE_LETTER') && role === 'hub' ? ['EDGE_LETTER has no effect without EDGE; set that, too.'] : []),
    ...(role === 'edge' && !has('EDGE_LETTER') && !/^[a-z]/i.test(written.EDGE ?? '')
      ? ['EDGE_LETTER is missing: it must be one letter from A to Z, because EDGE begins with none.']
      : []),
    ...(role === 'edge' ? ofDiscord(written) : []),
  ];
}

const noPassword = (written: WrittenSettings): string =>
  `NATS_PASSWORD is missing: it must be that of the user ${written.EDGE ?? HUB} in nats-server.conf; or set NATS_CREDENTIALS_FILE.`;

/** One sentence for all: an installation that becomes an edge has all of these lines. */
function ofDiscord(written: WrittenSettings): readonly string[] {
  const stray = Object.keys(written).find((name) => /^DISCORD_/.test(name) || name === 'NOTICES');
  if (stray === undefined) return [];
  return [
    `${stray} has no effect if EDGE is set: only the hub has Discord. Remove NOTICES and every line that begins with DISCORD_.`,
  ];
}

export function edgeFrom(set: FleetValues): EdgeSettings | undefined {
  if (set.EDGE === undefined) return undefined;
  const nats = natsFrom(set, set.EDGE);
  return nats && { nats, edge: set.EDGE, letter: (set.EDGE_LETTER ?? set.EDGE.slice(0, 1)).toUpperCase() };
}

export function hubFrom(set: FleetValues, places: readonly EdgeServerConfig[]): HubSettings | undefined {
  const nats = natsFrom(set, HUB);
  return nats && { nats, places };
}

function natsFrom(set: FleetValues, user: string): NatsConfig | undefined {
  const { NATS_URL: url, NATS_CERT_FILE: certFile, NATS_KEY_FILE: keyFile } = set;
  if (url === undefined) return undefined;
  return {
    url,
    user,
    password: set.NATS_PASSWORD,
    credentialsFile: set.NATS_CREDENTIALS_FILE,
    caFile: set.NATS_CA_FILE,
    certificate: certFile === undefined || keyFile === undefined ? undefined : { certFile, keyFile },
    doctorPassword: set.NATS_DOCTOR_PASSWORD,
  };
}
