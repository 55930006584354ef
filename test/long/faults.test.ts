import { describe, expect, test } from 'vitest';
import { type Clock, systemClock } from '../../src/kit/clock.ts';
import { inLeague, type League } from '../discord/league.ts';
import { eventuallyHolds, pause } from '../eventually.ts';

/** A clock on which a login attempt, which has a minute, is given up after half a second. */
const impatient: Clock = {
  ...systemClock,
  after: (ms, task) => systemClock.after(ms === 60_000 ? 500 : ms, task),
};

const callbacks = ({ requests }: League) => requests.filter((request) => request.includes('callback'));

describe.concurrent('a lost Discord session is replaced', () => {
  test.each<[string, (league: League) => void]>([
    ['when Discord invalidates it', ({ faults }) => faults.invalidateSessions(false)],
    [
      'when Discord has forgotten it',
      ({ faults }) => {
        faults.forgetSessions = true;
        faults.dropSockets();
      },
    ],
    [
      'when a new connection gets no hello',
      ({ faults }) => {
        let left = 1;
        Object.defineProperty(faults, 'isHelloMuted', { get: () => left-- > 0 });
        faults.dropSockets();
      },
    ],
  ])('%s', (_, breaking) =>
    inLeague(async (league) => {
      await league.start();
      breaking(league);
      league.post('lap 7');
      await league.isAnswered();
      await eventuallyHolds(() => expect(league.posted()).toEqual(['lap 7']));
      expect(callbacks(league)).toHaveLength(1);
      expect(league.logged.join('\n')).not.toMatch(/failed|did not get through/);
    }),
  );
});

describe.concurrent('a start during trouble succeeds, with only one bot', () => {
  test.each<[string, (faults: League['faults'], isOn: boolean) => void]>([
    [
      'when connections are refused',
      (faults, isOn) => {
        faults.refuseUpgrades = isOn;
      },
    ],
    [
      'when connections get no hello',
      (faults, isOn) => {
        faults.isHelloMuted = isOn;
      },
    ],
  ])('%s', (_, trouble) =>
    inLeague(async (league) => {
      trouble(league.faults, true);
      const started = league.start();
      await eventuallyHolds(() => expect(league.logged.join('\n')).toContain('Discord cannot be reached yet'));
      trouble(league.faults, false);
      await started;
      await league.isAnswered();
      // Attempts that were given up would be back by now, but they are destroyed.
      await pause(13_000);
      await league.isAnswered();
      expect(callbacks(league)).toHaveLength(2);
      expect(league.logged.join('\n')).not.toContain('failed');
    }, impatient),
  );

  test('when the first request hangs', () =>
    inLeague(async (league) => {
      league.faults.fail({ method: 'GET', path: '/gateway/bot', status: 'hang' });
      await league.start();
      await league.isAnswered();
      expect(league.logged.join('\n')).toContain('Discord cannot be reached yet');
    }));
});

describe.concurrent('a request that is never answered', () => {
  test.each([true, false])('is repeated, and the message is posted once (carried out: %s)', (executed) =>
    inLeague(async (league) => {
      const path = '/channels/:channel/messages';
      league.faults.fail({ method: 'POST', path, status: 'hang', executed });
      await league.start();
      league.post('lap 7');
      const log = () => league.logged.join('\n');
      await eventuallyHolds(() => expect(log()).toContain('did not get through; trying again'));
      await eventuallyHolds(() => expect(league.requests).toContain(`POST ${path} 200`));
      expect(league.posted()).toEqual(['lap 7']);
    }),
  );

  test('does not delay other answers', () =>
    inLeague(async (league) => {
      const path = '/interactions/:interaction/:token/callback';
      league.faults.fail({ method: 'POST', path, status: 'hang', executed: true });
      await league.start();
      league.ask();
      await league.isAnswered();
      // The answer that hung had arrived, and is sent again.
      await eventuallyHolds(() => expect(callbacks(league)).toContain(`POST ${path} 400`));
      expect(league.logged.join('\n')).not.toContain('failed');
    }));
});
