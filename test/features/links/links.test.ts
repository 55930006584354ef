import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CODE_MS, linkTables, type OwnLinks, openLinks } from '../../../src/features/links/links.ts';
import type { Store } from '../../../src/store/store.ts';
import { FakeClock } from '../../fakes/clock.ts';
import { openStore } from '../../fakes/openStore.ts';

const [ADA, BO] = ['76561197900000001', '76561197900000002'];
const driver = (guid = '') => ({ guid, name: `Driver ${guid.at(-1)}` });
const [ADAS_ACCOUNT, BOS_ACCOUNT] = ['111111111111111111', '222222222222222222'];

let directory: string;
let store: Store;
let clock: FakeClock;
let links: OwnLinks;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'pitwall-links-'));
  store = openStore(directory, [linkTables]);
  clock = new FakeClock();
  links = openLinks(store, clock);
});
afterEach(() => {
  store.close();
  rmSync(directory, { recursive: true, force: true });
});

describe('a link', () => {
  test('is made with the code given to the driver in the car', () => {
    const code = links.begin(driver(ADA));
    expect(code).toMatch(/^[A-HJ-NP-Z2-9]{6}$/);
    expect(links.redeem(code.toLowerCase(), ADAS_ACCOUNT)).toEqual(driver(ADA));
    expect([links.guidOf(ADAS_ACCOUNT), links.userOf(ADA)]).toEqual([ADA, ADAS_ACCOUNT]);
  });

  test('is remembered on both sides for a month after it ends', () => {
    links.redeem(links.begin(driver(ADA)), ADAS_ACCOUNT);
    expect(links.guidsOnceOf(ADAS_ACCOUNT)).toEqual([]);
    links.unlink(ADAS_ACCOUNT);
    expect([links.guidOf(ADAS_ACCOUNT), links.guidsOnceOf(ADAS_ACCOUNT)]).toEqual([undefined, [ADA]]);
    links.redeem(links.begin(driver(ADA)), BOS_ACCOUNT);
    links.redeem(links.begin(driver(BO)), BOS_ACCOUNT);
    links = openLinks(store, clock);
    expect(links.usersOnceOf(ADA)).toEqual([ADAS_ACCOUNT, BOS_ACCOUNT]);
    clock.advance(30 * 24 * 60 * 60_000);
    expect([links.usersOnceOf(ADA), links.guidsOnceOf(BOS_ACCOUNT)]).toEqual([[], []]);
  });

  test('survives a restart', () => {
    links.redeem(links.begin(driver(ADA)), ADAS_ACCOUNT);
    expect(openLinks(store, clock).guidOf(ADAS_ACCOUNT)).toBe(ADA);
  });

  test('is one to one: a new link replaces the old ones on both sides', () => {
    links.redeem(links.begin(driver(ADA)), ADAS_ACCOUNT);
    links.redeem(links.begin(driver(BO)), BOS_ACCOUNT);
    links.redeem(links.begin(driver(ADA)), BOS_ACCOUNT);
    expect([links.guidOf(ADAS_ACCOUNT), links.guidOf(BOS_ACCOUNT), links.userOf(BO)]).toEqual([
      undefined,
      ADA,
      undefined,
    ]);
  });

  test('can be removed', () => {
    links.redeem(links.begin(driver(ADA)), ADAS_ACCOUNT);
    expect([links.unlink(ADAS_ACCOUNT), links.unlink(ADAS_ACCOUNT)]).toEqual([true, false]);
    expect(links.guidOf(ADAS_ACCOUNT)).toBeUndefined();
  });
});

describe('a code', () => {
  test('works only once', () => {
    const code = links.begin(driver(ADA));
    links.redeem(code, ADAS_ACCOUNT);
    expect(() => links.redeem(code, BOS_ACCOUNT)).toThrow(/That code is not valid/);
  });

  test('expires after ten minutes', () => {
    const code = links.begin(driver(ADA));
    clock.advance(CODE_MS + 1);
    expect(() => links.redeem(code, ADAS_ACCOUNT)).toThrow(/not valid/);
  });

  test('is replaced by the next one', () => {
    const first = links.begin(driver(ADA));
    links.begin(driver(ADA));
    expect(() => links.redeem(first, ADAS_ACCOUNT)).toThrow(/not valid/);
  });

  test('cannot be guessed: after five wrong tries an account is refused even the right one', () => {
    const code = links.begin(driver(ADA));
    for (let guess = 0; guess < 5; guess += 1) expect(() => links.redeem('WRONG2', BOS_ACCOUNT)).toThrow(/not valid/);
    expect(() => links.redeem(code, BOS_ACCOUNT)).toThrow('Too many wrong codes; try again in ten minutes.');
    expect(links.redeem(code, ADAS_ACCOUNT)).toEqual(driver(ADA));
  });
});
