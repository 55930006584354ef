import type { Caller } from '../../src/command/caller.ts';
import { type Command, command } from '../../src/command/command.ts';
import type { Call, Outcome } from '../../src/command/dispatch.ts';
import { numberOf } from '../../src/command/numbers.ts';
import { optional, sentence, text } from '../../src/command/param.ts';
import { HubDispatcher } from '../../src/fleet/hubDispatcher.ts';
import type { Fate, Order } from '../../src/fleet/orders.ts';
import type { Sentence } from '../../src/kit/sentence.ts';
import { FakeClock } from '../fakes/clock.ts';

const kick = command({
  name: 'kick',
  about: 'Send somebody away',
  role: 'steward',
  is: 'act',
  effect: ['sends away'],
  params: { driver: text('Who') },
  run: () => ({ kind: 'note', text: 'never here' }),
}) as Command;
const clear = command({
  name: 'penalty clear',
  about: 'Withdraw one',
  role: 'steward',
  is: 'act',
  effect: ['decides about a driver'],
  params: { number: numberOf('The penalty', 'P'), reason: optional(sentence('Why')) },
  run: () => ({ kind: 'note', text: 'never here' }),
}) as Command;
const help = command({
  name: 'help',
  about: 'What can be said',
  role: 'driver',
  is: 'question',
  installation: true,
  params: {},
  run: () => ({ kind: 'note', text: 'help' }),
}) as Command;

export const caller: Caller = { via: 'slash', role: 'steward', proof: 'discord', id: '1', name: 'Otto' };
export const done = (said: string): Outcome => ({ kind: 'done', answer: { kind: 'note', text: said } });

/** The dispatcher of a hub with three edges: what it is asked, what it sends, and the outcomes. */
export class HubRig {
  readonly clock = new FakeClock();
  readonly sent: { edge: string; order: Order }[] = [];
  readonly asked: string[] = [];
  readonly late: Sentence[] = [];
  /** When edge a went out of reach. */
  away: number | undefined;
  /** The life of the edges; undefined before they are heard. */
  life: string | undefined = 'life';
  expires = 20_000;
  fate: () => Promise<Fate> = () => Promise.resolve({ kind: 'over', outcome: done('kicked') });
  answer: (subject: string, value: unknown) => Promise<unknown> = () =>
    Promise.resolve([{ label: 'Mara', value: '0' }]);

  readonly hub = new HubDispatcher({
    own: {
      commands: [kick, clear, help],
      dispatch: ({ line }) => Promise.resolve(done(`here: ${line}`)),
      judge: () => 'allowed',
      formOf: () => undefined,
      suggest: () => Promise.resolve([]),
      isPrivate: () => true,
    },
    hosts: {
      servers: () =>
        new Map([
          ['gt3', 'a'],
          ['mx5', 'b'],
          ['gt4', 'c'],
          ['f3', 'c'],
        ]),
      letters: () =>
        new Map([
          ['A', 'a'],
          ['C', 'c'],
        ]),
      awaySince: (edge) => (edge === 'a' ? this.away : undefined),
      otherVersionOf: (edge) => (edge === 'b' ? 'Pitwall 9 there is another one.' : undefined),
    },
    talk: {
      ask: (subject, value) => {
        this.asked.push(subject);
        return this.answer(subject, value);
      },
    },
    wayTo: (edge) => ({
      send: (order) => {
        this.sent.push({ edge, order });
        return this.fate();
      },
      fate: () => Promise.resolve({ kind: 'running' }),
    }),
    expiry: () =>
      this.away === undefined && this.life !== undefined ? { segment: this.life, expires: this.expires } : undefined,
    complete: (outcome) => outcome,
    late: (_, sentence) => this.late.push(sentence),
    clock: this.clock,
  });

  say(line: string, more: Partial<Call> = {}): Promise<Outcome> {
    return this.hub.dispatch({ line, caller, ...more });
  }

  /** Runs everything that is due within this time. */
  async pass(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= 250) {
      this.clock.advance(Math.min(left, 250));
      for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
    }
  }
}
