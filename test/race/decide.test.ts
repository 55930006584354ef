import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EventBody } from '../../src/events/events.ts';
import { feedInDirectory } from '../fakes/feed.ts';

let opened: ReturnType<typeof feedInDirectory>;
beforeEach(() => {
  opened = feedInDirectory();
  opened.feed.beginRun();
});
afterEach(() => opened.remove());

const speaks: EventBody = { type: 'serverHeard' };
const silent: EventBody = { type: 'serverSilent', silentMs: 1 };
const types = () => opened.feed.events.map(({ type }) => type);

describe('a decision', () => {
  it('is journaled with the events it returns', () => {
    opened.feed.decide(() => [speaks]);
    expect(types()).toEqual(['serverHeard']);
    expect(opened.feed.journal.events()).toMatchObject([speaks]);
  });

  it('that throws changes nothing, and its caller gets the error', () => {
    const decide = (): void =>
      opened.feed.decide(() => {
        opened.feed.journal.moveCursor('test', 1);
        throw new Error('changed my mind');
      });
    expect(decide).toThrow('changed my mind');
    expect([types(), opened.feed.journal.cursor('test')]).toEqual([[], undefined]);
  });
});

describe('an event returned by a durable listener', () => {
  it('goes to all listeners after its cause, in the same transaction', () => {
    const heard: string[] = [];
    opened.bus.durable(({ type }) => (type === 'serverHeard' ? [silent] : undefined));
    opened.bus.durable(({ type }) => {
      heard.push(type);
      return undefined;
    });
    opened.feed.notice(speaks);
    expect(heard).toEqual(['serverHeard', 'serverSilent']);
    expect(types()).toEqual(['serverHeard', 'serverSilent']);
    expect(opened.feed.state().heard).toBe(false);
  });

  it('has the session and the late mark of its cause', () => {
    opened.bus.durable(({ type }) => (type === 'serverHeard' ? [silent] : undefined));
    opened.feed.notice({ ...speaks, late: true } as EventBody);
    expect(opened.feed.events).toMatchObject([{ late: true }, { type: 'serverSilent', late: true, session: 0 }]);
  });

  it('is rolled back together with its cause', () => {
    opened.bus.durable(({ type }) => {
      if (type === 'serverSilent') throw new Error('no room');
      return [silent];
    });
    opened.feed.notice(speaks);
    expect(types()).toEqual([]);
    expect(opened.feed.journal.events()).toEqual([]);
  });
});
