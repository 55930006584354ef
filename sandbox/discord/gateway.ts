import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { Close, Intent, Op } from './codes.ts';
import { Connection } from './connection.ts';
import type { Dispatch } from './events.ts';
import { guildFrame, readyFrame } from './guildFrames.ts';
import type { Desk } from './route.ts';
import { Session } from './session.ts';
import { wireOf } from './wire.ts';

const VERSION = '10';
/** Discord's intents go up to this bit. */
const ALL_INTENTS = (1 << 26) - 1;
const PRIVILEGED = Intent.members | Intent.presences | Intent.messageContent;

const identifyBody = z.object({
  token: z.string(),
  intents: z.int(),
  /** The shard's index and the number of shards. */
  shard: z.tuple([z.int().min(0), z.int().min(1)]).optional(),
  /** The bot's environment: Discord requires its system and library names, and does not use them. */
  properties: z.looseObject({}),
});
const resumeBody = z.object({ token: z.string(), session_id: z.string(), seq: z.int() });
const membersBody = z.object({
  query: z.string().optional(),
  limit: z.int().optional(),
  user_ids: z.union([z.string(), z.array(z.string())]).optional(),
  nonce: z.string().optional(),
});

/** The websocket that bots log in to. */
export class Gateway {
  readonly #desk: Desk;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #connections = new Set<Connection>();
  readonly #sessions = new Map<string, Session>();
  readonly #stopListening: () => void;

