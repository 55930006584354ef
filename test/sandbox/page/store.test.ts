import { describe, expect, it } from 'vitest';
import { pageModule } from './pageModule.ts';

interface Message {
  readonly id: string;
  readonly content?: string;
  readonly onlyFor?: string;
}
interface State {
  readonly channels: readonly object[];
  readonly channel: string;
  readonly as: string;
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly unread: Readonly<Record<string, { readonly count: number; readonly mentions: number } | undefined>>;
  readonly interactions: readonly { readonly nonce: string; readonly state: string; readonly text?: string }[];
  readonly modal?: { readonly nonce: string };
  readonly choices?: unknown;
  readonly notice?: string;
  readonly app: object;
  readonly isBackNews: boolean;
  readonly chosen: readonly object[];
  readonly newFrom?: string;
  readonly reactions: Readonly<Record<string, object>>;
  readonly scenes?: readonly object[];
}
interface PlacesModule {
  openThreads(state: State, channel: string): readonly { readonly id: string }[];
  visibleChannels(state: State): readonly { readonly id: string }[];
}
interface StoreModule {
  readonly initialState: State;
  reduce(state: State, frame: object): State;
  visibleMessages(state: State): readonly Message[];
  withChannel(state: State, channel: string): State;
  withInteraction(state: State, interaction: object): State;
  withPerson(state: State, person: string): State;
  withoutBackNews(state: State): State;
  withChoice(state: State, choice: object): State;
}

const store = await pageModule<StoreModule>('store.js');
const { openThreads, visibleChannels } = await pageModule<PlacesModule>('places.js');
const { reduce, visibleMessages, withChannel, withChoice, withInteraction, withPerson } = store;

const message = (id: string, more: object = {}) => ({
  id,
  channel_id: 'c1',
  content: id,
  author: { id: 'bot' },
  ...more,
});
const event = (t: string, d: object) => ({ kind: 'event', t, d });
const start = reduce(store.initialState, {
  kind: 'snapshot',
  guild: { id: 'g', name: 'League' },
  app: { id: 'bot' },
  channels: [
    { id: 'c0', type: 4, name: 'category' },
    { id: 'c1', type: 0, name: 'one' },
    { id: 'c2', type: 0, name: 'two' },
  ],
  roles: [],
  members: [{ user: { id: 'ada' }, roles: ['stewards'] }],
  people: [
    { id: 'ada', commands: [] },
    { id: 'dora', commands: [] },
  ],
  commands: [],
  messages: { c1: [message('m1')], c2: [] },
});
const shown = (state: State) => visibleMessages(state).map(({ id }) => id);
const slash = withInteraction(start, { nonce: 'n', act: 'slash', as: 'ada', channel: 'c1', label: 'help' });
const interaction = (state: string, more: object = {}) => ({ kind: 'interaction', nonce: 'n', state, ...more });

