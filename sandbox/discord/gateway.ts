import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { Close, Intent, Op } from './codes.ts';
import { Connection } from './connection.ts';
import type { Desk } from './route.ts';
import { Session } from './session.ts';
import { wireOf } from './wire.ts';

const HEARTBEAT_MS = 41_250;
const PRIVILEGED = Intent.members | Intent.presences | Intent.messageContent;

const identifyBody = z.object({ token: z.string(), intents: z.int() });
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
  /** Privileged intents that are switched off in the developer portal. */
  readonly #withheld: number;
  readonly #server = new WebSocketServer({ noServer: true });
  readonly #sessions = new Map<string, Session>();
  readonly #stopListening: () => void;

  constructor(desk: Desk, withheldIntents: number) {
    this.#desk = desk;
    this.#withheld = withheldIntents & PRIVILEGED;
    this.#stopListening = desk.world.on((dispatch) => {
      for (const session of this.#sessions.values()) session.deliver(dispatch);
    });
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    if (this.#desk.faults.refuseUpgrades) {
      socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (client) => this.#welcome(client, queryOf(request)));
  }

  /** Ends every connection: with a close code, or like a pulled cable. Sessions stay, for a resume. */
  drop(code?: number): void {
    for (const client of this.#server.clients) {
      if (code === undefined) client.terminate();
      else client.close(code);
    }
  }

  close(): void {
    this.#stopListening();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #welcome(client: WebSocket, query: URLSearchParams): void {
    const connection = new Connection(client, this.#desk.world.clock, wireOf(client, query.get('compress')));
    connection.send(Op.hello, { heartbeat_interval: HEARTBEAT_MS });
    client.on('error', () => client.terminate());
    client.on('message', (data) => {
      const bytes = Buffer.isBuffer(data) ? data : Buffer.from(String(data));
      const frame = connection.read(bytes);
      const code = frame && this.#answer(connection, frame.op, frame.d);
      if (code !== undefined) connection.end(code);
    });
    client.on('close', (code) => {
      connection.session?.detach();
      // Saying goodbye ends the session; anything else may come back for it.
      if (connection.session && (code === 1000 || code === 1001)) this.#sessions.delete(connection.session.id);
    });
  }

  /** Answers a frame; returns the close code when the frame ends the connection. */
  #answer(connection: Connection, op: number, d: unknown): number | undefined {
    const { session } = connection;
    switch (op) {
      case Op.heartbeat:
        connection.send(Op.ack, null);
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
    if ((data.intents & this.#withheld) !== 0) return Close.disallowedIntents;
    const { world } = this.#desk;
    const session = new Session(world.bot.id, data.intents);
    this.#sessions.set(session.id, session);
    connection.join(session);
    session.dispatch('READY', {
      v: 10,
      user: world.bot,
      guilds: [{ id: world.guildId, unavailable: true }],
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: this.#desk.gatewayUrl(),
      application: { id: world.applicationId, flags: 0 },
    });
    if (session.has(Intent.guilds)) session.dispatch('GUILD_CREATE', this.#guild(session));
    return undefined;
  }

  #resume(connection: Connection, d: unknown): number | undefined {
    const { data } = resumeBody.safeParse(d);
    if (!data) return Close.undecodable;
    if (!this.#isToken(data.token)) return Close.wrongToken;
    const session = this.#desk.faults.forgetSessions ? undefined : this.#sessions.get(data.session_id);
    if (session) connection.join(session);
    if (session?.replay(data.seq)) {
      session.dispatch('RESUMED', {});
    } else {
      connection.leave();
      connection.send(Op.invalidSession, false);
    }
    return undefined;
  }

  #isToken(token: string): boolean {
    return !this.#desk.faults.isTokenRevoked && token.replace(/^Bot /, '') === this.#desk.token;
  }

  #guild(session: Session) {
    const { world } = this.#desk;
    const members = world.members();
    return {
      ...world.guild(),
      joined_at: world.member(world.bot.id)?.joined_at,
      large: false,
      unavailable: false,
      member_count: members.length,
      // Discord lists the other members only to bots that see presences.
      members: session.has(Intent.presences) ? members : members.filter(({ user }) => user.id === world.bot.id),
      channels: world.channels(),
      threads: [],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
    };
  }

  #sendMembers(session: Session, d: unknown): number | undefined {
    const { data } = membersBody.safeParse(d);
    if (!data) return Close.undecodable;
    const { world } = this.#desk;
    const ids = data.user_ids === undefined ? undefined : [data.user_ids].flat();
    if (!ids && !data.query && !session.has(Intent.members)) return Close.disallowedIntents;
    const found = ids ? ids.flatMap((id) => world.member(id) ?? []) : world.membersNamed(data.query ?? '');
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

const queryOf = ({ url = '' }: IncomingMessage): URLSearchParams => new URL(url, 'ws://localhost').searchParams;
