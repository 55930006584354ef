import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '../../src/clock.ts';
import type { Person } from './people.ts';
import type { World } from './world.ts';

/** More paths on the same port: `true` means that the request was taken. */
export interface Page {
  handleHttp(request: IncomingMessage, response: ServerResponse): boolean;
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): boolean;
}

export interface LocalDiscordOptions {
  readonly port: number;
  readonly host?: string;
  readonly clock?: Clock;
  readonly token?: string;
  readonly guildName?: string;
  readonly channels?: readonly { readonly name: string; readonly topic?: string }[];
  /** `permissions` as Discord's bit set. */
  readonly roles?: readonly { readonly name: string; readonly permissions?: bigint; readonly color?: number }[];
  readonly people?: readonly { readonly name: string; readonly roles: readonly string[] }[];
  /** Made once the world exists, before the port is open. */
  readonly page?: (discord: Pick<LocalDiscord, 'world' | 'people' | 'person'>) => Page;
}

export interface LocalDiscord {
  readonly url: string;
  /** What discord.js takes as `rest.api`. */
  readonly api: string;
  readonly token: string;
  readonly applicationId: string;
  readonly guildId: string;
  /** Ids by name; an unknown name throws. */
  channel(name: string): string;
  role(name: string): string;
  readonly world: World;
  readonly people: readonly Person[];
  person(name: string): Person;
  close(): Promise<void>;
}
