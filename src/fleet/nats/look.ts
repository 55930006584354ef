/** Inspects NATS as one end of a fleet sees it. It changes nothing and leaves nothing there. */
import type { ConnectionOptions, NatsConnection } from '@nats-io/transport-node';
import type { NatsConfig } from '../../config/fleet.ts';
import type { NatsFacts, NatsTrouble, Right } from '../../doctor/natsFacts.ts';
import { messageOf, UserError } from '../../kit/errors.ts';
import { natsOptions } from './connect.ts';
import { readBatch, STREAM } from './wire.ts';

/** How long an answer may take. */
const ANSWER_MS = 3000;

/** No edge can have this name, because of the capital letter. */
const NOBODY = 'Nobody';

type Learnt = Omit<NatsFacts, 'role' | 'url' | 'user'>;

/**
 * Never rejects.
 *
 * @param edge its name, at an edge
 */
export async function lookAtNats(settings: NatsConfig, edge?: string): Promise<NatsFacts> {
  const { url, user } = settings;
  const role = edge === undefined ? 'hub' : 'edge';
  const learnt = await whileConnected<Learnt>(settings, async (connection) => {
    const about = { version: connection.info?.version, isEncrypted: isEncrypted(connection) };
    const more = edge === undefined ? await asHub(connection) : await asEdge(connection, edge);
    return { ...about, ...more, ...(await syncOf(settings)) };
  });
  return { role, url, user, ...('trouble' in learnt ? { trouble: learnt.trouble } : learnt) };
}

async function whileConnected<T extends object>(
  settings: NatsConfig,
  look: (connection: NatsConnection) => Promise<T>,
): Promise<T | { readonly trouble: NatsTrouble }> {
  let connection: NatsConnection;
  try {
    const { connect } = await import('@nats-io/transport-node');
    const once: ConnectionOptions = { reconnect: false, timeout: ANSWER_MS };
    connection = await connect({ ...(await natsOptions(settings)), ...once });
  } catch (error) {
    return { trouble: troubleIn(error) };
  }
  try {
    return await look(connection);
  } catch (error) {
    return { trouble: troubleIn(error) };
  } finally {
    await connection.close();
  }
}

/** Classifies the package's errors. */
function troubleIn(error: unknown): NatsTrouble {
  if (error instanceof UserError) return { kind: 'file', why: error.message };
  const { name, message, code, cause } = error as Error & { readonly code?: string; readonly cause?: Error };
  const all = `${code ?? ''} ${message} ${cause?.message ?? ''}`;
  if (/authorization|authentication|credential/i.test(`${name} ${message}`)) return { kind: 'login' };
  if (/ECONNREFUSED/.test(all)) return { kind: 'refused' };
  if (/ENOTFOUND|EAI_AGAIN/.test(all)) return { kind: 'unknown host', why: message };
  if (/does not support 'tls'|tls.*not available/i.test(all)) return { kind: 'no tls' };
  if (/certificate|altname|CERT_|self.signed|wrong version number|handshake/i.test(all)) {
    return { kind: 'certificate', why: message };
  }
  if (/unexpected response|Unexpected token|not valid JSON/i.test(all)) return { kind: 'no NATS' };
  if (/timeout|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH/i.test(`${name} ${all}`)) return { kind: 'no answer' };
  return { kind: 'other', why: messageOf(error) };
}

/** What the server announces; the handshake decides whether encryption is really used. */
const isEncrypted = ({ info }: NatsConnection): boolean => info?.tls_required === true || info?.tls_available === true;

async function asHub(connection: NatsConnection): Promise<Learnt> {
  const { jetstreamManager } = await import('@nats-io/jetstream');
  const forbidden = [
    ...(await unheard(connection, ['pw.up.>'])),
    ...(await unsaid(connection, [`pw.cmd.${NOBODY}.call`, `pw.hub.to.${NOBODY}`, `$KV.pw_state.${NOBODY}`])),
  ].map(widened);
  try {
    const manager = await jetstreamManager(connection, { timeout: ANSWER_MS });
    const found = await manager.streams.info(STREAM, { subjects_filter: '>' }).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'StreamNotFoundError') return undefined;
      throw error;
    });
    if (!found) return { jetstream: 'fine', forbidden, stream: 'none' };
    const { config, state } = found;
    const subjects = Object.keys(state.subjects ?? {});
    const foreign: string[] = [];
    for (const subject of subjects) if (await isForeign(manager, subject)) foreign.push(subject);
    const { max_bytes: most } = config;
    const maxBytes = most > 0 ? most : undefined;
    const dropsOld = config.discard === 'old';
    return { jetstream: 'fine', forbidden, stream: { bytes: state.bytes, maxBytes, dropsOld, foreign } };
  } catch (error) {
    return { jetstream: jetstreamIn(error), forbidden };
  }
}

