import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { feedInDirectory, type TestFeed } from '../fakes/feed.ts';
import { chat, contact, elena, practice } from './witnesses.ts';

/** So long each thing that somebody says takes to be told, ms. */
const SLOW_MS = 3;

let opened: ReturnType<typeof feedInDirectory>;
let feed: TestFeed;
beforeEach(() => {
  opened = feedInDirectory();
  feed = opened.feed;
  feed.packets([practice, elena]);
  feed.bus.durable(({ type }) => {
    if (type === 'chat') feed.clock.spend(SLOW_MS);
    return undefined;
  });
});
afterEach(() => opened.remove());

const words = (count: number) => Array.from({ length: count }, (_, number) => chat(`${number}`));
const said = () => feed.events.flatMap((event) => (event.type === 'chat' ? [Number(event.text)] : []));
const inOrder = (count: number) => Array.from({ length: count }, (_, number) => number);
const nextTurn = (): void => feed.clock.advance(1);

describe('what comes in great numbers', () => {
  test('is kept in pieces, each as short as the last one says, and in its order', () => {
    feed.packets(words(40));
    expect(said()).toEqual(inOrder(16));
    nextTurn();
    // Two of them take as long as a turn may.
    expect(said()).toEqual(inOrder(18 + 2));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(40));
    expect(feed.faults).toEqual([]);
  });

  test('is kept in shorter pieces where contacts are among it', () => {
    feed.bus.durable(({ type }) => {
      if (type === 'contact') feed.clock.spend(4);
      return undefined;
    });
    const contacts = () => feed.events.filter(({ type }) => type === 'contact').length;
    feed.packets(Array.from({ length: 7 }, () => contact));
    const kept = [contacts()];
    for (let turn = 0; turn < 3; turn += 1) {
      nextTurn();
      kept.push(contacts());
    }
    expect(kept).toEqual([3, 5, 7, 7]);
  });

  test('comes before what is heard meanwhile', () => {
    feed.packets(words(20));
    feed.packets([chat('20')]);
    expect(said()).toEqual(inOrder(16));
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    expect(said()).toEqual(inOrder(21));
  });

  test('comes before what somebody decides, all of it', () => {
    feed.packets(words(40));
    feed.decide(() => []);
    expect(said()).toEqual(inOrder(40));
  });

  test('is waited for by the log', async () => {
    feed.packets(words(20));
    let isFree = false;
    const free = feed.free()?.then(() => {
      isFree = true;
    });
    await Promise.resolve();
    expect(isFree).toBe(false);
    for (let turn = 0; turn < 20; turn += 1) nextTurn();
    await free;
    await feed.free();
    expect(said()).toEqual(inOrder(20));
  });
});
