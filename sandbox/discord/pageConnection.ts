import type { APIMessage } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { messageOf, UserError } from '../../src/kit/errors.ts';
import type { Dispatch } from './events.ts';
import type { Handle } from './handle.ts';
import { type FrameFromPage, type FrameToPage, type PagePerson, type Progress, readFrame } from './pageFrames.ts';
import type { Person } from './people.ts';
import { isCategory } from './place.ts';
import type { InTheCars, Scenes, Tour } from './scenes.ts';
import type { World } from './world.ts';

/** What the page needs from the local Discord. */
export interface PageDiscord {
  readonly world: World;
  readonly people: readonly Person[];
  readonly scenes?: Scenes | undefined;
  readonly cars?: InTheCars | undefined;
  readonly tour?: Tour | undefined;
}

/** One open page: shows everything, and lets its user act as any of the people. */
export function pageConnection(socket: WebSocket, discord: PageDiscord): void {
  const send = (frame: FrameToPage) => socket.send(JSON.stringify(frame));
  const modals = new Map<string, Handle>();
  send(snapshotOf(discord));
  const stop = discord.world.on((dispatch) => {
    if (CHANGING_PLACES.includes(dispatch.t)) return send(snapshotOf(discord));
    const frame = frameOf(dispatch, discord);
    if (frame) send(frame);
    if (CHANGING_RIGHTS.includes(dispatch.t)) send({ kind: 'people', people: peopleOf(discord) });
  });
  const stopPresence = discord.world.presence.on((online) => send({ kind: 'presence', ...online }));
  const stopScenes = discord.scenes?.subscribe((line) => send({ kind: 'scene', line }));
  const stopCars = discord.cars?.onChange((drivers) => send({ kind: 'drivers', drivers }));
  socket.on('close', () => {
    stop();
    stopPresence();
    stopScenes?.();
    stopCars?.();
  });
  // A protocol error (an oversized frame, a reset) closes only this page, which reconnects by itself.
  socket.on('error', () => socket.terminate());
  socket.on('message', (data) => receive(data, { discord, modals, send }));
}

/** Events after which the page gets a new snapshot: they occur when somebody sets up the guild. */
const CHANGING_PLACES: readonly Dispatch['t'][] = [
  'GUILD_CREATE',
  'GUILD_DELETE',
  'CHANNEL_CREATE',
  'CHANNEL_DELETE',
  'THREAD_DELETE',
  'GUILD_ROLE_CREATE',
  'GUILD_ROLE_DELETE',
];

/** Events that may change what people see and can use. */
const CHANGING_RIGHTS: readonly Dispatch['t'][] = ['CHANNEL_UPDATE', 'GUILD_ROLE_UPDATE', 'GUILD_MEMBER_UPDATE'];

/** The state of one page; `modals` by the nonce of the interaction that opened them. */
interface Connection {
  readonly discord: PageDiscord;
  readonly modals: Map<string, Handle>;
  send(frame: FrameToPage): void;
}

function snapshotOf(discord: PageDiscord): FrameToPage {
  const { world } = discord;
  // The page does not show categories: their channels are in the sidebar like all others.
  const channels = world.channels().filter((channel) => !isCategory(channel));
  const threads = world.places.threads();
  const messages = [...channels, ...threads].map(({ id }) => [id, world.messages(id)] as const);
  return {
    kind: 'snapshot',
    guild: { id: world.guildId, name: world.guildName },
    app: { id: world.applicationId, isOnline: world.presence.isOnline },
    channels,
    roles: world.roles(),
    members: world.members(),
    threads,
    people: peopleOf(discord),
    commands: world.commands(),
    messages: Object.fromEntries(messages),
    reactions: reactionsOf(
      world,
      messages.flatMap(([, list]) => list),
    ),
    ...(discord.scenes && { scenes: discord.scenes.latest() }),
    ...(discord.cars && { drivers: discord.cars.drivers }),
    ...(discord.tour && { tour: discord.tour.steps }),
  };
}

function reactionsOf({ posts }: World, messages: readonly APIMessage[]) {
  const marked = messages.filter(({ reactions }) => reactions?.length);
  return Object.fromEntries(marked.map(({ id }) => [id, posts.reactions.whoReacted(id)]));
}