async function isForeign(
  manager: Awaited<ReturnType<typeof import('@nats-io/jetstream').jetstreamManager>>,
  subject: string,
): Promise<boolean> {
  const newest = await manager.streams.getMessage(STREAM, { last_by_subj: subject });
  if (!newest) return false;
  try {
    readBatch(newest.string());
    return false;
  } catch {
    return true;
  }
}

/** @throws errors that say nothing about JetStream */
function jetstreamIn(error: unknown): NatsFacts['jetstream'] {
  const { name = '', message = '' } = error instanceof Error ? error : {};
  if (name === 'JetStreamNotEnabled' || /not enabled/i.test(message)) return 'none';
  if (isPermission(error)) return 'forbidden';
  throw error;
}

const isPermission = (error: unknown): boolean =>
  error instanceof Error && (/permissions violation/i.test(error.message) || isPermission(error.cause));

async function asEdge(connection: NatsConnection, edge: string): Promise<Learnt> {
  const forbidden = [
    ...(await unheard(connection, [`pw.cmd.${edge}.>`, `pw.hub.to.${edge}`, 'pw.hub.all'])),
    ...(await unsaid(connection, [`pw.up.${edge}.${NOBODY}`, `$KV.pw_state.${edge}.${NOBODY}`])).map(widened),
  ];
  const stream = await streamAsEdge(connection, edge);
  if (stream === 'forbidden') forbidden.push({ verb: 'publish', subject: `pw.ev.${edge}` });
  const strange = await unheard(connection, [`pw.hub.to.${NOBODY}`]);
  return { forbidden, hearsOthers: strange.length === 0, stream: stream === 'none' ? 'none' : undefined };
}

/**
 * A message that expects another stream is never stored; the stream that rejects it is the one that would have stored
 * it.
 */
async function streamAsEdge(connection: NatsConnection, edge: string): Promise<'there' | 'none' | 'forbidden'> {
  const { headers } = await import('@nats-io/transport-node');
  const forOther = headers();
  forOther.set('Nats-Expected-Stream', NOBODY);
  try {
    await connection.request(`pw.ev.${edge}`, '', { headers: forOther, timeout: ANSWER_MS });
    return 'there';
  } catch (error) {
    if (isPermission(error)) return 'forbidden';
    return 'none';
  }
}

/** Which of these subjects it may not subscribe to. */
async function unheard(connection: NatsConnection, subjects: readonly string[]): Promise<Right[]> {
  const refused: Right[] = [];
  for (const subject of subjects) {
    const subscription = connection.subscribe(subject, {
      callback(error) {
        if (error) refused.push({ verb: 'subscribe', subject });
      },
    });
    await connection.flush();
    await connection.flush();
    if (!subscription.isClosed()) subscription.unsubscribe();
  }
  return refused;
}

/** Which of these subjects it may not publish on. Nobody listens to these messages. */
async function unsaid(connection: NatsConnection, subjects: readonly string[]): Promise<Right[]> {
  const { headers } = await import('@nats-io/transport-node');
  const forOther = headers();
  forOther.set('Nats-Expected-Stream', NOBODY);
  const refused: Right[] = [];
  for (const subject of subjects) {
    try {
      await connection.request(subject, '', { headers: forOther, timeout: ANSWER_MS });
    } catch (error) {
      if (isPermission(error)) refused.push({ verb: 'publish', subject });
    }
  }
  return refused;
}

/** As written in nats-server.conf. */
const widened = ({ verb, subject }: Right): Right => ({
  verb,
  subject: subject.replace(/^(pw\.cmd|pw\.hub)\..*Nobody.*$/, '$1.>').replace(/\.Nobody$/, '.>'),
});

/** Only the system account can see it. In that account, the user doctor can read just this page. */
async function syncOf(settings: NatsConfig): Promise<Pick<NatsFacts, 'isSynced' | 'doctorTrouble'>> {
  const { doctorPassword } = settings;
  if (doctorPassword === undefined) return {};
  const asDoctor: NatsConfig = { ...settings, user: 'doctor', password: doctorPassword, credentialsFile: undefined };
  const looked = await whileConnected(asDoctor, async (connection) => {
    const answer = await connection.request('$SYS.REQ.SERVER.PING.VARZ', '', { timeout: ANSWER_MS });
    const page = answer.json<{ readonly data?: { readonly jetstream?: { readonly config?: object } } }>();
    const jetstream = page.data?.jetstream?.config;
    return { isSynced: jetstream && 'sync_always' in jetstream ? jetstream.sync_always === true : false };
  });
  return 'trouble' in looked ? { doctorTrouble: looked.trouble } : looked;
}
