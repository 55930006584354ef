import { Events } from 'discord.js';
import { describe, expect, test } from 'vitest';
import { eventually, eventuallyHolds } from '../eventually.ts';
import { inLeague, type League } from './league.ts';

/** Ends the fault, once the bot has logged it. */
interface Mending {
  readonly after: string;
  mend(): void;
}

/** Breaks the connection. Commands given and posts made while it is down are answered and posted once. */
async function survives(league: League, breaking: () => void, mending?: Mending): Promise<void> {
  const { start, ask, post, posted, logged } = league;
  const { client } = await start();
  const resumed = new Promise((resolve) => client.once(Events.ShardResume, resolve));
  breaking();
  post('lap 7');
  const duringTheGap = ask();
  if (mending) {
    await eventually(mending.after, () => logged.join('\n').includes(mending.after));
    mending.mend();
  }
  await Promise.all([resumed, duringTheGap.done()]);
  const afterwards = ask();
  await afterwards.done();
  for (const asked of [duringTheGap, afterwards]) {
    expect(asked.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
    expect(asked.followUps).toEqual([]);
  }
  await eventuallyHolds(() => expect(posted()).toEqual(['lap 7']));
  expect(logged.join('\n')).not.toMatch(/failed|did not get through/);
}

describe.concurrent('a broken connection is resumed, and commands given meanwhile are answered', () => {
  test.each([
    ['after a pulled cable', undefined],
    ['after the gateway goes away (1001)', 1001],
    ['after an unknown error (4000)', 4000],
    ['after a session timeout (4009)', 4009],
  ])('%s', (_, code) =>
    inLeague(async (league) => {
      await survives(league, () => league.faults.dropSockets(code));
      expect(league.logged.join('\n')).toContain('reconnecting to Discord');
    }),
  );

  test('after Discord asks to reconnect', () =>
    inLeague((league) => survives(league, () => league.faults.askToReconnect())));

  test('after Discord invalidates a resumable session', () =>
    inLeague((league) => survives(league, () => league.faults.invalidateSessions(true))));

  test('after new connections were refused for a while', () =>
    inLeague(async (league) => {
      const breaking = () => {
        league.faults.refuseUpgrades = true;
        league.faults.dropSockets();
      };
      const mend = () => {
        league.faults.refuseUpgrades = false;
      };
      await survives(league, breaking, { after: 'Discord connection error', mend });
    }));

  test('after its heartbeats were not acknowledged', () =>
    inLeague(async (league) => {
      league.faults.heartbeatMs = 100;
      const breaking = () => {
        league.faults.isAckMuted = true;
      };
      const mend = () => {
        league.faults.isAckMuted = false;
      };
      await survives(league, breaking, { after: 'reconnecting to Discord', mend });
    }));
});

describe.concurrent('a deferral that Discord carries out but answers with an error', () => {
  test('is answered with the sentence that nothing was done', () =>
    inLeague(async (league) => {
      await league.start();
      const route = '/interactions/:interaction/:token/callback';
      league.faults.fail({ method: 'POST', path: route, status: 502, executed: true });
      const { local } = league;
      const path = ['appeal'];
      const options = { decision: 'P-1', reason: 'It was the other car' };
      const handle = local.person('Bea').slash({ channel: 'race-control', path, options });
      await handle.done();
      expect(handle.reply()?.content).toContain('nothing was done; please try again');
      expect(league.logged.join('\n')).toContain('deferring failed');
    }));
});

describe.concurrent('an answer that Discord carries out but answers with an error', () => {
  test('is shown once, and no warning about another program is logged', () =>
    inLeague(async (league) => {
      await league.start();
      const path = '/interactions/:interaction/:token/callback';
      league.faults.fail({ method: 'POST', path, status: 502, executed: true });
      const handle = league.ask();
      const callback = `POST ${path}`;
      await eventuallyHolds(() => {
        const tries = league.requests.filter((each) => each.startsWith(callback));
        expect(tries.map((each) => each.slice(callback.length + 1))).toEqual(['502', '400']);
      });
      expect(handle.reply()?.embeds[0]).toMatchObject({ title: 'Friday GT3' });
      expect(league.logged.join('\n')).not.toMatch(/failed|Another program/);
    }));
});
