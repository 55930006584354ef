import { describe, expect, it } from 'vitest';
import { pageModule } from './pageModule.ts';

interface Message {
  readonly id: string;
  readonly content?: string;
  readonly onlyFor?: string;
}
interface State {
  readonly channel: string;
  readonly as: string;
  readonly messages: Readonly<Record<string, readonly Message[]>>;
  readonly unread: Readonly<Record<string, { readonly count: number; readonly mentions: number } | undefined>>;
  readonly interactions: readonly { readonly nonce: string; readonly state: string; readonly text?: string }[];
  readonly modal?: { readonly nonce: string };
  readonly choices?: unknown;
  readonly notice?: string;
  readonly chosen: readonly object[];
}
interface StoreModule {
  readonly initialState: State;
  reduce(state: State, frame: object): State;
  visibleMessages(state: State): readonly Message[];
  withChannel(state: State, channel: string): State;
  withInteraction(state: State, interaction: object): State;
  withPerson(state: State, person: string): State;
  withChoice(state: State, choice: object): State;
}

const store = await pageModule<StoreModule>('store.js');
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

describe('what the page knows', () => {
  it('opens the first channel one can write in, as the first person', () => {
    expect([start.channel, start.as]).toEqual(['c1', 'ada']);
  });

  it('follows messages as they come, change and go, and leaves the others the same objects', () => {
    const two = reduce(start, event('MESSAGE_CREATE', message('m2')));
    const edited = reduce(two, event('MESSAGE_UPDATE', { id: 'm2', channel_id: 'c1', content: 'new' }));
    expect(edited.messages.c1?.[1]).toMatchObject({ content: 'new', author: { id: 'bot' } });
    expect(edited.messages.c1?.[0]).toBe(start.messages.c1?.[0]);
    expect(shown(reduce(edited, event('MESSAGE_DELETE', { id: 'm1', channel_id: 'c1' })))).toEqual(['m2']);
    expect(shown(reduce(edited, event('MESSAGE_DELETE_BULK', { ids: ['m1', 'm2'], channel_id: 'c1' })))).toEqual([]);
  });

  it('does not draw a message of which it only knows an edit', () => {
    expect(reduce(start, event('MESSAGE_UPDATE', { id: 'old', channel_id: 'c1', content: 'new' }))).toBe(start);
  });

  it('shows an ephemeral message to one person only', () => {
    const state = reduce(start, { kind: 'ephemeral', to: 'ada', t: 'MESSAGE_CREATE', d: message('m2') });
    expect(shown(state)).toEqual(['m1', 'm2']);
    expect(shown(withPerson(state, 'dora'))).toEqual(['m1']);
  });

  it('counts what was not read, and what pings the acting person', () => {
    const plain = reduce(start, event('MESSAGE_CREATE', message('m2', { channel_id: 'c2' })));
    const ping = reduce(
      plain,
      event('MESSAGE_CREATE', message('m3', { channel_id: 'c2', mention_roles: ['stewards'] })),
    );
    expect(ping.unread.c2).toEqual({ count: 2, mentions: 1 });
    expect(withChannel(ping, 'c2').unread.c2).toBeUndefined();
    const forDora = { kind: 'ephemeral', to: 'dora', t: 'MESSAGE_CREATE', d: message('m4', { channel_id: 'c2' }) };
    expect(reduce(start, forDora).unread.c2).toBeUndefined();
  });

  it('keeps a command until it is answered, and its failure until it is dismissed', () => {
    expect(slash.interactions).toMatchObject([{ nonce: 'n', state: 'sent' }]);
    expect(reduce(slash, interaction('pending')).interactions).toMatchObject([{ state: 'pending' }]);
    expect(reduce(slash, interaction('answered')).interactions).toEqual([]);
    expect(reduce(slash, interaction('failed', { text: 'no' })).interactions).toMatchObject([
      { state: 'failed', text: 'no' },
    ]);
  });

  it('opens a form, keeps it while it fails, closes it when it was taken', () => {
    const opened = reduce(slash, interaction('modal', { modal: { title: 'Report' } }));
    expect(opened).toMatchObject({ modal: { nonce: 'n', channel: 'c1' }, interactions: [] });
    const sent = withInteraction(opened, { nonce: 's', act: 'submit', as: 'ada', channel: 'c1' });
    expect(reduce(sent, { ...interaction('refused', { text: 'too long' }), nonce: 's' }).modal).toBe(opened.modal);
    expect(reduce(sent, { ...interaction('pending'), nonce: 's' }).modal).toBeUndefined();
  });

  it('forgets what a component failed with when the next one is pressed', () => {
    const press = (state: State, nonce: string) =>
      withInteraction(state, { nonce, act: 'click', as: 'ada', channel: 'c1', message: 'm1' });
    const failed = reduce(press(start, 'n'), interaction('failed'));
    expect(press(failed, 'next').interactions.map(({ nonce }) => nonce)).toEqual(['next']);
  });

  it('remembers what was chosen in a menu until the message changes', () => {
    const choice = { as: 'ada', message: 'm1', customId: 'who', values: ['4'] };
    const state = withChoice(withChoice(start, { ...choice, values: ['12'] }), choice);
    expect(state.chosen).toEqual([choice]);
    expect(reduce(state, event('MESSAGE_UPDATE', { id: 'm1', channel_id: 'c1', content: 'new' })).chosen).toEqual([]);
  });

  it('hands on the choices of an autocomplete and the sentence of a refusal', () => {
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