describe('the state of the page', () => {
  it('opens the first text channel as the first person', () => {
    expect([start.channel, start.as]).toEqual(['c1', 'ada']);
  });

  it('follows new, edited and deleted messages and leaves other objects unchanged', () => {
    const two = reduce(start, event('MESSAGE_CREATE', message('m2')));
    const edited = reduce(two, event('MESSAGE_UPDATE', { id: 'm2', channel_id: 'c1', content: 'new' }));
    expect(edited.messages.c1?.[1]).toMatchObject({ content: 'new', author: { id: 'bot' } });
    expect(edited.messages.c1?.[0]).toBe(start.messages.c1?.[0]);
    expect(shown(reduce(edited, event('MESSAGE_DELETE', { id: 'm1', channel_id: 'c1' })))).toEqual(['m2']);
    expect(shown(reduce(edited, event('MESSAGE_DELETE_BULK', { ids: ['m1', 'm2'], channel_id: 'c1' })))).toEqual([]);
  });

  it('ignores an edit of an unknown message', () => {
    expect(reduce(start, event('MESSAGE_UPDATE', { id: 'old', channel_id: 'c1', content: 'new' }))).toBe(start);
  });

  it('shows an ephemeral message only to its recipient', () => {
    const state = reduce(start, { kind: 'ephemeral', to: 'ada', t: 'MESSAGE_CREATE', d: message('m2') });
    expect(shown(state)).toEqual(['m1', 'm2']);
    expect(shown(withPerson(state, 'dora'))).toEqual(['m1']);
  });

  it('counts unread messages, and mentions of the acting person', () => {
    const plain = reduce(start, event('MESSAGE_CREATE', message('m2', { channel_id: 'c2' })));
    const ping = reduce(
      plain,
      event('MESSAGE_CREATE', message('m3', { channel_id: 'c2', mention_roles: ['stewards'] })),
    );
    expect(ping.unread.c2).toEqual({ count: 2, mentions: 1, first: 'm2' });
    expect(withChannel(ping, 'c2').unread.c2).toBeUndefined();
    const forDora = { kind: 'ephemeral', to: 'dora', t: 'MESSAGE_CREATE', d: message('m4', { channel_id: 'c2' }) };
    expect(reduce(start, forDora).unread.c2).toBeUndefined();
  });

  it('starts with other channels unread and keeps that across a reconnect', () => {
    const snapshot = {
      kind: 'snapshot',
      guild: { id: 'g', name: 'League' },
      app: { id: 'bot' },
      channels: start.channels,
      roles: [],
      members: [],
      people: [{ id: 'ada', commands: [] }],
      commands: [],
      messages: { c1: [message('m1')], c2: [message('m2', { channel_id: 'c2' })] },
    };
    const arrived = reduce(store.initialState, snapshot);
    expect([arrived.unread.c1, arrived.unread.c2]).toEqual([undefined, { count: 1, mentions: 0, first: 'm2' }]);
    const elsewhere = withChannel(arrived, 'c2');
    expect(reduce(elsewhere, snapshot).unread.c2).toBeUndefined();
    expect(reduce(arrived, snapshot).unread.c2).toEqual({ count: 1, mentions: 0, first: 'm2' });
  });

  it.each([
    ['answered', 1],
    ['pending', 1],
    ['failed', 0],
  ])('after a form that is %s puts the tour at step %d', (outcome, step) => {
    const touring = { ...start, tour: [{ kind: 'press' }, { kind: 'kill' }], tourStep: 0 };
    const asked = withInteraction(touring, { nonce: 'n', act: 'submit', as: 'ada', channel: 'c1' });
    expect(reduce(asked, interaction(outcome, { text: 'no' }))).toMatchObject({ tourStep: step });
  });

  it('marks the first unread message while the channel is open', () => {
    const unread = reduce(start, event('MESSAGE_CREATE', message('m2', { channel_id: 'c2' })));
    const opened = withChannel(unread, 'c2');
    expect(opened.newFrom).toBe('m2');
    expect(withChannel(opened, 'c2').newFrom).toBe('m2');
    expect(withChannel(opened, 'c1').newFrom).toBeUndefined();
  });

  it('keeps two thousand messages per channel', () => {
    const messages = Array.from({ length: 2000 }, (_, index) => message(`old${index}`));
    const full = { ...start, messages: { c1: messages } };
    const kept = reduce(full, event('MESSAGE_CREATE', message('new'))).messages.c1 ?? [];
    expect([kept.length, kept[0]?.id, kept.at(-1)?.id]).toEqual([2000, 'old1', 'new']);
  });

  it('tracks who reacted with which emoji', () => {
    const react = (state: State, t: string, user_id: string) =>
      reduce(state, event(t, { message_id: 'm1', user_id, emoji: { id: null, name: '👍' } }));
    const both = react(react(start, 'MESSAGE_REACTION_ADD', 'ada'), 'MESSAGE_REACTION_ADD', 'dora');
    expect(both.reactions.m1).toEqual({ '👍': ['ada', 'dora'] });
    const one = react(both, 'MESSAGE_REACTION_REMOVE', 'ada');
    expect(react(one, 'MESSAGE_REACTION_REMOVE', 'dora').reactions.m1).toEqual({});
  });

  it('follows threads as they open and close', () => {
    const opened = reduce(start, event('THREAD_CREATE', { id: 't1', parent_id: 'c1', name: 'Incident' }));
    const closed = reduce(
      opened,
      event('THREAD_UPDATE', { id: 't1', parent_id: 'c1', thread_metadata: { archived: true } }),
    );
    expect(openThreads(opened, 'c1').map(({ id }) => id)).toEqual(['t1']);
    expect(openThreads(closed, 'c1')).toEqual([]);
    expect(openThreads(withChannel(closed, 't1'), 'c1').map(({ id }) => id)).toEqual(['t1']);
  });

  it('leaves a channel hidden from the new acting person', () => {
    const people = [
      { id: 'ada', commands: [], hidden: [] },
      { id: 'dora', commands: [], hidden: ['c2'] },
    ];
    const inTwo = withChannel(reduce(start, { kind: 'people', people }), 'c2');
    expect(inTwo.channel).toBe('c2');
    const asDora = withPerson(inTwo, 'dora');
    expect(asDora.channel).toBe('c1');
    expect(visibleChannels(asDora).map(({ id }) => id)).toEqual(['c0', 'c1']);
  });

  it('keeps lines from behind the scenes', () => {
    const line = { kind: 'car', carId: 5, text: 'Slow down' };
    expect(start.scenes).toBeUndefined();
    expect(reduce(start, { kind: 'scene', line }).scenes).toEqual([line]);
  });

  it('keeps a command until it is answered, or its failure', () => {
    expect(slash.interactions).toMatchObject([{ nonce: 'n', state: 'sent' }]);
    expect(reduce(slash, interaction('pending')).interactions).toMatchObject([{ state: 'pending' }]);
    expect(reduce(slash, interaction('answered')).interactions).toEqual([]);
    expect(reduce(slash, interaction('failed', { text: 'no' })).interactions).toMatchObject([
      { state: 'failed', text: 'no' },
    ]);
  });

  it('opens a form, keeps it if refused and closes it once accepted', () => {
    const opened = reduce(slash, interaction('modal', { modal: { title: 'Report' } }));
    expect(opened).toMatchObject({ modal: { nonce: 'n', channel: 'c1' }, interactions: [] });
    const sent = withInteraction(opened, { nonce: 's', act: 'submit', as: 'ada', channel: 'c1' });
    expect(reduce(sent, { ...interaction('refused', { text: 'too long' }), nonce: 's' }).modal).toBe(opened.modal);
    expect(reduce(sent, { ...interaction('pending'), nonce: 's' }).modal).toBeUndefined();
  });

  it('drops the failure of a component when the next one is pressed', () => {
    const press = (state: State, nonce: string) =>
      withInteraction(state, { nonce, act: 'click', as: 'ada', channel: 'c1', message: 'm1' });
    const failed = reduce(press(start, 'n'), interaction('failed'));
    expect(press(failed, 'next').interactions.map(({ nonce }) => nonce)).toEqual(['next']);
  });

  it('remembers a menu choice until the message changes', () => {
    const choice = { as: 'ada', message: 'm1', customId: 'who', values: ['4'] };
    const state = withChoice(withChoice(start, { ...choice, values: ['12'] }), choice);
    expect(state.chosen).toEqual([choice]);
    expect(reduce(state, event('MESSAGE_UPDATE', { id: 'm1', channel_id: 'c1', content: 'new' })).chosen).toEqual([]);
  });

  it('keeps autocomplete choices and the text of a refusal', () => {
    expect(reduce(start, interaction('choices', { choices: [1] })).choices).toEqual({ nonce: 'n', choices: [1] });
    expect(reduce(start, { kind: 'refused', text: 'no' }).notice).toBe('no');
  });

  it.each([
    { kind: 'constructor' },
    { kind: 'unknown' },
    event('toString', {}),
    event('TYPING_START', {}),
    interaction('failed'),
  ])('is not changed by %j', (frame) => {
    expect(reduce(start, frame)).toBe(start);
  });
});

it('the page knows whether the bot is online, and shows for a while that it is back', () => {
  const { withoutBackNews } = store;
  const gone = reduce(start, { kind: 'presence', isOnline: false });
  expect(gone).toMatchObject({ app: { id: 'bot', isOnline: false }, isBackNews: false });
  const back = reduce(gone, { kind: 'presence', isOnline: true, offlineMs: 2600 });
  expect(back).toMatchObject({ app: { id: 'bot', isOnline: true, offlineMs: 2600 }, isBackNews: true });
  expect(withoutBackNews(back)).toMatchObject({ app: { offlineMs: 2600 }, isBackNews: false });
  expect(reduce(start, { kind: 'presence', isOnline: true })).toMatchObject({ isBackNews: false });
});
