/** Stewards on a local Discord, and a race whose incidents they are shown. */
import { expect } from 'vitest';
import { incidents } from '../../commands/incidents.ts';
import type { Handle } from '../../sandbox/discord/handle.ts';
import type { LocalDiscord } from '../../sandbox/discord/server.ts';
import { commandsTables } from '../../src/discord/interactions/commandsTables.ts';
import { deferralTables } from '../../src/discord/interactions/deferralTables.ts';
import { outboxTables } from '../../src/discord/outbox/schema.ts';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { fakePictures } from '../fakes/pictures.ts';
import { contact, type IncidentRig, incidentRig, startRace } from '../features/incidents/rig.ts';
import { type Message, openPitwall, openStewardsDiscord, pressableOn } from './openPitwall.ts';

export const description = (message: Message): string => message.embeds[0]?.description ?? '';

export const linkIn = (text: string, label: string): string =>
  new RegExp(`\\[${label}\\]\\((https://[^)]+)\\)`).exec(text)?.[1] ?? '';

export class StewardsRoom {
  readonly local: LocalDiscord;
  rig: IncidentRig;
  /** How many interactions Discord has sent. */
  clicks = 0;
  /** Every requested edit of a message. */
  readonly edits: string[] = [];
  /** Whether Discord reports message events. It does so where messages are relayed to the game. */
  readonly #hears: boolean;
  #pitwall: { close(): Promise<void> } | undefined;

  static async open({ cars = 4, foldKmh = 25, hears = false } = {}): Promise<StewardsRoom> {
    const room: { it?: StewardsRoom } = {};
    const people = { Stig: 'Steward', Bea: 'Steward', Dora: 'Observer' } as const;
    const local = await openStewardsDiscord(people, ({ method, path, body }) => room.it?.count(method, path, body));
    const rig = incidentRig({ foldKmh, tables: [outboxTables, commandsTables, deferralTables] });
    startRace(rig, cars);
    room.it = new StewardsRoom(local, rig, hears);
    await room.it.start();
    return room.it;
  }

  private constructor(local: LocalDiscord, rig: IncidentRig, hears: boolean) {
    this.#hears = hears;
    this.local = local;
    this.rig = rig;
  }

  count(method: string, path: string, body: unknown): void {
    if (/^\/interactions\/\d+\/[^/]+\/callback$/.test(path)) this.clicks += 1;
    if (method === 'PATCH' && /^\/channels\/\d+\/messages\//.test(path)) this.edits.push(JSON.stringify(body));
  }

  async start(): Promise<void> {
    const actions = { desk: this.rig.desk.actions };
    const { pictures } = fakePictures();
    const opening = { commands: incidents, actions, pictures, hears: this.#hears, hasDesk: true };
    this.#pitwall = await openPitwall(this.local, this.rig, opening);
  }

  /** Kills and restarts Pitwall, with `meanwhile` in between. */
  async restart(meanwhile: () => void = () => {}): Promise<void> {
    await this.#pitwall?.close();
    this.rig = this.rig.reopen();
    meanwhile();
    await this.start();
  }

  async close(): Promise<void> {
    await this.#pitwall?.close();
    await this.local.close();
    this.rig.remove();
  }

  /** All messages in the stewards' channel that every steward sees. */
  messages(): Message[] {
    return this.local.world.posts.list(this.local.channel('stewards'));
  }

  titles(): string[] {
    return this.messages().map(({ embeds }) => embeds[0]?.title ?? '');
  }

  /** The message whose title begins with this. */
  titled(title: string): Promise<Message> {
    return eventually(title, () => this.messages().find(({ embeds }) => embeds[0]?.title?.startsWith(title)));
  }

  /** The message, once it contains this text. */
  async saying(title: string, text: RegExp): Promise<Message> {
    await eventuallyHolds(async () => {
      const message = await this.titled(title);
      expect(message.embeds[0]?.description ?? '').toMatch(text);
    });
    return this.titled(title);
  }

  /** Once everything has been sent. */
  async quiet(): Promise<void> {
    const waiting = `SELECT 1 FROM outbox WHERE state IN ('queued', 'sending')`;
    await eventually('the end of the outbox', () => this.rig.store.get(waiting) === undefined);
  }

  /** Two cars touch, long after any earlier contact. */
  touch(one: number, other: number, kmh: number): void {
    this.rig.clock.advance(20_000);
    this.rig.tell(contact(one, other, { kmh, x: 100 * one }));
    this.rig.tell(contact(other, one, { kmh, x: 100 * one }));
  }

  lapsDriven(cars: number): void {
    this.rig.tell(
      ...Array.from({ length: cars }, (_, index) => {
        const n = index + 1;
        const driver = { carId: n, guid: `7656119790000000${n}`, name: `Driver ${n}` };
        return { type: 'lapCompleted' as const, driver, lapMs: 100_000, cuts: 0, lap: 1, board: [] };
      }),
    );
  }

  /** Lets the desk report what has changed. */
  pause(): void {
    this.rig.clock.advance(1000);
  }

  press(person: string, message: Message | undefined, label: string): Handle {
    const customId = pressableOn(message).find((each) => each.label === label)?.custom_id;
    if (!message || customId === undefined) return expect.unreachable(`no button ${label}`);
    return this.local.person(person).click({ message: message.id, customId });
  }

  choose(person: string, message: Message, value: string): Handle {
    const customId = pressableOn(message).find(({ options }) =>
      options?.some((each) => each.value === value),
    )?.custom_id;
    if (customId === undefined) return expect.unreachable(`nothing to choose ${value} in`);
    return this.local.person(person).select({ message: message.id, customId, values: [value] });
  }

  async fillIn(person: string, pressed: Handle, fields: Record<string, string | string[]>): Promise<Handle> {
    await pressed.until(({ modal }) => modal !== undefined);
    return this.local.person(person).submit({ modal: pressed, fields });
  }

  /** The reply that only this person sees. */
  async shown(handle: Handle): Promise<Message> {
    await handle.until(() => handle.state === 'answered');
    expect(handle.ephemeral).toBe(true);
    return handle.reply() ?? expect.unreachable('nothing was shown');
  }
}