  constructor(desk: Desk) {
    this.#desk = desk;
    this.#stopListening = desk.world.on((dispatch) => {
      if (this.#isHidden(dispatch)) return;
      for (const session of this.#sessions.values()) this.#deliver(session, dispatch);
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#desk.faults.refuseUpgrades) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client, request));
  }

  /**
   * Ends every connection: with a close code, or as if the cable were pulled. Sessions stay, so they can be resumed.
   */
  drop(code?: number): void {
    // A bot echoes the close code; such a 1001 does not end its session.
    for (const connection of this.#connections) connection.leave();
    for (const client of this.#server.clients) {
      if (code === undefined) client.terminate();
      else client.close(code);
    }
  }

  /** Asks every bot to reconnect and resume. */
  askToReconnect(): void {
    for (const connection of this.#connections) connection.send(Op.reconnect, null);
  }

  /** Tells every bot that its session is invalid, or that it may resume it. */
  invalidate(isResumable: boolean): void {
    for (const connection of this.#connections) {
      if (connection.session && !isResumable) this.#sessions.delete(connection.session.id);
      // The bot may log in or resume on its existing connection.
      connection.leave();
      connection.send(Op.invalidSession, isResumable);
    }
    this.#tellPresence();
  }

  close(): void {
    this.#stopListening();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #welcome(client: WebSocket, { url = '', headers: { host } }: IncomingMessage): void {
    const { searchParams: query } = new URL(url, 'ws://localhost');
    const { world, faults } = this.#desk;
    const wire = wireOf(client, query.get('compress'));
    const connection = new Connection(client, { clock: world.clock, wire, host });
    client.on('error', () => client.terminate());
    if ((query.get('v') ?? VERSION) !== VERSION) return void connection.end(Close.invalidVersion);
    if (!faults.isHelloMuted) connection.send(Op.hello, { heartbeat_interval: faults.heartbeatMs });
    this.#connections.add(connection);
    client.on('message', (data) => {
      const frame = connection.read(data as Buffer); // `binaryType` is left at "nodebuffer"
      const code = frame && this.#answer(connection, frame.op, frame.d);
      if (code !== undefined) connection.end(code);
    });
    client.on('close', (code) => {
      this.#connections.delete(connection);
      connection.session?.detach();
      this.#tellPresence();
      // Closing with 1000 or 1001 ends the session; after anything else it can be resumed.
      if (connection.session && (code === 1000 || code === 1001)) this.#sessions.delete(connection.session.id);
    });
  }

  /** Answers a frame; returns the close code if the frame ends the connection. */
  #answer(connection: Connection, op: number, d: unknown): number | undefined {
    const { session } = connection;
    switch (op) {
      case Op.heartbeat:
        if (!this.#desk.faults.isAckMuted) connection.send(Op.ack, null);
        return undefined;
      case Op.identify:
        return session ? Close.alreadyAuthenticated : this.#identify(connection, d);
      case Op.resume:
        return session ? Close.alreadyAuthenticated : this.#resume(connection, d);
      case Op.requestMembers:
        return session ? this.#sendMembers(session, d) : Close.notAuthenticated;
      case Op.presence:
      case Op.voiceState:
        return session ? undefined : Close.notAuthenticated;
      default:
        return Close.unknownOpcode;
    }
  }

  #identify(connection: Connection, d: unknown): number | undefined {
    const { data } = identifyBody.safeParse(d);
    if (!data) return Close.undecodable;
    if (!this.#isToken(data.token)) return Close.wrongToken;
    if (data.intents < 0 || data.intents > ALL_INTENTS) return Close.invalidIntents;
    if ((data.intents & this.#desk.withheldIntents & PRIVILEGED) !== 0) return Close.disallowedIntents;
    if (data.shard && data.shard[0] >= data.shard[1]) return Close.invalidShard;
    const { faults, logins } = this.#desk;
    const outcome = logins.begin(data.intents);
    // The bot may try again on its existing connection.
    if (outcome === 'soon') connection.send(Op.invalidSession, false);
    if (outcome === 'soon') return undefined;
    if (outcome === 'last') {
      // Discord ends every session of the token and resets it; the bot's owner must get the new one.
      faults.revokeToken();
      return Close.wrongToken;
    }
    this.#open(connection, data);
    return undefined;
  }

  #open(connection: Connection, { intents, shard }: z.output<typeof identifyBody>): void {
    const { world } = this.#desk;
    const session = new Session(world.bot.id, intents);
    this.#sessions.set(session.id, session);
    connection.join(session);
    this.#tellPresence();
    const resumeUrl = this.#desk.gatewayUrl(connection.host);
    session.dispatch('READY', readyFrame(world, { session, shard, resumeUrl }));
    if (world.isBotHere && session.has(Intent.guilds)) session.dispatch('GUILD_CREATE', guildFrame(world, session));
  }

  #resume(connection: Connection, d: unknown): number | undefined {
    const { data } = resumeBody.safeParse(d);
    if (!data) return Close.undecodable;
    if (!this.#isToken(data.token)) return Close.wrongToken;
    const session = this.#desk.faults.forgetSessions ? undefined : this.#sessions.get(data.session_id);
    if (session?.isAhead(data.seq)) return Close.invalidSequence;
    if (session) connection.join(session);
    if (session?.replay(data.seq)) {
      session.dispatch('RESUMED', {});
    } else {
      connection.leave();
      connection.send(Op.invalidSession, false);
    }
    this.#tellPresence();
    return undefined;
  }

  #tellPresence(): void {
    this.#desk.world.presence.set([...this.#connections].some(({ session }) => session !== undefined));
  }

  #deliver(session: Session, dispatch: Dispatch): void {
    if (dispatch.t !== 'GUILD_CREATE') session.deliver(dispatch);
    else if (session.has(Intent.guilds)) session.dispatch('GUILD_CREATE', guildFrame(this.#desk.world, session));
  }

  /**
   * The bot gets no messages from channels it cannot see; interactions reach it from anywhere. Once removed from the
   * guild, it gets nothing from there.
   */
  #isHidden({ t, d }: Dispatch): boolean {
    const { world } = this.#desk;
    if (!world.isBotHere) return t !== 'GUILD_DELETE';
    if (t === 'INTERACTION_CREATE' || !('channel_id' in d) || typeof d.channel_id !== 'string') return false;
    return !world.may(world.bot.id, d.channel_id);
  }

  #isToken(token: string): boolean {
    return !this.#desk.faults.isTokenRevoked && token.replace(/^Bot /, '') === this.#desk.token;
  }

  #sendMembers(session: Session, d: unknown): number | undefined {
    const { data } = membersBody.safeParse(d);
    if (!data) return Close.undecodable;
    const { world } = this.#desk;
    const ids = data.user_ids === undefined ? undefined : [data.user_ids].flat();
    if (!ids && !data.query && !session.has(Intent.members)) return Close.disallowedIntents;
    const found = ids ? ids.flatMap((id) => world.member(id) ?? []) : world.memberBook.named(data.query ?? '');
    session.dispatch('GUILD_MEMBERS_CHUNK', {
      guild_id: world.guildId,
      members: data.limit ? found.slice(0, data.limit) : found,
      chunk_index: 0,
      chunk_count: 1,
      not_found: (ids ?? []).filter((id) => !world.member(id)),
      ...(data.nonce !== undefined && { nonce: data.nonce }),
    });
    return undefined;
  }
}