const peopleOf = ({ world, people }: PageDiscord): PagePerson[] =>
  people.map((person) => ({
    id: person.id,
    name: person.name,
    roles: person.roles,
    commands: person.commands().map(({ id }) => id),
    hidden: world.channels().flatMap(({ id }) => (person.sees(id) ? [] : [id])),
  }));

function frameOf({ t, d, only }: Dispatch, discord: PageDiscord): FrameToPage | undefined {
  if (t === 'INTERACTION_CREATE') return undefined;
  if (t === 'COMMANDS_UPDATE') {
    return { kind: 'commands', commands: discord.world.commands(), people: peopleOf(discord) };
  }
  return only === undefined ? { kind: 'event', t, d } : { kind: 'ephemeral', to: only, t, d };
}

/** Whatever arrives gets an answer, and the connection stays open. */
function receive(data: RawData, connection: Connection): void {
  let nonce: string | undefined;
  try {
    const frame = readFrame(data.toString());
    if ('nonce' in frame) nonce = frame.nonce;
    act(frame, connection);
  } catch (error) {
    const text = messageOf(error);
    connection.send(
      nonce === undefined ? { kind: 'refused', text } : { kind: 'interaction', nonce, state: 'refused', text },
    );
  }
}

function act(frame: FrameFromPage, { discord, modals, send }: Connection): void {
  if (frame.act === 'drive' || frame.act === 'kill') {
    actOutside(frame, { discord, send });
    return;
  }
  const person = discord.people.find(({ id }) => id === frame.as);
  if (!person) throw new UserError(`Nobody here has the id ${frame.as}`);
  if (frame.act === 'say') return void person.say(frame);
  if (frame.act === 'react') return void person.react(frame);
  const { nonce } = frame;
  const handle = begin(frame, person, modals);
  follow(handle, (progress) => {
    if (progress.state === 'modal') modals.set(nonce, handle);
    send({ kind: 'interaction', nonce, ...progress });
  });
}

type Outside = Extract<FrameFromPage, { act: 'drive' | 'kill' }>;

/** Actions of the page's user outside Discord: as a driver in the car, or on the bot itself. */
function actOutside(frame: Outside, { discord, send }: Pick<Connection, 'discord' | 'send'>): void {
  const { nonce } = frame;
  const answer = (progress: Progress) => send({ kind: 'interaction', nonce, ...progress });
  if (frame.act === 'kill') {
    if (!discord.tour) throw new UserError('There is no bot here that could be killed');
    answerAfter(discord.tour.kill());
    return;
  }
  if (!discord.cars) throw new UserError('Nobody can type in the cars here');
  answerAfter(discord.cars.say(frame.carId, frame.text));

  function answerAfter(done: Promise<void>): void {
    done.then(
      () => answer({ state: 'answered' }),
      (error: unknown) => answer({ state: 'refused', text: messageOf(error) }),
    );
  }
}

function begin(
  frame: Exclude<FrameFromPage, Outside | { act: 'say' | 'react' }>,
  person: Person,
  modals: Map<string, Handle>,
): Handle {
  switch (frame.act) {
    case 'slash':
      return person.slash(frame);
    case 'autocomplete':
      return person.autocomplete(frame);
    case 'click':
      return person.click(frame);
    case 'select':
      return person.select(frame);
    case 'submit': {
      const modal = modals.get(frame.modal);
      if (!modal) throw new UserError('This form is no longer open');
      return person.submit({ modal, fields: frame.fields });
    }
  }
}

/** Reports each new state until the last one. */
function follow(handle: Handle, tell: (progress: Progress) => void): void {
  // A failure is reported as a state; nobody awaits the promise itself.
  handle.done().catch(() => undefined);
  let told: string | undefined;
  const stop = handle.onChange(look);
  look();

  function look(): void {
    const progress = progressOf(handle);
    if (!progress || progress.state === told) return;
    told = progress.state;
    if (progress.state !== 'pending') stop();
    tell(progress);
  }
}

function progressOf(handle: Handle): Progress | undefined {
  if (handle.modal) return { state: 'modal', modal: handle.modal };
  if (handle.choices) return { state: 'choices', choices: handle.choices };
  if (handle.state === 'failed') return { state: 'failed', text: 'The application did not respond' };
  if (handle.state === 'answered') return { state: 'answered' };
  return handle.state === 'thinking' ? { state: 'pending' } : undefined;
}
